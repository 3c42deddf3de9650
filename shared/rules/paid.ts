import type { OrderState, PaymentRow } from '../order.ts'
import { nameOf, paymentStatusNames } from '../order.ts'

export interface PaymentVerdict {
  state: OrderState
  /** True while the order makes its orderer a buyer. */
  isBuyer: boolean
  /** When the first money came, ms UTC; null while nothing was paid or Imweb gave no time. */
  paidAt: number | null
  /** Won that came in and won that went back. */
  received: number
  returned: number
  /** The rule's reasoning in Korean, one sentence a step: what "왜 구매자인가" shows. */
  steps: string[]
}

const paidStatuses = new Set(['PAYMENT_COMPLETE', 'PARTIAL_REFUND_COMPLETE'])
/** Money came and has not (yet) gone back: a refund in progress or failed leaves the buyer a buyer. */
const stillHeldStatuses = new Set(['REFUND_PROCESSING', 'REFUND_FAILED'])
/** A negative row in these states is a refund that has not happened. */
const unsettledStatuses = new Set([
  'REFUND_PROCESSING',
  'REFUND_FAILED',
  'PAYMENT_FAILED',
  'PAYMENT_EXIT',
  'PAYMENT_PREPARATION',
  'PAYMENT_OVERDUE',
  'CANCELLED_BEFORE_DEPOSIT',
])

const won = (n: number) => `${n.toLocaleString('ko-KR')}원`

/**
 * The one rule of who has paid. Imweb: only payments[] tells it; the first row need not be the decisive one, section
 * states say 상품준비 even before payment, and a refund may come as an extra row with a negative amount.
 */
export function paymentVerdict(payments: readonly PaymentRow[]): PaymentVerdict {
  const steps: string[] = []
  const isHeld = (row: PaymentRow) => paidStatuses.has(row.status ?? '') || stillHeldStatuses.has(row.status ?? '')
  const inRows = payments.filter((row) => row.paidPrice >= 0 && isHeld(row))
  const outRows = payments.filter((row) => row.paidPrice < 0 && !unsettledStatuses.has(row.status ?? ''))
  const refundedRows = payments.filter((row) => row.paidPrice >= 0 && row.status === 'REFUND_COMPLETE')
  const received = inRows.reduce((sum, row) => sum + row.paidPrice, 0)
  const returned = -outRows.reduce((sum, row) => sum + row.paidPrice, 0)

  for (const row of payments) {
    const status = nameOf(paymentStatusNames, row.status) || '상태 없음'
    steps.push(`결제 ${row.paymentNo || '(번호 없음)'}: ${won(row.paidPrice)}, ${status}`)
  }
  const times = [...inRows, ...refundedRows].map((row) => row.completedAt).filter((t): t is number => t !== null)
  const paidAt = times.length > 0 ? Math.min(...times) : null
  const done = (state: OrderState, why: string): PaymentVerdict => ({
    state,
    isBuyer: state === 'paid' || state === 'partially_refunded',
    paidAt,
    received,
    returned,
    steps: [...steps, why],
  })

  if (inRows.length > 0) {
    // A refund may show twice: as the status of the row it undoes and as a negative row. Such money left only once.
    const refunded = refundedRows.reduce((sum, row) => sum + row.paidPrice, 0)
    if (outRows.length > 0 && received - Math.max(0, returned - refunded) <= 0 && returned > refunded) {
      return done('refunded', `들어온 ${won(received)} 중 남은 금액이 없어 전액 환불로 봅니다.`)
    }
    const partly =
      outRows.length > 0 || refundedRows.length > 0 || inRows.some((r) => r.status === 'PARTIAL_REFUND_COMPLETE')
    if (partly) return done('partially_refunded', '일부만 환불되어 구매자로 남습니다.')
    if (inRows.some((row) => stillHeldStatuses.has(row.status ?? ''))) {
      return done('paid', '환불이 아직 끝나지 않았거나 실패하여 구매자로 남습니다.')
    }
    return done('paid', '결제가 완료되어 구매자입니다.')
  }
  if (refundedRows.length > 0 || outRows.length > 0) return done('refunded', '전액 환불되어 구매자가 아닙니다.')
  const isWaiting = payments.some((row) => row.status === 'PAYMENT_PREPARATION')
  const isEnded = payments.some((row) => row.status === 'CANCELLED_BEFORE_DEPOSIT' || row.status === 'PAYMENT_EXIT')
  if (isEnded && !isWaiting) {
    return done('cancelled', '입금 전에 끝난 주문이라 구매자가 아닙니다.')
  }
  return done(
    'unpaid',
    payments.length === 0 ? '결제 내역이 없어 구매자가 아닙니다.' : '아직 결제되지 않아 구매자가 아닙니다.',
  )
}
