import { parseKstDay } from '../../shared/time.ts'

/** What the buyers and orders tables show, as it stands in the address: `/buyers?search=…&since=…&sort=paid.asc`. */
export interface View<State extends string, SortKey extends string> {
  search?: string
  product?: string
  since?: string
  until?: string
  state?: State
  newSince?: string
  sort: SortKey
  descending: boolean
  /** Key of the row whose detail is open. */
  open?: string
}

export interface ViewRules<State extends string, SortKey extends string> {
  states: readonly State[]
  sorts: readonly SortKey[]
  firstSort: SortKey
}

const oneOf = <T extends string>(known: readonly T[], text: string | null): T | undefined =>
  known.find((value) => value === text)
const dayOf = (text: string | null) => (text !== null && parseKstDay(text) !== null ? text : undefined)
const textOf = (text: string | null) => {
  const trimmed = text?.trim().slice(0, 200)
  return trimmed === '' ? undefined : trimmed
}

/** Reads a view from an address; what is unknown or malformed there is as if it were absent. */
export function viewOf<S extends string, K extends string>(
  params: URLSearchParams,
  rules: ViewRules<S, K>,
): View<S, K> {
  const [by = null, direction] = (params.get('sort') ?? '').split('.')
  const sort = oneOf(rules.sorts, by) ?? rules.firstSort
  const parts = {
    search: textOf(params.get('search')),
    product: textOf(params.get('product')),
    since: dayOf(params.get('since')),
    until: dayOf(params.get('until')),
    state: oneOf(rules.states, params.get('state')),
    newSince: dayOf(params.get('newSince')),
    open: textOf(params.get('open')),
  }
  const view: View<S, K> = { sort, descending: direction !== 'asc' }
  for (const [name, value] of Object.entries(parts)) if (value !== undefined) Object.assign(view, { [name]: value })
  return view
}

/** The address of a view: only what differs from the plain list stands in it. */
export function paramsOf<S extends string, K extends string>(
  view: View<S, K>,
  rules: ViewRules<S, K>,
): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of ['search', 'product', 'since', 'until', 'state', 'newSince', 'open'] as const) {
    const value = view[name]
    if (value !== undefined && value !== '') params.set(name, value)
  }
  if (view.sort !== rules.firstSort || !view.descending)
    params.set('sort', `${view.sort}.${view.descending ? 'desc' : 'asc'}`)
  return params
}

/** The same view with some parts replaced; an undefined part is taken out. */
export function withParts<S extends string, K extends string>(
  view: View<S, K>,
  parts: { [P in keyof View<S, K>]?: View<S, K>[P] | undefined },
): View<S, K> {
  const next = { ...view, ...parts }
  for (const name of Object.keys(next) as (keyof View<S, K>)[]) if (next[name] === undefined) delete next[name]
  return next as View<S, K>
}

/** The page an engine's word means: `connections`, `/buyers?state=former`. Anything that is not a path of ours goes to the start. */
export const pathOf = (page: string): string => {
  const path = page.startsWith('/') ? page : `/${page}`
  return /^\/(buyers|orders|access|products|approvals|listings|activity|connections|settings)([/?]|$)/.test(path)
    ? path
    : '/'
}

/** Words of the engine that mean a part of a page. */
const parts = new Map([
  ['ORDERS_SET_ASIDE', '/activity?tab=setAside'],
  ['LISTINGS_SOLD_OUT', '/listings?outOfStep=1'],
  ['UPDATES_FAILED', '/listings?tab=updates&show=failed'],
  ['LISTINGS_REJECTED', '/approvals?stage=rejected'],
  ['LISTINGS_UNRESOLVED', '/listings?state=unresolved'],
  ['PRICES_WAITING', '/listings?tab=updates&show=waiting'],
  ['RESTOCKS_WAITING', '/listings?tab=updates&show=waiting'],
])

/** Where the operator goes for one of the things that need them. */
export const pathOfNeed = (need: { code: string; page: string }): string => parts.get(need.code) ?? pathOf(need.page)
