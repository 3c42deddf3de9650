import { z } from 'zod'
import { markets } from '../market.ts'
import { listingBars, productStatuses, wholesalers } from '../product.ts'
import { kstDay, ms, won } from './base.ts'

export const wholesaler = z.enum(wholesalers)
export const productId = z.string().trim().min(1).max(200)
export const productKey = z.object({ wholesaler, productId })
export type ProductKey = z.infer<typeof productKey>

/** `unknown`: the wholesaler does not count; neither zero nor a number to sell from. */
export const stockKinds = ['counted', 'zero', 'unknown'] as const
export const productSorts = ['updatedAt', 'addedAt', 'price', 'stock', 'name'] as const

export const productFilter = z.object({
  /** Parts of words from two letters on, all of them somewhere in names, ids, maker, brand, model or keywords. */
  search: z.string().trim().max(200).optional(),
  wholesaler: wholesaler.optional(),
  /** A category of `products.categories` and all below it. */
  category: z.int().positive().optional(),
  minPrice: won.min(0).optional(),
  maxPrice: won.min(0).optional(),
  stock: z.enum(stockKinds).optional(),
  status: z.enum(productStatuses).optional(),
  listable: z.boolean().optional(),
  changedSince: kstDay.optional(),
  /** Chosen by the operator, or listed on a market. */
  watched: z.enum(['chosen', 'listed', 'any']).optional(),
  edited: z.boolean().optional(),
  /** Put on that market by this app, whatever its state there; `none`: on no market. */
  listedOn: z.enum([...markets, 'none']).optional(),
  /**
   * The price that the market's rules make of the product as it is (its cheapest option, its stated shipping, the wholesaler's
   * fixed price where there is one) leaves at least this part of itself; products without such a price never match.
   */
  margin: z.object({ market: z.enum(markets), minRate: z.number().min(-10).lt(1) }).optional(),
})
export type ProductFilter = z.infer<typeof productFilter>

export const optionRow = z.object({
  key: z.string(),
  name: z.string(),
  price: won.nullable(),
  stock: z.int().nullable(),
  status: z.enum(['available', 'soldout']),
})

export const productRow = productKey.extend({
  /** As shown: the operator's where edited. */
  name: z.string(),
  originalName: z.string(),
  price: won.nullable(),
  fixedPrice: won.nullable(),
  /** null = not counted. */
  stock: z.int().nullable(),
  status: z.enum(productStatuses),
  minimumQuantity: z.int(),
  taxFree: z.boolean(),
  adultOnly: z.boolean(),
  listable: z.boolean(),
  bars: z.array(z.enum(listingBars)),
  /** Names from the root down, joined by ` > `. */
  category: z.string(),
  imageUrl: z.string().nullable(),
  /** One piece; null = not stated. */
  shippingFee: won.nullable(),
  optionCount: z.int(),
  /** The first 200. */
  options: z.array(optionRow),
  chosen: z.boolean(),
  listed: z.boolean(),
  /** The markets that it was put on by this app, whatever its state there. */
  listedOn: z.array(z.enum(markets)),
  editedFields: z.array(z.string()),
  firstSeenAt: ms,
  updatedAt: ms,
})
export type ProductRow = z.infer<typeof productRow>

export const shippingRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('flat'), fee: won }),
  z.object({ kind: z.literal('per_box'), fee: won, boxQuantity: z.int() }),
  z.object({ kind: z.literal('bands'), bands: z.array(z.object({ from: z.int(), fee: won })) }),
  z.object({
    kind: z.literal('steps'),
    first: z.object({ upTo: z.int(), fee: won }),
    step: z.object({ size: z.int(), fee: won }),
  }),
])

/** Fields an operator may edit. What costs money (price, shipping) is never edited: a missed rise would be sold at a loss. */
export const editableFields = [
  'name',
  'maker',
  'brand',
  'model',
  'origin',
  'keywords',
  'images',
  'descriptionHtml',
] as const
export type EditableField = (typeof editableFields)[number]
export const listFields = z.array(z.string().trim().min(1).max(2000)).max(100)
export const productEdits = z
  .object({
    name: z.string().trim().min(1).max(500),
    maker: z.string().trim().max(200),
    brand: z.string().trim().max(200),
    model: z.string().trim().max(200),
    origin: z.string().trim().max(200),
    keywords: listFields,
    images: listFields,
    descriptionHtml: z.string().max(5_000_000),
  })
  .partial()
export type ProductEdits = z.infer<typeof productEdits>

export const texts = z.union([z.string(), z.array(z.string()), z.null()])
export const productDetail = productRow.extend({
  maker: z.string().nullable(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  origin: z.string().nullable(),
  keywords: z.array(z.string()),
  images: z.array(z.string()),
  /** As given: to be sanitised before it is shown. Null where the licence does not allow it. */
  descriptionHtml: z.string().nullable(),
  categoryCode: z.string().nullable(),
  marketCategories: z.record(z.string(), z.string()),
  tiers: z.array(z.object({ from: z.int(), price: won })),
  notices: z.array(z.object({ name: z.string(), value: z.string() })),
  certificates: z.array(z.string()),
  shipping: z.object({
    rule: shippingRule,
    payment: z.enum(['prepaid', 'on_arrival', 'choice', 'free', 'unknown']),
    stated: z.string(),
    returnFee: won.nullable(),
    extraJeju: won.nullable(),
    extraIslands: won.nullable(),
  }),
  /** Every edited field with both its values; a collect never touches `edited`. */
  edits: z.array(z.object({ field: z.enum(editableFields), original: texts, edited: texts, at: ms })),
  /** The entry of the ban list that it meets, in words; null when none. */
  banned: z.string().nullable(),
  statedChangedAt: ms.nullable(),
  fetchedAt: ms.nullable(),
})
export type ProductDetail = z.infer<typeof productDetail>

export const changeValue = z.union([z.string(), z.number(), z.null()])
export const productChange = z.object({
  at: ms,
  /** `price`, `stock`, `status`, `name`, `shippingFee`, `option.price` … */
  field: z.string(),
  option: z.string().nullable(),
  before: changeValue,
  after: changeValue,
})
export type ProductChange = z.infer<typeof productChange>

export const collectRequest = z.object({
  keys: z.array(productId).min(1).max(10_000).optional(),
  search: z.string().trim().min(1).max(200).optional(),
  category: z.string().trim().min(1).max(200).optional(),
  minPrice: won.min(0).optional(),
  maxPrice: won.min(0).optional(),
  /** ms UTC. */
  changedSince: ms.optional(),
  limit: z.int().min(1).max(10_000_000).optional(),
})
export type CollectConditions = z.infer<typeof collectRequest>

export const rejected = z.object({ productId: z.string(), reason: z.string() })
/** What a collect has done so far, and its result: the progress of jobs of the kind `collect`. */
export const collectProgress = z.object({
  wholesaler,
  planId: z.string().nullable(),
  seen: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Sold out or gone since this collect. */
  soldOut: z.int(),
  discontinued: z.int(),
  rejectedCount: z.int(),
  /** The first 1,000. */
  rejected: z.array(rejected),
  warnings: z.array(z.string()),
  /** In all, where the wholesaler says so. */
  expected: z.int().nullable(),
  /** Only what changed from then on was asked for; absent: whatever the conditions say. */
  since: ms.nullable().optional(),
  /** For whoever shows the job: a plan may be renamed or removed meanwhile. */
  planName: z.string().nullable().optional(),
})
export type CollectProgress = z.infer<typeof collectProgress>

export const collectPlan = z.object({
  planId: z.string(),
  name: z.string().trim().min(1).max(80),
  wholesaler,
  request: collectRequest,
  /** Null: only by hand. */
  everyHours: z.int().min(1).max(720).nullable(),
  enabled: z.boolean(),
  /** Each run asks only for what changed since the last one that read everything it asked for; the first reads all. */
  onlyChanged: z.boolean(),
  /** When that one started; null: none yet under these conditions. */
  readAt: ms.nullable(),
  lastStartedAt: ms.nullable(),
  lastJobId: z.string().nullable(),
  nextAt: ms.nullable(),
})
export type CollectPlanRow = z.infer<typeof collectPlan>

export const inboxKinds = ['sold_out', 'price_up', 'restocked', 'discontinued'] as const
export const inboxRow = z.object({
  inboxId: z.int(),
  at: ms,
  kind: z.enum(inboxKinds),
  before: changeValue,
  after: changeValue,
  product: productRow,
})

export const banKinds = ['code', 'word', 'brand'] as const
export const ban = z.object({
  banId: z.int(),
  kind: z.enum(banKinds),
  /** Null: every wholesaler. */
  wholesaler: wholesaler.nullable(),
  value: z.string().trim().min(1).max(200),
  note: z.string().max(500),
  createdAt: ms,
})
export type Ban = z.infer<typeof ban>

export const path = z.object({ path: z.string().min(1).max(4000) })
/** `wholesaler`: of lines that name none. */
export const importFile = path.extend({ wholesaler: wholesaler.optional() })
export const bansReport = z.object({
  rows: z.int(),
  added: z.int(),
  known: z.int(),
  rejected: z.array(z.object({ line: z.int(), reason: z.string() })),
})

export const importPreview = z.object({
  encoding: z.enum(['utf-8', 'cp949']),
  rows: z.int(),
  /** Which of the file's columns is what; columns not listed are kept in the raw record only. */
  columns: z.array(z.object({ field: z.string(), header: z.string() })),
  ignored: z.array(z.string()),
  importable: z.int(),
  known: z.int(),
  sample: z.array(
    z.object({ wholesaler, productId: z.string(), name: z.string(), price: won.nullable(), stock: z.int().nullable() }),
  ),
  rejectedCount: z.int(),
  rejected: z.array(z.object({ line: z.int(), reason: z.string() })),
})
export type ImportPreview = z.infer<typeof importPreview>
