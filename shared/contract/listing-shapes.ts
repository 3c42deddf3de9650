import { z } from 'zod'
import { couriers, listingOutcomes, listingStates, markets, readinessLevels } from '../market.ts'
import { appErrorShape, kstDay, ms, won } from './base.ts'
import { productId, wholesaler } from './product-shapes.ts'

export const market = z.enum(markets)
export const listingId = z.string().min(1).max(60)
/** A fraction: 0.108 is 10.8 %. At most six decimals, so that prices come out the same everywhere. */
export const rate = z.number().min(0).lt(1)

/** How a price is made for one market. */
export const priceRule = z.object({
  feeRate: rate,
  /** margin / price that is aimed at. */
  targetMarginRate: rate,
  /** Below this nothing is ever sold. */
  minMarginRate: rate,
  /** Won that shipping costs where the wholesaler does not state it. */
  shipping: won.min(0).max(10_000_000),
  /** Won; a price is a multiple of it. */
  roundTo: z.int().min(1).max(1_000_000),
  roundDirection: z.enum(['up', 'nearest', 'down']).default('up'),
  minPrice: won.min(0).max(1_000_000_000).nullable().default(null),
})
export type PriceRule = z.infer<typeof priceRule>

/** Values of a rule as somebody gives them. Wrong ones pass, to be refused by name and not as a shape; absent ones stay absent. */
export const ruleValues = z
  .object({
    feeRate: z.number(),
    targetMarginRate: z.number(),
    minMarginRate: z.number(),
    shipping: z.number(),
    roundTo: z.number(),
    roundDirection: z.enum(['up', 'nearest', 'down']),
    minPrice: z.number().nullable(),
  })
  .partial()
  // A misspelt name would silently be no rule at all.
  .strict()
export type RuleValues = z.infer<typeof ruleValues>

export const ruleScopes = ['market', 'wholesaler', 'category', 'product'] as const
export const storedRule = z.object({
  market,
  scope: z.enum(ruleScopes),
  target: z.string().max(500),
  /** Whole for the market; for narrower scopes only what differs. */
  rule: ruleValues,
  updatedAt: ms,
})
export type StoredRule = z.infer<typeof storedRule>

/** What a market takes in one of its categories and below. */
export const categoryFee = z.object({
  market,
  /** Names from the root down, joined by ` > `. */
  path: z.string().trim().min(1).max(500),
  code: z.string().max(60).nullable(),
  rate: z.number(),
  updatedAt: ms,
})
export type CategoryFee = z.infer<typeof categoryFee>

/** A step of the way to a price, ready to be read. */
export const priceStep = z.object({ code: z.string(), text: z.string(), amount: won.nullable() })
export const madePrice = z.object({
  price: won,
  cost: won,
  /** price × feeRate, rounded up to a won. */
  fee: won,
  shipping: won,
  /** price − cost − fee − shipping */
  margin: won,
  /** margin / price */
  marginRate: z.number(),
  /** margin / cost; null when the cost is 0. */
  markupRate: z.number().nullable(),
  steps: z.array(priceStep),
})
export type MadePrice = z.infer<typeof madePrice>

/** Why there is no price. */
export const noPrice = z.object({ code: z.string(), message: z.string(), steps: z.array(priceStep) })
export type NoPrice = z.infer<typeof noPrice>

export const finding = z.object({
  level: z.enum(['red', 'yellow']),
  code: z.string(),
  field: z.string(),
  message: z.string(),
})

export const delivery = z.object({
  fee: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('free') }),
    z.object({ kind: z.literal('flat'), fee: won.min(0) }),
    z.object({ kind: z.literal('free_over'), fee: won.min(0), over: won.min(0) }),
  ]),
  returnFee: won.min(0),
  exchangeFee: won.min(0),
  jejuFee: won.min(0),
  islandsFee: won.min(0),
  remoteAreas: z.boolean(),
  courier: z.enum(couriers),
  dispatchDays: z.int().min(1).max(30),
  outboundPlace: z.string().max(100).nullable(),
  returnPlace: z.string().max(100).nullable(),
})

export const listingOption = z.object({
  key: z.string(),
  sku: z.string(),
  values: z.array(z.object({ axis: z.string(), value: z.string() })),
  price: won,
  stock: z.int(),
})

export const listingContent = z.object({
  sku: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  price: won,
  stock: z.int(),
  options: z.array(listingOption),
  images: z.array(z.string()),
  descriptionHtml: z.string(),
  brand: z.string().nullable(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  origin: z.string().nullable(),
  taxFree: z.boolean(),
  adultOnly: z.boolean(),
  keywords: z.array(z.string()),
  delivery,
  afterService: z.object({ phone: z.string(), guide: z.string() }),
  fields: z.record(z.string(), z.string()),
  requestReview: z.boolean(),
})

/** What an operator may set by hand in a listing; null takes the value that is derived again. */
export const listingEdits = z
  .object({
    name: z.string().trim().min(1).max(300).nullable(),
    price: won.min(1).max(1_000_000_000).nullable(),
    category: z.string().trim().min(1).max(60).nullable(),
    /** By the keys of the category's form, or by its labels. */
    fields: z.record(z.string().max(200), z.string().max(5000)),
    images: z.array(z.string().max(2000)).max(30).nullable(),
    descriptionHtml: z.string().max(5_000_000).nullable(),
    delivery: delivery.partial().nullable(),
    afterService: z
      .object({ phone: z.string().max(40), guide: z.string().max(4000) })
      .partial()
      .nullable(),
    keywords: z.array(z.string().max(100)).max(50).nullable(),
    requestReview: z.boolean().nullable(),
  })
  .partial()
  .strict()
export type ListingEdits = z.infer<typeof listingEdits>

export const updateKinds = ['stop', 'stock', 'price', 'resume', 'delete'] as const

export const listingRow = z.object({
  listingId,
  market,
  account: z.string(),
  wholesaler,
  productId,
  /** `wholesaler:productId` */
  product: z.string(),
  sku: z.string(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  state: z.enum(listingStates),
  outcome: z.enum(listingOutcomes).nullable(),
  level: z.enum(readinessLevels),
  findings: z.array(finding),
  category: z.string().nullable(),
  categoryPath: z.string().nullable(),
  cost: won.nullable(),
  price: won.nullable(),
  margin: won.nullable(),
  marginRate: z.number().nullable(),
  stock: z.int().nullable(),
  optionCount: z.int(),
  /** Approved, and nothing changed since. */
  approvedAt: ms.nullable(),
  /** Was approved, but price or content changed since. */
  approvalStale: z.boolean(),
  marketProductId: z.string().nullable(),
  marketUrl: z.string().nullable(),
  lastError: appErrorShape.nullable(),
  nextAttemptAt: ms.nullable(),
  /** What the market was last told, and what it last said. */
  pushed: z.object({ price: won.nullable(), stock: z.int().nullable(), at: ms.nullable() }),
  read: z.object({
    state: z.string().nullable(),
    stateText: z.string().nullable(),
    price: won.nullable(),
    stock: z.int().nullable(),
    reason: z.string().nullable(),
    at: ms.nullable(),
  }),
  /** Which of price, stock, state differ from what we want or told; empty = in step. */
  differs: z.array(z.enum(['price', 'stock', 'state'])),
  /** Updates that wait or are queued. */
  openUpdates: z.int(),
  /** What they would make of price and stock; null = nothing waits. */
  wanted: z.object({ price: won.nullable(), stock: z.int().nullable() }),
  /** The change that the next approval lets go; null = none waits for a yes. */
  waiting: z
    .object({
      kind: z.enum(updateKinds),
      /** The lowest price, or the pieces of all options together. */
      before: z.int().nullable(),
      after: z.int().nullable(),
      why: z.string(),
      /** What changes, by our code; empty for a stop. */
      changes: z.array(z.object({ sku: z.string(), before: z.int().nullable(), after: z.int() })),
    })
    .nullable(),
  /** What the market remarked when it took the listing. */
  warnings: z.array(z.string()),
  held: z.boolean(),
  editedFields: z.array(z.string()),
  createdAt: ms,
  updatedAt: ms,
})
export type ListingRow = z.infer<typeof listingRow>

export const listingFilter = z.object({
  search: z.string().trim().max(200).optional(),
  market: market.optional(),
  states: z.array(z.enum(listingStates)).max(9).optional(),
  level: z.enum(readinessLevels).optional(),
  /** A finding's code. */
  finding: z.string().max(60).optional(),
  outcome: z.enum(listingOutcomes).optional(),
  wholesaler: wholesaler.optional(),
  /** Of one product; with `wholesaler`. */
  productId: productId.optional(),
  /** Listings of which something is out of step or queued. */
  outOfStep: z.boolean().optional(),
  approvalStale: z.boolean().optional(),
  minMarginRate: z.number().optional(),
  maxMarginRate: z.number().optional(),
  changedSince: kstDay.optional(),
})
export type ListingFilter = z.infer<typeof listingFilter>
export const listingSorts = ['updatedAt', 'name', 'price', 'marginRate', 'level'] as const

/** Those named, or all that match. */
export const selection = z.object({
  listingIds: z.array(listingId).max(10_000).optional(),
  filter: listingFilter.optional(),
})

export const listingEvent = z.object({
  at: ms,
  kind: z.string(),
  text: z.string(),
  serviceCode: z.string().nullable(),
})

export const updateStatuses = ['waiting', 'queued', 'sending', 'done', 'failed', 'superseded', 'dismissed'] as const
export const listingUpdate = z.object({
  updateId: z.int(),
  listingId,
  market,
  name: z.string(),
  imageUrl: z.string().nullable(),
  kind: z.enum(updateKinds),
  urgency: z.int(),
  /** What changes, for the eye: 8,900 → 9,400. */
  before: z.int().nullable(),
  after: z.int().nullable(),
  why: z.string(),
  status: z.enum(updateStatuses),
  queuedAt: ms,
  doneAt: ms.nullable(),
  attempts: z.int(),
  nextAttemptAt: ms.nullable(),
  lastError: appErrorShape.nullable(),
})
export type ListingUpdate = z.infer<typeof listingUpdate>

export const formField = z.object({
  key: z.string(),
  label: z.string(),
  group: z.enum(['notice', 'attribute', 'certificate', 'other']),
  required: z.boolean(),
  kind: z.enum(['text', 'number', 'choice', 'date']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  units: z.array(z.string()).optional(),
  maxLength: z.int().optional(),
  usual: z.string().optional(),
  help: z.string().optional(),
})
export type FormFieldView = z.infer<typeof formField>

export const marketPlace = z.object({
  code: z.string(),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  usable: z.boolean(),
  preferred: z.boolean(),
})

/** What is the same for every listing of a market. Texts may hold {name}, {brand}, {maker}, {model}, {origin}, {productId}, {option}. */
export const template = z.object({
  namePattern: z.string().trim().min(1).max(300),
  descriptionHeader: z.string().max(50_000),
  descriptionFooter: z.string().max(50_000),
  /** '' = the phone of the return place. */
  afterServicePhone: z.string().max(40),
  afterServiceGuide: z.string().max(4000),
  delivery: delivery.partial(),
  requestReview: z.boolean(),
  /** Pieces offered where the wholesaler does not count; null = such products are not listed. */
  uncountedStock: z.int().min(1).max(99_999).nullable(),
  /** Kept back from what the wholesaler has. */
  safetyStock: z.int().min(0).max(100_000),
  /** Most pieces ever offered. */
  maxStock: z.int().min(1).max(99_999),
})
export type Template = z.infer<typeof template>

export const wordKinds = ['stop', 'warn'] as const
/** A word that no listing may hold, or that the operator wants to see before approving. */
export const listingWord = z.object({
  /** Null = every market. */
  market: market.nullable(),
  kind: z.enum(wordKinds),
  word: z.string().trim().min(1).max(100),
  reason: z.string().trim().max(300),
})
export type ListingWord = z.infer<typeof listingWord>

/** What keeps listings in step by itself. */
export const stepSettings = z.object({
  paused: z.boolean(),
  /** Prices follow costs by themselves up to this change a day, as a fraction; beyond it they wait for approval. */
  priceChangePerDay: z.number().min(0).max(1),
  autoPrice: z.boolean(),
  autoRestock: z.boolean(),
  /** Listings are read back every so many minutes. */
  readBackMinutes: z.int().min(10).max(10_080),
})
export type StepSettings = z.infer<typeof stepSettings>
