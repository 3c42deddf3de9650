import { type ReactNode, useEffect, useRef } from 'react'
import { useStrings } from '../../strings/index.ts'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import type { Sort } from '../../ui/grid/HeaderRow.tsx'
import { type RowsSource, scrollableRows, useRows } from '../../ui/grid/useRows.ts'
import { type GridSelection, useSelection } from '../../ui/grid/useSelection.ts'
import { AsOf } from '../activity/FeedGrid.tsx'
import { ArrivalsButton, copyRows, SelectionBar } from './ListFrame.tsx'
import classes from './orders.module.css'

interface Props<R> {
  label: string
  /** The engine's call, and what it is asked. */
  source: Omit<RowsSource<R>, 'scope'>
  /** The filter as text: another one forgets the selection. */
  filterKey: string
  /** Rows are the same ones but read otherwise: personal data shown or masked. */
  unmask?: boolean
  columns: GridColumns<R>
  keyOf: (row: R) => string
  countText: (total: number) => string
  chips: readonly Chip[]
  onClear: () => void
  /** What can be done with the selected rows; copying and letting go of them unless told otherwise. */
  actions?: (list: { selection: GridSelection<R>; onCopy: () => void; total: number | undefined }) => ReactNode
  sort: Sort
  onSort: (sort: Sort) => void
  openKey: string | undefined
  onOpen: (row: R) => void
  onClose: () => void
  /** A further key on the active row; true when it meant something. */
  onKey?: (key: string, row: R | undefined) => boolean
  /** Rows that came in meanwhile and wait to be shown; `snapshot` counts how often they were. */
  arrivals: {
    waiting: number
    text: string
    show: () => void
    snapshot: number
    /** What is on its way moves by itself. */
    atOnce?: boolean
  }
  empty: ReactNode
  drawer: ReactNode
}

const outlineRows = 20

/** The table of a page: a window of rows over all that stay in SQLite. What changes while scrolling stays in here, away from the toolbar above. */
export function ListTable<R>(props: Props<R>) {
  const { source, filterKey, unmask = false, columns, keyOf, sort, arrivals, openKey, onKey } = props
  const s = useStrings()
  const listed = `${filterKey}|${sort.by}|${sort.descending}|${arrivals.snapshot}`
  const rows = useRows<R>({ ...source, scope: `${listed}|${unmask}` })
  const total = rows.total ?? 0
  const scope = `${filterKey}|${arrivals.snapshot}`
  const selection = useSelection({ total, scope, keyOf, rowsBetween: rows.rowsBetween })

  const { waiting, show, atOnce = false } = arrivals
  const opened = useRef(false)
  useEffect(() => {
    // Nothing is being read yet, because the page just opened or is empty: nothing need wait behind a button.
    if (waiting > 0 && (!opened.current || rows.total === 0 || atOnce)) show()
    opened.current = true
  }, [waiting, rows.total, show, atOnce])

  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  return (
    <>
      <div className={classes.info}>
        <output className={classes.count}>
          {rows.total === undefined ? s.orders.counting : props.countText(rows.total)}
        </output>
        {props.actions?.({ selection, onCopy: copy, total: rows.total }) ?? (
          <SelectionBar selection={selection} onCopy={copy} />
        )}
        <Chips chips={props.chips} onClear={props.onClear} />
        {total > scrollableRows ? <span className="quiet">{s.grid.tooMany(scrollableRows)}</span> : null}
        {waiting > 0 && total > 0 ? <ArrivalsButton text={arrivals.text} onClick={show} /> : null}
        <AsOf at={rows.asOf} />
      </div>
      <div className={classes.split}>
        {rows.error ? (
          <ErrorPanel error={rows.error} onRetry={rows.retry} />
        ) : (
          <div className={classes.gridBox}>
            <DataGrid
              label={props.label}
              columns={columns}
              total={rows.total ?? outlineRows}
              rowAt={rows.rowAt}
              keyOf={keyOf}
              onRange={rows.onRange}
              scope={listed}
              sort={sort}
              onSort={props.onSort}
              selection={selection}
              openKey={openKey ?? null}
              onOpen={props.onOpen}
              onClose={props.onClose}
              onCopy={copy}
              {...(onKey === undefined ? {} : { onKey })}
              stale={rows.stale}
            >
              {props.empty}
            </DataGrid>
          </div>
        )}
        {props.drawer}
      </div>
    </>
  )
}
