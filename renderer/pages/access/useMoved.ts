import { useEffect, useRef } from 'react'
import { queryClient } from '../../app/query.ts'

/**
 * By how much a list's counts have moved since it was read. While they have not, its rows are brought up to date where
 * they stand: what the app answered may change without any row moving.
 */
export function useMoved(name: string, scope: string, counts: readonly number[] | undefined, readAt: number): number {
  const seen = useRef<{ scope: string; counts: readonly number[] } | null>(null)
  if (counts !== undefined && seen.current?.scope !== scope) seen.current = { scope, counts }
  const before = seen.current?.counts
  const moved =
    counts === undefined || before === undefined
      ? 0
      : Math.max(0, ...counts.map((count, i) => Math.abs(count - (before[i] ?? 0))))
  const first = useRef(readAt)
  useEffect(() => {
    if (readAt === first.current || moved > 0) return
    first.current = readAt
    void queryClient.invalidateQueries({ queryKey: ['rows', name] })
  }, [readAt, moved, name])
  return moved
}
