import type { OrderDetail } from '../../shared/contract/orders.ts'
import type { StoredBuyer } from './repository-rows.ts'

const recognition: Record<string, string> = {
  m: '회원 코드',
  e: '이메일 주소',
  p: '전화번호',
  o: '주문 한 건 (회원 코드, 이메일, 전화번호가 모두 없음)',
}

/** By what the orders of this person were recognised as one person's. */
export function recognisedBy(personKey: string, knownBy: readonly string[]): string {
  const own = personKey.slice(0, 1)
  const joined = knownBy.filter((kind) => kind !== own).map((kind) => recognition[kind] ?? kind)
  const main = recognition[own] ?? own
  return joined.length === 0 ? main : `${main}. 같은 ${joined.join('·')}만 있는 비회원 주문도 합쳤습니다.`
}

/** "왜 구매자인가": the sum of it first, then each order with the payment rule's own words. */
export function whyBuyer(buyer: StoredBuyer, orders: readonly OrderDetail[]): string[] {
  const sum =
    buyer.state === 'buyer'
      ? `결제하고 전액 환불되지 않은 주문이 ${buyer.orders}건 있어 구매자입니다.`
      : buyer.state === 'former'
        ? '결제한 주문이 모두 환불되어 지금은 구매자가 아닙니다.'
        : '결제된 주문이 없어 구매자가 아닙니다.'
  const sentence = (step: string) => (step.endsWith('.') ? step : `${step}.`)
  return [sum, ...orders.map((order) => `주문 ${order.orderNo}: ${order.why.map(sentence).join(' ')}`)]
}
