import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { listingsPath, type ViewParts, viewOf, withParts } from './view.ts'

/** The view the address holds, and how to change parts of it. */
export function useListedView() {
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => viewOf(new URLSearchParams(search)), [search])
  const change = useCallback(
    (parts: ViewParts) =>
      navigate(listingsPath(withParts(viewOf(new URLSearchParams(window.location.search)), parts)), { replace: true }),
    [navigate],
  )
  return { view, change }
}
