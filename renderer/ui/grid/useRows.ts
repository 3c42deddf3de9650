import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { queryClient } from '../../app/query.ts'

export const pageSize = 100
/** Chromium lays out at most about 33 million pixels: rows beyond this cannot be scrolled to. */
export const scrollableRows = 900_000
const settleMs = 60

interface Page<R> {
  items: readonly R[]
  next: string | null
  asOf: number
}
export interface RowsSource<R> {
  name: string
  /** Everything that decides which rows there are and in which order. */
  scope: string
  load: (place: { at?: number; after?: string; limit: number }) => Promise<Page<R>>
  countAll: () => Promise<number>
}

export interface Rows<R> {
  total: number | undefined
  rowAt: (index: number) => R | undefined
  onRange: (first: number, last: number) => void
  rowsBetween: (from: number, to: number) => Promise<readonly R[]>
  asOf: number | null
  /** Rows of the previous filter, shown until the new ones are here. */
  stale: boolean
  error: unknown
  retry: () => void
}

const pageOf = (index: number) => Math.floor(index / pageSize)

/** A window of rows over a list that stays in SQLite: pages are read around what is on screen, and forgotten again. */
export function useRows<R>({ name, scope, load, countAll }: RowsSource<R>): Rows<R> {
  const [wanted, setWanted] = useState<readonly number[]>([0])
  const loader = useRef(load)
  loader.current = load
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const pageQuery = useCallback(
    (page: number) => ({
      queryKey: ['rows', name, scope, page],
      queryFn: async () => {
        const before = queryClient.getQueryData<Page<R>>(['rows', name, scope, page - 1])
        const after = before?.next
        return loader.current({
          limit: pageSize,
          // By key where the row before is known, by position after a jump.
          ...(after === undefined || after === null ? { at: page * pageSize } : { after }),
        })
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 20_000,
    }),
    [name, scope],
  )

  const countQuery = useQuery({
    queryKey: ['rows', name, scope, 'count'],
    queryFn: countAll,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 20_000,
    placeholderData: keepPreviousData,
  })
  const queries = useQueries({ queries: wanted.map(pageQuery) })

  const pages = new Map<number, Page<R>>()
  for (const [i, page] of wanted.entries()) {
    const data = queries[i]?.data
    if (data !== undefined) pages.set(page, data)
  }
  const held = useRef<Map<number, Page<R>>>(pages)
  const fresh = pages.size > 0
  if (fresh) held.current = pages
  const shown = held.current

  const onRange = useCallback(
    (first: number, last: number) => {
      const next: number[] = []
      // A third of a page ahead in both directions, so that ordinary scrolling never meets an empty row.
      for (let page = pageOf(Math.max(0, first - 35)); page <= pageOf(last + 35); page++) next.push(page)
      clearTimeout(timer.current)
      const apply = () => setWanted((old) => (old.join() === next.join() ? old : next))
      const near = queryClient.getQueryData(['rows', name, scope, pageOf(first)]) !== undefined
      if (near) apply()
      else timer.current = setTimeout(apply, settleMs)
    },
    [name, scope],
  )
  useEffect(() => () => clearTimeout(timer.current), [])

  const rowAt = useCallback((index: number) => shown.get(pageOf(index))?.items[index % pageSize], [shown])
  const rowsBetween = useCallback(
    async (from: number, to: number) => {
      const rows: R[] = []
      for (let page = pageOf(from); page <= pageOf(to); page++) {
        const { items } = await queryClient.fetchQuery(pageQuery(page))
        rows.push(...items.slice(Math.max(0, from - page * pageSize), to - page * pageSize + 1))
      }
      return rows
    },
    [pageQuery],
  )

  const failed = queries.find((query) => query.isError)
  return useMemo(
    () => ({
      total: countQuery.data,
      rowAt,
      onRange,
      rowsBetween,
      asOf: [...shown.values()][0]?.asOf ?? null,
      stale: !fresh && shown.size > 0,
      error: failed?.error ?? countQuery.error,
      retry: () => void queryClient.refetchQueries({ queryKey: ['rows', name, scope] }),
    }),
    [countQuery.data, countQuery.error, rowAt, onRange, rowsBetween, shown, fresh, failed, name, scope],
  )
}
