import type { ListingFilter, listingSorts } from '../../../shared/contract/listing-shapes.ts'
import { type Market, markets, type ReadinessLevel, readinessLevels } from '../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'

export type ListingSort = (typeof listingSorts)[number]
const sorts: readonly ListingSort[] = ['updatedAt', 'name', 'price', 'marginRate', 'level']

/** Which part of the way to a market: not yet approved, approved before and changed since, on its way, refused by the market. */
export const stages = ['draft', 'again', 'approved', 'rejected'] as const
export type Stage = (typeof stages)[number]

/** What the approval page shows, as it stands in the address: `/approvals?stage=approved&market=coupang&level=red`. */
export interface ApprovalView {
  stage: Stage
  filter: {
    search?: string
    market?: Market
    level?: ReadinessLevel
    finding?: string
    wholesaler?: Wholesaler
    maxMarginRate?: number
  }
  sort: ListingSort
  descending: boolean
  /** The listing whose detail is open. */
  open?: string
}
export type FilterParts = { [P in keyof ApprovalView['filter']]?: ApprovalView['filter'][P] | undefined }
/** Takes every filter away; a part that is missing here does not compile. */
export const noFilter: Record<keyof ApprovalView['filter'], undefined> = {
  ...{ search: undefined, market: undefined, level: undefined, finding: undefined },
  ...{ wholesaler: undefined, maxMarginRate: undefined },
}
export type ViewParts = FilterParts & {
  stage?: Stage
  sort?: ListingSort
  descending?: boolean
  open?: string | undefined
}

const ofStage: Record<Stage, ListingFilter> = {
  draft: { states: ['draft'], approvalStale: false },
  again: { approvalStale: true },
  approved: { states: ['approved', 'uploading', 'unresolved'], approvalStale: false },
  rejected: { states: ['rejected'], approvalStale: false },
}

/** The engine's filter of a view; drafts, what waits and what was refused are told apart by their state. */
export const engineFilter = ({ stage, filter }: Pick<ApprovalView, 'stage' | 'filter'>): ListingFilter => ({
  ...ofStage[stage],
  ...filter,
})

const oneOf = <T extends string>(known: readonly T[], text: string | null) => known.find((value) => value === text)
const textOf = (text: string | null, most = 200) => {
  const trimmed = text?.trim().slice(0, most)
  return trimmed === '' ? undefined : trimmed
}
const rateOf = (text: string | null) => (text !== null && /^-?[01](\.\d{1,6})?$/.test(text) ? Number(text) : undefined)

const present = <T extends object>(parts: T): { [P in keyof T]?: Exclude<T[P], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as never

/** Reads a view from an address; what is unknown or malformed there is as if it were absent. */
export function viewOf(params: URLSearchParams): ApprovalView {
  const [by = null, direction] = (params.get('sort') ?? '').split('.')
  const open = textOf(params.get('open'), 60)
  return {
    stage: oneOf(stages, params.get('stage')) ?? 'draft',
    filter: present({
      search: textOf(params.get('search')),
      market: oneOf(markets, params.get('market')),
      level: oneOf(readinessLevels, params.get('level')),
      finding: textOf(params.get('finding'), 60),
      wholesaler: oneOf(wholesalers, params.get('wholesaler')),
      maxMarginRate: rateOf(params.get('maxMarginRate')),
    }),
    sort: oneOf(sorts, by) ?? 'updatedAt',
    descending: direction !== 'asc',
    ...(open === undefined ? {} : { open }),
  }
}

/** The address of a view: only what differs from the plain list stands in it. */
export function paramsOf({ stage, filter, sort, descending, open }: ApprovalView): URLSearchParams {
  const params = new URLSearchParams()
  if (stage !== 'draft') params.set('stage', stage)
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) params.set(name, String(value))
  if (sort !== 'updatedAt' || !descending) params.set('sort', `${sort}.${descending ? 'desc' : 'asc'}`)
  if (open !== undefined) params.set('open', open)
  return params
}

/** The view with some parts replaced; an undefined part is taken out. Another list closes the open detail. */
export function withParts(view: ApprovalView, parts: ViewParts): ApprovalView {
  const { stage = view.stage, sort = view.sort, descending = view.descending, open, ...filter } = parts
  return {
    stage,
    filter: present({ ...view.filter, ...filter }),
    sort,
    descending,
    ...(open === undefined ? {} : { open }),
  }
}

export const approvalsPath = (view: ApprovalView): string => {
  const text = paramsOf(view).toString()
  return text === '' ? '/approvals' : `/approvals?${text}`
}
