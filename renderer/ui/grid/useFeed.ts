import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

interface Page<R> {
  items: readonly R[]
  next: string | null
  asOf: number
}

/** A log read from its newest entry downwards, further as the operator scrolls. `name` is what engine events refresh. */
export function useFeed<R>(name: string, filter: object, load: (after: string | undefined) => Promise<Page<R>>) {
  const query = useInfiniteQuery({
    queryKey: [name, filter, 'feed'],
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<R>) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (last >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    [rows.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  )
  return {
    rows,
    total: query.data === undefined ? undefined : rows.length,
    more: hasNextPage,
    asOf: query.data?.pages[0]?.asOf ?? null,
    rowAt: useCallback((index: number): R | undefined => rows[index], [rows]),
    onRange,
    stale: query.isPlaceholderData,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  }
}
export type Feed<R> = ReturnType<typeof useFeed<R>>
