import type { ProductFilter, ProductKey, ProductRow } from '../../../shared/contract/products.ts'
import type { Market } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { keyText } from '../products/view.ts'

const pageSize = 200
/** Products that one call may name. */
const callSize = 10_000

const keyOf = ({ wholesaler, productId }: ProductKey): ProductKey => ({ wholesaler, productId })

/** All that match but those left out, page by page. */
async function productsBut(filter: ProductFilter, leftOut: ReadonlySet<string>): Promise<ProductKey[]> {
  const keys: ProductKey[] = []
  let after: string | undefined
  for (;;) {
    const page = await call('products.list', {
      ...filter,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    keys.push(...page.items.filter((row) => !leftOut.has(keyText(row))).map(keyOf))
    if (page.next === null) return keys
    after = page.next
  }
}

/** Which products the operator was asked about, as they were at that moment. */
export interface Asked extends Pick<GridSelection<ProductRow>, 'value' | 'size' | 'known'> {
  filter: ProductFilter
  /** None was selected: all that match are meant. */
  unselected: boolean
}

/** Starts drafting what was asked about; more than one job only where the products had to be named. */
export async function prepare(
  markets: Market[],
  { filter, value, known }: Pick<Asked, 'filter' | 'value' | 'known'>,
): Promise<string[]> {
  if (value.all && value.ids.size === 0) return [(await call('listings.draft', { markets, filter })).jobId]
  const products = value.all ? await productsBut(filter, value.ids) : known().map(keyOf)
  const jobs: string[] = []
  for (let from = 0; from < products.length; from += callSize) {
    const part = products.slice(from, from + callSize)
    jobs.push((await call('listings.draft', { markets, products: part })).jobId)
  }
  return jobs
}

/** What `listing-draft` says of itself; anything else in a job's progress is ignored. */
interface DraftEnd {
  red: number
  yellow: number
  green: number
  refused: { code: string; message: string; count: number }[]
}
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

export function draftEndOf(progress: Record<string, unknown> | null): DraftEnd {
  const refused = new Map<string, { code: string; message: string; count: number }>()
  for (const entry of Array.isArray(progress?.refused) ? progress.refused : []) {
    if (typeof entry !== 'object' || entry === null) continue
    const { code, message } = entry as { code?: unknown; message?: unknown }
    if (typeof code !== 'string' || typeof message !== 'string') continue
    const known = refused.get(`${code}|${message}`) ?? { code, message, count: 0 }
    known.count += 1
    refused.set(`${code}|${message}`, known)
  }
  return {
    red: number(progress?.red),
    yellow: number(progress?.yellow),
    green: number(progress?.green),
    refused: [...refused.values()].sort((a, b) => b.count - a.count),
  }
}
