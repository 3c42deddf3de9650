import { type MouseEvent, memo, type ReactNode } from 'react'
import { IconCheck } from '../icons.ts'
import type { GridColumn } from './columns.ts'
import classes from './grid.module.css'

interface Props<R> {
  id: string
  index: number
  /** Which of the elements that are used again and again this is. */
  slot: number
  top: number
  row: R | undefined
  columns: readonly GridColumn<R>[]
  active: boolean
  open: boolean
  /** Undefined where the grid has no selection. */
  selected: boolean | undefined
  onPress: (index: number, event: MouseEvent) => void
  onMark: (index: number, event: MouseEvent) => void
}

function RowView<R>({ id, index, slot, top, row, columns, active, open, selected, onPress, onMark }: Props<R>) {
  const offset = selected === undefined ? 1 : 2
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected ?? open}
      aria-busy={row === undefined || undefined}
      className={classes.row}
      data-active={active || undefined}
      data-open={open || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(index, event)}
    >
      {selected === undefined ? null : (
        <div
          role="gridcell"
          aria-colindex={1}
          className={classes.mark}
          onClick={(event) => {
            event.stopPropagation()
            onMark(index, event)
          }}
        >
          <span className={classes.box} data-checked={selected || undefined} aria-hidden>
            {selected ? <IconCheck size={12} stroke={3} /> : null}
          </span>
        </div>
      )}
      <Cells row={row} columns={columns} offset={offset} slot={slot} />
    </div>
  )
}

interface CellsProps<R> {
  row: R | undefined
  columns: readonly GridColumn<R>[]
  offset: number
  slot: number
}

/** Apart from the row: while one waits for its data its place changes with every frame, and its cells stay as they are. */
const Cells = memo(<R,>({ row, columns, offset, slot }: CellsProps<R>) =>
  columns.map((column, i) => (
    <div key={column.id} role="gridcell" aria-colindex={i + offset} className={classes.cell} data-align={column.align}>
      {row === undefined ? (
        <span className={classes.waiting} style={{ width: `${38 + ((slot * 17 + i * 29) % 45)}%` }} />
      ) : (
        column.cell(row)
      )}
    </div>
  )),
) as <R>(props: CellsProps<R>) => ReactNode

export const Row = memo(RowView) as typeof RowView
