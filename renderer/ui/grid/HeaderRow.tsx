import type { KeyboardEvent } from 'react'
import { useStrings } from '../../strings/index.ts'
import { IconArrowDown, IconArrowUp, IconCheck } from '../icons.ts'
import type { ShownColumn } from './columns.ts'
import classes from './grid.module.css'

export interface Sort {
  by: string
  descending: boolean
}

interface Props<R> {
  columns: readonly ShownColumn<R>[]
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
  /** Undefined where the grid has no selection. */
  marked: 'none' | 'some' | 'all' | undefined
  onMarkAll: () => void
}

const widthStep = 16

export function HeaderRow<R>({ columns, sort, onSort, marked, onMarkAll }: Props<R>) {
  const s = useStrings()
  const offset = marked === undefined ? 1 : 2
  const sizeKeys = (shown: ShownColumn<R>) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    shown.resizeBy(event.key === 'ArrowLeft' ? -widthStep : widthStep)
  }
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {marked === undefined ? null : (
          <div role="columnheader" aria-colindex={1} className={classes.mark}>
            <button
              type="button"
              className={classes.box}
              data-checked={marked === 'none' ? undefined : true}
              aria-label={s.grid.selectAll}
              aria-pressed={marked === 'all'}
              onClick={onMarkAll}
            >
              {marked === 'all' ? <IconCheck size={12} stroke={3} aria-hidden /> : null}
              {marked === 'some' ? <span className={classes.dash} /> : null}
            </button>
          </div>
        )}
        {columns.map((shown, i) => {
          const { column } = shown
          const sorted = column.sort !== undefined && sort?.by === column.sort
          const Arrow = sort?.descending === false ? IconArrowUp : IconArrowDown
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={i + offset}
              aria-sort={sorted ? (sort?.descending ? 'descending' : 'ascending') : undefined}
              className={classes.headCell}
              data-align={column.align}
            >
              {column.sort === undefined || onSort === undefined ? (
                <span className="cut">{column.header}</span>
              ) : (
                <button
                  type="button"
                  className={classes.sort}
                  onKeyDown={sizeKeys(shown)}
                  onClick={() =>
                    onSort({
                      by: column.sort ?? '',
                      descending: sorted ? !sort?.descending : column.align === 'end' || column.sort !== 'name',
                    })
                  }
                >
                  <span className="cut">{column.header}</span>
                  {sorted ? <Arrow size={13} aria-hidden /> : null}
                </button>
              )}
              <span
                className={classes.resizer}
                data-on={shown.resizing || undefined}
                title={s.grid.resize(column.header)}
                onPointerDown={(event) => event.stopPropagation()}
                onMouseDown={shown.onResize}
                onTouchStart={shown.onResize}
                onDoubleClick={shown.resetSize}
                aria-hidden
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
