import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useStrings } from '../../strings/index.ts'
import type { GridColumns } from './columns.ts'
import classes from './grid.module.css'
import { HeaderRow, type Sort } from './HeaderRow.tsx'
import { moveOf } from './keys.ts'
import { Row } from './Row.tsx'
import { scrollableRows } from './useRows.ts'
import type { GridSelection } from './useSelection.ts'

const rowHeight = 36
const headHeight = 33

interface Props<R> {
  label: string
  columns: GridColumns<R>
  total: number
  rowAt: (index: number) => R | undefined
  keyOf: (row: R) => string
  onRange?: (first: number, last: number) => void
  /** Changes when the list is another one: back to its top. */
  scope: string
  sort?: Sort
  onSort?: (sort: Sort) => void
  selection?: GridSelection<R>
  /** Key of the row whose detail is open. */
  openKey?: string | null
  onOpen?: (row: R) => void
  onClose?: () => void
  onCopy?: () => void
  /** A further key on the active row; true when it meant something. */
  onKey?: (key: string, row: R | undefined) => boolean
  stale?: boolean
  /** Shown in place of rows. */
  children?: ReactNode
}

/** The one table of the app: fixed rows, only those on screen in the document, and every key of SCREENS.md. */
export function DataGrid<R>(props: Props<R>) {
  const {
    label,
    columns,
    total,
    rowAt,
    keyOf,
    onRange,
    scope,
    sort,
    onSort,
    selection,
    openKey,
    onOpen,
    onClose,
    onCopy,
    onKey,
  } = props
  const id = useId()
  const s = useStrings()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const shownTotal = Math.min(total, scrollableRows)
  const virtual = useVirtualizer({
    count: shownTotal,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingEnd: headHeight,
    useFlushSync: false,
  })
  const items = virtual.getVirtualItems()
  // Rows that leave at one end come back at the other: their elements are used again.
  const pool = useRef(0)
  pool.current = Math.max(pool.current, items.length + 2)
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => onRange?.(first, last), [first, last, onRange])
  useEffect(() => {
    if (scope === undefined) return
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [scope])
  useEffect(() => {
    // The drawer takes room from the table: the row it came from stays in sight.
    if (openKey) virtual.scrollToIndex(active, { align: 'auto' })
  }, [openKey, active, virtual])

  const visible = useMemo(() => columns.shown.map(({ column }) => column), [columns.shown])
  const stable = useStableColumns(visible)

  const latest = useRef({ rowAt, onOpen, selection, openKey })
  latest.current = { rowAt, onOpen, selection, openKey }
  const mark = useCallback((index: number, event: MouseEvent) => {
    const { rowAt: read, selection: marks } = latest.current
    const row = read(index)
    if (row === undefined || marks === undefined) return
    setActive(index)
    if (event.shiftKey) marks.extendTo(index)
    else marks.toggle(row, index)
  }, [])
  const press = useCallback(
    (index: number, event: MouseEvent) => {
      if ((event.shiftKey || event.ctrlKey || event.metaKey) && latest.current.selection) return mark(index, event)
      if (window.getSelection()?.isCollapsed === false) return
      const row = latest.current.rowAt(index)
      setActive(index)
      latest.current.selection?.anchorAt(index)
      if (row !== undefined) latest.current.onOpen?.(row)
    },
    [mark],
  )

  // A jump may end on a row that is still being read: its detail opens when it is here.
  const follows = useRef<number | null>(null)
  useEffect(() => {
    if (follows.current === null) return
    const row = rowAt(follows.current)
    if (row === undefined) return
    follows.current = null
    if (openKey) onOpen?.(row)
  })
  const go = (index: number, extend: boolean) => {
    const next = Math.max(0, Math.min(shownTotal - 1, index))
    if (extend) {
      if (selection?.size === 0) selection.anchorAt(active)
      selection?.extendTo(next)
    } else selection?.anchorAt(next)
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
    const row = rowAt(next)
    if (openKey && row !== undefined) onOpen?.(row)
    follows.current = openKey && row === undefined ? next : null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.target !== scroller.current || shownTotal === 0) return
    const pageRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1)
    const to = moveOf(event.key, active, shownTotal, pageRows)
    const command = event.ctrlKey || event.metaKey
    const row = rowAt(active)
    if (to !== null && !command && !event.altKey) go(to, event.shiftKey)
    else if (event.key === ' ' && row !== undefined && selection) {
      if (event.shiftKey) selection.extendTo(active)
      else selection.toggle(row, active)
    } else if (event.key === 'Enter' && row !== undefined) onOpen?.(row)
    else if (event.key === 'Escape') {
      if (openKey) onClose?.()
      else selection?.clear()
    } else if (command && event.key.toLowerCase() === 'a' && selection) selection.selectAll()
    else if (command && event.key.toLowerCase() === 'c' && onCopy && window.getSelection()?.isCollapsed !== false)
      onCopy()
    else if (command || event.altKey || onKey?.(event.key, row) !== true) return
    event.preventDefault()
  }

  const marked =
    selection === undefined ? undefined : selection.size === 0 ? 'none' : selection.size >= total ? 'all' : 'some'
  const gridStyle = {
    '--columns': `${selection === undefined ? '' : '40px '}${columns.template}`,
    '--width': `${columns.width + (selection === undefined ? 0 : 40) + 48}px`,
  } as CSSProperties
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-description={s.grid.keys}
        aria-rowcount={total + 1}
        aria-colcount={columns.shown.length + (selection === undefined ? 0 : 1)}
        aria-multiselectable={selection !== undefined}
        aria-activedescendant={active >= first && active <= last && shownTotal > 0 ? `${id}-${active}` : undefined}
        tabIndex={0}
        className={classes.grid}
        data-stale={props.stale || undefined}
        style={gridStyle}
        onKeyDown={onKeyDown}
      >
        <HeaderRow
          columns={columns.shown}
          sort={sort}
          onSort={onSort}
          marked={marked}
          onMarkAll={() => (marked === 'all' ? selection?.clear() : selection?.selectAll())}
        />
        {total === 0 ? null : (
          <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = rowAt(item.index)
              const key = row === undefined ? null : keyOf(row)
              return (
                <Row
                  key={item.index % pool.current}
                  id={`${id}-${item.index}`}
                  index={item.index}
                  slot={item.index % pool.current}
                  top={item.start}
                  row={row}
                  columns={stable}
                  active={item.index === active}
                  open={key !== null && key === openKey}
                  selected={selection === undefined ? undefined : key !== null && selection.has(key)}
                  onPress={press}
                  onMark={mark}
                />
              )
            })}
          </div>
        )}
      </div>
      {total === 0 ? <div className={classes.instead}>{props.children}</div> : null}
    </div>
  )
}

/** The same array while the same columns are shown, so that rows need not be drawn again. */
function useStableColumns<C extends { id: string }>(columns: readonly C[]): readonly C[] {
  const held = useRef(columns)
  const same = held.current.length === columns.length && held.current.every((column, i) => column === columns[i])
  if (!same) held.current = columns
  return held.current
}
