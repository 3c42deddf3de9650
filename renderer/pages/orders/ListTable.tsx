import { type ReactNode, useEffect, useRef } from 'react'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import type { Sort } from '../../ui/grid/HeaderRow.tsx'
import { type RowsSource, useRows } from '../../ui/grid/useRows.ts'
import { useSelection } from '../../ui/grid/useSelection.ts'
import { ArrivalsButton, copyRows, InfoLine } from './ListFrame.tsx'
import classes from './orders.module.css'

interface Props<R> {
  label: string
  /** The engine's call, and what it is asked. */
  source: Omit<RowsSource<R>, 'scope'>
  /** The filter as text: another one forgets the selection. */
  filterKey: string
  unmask: boolean
  columns: GridColumns<R>
  keyOf: (row: R) => string
  countText: (total: number) => string
  chips: readonly Chip[]
  onClear: () => void
  allAction?: ReactNode
  sort: Sort
  onSort: (sort: Sort) => void
  openKey: string | undefined
  onOpen: (row: R) => void
  onClose: () => void
  /** Rows that came in meanwhile and wait to be shown; `snapshot` counts how often they were. */
  arrivals: { waiting: number; text: string; show: () => void; snapshot: number }
  empty: ReactNode
  drawer: ReactNode
}

const outlineRows = 20

/** The table of buyers or orders. What changes while scrolling stays in here, away from the toolbar above. */
export function ListTable<R>(props: Props<R>) {
  const { source, filterKey, unmask, columns, keyOf, sort, arrivals, openKey } = props
  const s = useStrings()
  const listed = `${filterKey}|${sort.by}|${sort.descending}|${arrivals.snapshot}`
  const rows = useRows<R>({ ...source, scope: `${listed}|${unmask}` })
  const total = rows.total ?? 0
  const scope = `${filterKey}|${arrivals.snapshot}`
  const selection = useSelection({ total, scope, keyOf, rowsBetween: rows.rowsBetween })

  const { waiting, show } = arrivals
  const opened = useRef(false)
  useEffect(() => {
    // Nothing is being read yet, because the page just opened or is empty: nothing need wait behind a button.
    if (waiting > 0 && (!opened.current || rows.total === 0)) show()
    opened.current = true
  }, [waiting, rows.total, show])

  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  return (
    <>
      <InfoLine
        countText={rows.total === undefined ? s.orders.counting : props.countText(rows.total)}
        total={total}
        asOf={rows.asOf}
        chips={props.chips}
        onClear={props.onClear}
        selection={selection}
        onCopy={copy}
        allAction={props.allAction}
      />
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
              stale={rows.stale}
            >
              {props.empty}
            </DataGrid>
            {waiting > 0 && total > 0 ? <ArrivalsButton text={arrivals.text} onClick={show} /> : null}
          </div>
        )}
        {props.drawer}
      </div>
    </>
  )
}
