import { z } from 'zod'
import { cursor, engine, inner, kstDay, limit, ms, none, page, won } from './base.ts'
import { orderDetail } from './orders.ts'

export const buyerStates = ['buyer', 'former'] as const
export const buyerSorts = ['name', 'orders', 'paid', 'firstPaidAt', 'lastPaidAt'] as const

/** One filter for screen, file and CLI. The period is that of paid orders' order dates in Asia/Seoul. */
export const buyerFilter = z.object({
  search: z.string().trim().max(200).optional(),
  product: z.string().max(200).optional(),
  /** More of them: any of these products. */
  products: z.array(z.string().max(200)).max(100).optional(),
  since: kstDay.optional(),
  until: kstDay.optional(),
  /** `buyer`: has paid and not been fully refunded; `former`: everything refunded. Absent: `buyer`. */
  state: z.enum([...buyerStates, 'all']).optional(),
  /** Buyers whose first payment is this day or later. */
  newSince: kstDay.optional(),
})
export type BuyerFilter = z.infer<typeof buyerFilter>

export const buyerRow = z.object({
  buyerId: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  orders: z.int(),
  paid: won,
  firstPaidAt: ms,
  lastPaidAt: ms,
  state: z.enum(buyerStates),
  /** Product names, newest first, shortened for the table. */
  products: z.string(),
})
export type BuyerRow = z.infer<typeof buyerRow>

export const exportSpec = z.object({
  rows: z.enum(['lines', 'buyers']).default('lines'),
  filter: buyerFilter.default({}),
  encoding: z.enum(['utf-8', 'cp949']).default('utf-8'),
})
export type ExportSpec = z.infer<typeof exportSpec>

export const exportPreset = z.object({
  presetId: z.string(),
  name: z.string().trim().min(1).max(80),
  spec: exportSpec,
  /** Where and how often to write it by itself; null: only by hand. */
  schedule: z.object({ folder: z.string().max(1000), everyHours: z.int().min(1).max(168) }).nullable(),
  lastRunAt: ms.nullable(),
})
export type ExportPreset = z.infer<typeof exportPreset>

const exportDone = z.object({
  path: z.string(),
  rows: z.int(),
  replacedCharacters: z.int(),
  /** The first characters CP949 could not carry, for the report. */
  replacedSamples: z.array(z.string()),
})

export const buyerCalls = {
  'buyers.list': engine(
    buyerFilter.extend({
      sort: z.enum(buyerSorts).default('lastPaidAt'),
      descending: z.boolean().default(true),
      unmask: z.boolean().default(false),
      after: cursor.optional(),
      /** Rows before the cursor instead of after it. */
      limit,
      /** Jump: row position in the sorted list (scroll bar); used instead of `after`. */
      at: z.int().min(0).optional(),
    }),
    page(buyerRow),
  ),
  'buyers.count': engine(buyerFilter, z.object({ total: z.int() })),
  'buyers.get': engine(
    z.object({ buyerId: z.string().max(100), unmask: z.boolean().default(false) }),
    buyerRow.extend({
      memberCode: z.string().nullable(),
      recognisedBy: z.string(),
      why: z.array(z.string()),
      orderList: z.array(orderDetail),
    }),
  ),
  'buyers.products': engine(
    none,
    z.object({ items: z.array(z.object({ productNo: z.string(), name: z.string(), buyers: z.int() })) }),
  ),
  /** Writes the audit row that allows `unmask: true` for the next ten minutes. */
  'buyers.unmask': engine(z.object({ reason: z.string().max(200).default('') }), z.object({ until: ms })),
  'exports.presets': engine(none, z.object({ items: z.array(exportPreset) })),
  'exports.savePreset': engine(
    exportPreset.omit({ lastRunAt: true, schedule: true, presetId: true }).extend({ presetId: z.string().optional() }),
    exportPreset,
  ),
  'exports.removePreset': engine(z.object({ presetId: z.string() }), z.object({ removed: z.boolean() })),
  /** Engine only: the shell's save dialog names the file, never the screen. */
  'exports.run': inner(exportSpec.extend({ path: z.string().min(1).max(4000) }), z.object({ jobId: z.string() })),
  'exports.schedule': inner(z.object({ presetId: z.string(), schedule: exportPreset.shape.schedule }), exportPreset),
  'exports.result': engine(z.object({ jobId: z.string() }), exportDone),
} as const
