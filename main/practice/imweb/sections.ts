import { cities, homes, memos, roads } from './data/people.ts'
import { cancelReasons, returnReasons } from './data/scenarios.ts'
import { itemOf, type Line } from './lines.ts'
import type { ImwebDelivery, ImwebSection } from './order-types.ts'
import type { Money, MoneyState } from './payments.ts'
import type { Plan } from './plan.ts'
import { between, type Draw, drawsFor, hexFor, pick } from './random.ts'

export interface DeliveryPrice {
  price: number
  island: number
}

const iso = (ms: number) => new Date(ms).toISOString()

/** Imweb says 상품준비 even before payment, so an unpaid order looks like one that is being prepared. */
function shippingStatus(plan: Plan, paid: boolean, now: number): string {
  if (!paid || now < plan.paidAt + (plan.sendAt - plan.paidAt) / 2) return 'PRODUCT_PREPARATION'
  if (now < plan.sendAt) return 'SHIPPING_READY'
  if (now < plan.doneAt) return 'SHIPPING'
  return now < plan.confirmAt ? 'SHIPPING_COMPLETE' : 'PURCHASE_CONFIRMATION'
}

function claimStatus(plan: Plan, now: number): string {
  const kind = plan.scenario.claim ?? 'cancel'
  if (kind !== 'exchange') return `${kind.toUpperCase()}_${now < plan.refundAt ? 'REQUEST' : 'COMPLETE'}`
  const step = plan.refundAt - plan.claimAt
  if (now < plan.refundAt) return 'EXCHANGE_REQUEST'
  if (plan.id % 4 === 0) return 'EXCHANGE_COMPLETE'
  const stages = ['PRODUCT_PREPARATION', 'SHIPPING_READY', 'SHIPPING', 'SHIPPING_COMPLETE', 'PURCHASE_CONFIRMATION']
  return `EXCHANGE_${stages[Math.min(stages.length - 1, Math.floor((now - plan.refundAt) / Math.max(1, step)))]}`
}

function claimInfo(plan: Plan, money: Money, state: MoneyState, draw: Draw): Partial<ImwebSection> {
  const time = iso(plan.claimAt)
  const invoiceNo = `0000${between(10_000_000, 99_999_999, draw())}`
  const retrieve = { parcelCompanyIdx: 1, retrieveType: 'SENDING_BY_CUSTOMER', retrievePayType: 'PREPAYMENT' }
  const isBack = state.refunded > 0 ? 'Y' : 'N'
  if (plan.scenario.claim === 'exchange') {
    const reason = pick(returnReasons, draw())
    return {
      exchangeInfo: {
        exchangeReason: reason,
        exchangeReasonDetail: '',
        invoiceNo,
        ...retrieve,
        isRetrieved: 'Y',
        exchangeRequestTime: time,
      },
    }
  }
  if (plan.scenario.claim === 'return') {
    const reason = pick(returnReasons, draw())
    return {
      returnInfo: {
        returnReason: reason,
        returnReasonDetail: null,
        invoiceNo,
        ...retrieve,
        isExchange: 'N',
        isRetrieved: isBack,
        isRefund: isBack,
        returnRequestTime: time,
      },
    }
  }
  return {
    cancelInfo: {
      isCustomerRequest: draw() < 0.8 ? 'Y' : 'N',
      cancelReason: pick(cancelReasons, draw()),
      cancelReasonDetail: draw() < 0.5 ? '' : undefined,
      refundPriceType: 'PRODUCT_PRICE',
      deliveryExtraPrice: 0,
      etcPrice: 0,
      refundAmount: money.claimWorth,
      refundTaxFreeAmount: 0,
      refundPoint: 0,
      isRefund: isBack,
      isAlternativeRefund: 'N',
      cancelRequestTime: time,
    },
  }
}

function deliveryOf(name: string, phone: string, draw: Draw): ImwebDelivery {
  const door = draw()
  return {
    receiverName: name,
    receiverCall: phone,
    zipcode: `00${between(100, 999, draw())}`,
    addr1: `${pick(cities, draw())} ${pick(roads, draw())} ${between(1, 200, draw())}`,
    addr2: pick(homes, draw()),
    country: 'KR',
    countryName: '대한민국',
    memo: pick(memos, draw()),
    commonEntrancePassword: door < 0.25 ? `#${between(1000, 9999, draw())}*` : door < 0.7 ? null : undefined,
  }
}

export interface SectionsInput {
  seed: number
  plan: Plan
  lines: Line[]
  money: Money
  state: MoneyState
  delivery: DeliveryPrice
  receiver: { name: string; phone: string }
  now: number
}

/** Shipping groups with their claim. A partial claim or shipment moves its lines into a section of their own. */
export function sectionsOf({
  seed,
  plan,
  lines,
  money,
  state,
  delivery,
  receiver,
  now,
}: SectionsInput): ImwebSection[] {
  // Streams of their own: what a claim adds must not move what was drawn before it.
  const draw = drawsFor(seed, plan.id, 3)
  const { claim, share } = plan.scenario
  const bought = lines.filter((line) => !line.gift)
  const last = bought.at(-1)
  const claimed = claim !== undefined && state.paid && now >= plan.claimAt
  const ended = plan.scenario.money === 'cancelled-before-deposit' && now >= plan.endsAt
  const splits =
    bought.length > 1 &&
    ((claimed && share === 'part') || (!claim && draw() < 0.06 && state.paid && now >= plan.sendAt))
  const groups = splits ? [lines.filter((line) => line !== last), lines.filter((line) => line === last)] : [lines]
  const where = deliveryOf(receiver.name, receiver.phone, draw)
  const oddity = draw()

  return groups.map((group, index): ImwebSection => {
    const inClaim = claimed && (share === 'all' || index === 1)
    const digital = group.every((line) => line.product.digital)
    const price = index === 0 ? delivery : { price: 0, island: 0 }
    const lagging = splits && !claimed && index === 1
    const status = ended
      ? 'CANCEL_COMPLETE'
      : inClaim
        ? claimStatus(plan, now)
        : lagging
          ? 'SHIPPING_READY'
          : shippingStatus(plan, state.paid, now)
    const sent = state.paid && now >= plan.sendAt && !digital && !lagging && !(inClaim && claim === 'cancel')
    return {
      orderSectionNo: `${plan.orderNo}-S${index + 1}`,
      orderSectionCode: `os${String(plan.orderNo).slice(0, 8)}${hexFor(seed, plan.id, 400 + index, 13)}`,
      // Lists of states have grown before.
      orderSectionStatus: oddity < 0.003 && !inClaim ? 'SHIPPING_HOLD_BY_PARTNER' : status,
      isDeliveryHold: oddity > 0.995 ? 'Y' : 'N',
      deliveryPrice: price.price,
      deliveryIslandPrice: price.island,
      deliveryExtraPrice: 0,
      deliveryCouponDiscount: 0,
      deliveryPointAmount: 0,
      deliveryType: digital ? 'DOWNLOAD' : oddity > 0.97 ? 'VISIT' : 'PARCEL',
      deliveryPayType: price.price > 0 ? 'PRICE' : 'NO_PRICE',
      deliverySendTime: sent ? iso(plan.sendAt) : oddity < 0.3 ? null : undefined,
      deliveryCompleteTime: sent && now >= plan.doneAt ? iso(plan.doneAt) : undefined,
      orderDeliveryCode: `odl${hexFor(seed, plan.id, 500 + index, 10)}`,
      sectionItems: group.map((line) => itemOf(seed, plan, line, state.paid)),
      delivery: digital ? undefined : where,
      invoice: sent
        ? {
            invoiceNo: `0000${String(plan.orderNo).slice(-8)}`,
            parcelCompanyIdx: 1 + (plan.id % 3),
            deliveryStatus: now >= plan.doneAt ? 'DELIVERY_COMPLETED' : 'DELIVERING',
            inputType: 'DIRECT',
            isTracking: 'Y',
            isReturn: 'N',
          }
        : undefined,
      ...(inClaim ? claimInfo(plan, money, state, drawsFor(seed, plan.id, 5)) : {}),
    }
  })
}
