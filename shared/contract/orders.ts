import { z } from 'zod'
import { orderStates } from '../order.ts'
import { cursor, engine, kstDay, limit, ms, none, page, won } from './base.ts'

export const orderFilter = z.object({
  search: z.string().trim().max(200).optional(),
  /** Product numbers (exact) or a part of the product's name. */
  product: z.string().max(200).optional(),
  state: z.enum(orderStates).optional(),
  since: kstDay.optional(),
  until: kstDay.optional(),
})
export type OrderFilter = z.infer<typeof orderFilter>

export const orderRow = z.object({
  orderNo: z.string(),
  orderedAt: ms,
  paidAt: ms.nullable(),
  state: z.enum(orderStates),
  channel: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  products: z.string(),
  lineCount: z.int(),
  paymentPrice: won,
  sectionStatuses: z.array(z.string()),
  buyerId: z.string().nullable(),
})
export type OrderRow = z.infer<typeof orderRow>

export const orderDetail = orderRow.extend({
  itemPrice: won,
  deliveryPrice: won,
  totalPrice: won,
  refundedPrice: won,
  refundPendingPrice: won,
  currency: z.string(),
  channelOrderNo: z.string().nullable(),
  memberCode: z.string().nullable(),
  /** The payment rule's reasoning, one Korean sentence a step. */
  why: z.array(z.string()),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      productNo: z.string().nullable(),
      productName: z.string(),
      option: z.string(),
      quantity: z.int(),
      unitPrice: won.nullable(),
      sectionStatus: z.string().nullable(),
      isGift: z.boolean(),
    }),
  ),
  payments: z.array(
    z.object({
      paymentNo: z.string(),
      method: z.string().nullable(),
      status: z.string().nullable(),
      paidPrice: won,
      completedAt: ms.nullable(),
    }),
  ),
  timeline: z.array(z.object({ at: ms, kind: z.string(), text: z.string() })),
})
export type OrderDetail = z.infer<typeof orderDetail>

export const syncProgress = z.object({
  windows: z.int(),
  windowsDone: z.int(),
  pages: z.int(),
  seen: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  setAside: z.int(),
  /** Orders Imweb says there are in the windows read so far; null until known. */
  expected: z.int().nullable(),
  filterIgnored: z.boolean(),
})
export type SyncProgress = z.infer<typeof syncProgress>

export const syncCalls = {
  /** A run that is already under way is answered instead of a second one. */
  'sync.start': engine(
    z.object({
      mode: z.enum(['incremental', 'full', 'since', 'rescan']).default('incremental'),
      since: kstDay.optional(),
    }),
    z.object({ jobId: z.string() }),
  ),
  'sync.status': engine(
    none,
    z.object({
      running: z.object({ jobId: z.string(), startedAt: ms, progress: syncProgress }).nullable(),
      lastFinishedAt: ms.nullable(),
      lastOutcome: z.string().nullable(),
      nextAt: ms.nullable(),
      paused: z.boolean(),
      pausedReason: z.string().nullable(),
      setAside: z.int(),
    }),
  ),
  'sync.pause': engine(z.object({ paused: z.boolean() }), z.object({ paused: z.boolean() })),
  'orders.list': engine(
    orderFilter.extend({
      /** By order date. */
      descending: z.boolean().default(true),
      unmask: z.boolean().default(false),
      after: cursor.optional(),
      limit,
      /** Jump: row position in the sorted list (scroll bar); used instead of `after`, as in `buyers.list`. */
      at: z.int().min(0).optional(),
    }),
    page(orderRow),
  ),
  'orders.count': engine(orderFilter, z.object({ total: z.int() })),
  'orders.get': engine(z.object({ orderNo: z.string().max(100), unmask: z.boolean().default(false) }), orderDetail),
  'orders.setAside': engine(
    z.object({ limit }),
    z.object({ total: z.int(), items: z.array(z.object({ ref: z.string(), reason: z.string(), seenAt: ms })) }),
  ),
} as const
