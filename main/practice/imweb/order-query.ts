import { methods } from './data/scenarios.ts'
import type { ImwebOrder } from './order-types.ts'
import { refuse } from './wire.ts'

export interface OrderQuery {
  page: number
  limit: number
  from?: number
  to?: number
  includePending: boolean
  /** What a single order must say; absent when dates and pages are all that was asked. */
  matches?: (order: ImwebOrder) => boolean
  /** No order outside these times can match, because a claim or delivery follows its order within this shop's habits. */
  hint: { from?: number; to?: number }
  /** The same filter, for keeping its result between pages. */
  key: string
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/
const DAY = 86_400_000
/** The latest claim or delivery of a generated order, days after it. */
const LATEST_EVENT = 30 * DAY

const sectionStates = [
  'PRODUCT_PREPARATION',
  'SHIPPING_READY',
  'SHIPPING',
  'SHIPPING_COMPLETE',
  'PURCHASE_CONFIRMATION',
  'CANCEL_REQUEST',
  'CANCEL_COMPLETE',
  'RETURN_REQUEST',
  'RETURN_COMPLETE',
  'EXCHANGE_REQUEST',
  'EXCHANGE_COMPLETE',
  'EXCHANGE_PRODUCT_PREPARATION',
  'EXCHANGE_SHIPPING_READY',
  'EXCHANGE_SHIPPING',
  'EXCHANGE_SHIPPING_COMPLETE',
  'EXCHANGE_PURCHASE_CONFIRMATION',
]
const paymentStates = [
  'PAYMENT_PREPARATION',
  'PAYMENT_OVERDUE',
  'PAYMENT_COMPLETE',
  'PARTIAL_REFUND_COMPLETE',
  'REFUND_COMPLETE',
  'PAYMENT_FAILED',
  'PAYMENT_EXIT',
  'CANCELLED_BEFORE_DEPOSIT',
  'REFUND_PROCESSING',
  'REFUND_FAILED',
]
const paymentMethods = [
  ...new Set<string>([
    'BANKTRANSFER',
    'VIRTUAL',
    'FREE',
    ...methods.map((row) => row.method).filter((name) => name !== 'DREAM_PAY'),
  ]),
]
const yesNo = ['Y', 'N']

type Test = (order: ImwebOrder, value: string) => boolean

/** Parameters that one order can answer, with their allowed values where Imweb documents a list. */
const filters: Record<string, { allowed?: readonly string[]; test: Test }> = {
  orderSectionStatus: { allowed: sectionStates, test: (o, v) => o.sections.some((s) => s.orderSectionStatus === v) },
  paymentStatus: { allowed: paymentStates, test: (o, v) => (o.payments ?? []).some((p) => p.paymentStatus === v) },
  paymentMethod: { allowed: paymentMethods, test: (o, v) => (o.payments ?? []).some((p) => p.method === v) },
  saleChannel: {
    allowed: ['IMWEB', 'NAVERPAY_ORDER', 'TALKCHECKOUT', 'SMARTSTORE'],
    test: (o, v) => o.saleChannel === v,
  },
  isMember: { allowed: yesNo, test: (o, v) => o.isMember === v },
  isFirst: { allowed: yesNo, test: (o, v) => o.isFirst === v },
  isCancelReq: { allowed: yesNo, test: (o, v) => o.isCancelReq === v },
  isRequestPayment: { allowed: yesNo, test: (o, v) => o.isRequestPayment === v },
  isGift: { allowed: yesNo, test: (o, v) => o.isGift === v },
  isDeliveryHold: { allowed: yesNo, test: (o, v) => o.sections.some((s) => s.isDeliveryHold === v) },
  memberUid: { test: (o, v) => o.memberUid === v },
  memberCode: { test: (o, v) => o.memberCode === v },
  ordererName: { test: (o, v) => o.ordererName === v },
  ordererCall: { test: (o, v) => o.ordererCall === v },
  orderType: { test: (o, v) => o.orderType === v },
  shippingPlaceCode: { test: () => false },
  deliveryType: {
    allowed: ['NO_DELIVERY', 'PARCEL', 'DOWNLOAD', 'DIRECT', 'QUICK', 'VISIT', 'CVS'],
    test: (o, v) => o.sections.some((s) => s.deliveryType === v),
  },
  deliveryPayType: {
    allowed: ['NO_PRICE', 'PRICE', 'DELIVERY_PRICE_AFTER'],
    test: (o, v) => o.sections.some((s) => s.deliveryPayType === v),
  },
}

const eventTimes: Record<string, (order: ImwebOrder) => (string | null | undefined)[]> = {
  DeliverySendTime: (order) => order.sections.map((section) => section.deliverySendTime),
  DeliveryCompleteTime: (order) => order.sections.map((section) => section.deliveryCompleteTime),
  CancelRequestTime: (order) => order.sections.map((section) => section.cancelInfo?.cancelRequestTime),
}

const whole = (query: URLSearchParams, name: string, most: number): number => {
  const text = query.get(name) ?? ''
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most) throw refuse(10001, { [name]: `1-${most}` })
  return value
}

const time = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null) return undefined
  const at = Date.parse(text)
  // A plus sign that was not encoded arrives as a blank, and is refused here as Imweb's parser would.
  if (!isoTime.test(text) || !Number.isFinite(at)) throw refuse(10001, { [name]: 'UTC ISO 8601' })
  return at
}

/** Reads and checks the documented parameters of GET /orders. Unknown ones are ignored, as far as is known. */
export function orderQuery(query: URLSearchParams, unitCode: string): OrderQuery {
  const missing = ['page', 'limit'].filter((name) => !query.get(name))
  if (missing.length > 0) throw refuse(10001, { required: missing })
  const [page, limit] = [whole(query, 'page', 10_000_000), whole(query, 'limit', 100)]
  if (query.has('unitCode') && query.get('unitCode') !== unitCode) throw refuse(30104)
  const pending = query.get('includeOrderPending') ?? 'N'
  if (!yesNo.includes(pending)) throw refuse(10001, { includeOrderPending: yesNo })
  const [from, to] = [time(query, 'startWtime'), time(query, 'endWtime')]

  const tests: ((order: ImwebOrder) => boolean)[] = []
  const hint: OrderQuery['hint'] = {}
  const keys: string[] = []
  for (const [name, { allowed, test }] of Object.entries(filters)) {
    const value = query.get(name)
    if (value === null) continue
    if (allowed && !allowed.includes(value)) throw refuse(10001, { [name]: allowed })
    tests.push((order) => test(order, value))
    keys.push(`${name}=${value}`)
  }
  for (const [name, timesOf] of Object.entries(eventTimes)) {
    const [start, end] = [time(query, `start${name}`), time(query, `end${name}`)]
    if (start === undefined && end === undefined) continue
    const [low, high] = [start ?? Number.NEGATIVE_INFINITY, end ?? Number.POSITIVE_INFINITY]
    tests.push((order) => timesOf(order).some((text) => text && Date.parse(text) >= low && Date.parse(text) <= high))
    if (start !== undefined) hint.from = Math.max(hint.from ?? start - LATEST_EVENT, start - LATEST_EVENT)
    if (end !== undefined) hint.to = Math.min(hint.to ?? end, end)
    keys.push(`${name}=${start}..${end}`)
  }
  return {
    page,
    limit,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    includePending: pending === 'Y',
    ...(tests.length === 0 ? {} : { matches: (order: ImwebOrder) => tests.every((test) => test(order)) }),
    hint,
    key: `${from}..${to} ${pending} ${keys.join('&')}`,
  }
}
