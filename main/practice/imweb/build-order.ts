import { type Line, linesOf, worthOf } from './lines.ts'
import type { ImwebFormRow, ImwebOrder } from './order-types.ts'
import { type Money, moneyState, paymentsOf } from './payments.ts'
import { customerOf, type Person, personOf, typedPhone } from './people.ts'
import type { Plan } from './plan.ts'
import { type Draw, drawsFor, hexFor } from './random.ts'
import { sectionsOf } from './sections.ts'

/** A value that is not there: Imweb's optional fields come missing, null or empty. */
const absent = (draw: Draw): null | undefined | '' => {
  const form = draw()
  return form < 0.4 ? undefined : form < 0.7 ? null : ''
}

interface Orderer {
  ordererName: string | null | undefined
  ordererEmail: string | null | undefined
  ordererCall: string | null | undefined
}

function ordererOf(person: Person, asMember: boolean, draw: Draw): Orderer {
  const [lacks, how] = [draw(), draw()]
  const phone = typedPhone(person.phone, draw)
  const email = how < 0.05 ? person.email.toUpperCase() : how < 0.08 ? person.email.replace('@', '.b@') : person.email
  const nobody = !asMember && lacks < 0.003
  const lacksEmail = nobody || lacks < (asMember ? 0.05 : 0.12)
  const lacksPhone = nobody || lacks > 0.96
  return {
    ordererName: how > 0.995 ? absent(draw) : person.name,
    ordererEmail: lacksEmail ? absent(draw) : email,
    ordererCall: lacksPhone ? absent(draw) : phone,
  }
}

function formDataOf(draw: Draw): ImwebFormRow[] | undefined {
  if (draw() > 0.25) return undefined
  return [
    {
      formConfigCode: 'f20250301aaaaaaaaaaaaa',
      inputType: 'RADIO',
      isRequire: 'Y',
      title: '구매 경로',
      description: '구매 경로를 골라 주세요',
      value: [draw() < 0.5 ? '온라인' : '지인 소개'],
      formConfigValue: ['온라인', '오프라인', '지인 소개'],
    },
  ]
}

const sumOf = (lines: readonly Line[], value: (line: Line) => number) =>
  lines.reduce((sum, line) => sum + value(line), 0)

function claimWorth(plan: Plan, lines: readonly Line[], due: number): number {
  if (plan.scenario.refund === undefined) return 0
  const claimed = lines.filter((line) => !line.gift).at(-1)
  return plan.scenario.share === 'part' && claimed ? worthOf(claimed) : due
}

/** The order of `plan` as Imweb would serve it at `now`: same arguments, same bytes. */
export function orderAt(seed: number, orders: number, plan: Plan, now: number): ImwebOrder {
  const draw = drawsFor(seed, plan.id, 2)
  const customer = customerOf(draw, plan.id, orders)
  const person = personOf(seed, customer)
  // Members order without logging in now and then.
  const asMember = person.isMember && draw() < 0.97
  const orderer = ordererOf(person, asMember, draw)
  const lines = linesOf(plan, draw)
  const itemPrice = sumOf(lines, (line) => line.product.price * line.qty)
  const coupon = sumOf(lines, (line) => line.coupon)
  const points = sumOf(lines, (line) => line.points)
  const ships = lines.some((line) => !line.product.digital)
  const delivery = {
    price: ships && itemPrice > 0 && itemPrice < 50_000 ? 3000 : 0,
    island: ships && itemPrice > 0 && draw() < 0.02 ? 3000 : 0,
  }
  const totalDelivery = delivery.price + delivery.island
  const due = itemPrice + totalDelivery - coupon - points
  const taxFree = sumOf(lines, (line) => (line.product.taxFree ? worthOf(line) : 0))
  const money: Money = { due, taxFree, claimWorth: claimWorth(plan, lines, due) }
  const state = moneyState(plan, money, now)
  const receiver = { name: person.name, phone: typedPhone(person.phone, draw) }
  const payments = paymentsOf(plan, money, now, person.name, drawsFor(seed, plan.id, 4))
  const sections = sectionsOf({ seed, plan, lines, money, state, delivery, receiver, now })
  const isOver = state.paid ? state.refunded >= due || now >= plan.confirmAt : now >= plan.endsAt

  return {
    orderNo: plan.orderNo,
    saleChannel: draw() < 0.002 ? 'PRACTICE_LIVE' : plan.channel,
    channelOrderNo:
      plan.channel === 'IMWEB'
        ? absent(draw)
        : `2${String(plan.orderNo).slice(0, 8)}${hexFor(seed, plan.id, 3, 8).replace(/\D/g, '7')}`,
    isMember: asMember ? 'Y' : 'N',
    isSubscription: plan.method === 'SUBSCRIPTION' ? 'Y' : 'N',
    isGift: plan.channel === 'KAKAO_GIFT' ? 'Y' : 'N',
    memberCode: asMember ? person.memberCode : absent(draw),
    memberUid: asMember ? person.email : absent(draw),
    orderType: ships ? 'SHOPPING' : 'DIGITAL',
    orderStatus: isOver ? 'CLOSED' : 'OPEN',
    currency: 'KRW',
    baseItemPrice: sumOf(lines, (line) => line.product.base * line.qty),
    itemPrice,
    gradeDiscount: 0,
    itemCouponDiscount: coupon,
    itemPointAmount: points,
    deliveryPrice: delivery.price,
    deliveryIslandPrice: delivery.island,
    deliveryExtraPrice: 0,
    deliveryCouponDiscount: 0,
    deliveryPointAmount: 0,
    totalPrice: itemPrice + totalDelivery,
    totalPaymentPrice: state.paid ? due - state.refunded : 0,
    totalDeliveryPrice: totalDelivery,
    totalDiscountPrice: coupon,
    totalPoint: points,
    totalRefundedPrice: state.refunded,
    totalRefundPendingPrice: state.refundPending,
    totalRefundedPoint: 0,
    totalRefundPendingPoint: 0,
    ...orderer,
    isFirst: draw() < 0.4 ? 'Y' : 'N',
    isCancelReq: state.paid && now < plan.sendAt ? 'Y' : 'N',
    isRequestPayment: state.paid ? 'N' : 'Y',
    device: draw() < 0.75 ? 'MOBILE' : draw() < 0.95 ? 'PC' : absent(draw),
    country: 'KR',
    wtime: new Date(plan.wtime).toISOString(),
    adminUrl: `https://practice-shop.example/admin/orders/${plan.orderNo}`,
    sections,
    payments,
    formData: formDataOf(draw),
  }
}
