import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { paramsOf, type View, type ViewRules, viewOf, withParts } from './address.ts'

type Parts<S extends string, K extends string> = { [P in keyof View<S, K>]?: View<S, K>[P] | undefined }

/** The view the address holds, and how to change parts of it. Changing a filter closes the open detail. */
export function useView<S extends string, K extends string>(path: string, rules: ViewRules<S, K>) {
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => viewOf(new URLSearchParams(search), rules), [search, rules])
  const change = useCallback(
    (parts: Parts<S, K>, options: { replace?: boolean } = {}) => {
      const current = viewOf(new URLSearchParams(window.location.search), rules)
      const params = paramsOf(withParts(current, 'open' in parts ? parts : { ...parts, open: undefined }), rules)
      const text = params.toString()
      navigate(text === '' ? path : `${path}?${text}`, { replace: options.replace ?? true })
    },
    [navigate, path, rules],
  )
  return { view, change }
}
