import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { pathOf, type ViewParts, viewOf, withParts } from './view.ts'

/** The view the address holds, and how to change parts of it. */
export function useAccessView() {
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => viewOf(new URLSearchParams(search)), [search])
  const change = useCallback(
    (parts: ViewParts) => {
      const current = viewOf(new URLSearchParams(window.location.search))
      navigate(pathOf(withParts(current, parts)), { replace: true })
    },
    [navigate],
  )
  return { view, change }
}
