import type { WholesaleProduct, Wholesaler } from '../../shared/product.ts'

/** What to collect. Fields an adapter cannot honour are refused by `plan`, never ignored. */
export interface CollectRequest {
  keys?: readonly string[]
  search?: string
  category?: string
  minPrice?: number
  maxPrice?: number
  /** ms UTC. */
  changedSince?: number
  limit?: number
}

export interface Rejected {
  /** Product id where it could be read, else its place in the reply. */
  productId: string
  /** Korean sentence; no personal data. */
  reason: string
  /** The product's own id was read: the row is no other product's. */
  isNamed?: true
}

/** A stretch of products to be stored together, and where to go on after it. */
export interface ProductBatch {
  products: WholesaleProduct[]
  rejected: Rejected[]
  /** Keys that were asked for and that the wholesaler says are gone. Only an explicit answer, never a missing row. */
  gone: string[]
  /** Of those set aside: keys that a complete reply without any fault leaves out. They may be gone: only silence says so. */
  absent?: string[]
  /** Hand it back to go on after this batch; null where only the whole can be read again. */
  cursor: string | null
  /** How many in all, when the wholesaler says so. */
  expected: number | null
  /** Korean sentences about the reply as a whole that the operator should read; nothing was left out because of them. */
  warnings?: string[]
}

export interface WholesaleCapabilities {
  byKeys: boolean
  bySearch: boolean
  byCategory: boolean
  byPrice: boolean
  changedSince: boolean
  /** One reply holds everything: a complete read may tell what vanished. */
  wholeCatalogue: boolean
  countsStock: boolean
  statesShipping: boolean
  limits: { perMinute: number; perDay: number | null }
}

export interface CollectPlan {
  calls: number
  /** Time under the limits, ms. */
  ms: number
  products: number | null
}

export interface WholesaleCategory {
  code: string
  name: string
  parent: string | null
}

export interface WholesaleAdapter {
  wholesaler: Wholesaler
  capabilities: WholesaleCapabilities
  /** One cheap real call with the stored credentials. Throws a coded AppError that says what to do. */
  check(signal: AbortSignal): Promise<void>
  /** Count and time beforehand. Throws COLLECT_UNSUPPORTED naming what this wholesaler cannot do. */
  plan(request: CollectRequest, signal: AbortSignal): Promise<CollectPlan>
  /** Streams in bounded memory. `after` resumes. Ends by throwing when the read was not complete: nothing may be concluded from a part. */
  collect(request: CollectRequest, options: { after?: string | null; signal: AbortSignal }): AsyncIterable<ProductBatch>
  categories(signal: AbortSignal): Promise<WholesaleCategory[]>
  /** Products the wholesaler itself says changed, where it has such a feed. Throws where it could not tell all of them. */
  changes?: {
    /** What the changes of so many ms cost, in calls that read products by key. */
    cost(ms: number): number
    /** How far back it answers, ms. */
    reach: number
    read(since: number, signal: AbortSignal): AsyncIterable<{ productIds: string[] }>
  }
}
