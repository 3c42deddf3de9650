import {
  nameOf,
  type PaymentRow,
  paymentMethodNames,
  paymentStatusNames,
  sectionStatusNames,
} from '../../shared/order.ts'
import type { FoundChange, FoundOrder, FoundSection } from './repository-detail.ts'

export interface TimelineEntry {
  at: number
  kind: string
  text: string
}

const won = (n: number) => `${n.toLocaleString('ko-KR')}원`
const claims = { cancel: '취소', return: '반품', exchange: '교환' } as const

const stateNames: Record<string, string> = {
  paid: '결제 완료',
  partially_refunded: '부분 환불',
  refunded: '전액 환불',
  unpaid: '미결제',
  cancelled: '입금 전 종료',
}

const amounts: Record<string, string> = {
  total_price: '주문 금액',
  payment_price: '결제 금액',
  refunded_price: '환불된 금액',
  refund_pending_price: '환불 예정 금액',
}

const step = (before: string, after: string) => (before === '' ? after : `${before} → ${after}`)

/** What changed as a sentence, or null for what means nothing to an operator. */
function changeText({ field, before, after }: FoundChange): string | null {
  const [what = '', which = ''] = field.split(/:(.*)/s)
  if (what === 'state') return `결제 상태: ${step(nameOf(stateNames, before), nameOf(stateNames, after))}`
  if (what === 'section') {
    return `배송 묶음 ${which}: ${step(nameOf(sectionStatusNames, before), nameOf(sectionStatusNames, after))}`
  }
  if (what === 'payment') {
    return `결제 ${which}: ${step(nameOf(paymentStatusNames, before), nameOf(paymentStatusNames, after))}`
  }
  const amount = amounts[what]
  return amount === undefined ? null : `${amount}: ${step(won(Number(before)), won(Number(after)))}`
}

/** Everything that happened to one order, earliest first. Times are Imweb's, those of changes are when they were seen. */
export function timelineOf(
  order: Pick<FoundOrder, 'orderedAt' | 'totalPrice'>,
  sections: readonly FoundSection[],
  payments: readonly PaymentRow[],
  changes: readonly FoundChange[],
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    { at: order.orderedAt, kind: 'ordered', text: `주문 접수: ${won(order.totalPrice)}` },
  ]
  const add = (at: number | null, kind: string, text: string) => {
    if (at !== null) entries.push({ at, kind, text })
  }
  for (const payment of payments) {
    const method = nameOf(paymentMethodNames, payment.method)
    const status = nameOf(paymentStatusNames, payment.status) || '결제'
    const refund = payment.paidPrice < 0 || payment.isCancel
    const text = `${status}: ${won(payment.paidPrice)}${method === '' ? '' : ` (${method})`}`
    add(payment.completedAt, refund ? 'refunded' : 'paid', text)
  }
  for (const section of sections) {
    add(section.sentAt, 'sent', `발송: ${section.sectionNo}`)
    add(section.deliveredAt, 'delivered', `배송 완료: ${section.sectionNo}`)
    if (section.claimKind !== null) {
      const reason = section.claimReason ? `, ${section.claimReason}` : ''
      const amount = section.refundAmount === null ? '' : `, 환불 ${won(section.refundAmount)}`
      add(section.claimAt, 'claim', `${claims[section.claimKind]} 접수: ${section.sectionNo}${reason}${amount}`)
    }
  }
  for (const change of changes) {
    const text = changeText(change)
    if (text !== null) add(change.at, 'change', text)
  }
  return entries.sort((a, b) => a.at - b.at)
}
