import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { call } from '../../app/api.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { useRows } from '../../ui/grid/useRows.ts'
import { useSelection } from '../../ui/grid/useSelection.ts'
import { AsOf } from '../activity/FeedGrid.tsx'
import { ArrivalsButton, copyRows } from '../orders/ListFrame.tsx'
import orders from '../orders/orders.module.css'
import { Actions } from './Actions.tsx'
import { type ApprovalView, engineFilter, type ListingSort, type ViewParts } from './view.ts'

interface Props {
  view: ApprovalView
  change: (parts: ViewParts) => void
  columns: GridColumns<ListingRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

const outlineRows = 20
const keyOf = (row: ListingRow) => row.listingId

/** The table of what waits for approval, or is on its way: a window of rows over all that stay in SQLite. */
export function ListingTable({ view, change, columns, chips, onClear, empty, drawer }: Props) {
  const s = useStrings()
  const { sort, descending, open } = view
  const { waiting, snapshot, show } = useListingArrivals()
  const filter = engineFilter(view)
  const filterKey = JSON.stringify(filter)
  const listed = `${filterKey}|${sort}|${descending}|${snapshot}`
  const rows = useRows<ListingRow>({
    name: 'listings.list',
    scope: listed,
    load: (place) => call('listings.list', { ...filter, ...place, sort, descending }),
    countAll: async () => (await call('listings.count', filter)).total,
  })
  const total = rows.total ?? 0
  const selection = useSelection({ total, scope: `${filterKey}|${snapshot}`, keyOf, rowsBetween: rows.rowsBetween })

  const opened = useRef(false)
  useEffect(() => {
    // What is on its way moves by itself; drafts wait behind a button unless nothing is being read yet.
    if (waiting > 0 && (!opened.current || total === 0 || view.stage === 'approved')) show()
    opened.current = true
  }, [waiting, total, show, view.stage])

  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const openRow = useCallback((row: ListingRow) => change({ open: row.listingId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const ask = useRef<((row: ListingRow | undefined) => void) | null>(null)
  return (
    <>
      <div className={orders.info}>
        <output className={orders.count}>
          {rows.total === undefined ? s.orders.counting : s.approvals.countText(rows.total)}
        </output>
        <Actions
          stage={view.stage}
          filter={filter}
          selection={selection}
          ask={ask}
          onCopy={copy}
          onOpen={(listingId) => change({ open: listingId })}
        />
        <Chips chips={chips} onClear={onClear} />
        <AsOf at={rows.asOf} />
      </div>
      <div className={orders.split}>
        {rows.error ? (
          <ErrorPanel error={rows.error} onRetry={rows.retry} />
        ) : (
          <div className={orders.gridBox}>
            <DataGrid
              label={s.approvals.table}
              columns={columns}
              total={rows.total ?? outlineRows}
              rowAt={rows.rowAt}
              keyOf={keyOf}
              onRange={rows.onRange}
              scope={listed}
              sort={{ by: sort, descending }}
              onSort={(next) => change({ sort: next.by as ListingSort, descending: next.descending, open })}
              selection={selection}
              openKey={open ?? null}
              onOpen={openRow}
              onClose={close}
              onCopy={copy}
              onKey={(key, row) => {
                if (key !== 'a' && key !== 'ㅁ') return false
                ask.current?.(row)
                return true
              }}
              stale={rows.stale}
            >
              {empty}
            </DataGrid>
            {waiting > 0 && total > 0 ? <ArrivalsButton text={s.approvals.changed(waiting)} onClick={show} /> : null}
          </div>
        )}
        {drawer}
      </div>
    </>
  )
}
