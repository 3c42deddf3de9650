import { Button } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { ProductRow } from '../../../shared/contract/products.ts'
import { call } from '../../app/api.ts'
import { queryClient } from '../../app/query.ts'
import { useProductArrivals } from '../../stores/productArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { scrollableRows, useRows } from '../../ui/grid/useRows.ts'
import { type GridSelection, useSelection } from '../../ui/grid/useSelection.ts'
import { IconStar } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { AsOf } from '../activity/FeedGrid.tsx'
import { PrepareListings } from '../approvals/PrepareListings.tsx'
import { ArrivalsButton, copyRows, SelectionBar } from '../orders/ListFrame.tsx'
import orders from '../orders/orders.module.css'
import { chooseMatching, chooseRows, undoable } from './choose.ts'
import { sayWithUndo } from './undo.tsx'
import { keyText, type ProductSort, type ProductView, type ViewParts } from './view.ts'

interface Props {
  view: ProductView
  change: (parts: ViewParts) => void
  columns: GridColumns<ProductRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

const outlineRows = 20

/** What a mark changes on screen is read anew; rows keep their places. */
const readAnew = () => {
  useProductArrivals.getState().own()
  void queryClient.invalidateQueries({ queryKey: ['rows', 'products.list'] })
  for (const name of ['products.get', 'products.facets']) void queryClient.invalidateQueries({ queryKey: [name] })
}

/** The table of products: a window of rows over a million that stay in SQLite. */
export function ProductTable({ view, change, columns, chips, onClear, empty, drawer }: Props) {
  const s = useStrings()
  const { filter, sort, descending, open } = view
  const arrivals = useProductArrivals()
  const filterKey = JSON.stringify(filter)
  const listed = `${filterKey}|${sort}|${descending}|${arrivals.snapshot}`
  const rows = useRows<ProductRow>({
    name: 'products.list',
    scope: listed,
    load: (place) => call('products.list', { ...filter, ...place, sort, descending }),
    countAll: async () => (await call('products.count', filter)).total,
  })
  const total = rows.total ?? 0
  const selection = useSelection({
    total,
    scope: `${filterKey}|${arrivals.snapshot}`,
    keyOf: keyText,
    rowsBetween: rows.rowsBetween,
  })

  const waiting = arrivals.added + arrivals.updated
  const { show } = arrivals
  const opened = useRef(false)
  useEffect(() => {
    // Nothing is being read yet, because the page just opened or is empty: nothing need wait behind a button.
    if (waiting > 0 && (!opened.current || rows.total === 0)) show()
    opened.current = true
  }, [waiting, rows.total, show])

  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const openRow = useCallback((row: ProductRow) => change({ open: keyText(row) }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  return (
    <>
      <div className={orders.info}>
        <output className={orders.count}>
          {rows.total === undefined ? s.orders.counting : s.products.countText(rows.total)}
        </output>
        <SelectionBar selection={selection} onCopy={copy}>
          <PrepareListings filter={filter} selection={selection} />
          <Choose filter={filter} selection={selection} />
        </SelectionBar>
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
              label={s.products.table}
              columns={columns}
              total={rows.total ?? outlineRows}
              rowAt={rows.rowAt}
              keyOf={keyText}
              onRange={rows.onRange}
              scope={listed}
              sort={{ by: sort, descending }}
              onSort={(next) => change({ sort: next.by as ProductSort, descending: next.descending, open })}
              selection={selection}
              openKey={open ?? null}
              onOpen={openRow}
              onClose={close}
              onCopy={copy}
              stale={rows.stale}
            >
              {empty}
            </DataGrid>
            {waiting > 0 && total > 0 ? (
              <ArrivalsButton
                text={
                  arrivals.added > 0
                    ? s.products.newProducts(arrivals.added)
                    : s.products.changedProducts(arrivals.updated)
                }
                onClick={show}
              />
            ) : null}
          </div>
        )}
        {drawer}
      </div>
    </>
  )
}

/** Puts the selected products among those whose changes matter, or takes them out. */
function Choose({ filter, selection }: { filter: ProductView['filter']; selection: GridSelection<ProductRow> }) {
  const s = useStrings()
  const p = s.products
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<boolean | null>(null)
  const go = async (chosen: boolean) => {
    setBusy(true)
    useProductArrivals.getState().own()
    try {
      const { changed, undo } = selection.value.all
        ? await chooseMatching(filter, selection.value, chosen)
        : await chooseRows(selection.known(), chosen)
      const text = changed === 0 ? p.nothingChanged : chosen ? p.chosenDone(changed) : p.unchosenDone(changed)
      if (changed === 0 || undo === null) say(text)
      else sayWithUndo(text, () => undo().finally(readAnew))
      selection.clear()
    } catch (thrown) {
      sayFailure(thrown)
    } finally {
      readAnew()
      setBusy(false)
      setAsking(null)
    }
  }
  const start = (chosen: boolean) =>
    selection.value.all && selection.size > undoable ? setAsking(chosen) : void go(chosen)
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        leftSection={<IconStar size={14} aria-hidden />}
        onClick={() => start(true)}
      >
        {p.choose}
      </Button>
      <Button variant="default" size="compact-sm" loading={busy} onClick={() => start(false)}>
        {p.unchoose}
      </Button>
      <Confirm
        opened={asking !== null}
        title={asking === false ? p.unchooseManyTitle(selection.size) : p.chooseManyTitle(selection.size)}
        text={p.chooseManyText}
        go={asking === false ? p.unchoose : p.choose}
        busy={busy}
        onClose={() => setAsking(null)}
        onGo={() => void go(asking === true)}
      />
    </>
  )
}
