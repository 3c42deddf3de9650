import type { ListingFilter, listingSorts, updateStatuses } from '../../../shared/contract/listing-shapes.ts'
import {
  type ListingOutcome,
  type ListingState,
  listingOutcomes,
  type Market,
  markets,
} from '../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'

export type ListedSort = (typeof listingSorts)[number]
const sorts: readonly ListedSort[] = ['updatedAt', 'name', 'price', 'marginRate']

/** What is on a market, or was sent to one; drafts and what is only approved stand on the approval page. */
export const listedStates = [
  'on_sale',
  'sold_out',
  'stopped',
  'in_review',
  'uploading',
  'unresolved',
  'rejected',
] as const satisfies readonly ListingState[]
export type ListedState = (typeof listedStates)[number]

/** Which changes: to be sent, waiting for a yes, refused by the market, over. */
export const updateShows = ['open', 'waiting', 'failed', 'ended'] as const
export type UpdateShow = (typeof updateShows)[number]
export const statusesOf: Record<UpdateShow, (typeof updateStatuses)[number][]> = {
  open: ['queued', 'sending'],
  waiting: ['waiting'],
  failed: ['failed'],
  ended: ['done', 'failed', 'superseded', 'dismissed'],
}

/** What the page shows, as it stands in the address: `/listings?market=coupang&outOfStep=1`, `/listings?tab=updates&show=waiting`. */
export interface ListedView {
  tab: 'all' | 'updates'
  show: UpdateShow
  filter: {
    search?: string
    market?: Market
    state?: ListedState
    outcome?: ListingOutcome
    outOfStep?: boolean
    wholesaler?: Wholesaler
  }
  sort: ListedSort
  descending: boolean
  /** The listing whose detail is open. */
  open?: string
}
export type FilterParts = { [P in keyof ListedView['filter']]?: ListedView['filter'][P] | undefined }
/** Takes every filter away; a part that is missing here does not compile. */
export const noFilter: Record<keyof ListedView['filter'], undefined> = {
  ...{ search: undefined, market: undefined, state: undefined },
  ...{ outcome: undefined, outOfStep: undefined, wholesaler: undefined },
}
export type ViewParts = FilterParts & {
  tab?: ListedView['tab']
  show?: UpdateShow
  sort?: ListedSort
  descending?: boolean
  open?: string | undefined
}

/** The engine's filter of a view. */
export const engineFilter = ({ state, ...filter }: ListedView['filter']): ListingFilter => ({
  states: state === undefined ? [...listedStates] : [state],
  ...filter,
})

const oneOf = <T extends string>(known: readonly T[], text: string | null) => known.find((value) => value === text)
const textOf = (text: string | null, most = 200) => {
  const trimmed = text?.trim().slice(0, most)
  return trimmed === '' ? undefined : trimmed
}
const flagOf = (text: string | null) => (text === '1' ? true : text === '0' ? false : undefined)
const present = <T extends object>(parts: T): { [P in keyof T]?: Exclude<T[P], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as never

/** Reads a view from an address; what is unknown or malformed there is as if it were absent. */
export function viewOf(params: URLSearchParams): ListedView {
  const [by = null, direction] = (params.get('sort') ?? '').split('.')
  const open = textOf(params.get('open'), 60)
  return {
    tab: params.get('tab') === 'updates' ? 'updates' : 'all',
    show: oneOf(updateShows, params.get('show')) ?? 'open',
    filter: present({
      search: textOf(params.get('search')),
      market: oneOf(markets, params.get('market')),
      state: oneOf(listedStates, params.get('state')),
      outcome: oneOf(listingOutcomes, params.get('outcome')),
      outOfStep: flagOf(params.get('outOfStep')),
      wholesaler: oneOf(wholesalers, params.get('wholesaler')),
    }),
    sort: oneOf(sorts, by) ?? 'updatedAt',
    descending: direction !== 'asc',
    ...(open === undefined ? {} : { open }),
  }
}

/** The address of a view: only what differs from the plain list stands in it. */
export function listingsPath({ tab, show, filter, sort, descending, open }: ListedView): string {
  const params = new URLSearchParams()
  if (tab !== 'all') params.set('tab', tab)
  if (show !== 'open') params.set('show', show)
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) params.set(name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value))
  }
  if (sort !== 'updatedAt' || !descending) params.set('sort', `${sort}.${descending ? 'desc' : 'asc'}`)
  if (open !== undefined) params.set('open', open)
  const text = params.toString()
  return text === '' ? '/listings' : `/listings?${text}`
}

/** The view with some parts replaced; an undefined part is taken out. Another list closes the open detail. */
export function withParts(view: ListedView, parts: ViewParts): ListedView {
  const { tab = view.tab, show = view.show, sort = view.sort, descending = view.descending, open, ...filter } = parts
  return {
    ...{ tab, show, sort, descending },
    filter: present({ ...view.filter, ...filter }),
    ...(open === undefined ? {} : { open }),
  }
}

/** The address of the plain page with these parts. */
export const pathWith = (parts: ViewParts): string => listingsPath(withParts(viewOf(new URLSearchParams()), parts))
