import { Button } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { call } from '../../app/api.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { scrollableRows, useRows } from '../../ui/grid/useRows.ts'
import { type GridSelection, useSelection } from '../../ui/grid/useSelection.ts'
import { AsOf } from '../activity/FeedGrid.tsx'
import { ArrivalsButton, copyRows, SelectionBar } from '../orders/ListFrame.tsx'
import orders from '../orders/orders.module.css'
import { planOf } from './chosen.ts'
import { useMarketPages, useOpenOnMarket } from './OnMarket.tsx'
import { useListedActs } from './useListedActs.tsx'
import { engineFilter, type ListedSort, type ListedView, type ViewParts } from './view.ts'
import { type ActKind, acts } from './words.ts'

interface Props {
  view: ListedView
  change: (parts: ViewParts) => void
  columns: GridColumns<ListingRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

const outlineRows = 20
const keyOf = (row: ListingRow) => row.listingId

/** The table of what is on the markets: a window of rows over all that stay in SQLite. */
export function ListedTable({ view, change, columns, chips, onClear, empty, drawer }: Props) {
  const s = useStrings()
  const { sort, descending, open } = view
  const { waiting, snapshot, show } = useListingArrivals()
  const filter = engineFilter(view.filter)
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
  const pages = useMarketPages()
  const openOnMarket = useOpenOnMarket()

  const opened = useRef(false)
  useEffect(() => {
    if (waiting > 0 && (!opened.current || total === 0)) show()
    opened.current = true
  }, [waiting, total, show])

  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const openRow = useCallback((row: ListingRow) => change({ open: row.listingId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  return (
    <>
      <div className={orders.info}>
        <output className={orders.count}>
          {rows.total === undefined ? s.orders.counting : s.listed.countText(rows.total)}
        </output>
        <Actions selection={selection} view={view} onCopy={copy} />
        <Chips chips={chips} onClear={onClear} />
        {total > scrollableRows ? <span className="quiet">{s.grid.tooMany(scrollableRows)}</span> : null}
        <AsOf at={rows.asOf} />
      </div>
      <div className={orders.split}>
        {rows.error ? (
          <ErrorPanel error={rows.error} onRetry={rows.retry} />
        ) : (
          <div className={orders.gridBox}>
            <DataGrid
              label={s.listed.table}
              columns={columns}
              total={rows.total ?? outlineRows}
              rowAt={rows.rowAt}
              keyOf={keyOf}
              onRange={rows.onRange}
              scope={listed}
              sort={{ by: sort, descending }}
              onSort={(next) => change({ sort: next.by as ListedSort, descending: next.descending, open })}
              selection={selection}
              openKey={open ?? null}
              onOpen={openRow}
              onClose={close}
              onCopy={copy}
              onKey={(key, row) => {
                if ((key !== 'o' && key !== 'ㅐ') || !row?.marketUrl || !pages) return false
                openOnMarket(row.listingId)
                return true
              }}
              stale={rows.stale}
            >
              {empty}
            </DataGrid>
            {waiting > 0 && total > 0 ? <ArrivalsButton text={s.listed.changed(waiting)} onClick={show} /> : null}
          </div>
        )}
        {drawer}
      </div>
    </>
  )
}

const kinds: readonly ActKind[] = ['stop', 'resume', 'resolve']

/** What can be done with the selected listings: only what at least one of them can. */
function Actions({
  selection,
  view,
  onCopy,
}: {
  selection: GridSelection<ListingRow>
  view: ListedView
  onCopy: () => void
}) {
  const s = useStrings()
  const { ask, busy, dialog } = useListedActs(selection.clear)
  const { state } = view.filter
  const known = selection.known()
  const offered = kinds.filter((kind) =>
    selection.value.all ? state === undefined || acts[kind].states.includes(state) : known.some(acts[kind].can),
  )
  return (
    <>
      <SelectionBar selection={selection} onCopy={onCopy}>
        {offered.map((kind) => (
          <Button
            key={kind}
            variant="default"
            size="compact-sm"
            loading={busy}
            {...(kind === 'stop' ? { color: 'red' } : {})}
            onClick={() => void ask(planOf(kind, selection.value, engineFilter(view.filter), known))}
          >
            {s.listed[kind]}
          </Button>
        ))}
      </SelectionBar>
      {dialog}
    </>
  )
}
