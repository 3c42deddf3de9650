import { useCallback, useRef, useState } from 'react'
import { everything, isSelected, nothing, type Selection, sizeOf, toggled, withRows } from './selection.ts'

interface Source<R> {
  total: number
  /** Changes when the list is another one: what was selected no longer means anything. */
  scope: string
  keyOf: (row: R) => string
  rowsBetween: (from: number, to: number) => Promise<readonly R[]>
}

export interface GridSelection<R> {
  value: Selection
  size: number
  has: (id: string) => boolean
  toggle: (row: R, index: number) => void
  extendTo: (index: number) => void
  anchorAt: (index: number) => void
  selectAll: () => void
  clear: () => void
  /** The selected rows this window has read, in the order they were selected. */
  known: () => R[]
}

export function useSelection<R>({ total, scope, keyOf, rowsBetween }: Source<R>): GridSelection<R> {
  const [value, setValue] = useState<Selection>(nothing)
  const rows = useRef(new Map<string, R>())
  const anchor = useRef(0)

  const [seenScope, setSeenScope] = useState(scope)

  if (seenScope !== scope) {
    setSeenScope(scope)
    setValue(nothing)
  }

  const toggle = useCallback(
    (row: R, index: number) => {
      const id = keyOf(row)
      anchor.current = index
      rows.current.set(id, row)
      setValue((old) => toggled(old, id))
    },
    [keyOf],
  )
  const extendTo = useCallback(
    (index: number) => {
      const from = Math.min(anchor.current, index)
      const to = Math.max(anchor.current, index)
      void rowsBetween(from, to).then((read) => {
        for (const row of read) rows.current.set(keyOf(row), row)
        setValue((old) => withRows(old, read.map(keyOf), true))
      })
    },
    [keyOf, rowsBetween],
  )
  return {
    value,
    size: sizeOf(value, total),
    has: useCallback((id: string) => isSelected(value, id), [value]),
    toggle,
    extendTo,
    anchorAt: useCallback((index: number) => {
      anchor.current = index
    }, []),
    selectAll: useCallback(() => setValue(everything), []),
    clear: useCallback(() => setValue(nothing), []),
    known: () => [...rows.current].filter(([id]) => isSelected(value, id)).map(([, row]) => row),
  }
}
