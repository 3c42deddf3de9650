import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { paramsOf, type ViewParts, viewOf, withParts } from './view.ts'

/** The view the address holds, and how to change parts of it. */
export function useProductView() {
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => viewOf(new URLSearchParams(search)), [search])
  const change = useCallback(
    (parts: ViewParts) => {
      const text = paramsOf(withParts(viewOf(new URLSearchParams(window.location.search)), parts)).toString()
      navigate(text === '' ? '/products' : `/products?${text}`, { replace: true })
    },
    [navigate],
  )
  return { view, change }
}
