import { z } from 'zod'
import { productStatuses } from '../product.ts'
import { cursor, done, engine, inner, limit, ms, none, page, won } from './base.ts'
import {
  ban,
  banKinds,
  bansReport,
  collectPlan,
  collectProgress,
  collectRequest,
  editableFields,
  importFile,
  importPreview,
  inboxKinds,
  inboxRow,
  path,
  productChange,
  productDetail,
  productEdits,
  productFilter,
  productKey,
  productRow,
  productSorts,
  stockKinds,
  wholesaler,
} from './product-shapes.ts'

export * from './product-shapes.ts'

export const domeggookMarkets = ['supply', 'dome'] as const
/** More often would be more than wholesalers bear. */
export const MIN_CHECK_MINUTES = 30

const productSettings = z.object({
  priceUpPercent: z.number().min(0).max(1000),
  zentradeShippingFee: won.min(0).max(1_000_000).nullable(),
  zentradeReturnFee: won.min(0).max(1_000_000).nullable(),
  /** `supply`: by the piece (도매매). `dome`: in lots. */
  domeggookMarket: z.enum(domeggookMarkets),
  checkListedMinutes: z.int().min(MIN_CHECK_MINUTES).max(1440),
  checkChosenHours: z.int().min(1).max(168),
  checkPaused: z.boolean(),
})

const facet = <T extends z.ZodType>(value: T) => z.array(z.object({ value, count: z.int() }))

export const productCalls = {
  'products.list': engine(
    productFilter.extend({
      sort: z.enum(productSorts).default('updatedAt'),
      descending: z.boolean().default(true),
      after: cursor.optional(),
      limit,
      /** Jump: row position in the sorted list (scroll bar); used instead of `after`. */
      at: z.int().min(0).optional(),
    }),
    page(productRow),
  ),
  'products.count': engine(productFilter, z.object({ total: z.int() })),
  'products.get': engine(productKey, productDetail),
  /** The reply as received; large, so only on request. */
  'products.raw': engine(productKey, z.object({ raw: z.string(), fetchedAt: ms })),
  'products.history': engine(
    productKey.extend({ after: cursor.optional(), limit: z.int().min(1).max(1000).default(200) }),
    page(productChange),
  ),
  /** Locks each given field at the given value. */
  'products.edit': engine(productKey.extend({ edits: productEdits }), productDetail),
  'products.unlock': engine(productKey.extend({ fields: z.array(z.enum(editableFields)).min(1) }), productDetail),
  /** Marks products as chosen (their changes reach the inbox): those named, or all that match. */
  'products.choose': engine(
    z.object({
      products: z.array(productKey).max(10_000).optional(),
      filter: productFilter.optional(),
      chosen: z.boolean(),
    }),
    z.object({ changed: z.int() }),
  ),
  /** How many there are of each value under the other filters. */
  'products.facets': engine(
    productFilter,
    z.object({
      total: z.int(),
      wholesaler: facet(wholesaler),
      status: facet(z.enum(productStatuses)),
      stock: facet(z.enum(stockKinds)),
      listable: facet(z.boolean()),
      watched: facet(z.enum(['chosen', 'listed'])),
      category: facet(z.int()),
    }),
  ),
  'products.categories': engine(
    z.object({ wholesaler: wholesaler.optional() }),
    z.object({
      items: z.array(
        z.object({
          category: z.int(),
          wholesaler,
          name: z.string(),
          path: z.string(),
          code: z.string().nullable(),
          parent: z.int().nullable(),
        }),
      ),
    }),
  ),
  'products.settings': engine(none, productSettings),
  'products.setSettings': engine(productSettings.partial(), productSettings),
  /** What each wholesaler can be asked for. */
  'collect.capabilities': engine(
    none,
    z.object({
      items: z.array(
        z.object({
          wholesaler,
          byKeys: z.boolean(),
          bySearch: z.boolean(),
          byCategory: z.boolean(),
          byPrice: z.boolean(),
          changedSince: z.boolean(),
          wholeCatalogue: z.boolean(),
          countsStock: z.boolean(),
          statesShipping: z.boolean(),
          limits: z.object({ perMinute: z.number(), perDay: z.number().nullable() }),
        }),
      ),
    }),
  ),
  /** How each connected wholesaler is asked again about listed and chosen products. */
  'collect.checks': engine(
    none,
    z.object({
      items: z.array(
        z.object({
          ...{ wholesaler, listed: z.int(), chosen: z.int() },
          /** How often listed ones are asked about in fact, and the calls of a day that all of it takes. */
          ...{ everyMs: z.number(), callsPerDay: z.int() },
          /** A day's allowance is too small for the rhythm that was set. */
          stretched: z.boolean(),
          ...{ lastAt: ms.nullable(), nextAt: ms.nullable() },
        }),
      ),
    }),
  ),
  /** The wholesaler's own categories, asked now. */
  'collect.categories': engine(
    z.object({ wholesaler }),
    z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), parent: z.string().nullable() })) }),
  ),
  'collect.preview': engine(
    z.object({
      wholesaler,
      request: collectRequest,
      /** As a plan of these conditions would ask; of a stored plan, as its next run will. */
      onlyChanged: z.boolean().optional(),
      planId: z.string().optional(),
    }),
    z.object({
      ...{ calls: z.int(), ms: z.number(), products: z.int().nullable(), stored: z.int() },
      /** What the next run asks for starts here; null: at the beginning. */
      since: ms.nullable(),
    }),
  ),
  /** A collect of the same that is under way is answered instead of a second one. */
  'collect.start': engine(
    z.object({ wholesaler, request: collectRequest.default({}) }),
    z.object({ jobId: z.string(), existing: z.boolean() }),
  ),
  'plans.list': engine(none, z.object({ items: z.array(collectPlan) })),
  'plans.save': engine(
    collectPlan
      .pick({ name: true, wholesaler: true, request: true, everyHours: true, enabled: true })
      .extend({ planId: z.string().optional(), onlyChanged: z.boolean().optional() }),
    collectPlan,
  ),
  'plans.remove': engine(z.object({ planId: z.string() }), z.object({ removed: z.boolean() })),
  'plans.start': engine(z.object({ planId: z.string() }), z.object({ jobId: z.string(), existing: z.boolean() })),
  'inbox.list': engine(
    z.object({
      kind: z.enum(inboxKinds).optional(),
      done: z.boolean().default(false),
      after: cursor.optional(),
      limit,
    }),
    page(inboxRow),
  ),
  'inbox.count': engine(none, z.object({ total: z.int(), byKind: z.record(z.enum(inboxKinds), z.int()) })),
  /** Takes entries off: those named, or all that are open (of one kind). */
  'inbox.done': engine(
    z.object({ inboxIds: z.array(z.int()).max(10_000).optional(), kind: z.enum(inboxKinds).optional() }),
    z.object({ changed: z.int() }),
  ),
  'inbox.undo': engine(z.object({ inboxIds: z.array(z.int()).min(1).max(10_000) }), z.object({ changed: z.int() })),
  'bans.list': engine(
    z.object({
      kind: z.enum(banKinds).optional(),
      search: z.string().max(200).optional(),
      after: cursor.optional(),
      limit,
    }),
    page(ban),
  ),
  'bans.add': engine(
    z.object({
      kind: z.enum(banKinds),
      wholesaler: wholesaler.nullable().default(null),
      value: ban.shape.value,
      note: ban.shape.note.default(''),
    }),
    ban,
  ),
  'bans.remove': engine(z.object({ banIds: z.array(z.int()).min(1).max(10_000) }), z.object({ removed: z.int() })),
  /** Files come from the shell's own dialog, never from the screen. */
  'bans.import': inner(path, bansReport),
  'imports.preview': inner(importFile, importPreview),
  /** A job of the kind `product-import`; its progress is `{ rows, added, known, rejectedCount, rejected }`. */
  'imports.start': inner(importFile, z.object({ jobId: z.string() })),
} as const
export type BansReport = z.infer<typeof bansReport>

export const productEvents = {
  'products.changed': {
    screen: true,
    payload: z.object({ added: z.int(), updated: z.int(), soldOut: z.int() }),
  },
  'collect.progress': { screen: true, payload: z.object({ jobId: z.string(), progress: collectProgress }) },
  'inbox.changed': { screen: true, payload: z.object({ total: z.int() }) },
  'plans.changed': { screen: true, payload: done },
} as const
