import { bankNames } from './data/people.ts'
import type { ImwebPayment } from './order-types.ts'
import type { Plan } from './plan.ts'
import { between, type Draw, pick } from './random.ts'

export interface Money {
  /** Won to pay after discounts and points. */
  due: number
  taxFree: number
  /** Won that the claim gives back. */
  claimWorth: number
}

export interface MoneyState {
  paid: boolean
  refunded: number
  refundPending: number
}

const neverPaid = new Set<Plan['scenario']['money']>([
  'overdue',
  'cancelled-before-deposit',
  'failed',
  'exit',
  'no-rows',
  'unknown',
])

/** What the shop holds of the money at `now`. */
export function moneyState(plan: Plan, money: Money, now: number): MoneyState {
  const paid = !plan.pending && !neverPaid.has(plan.scenario.money) && now >= plan.paidAt
  const claimed = paid && plan.scenario.refund !== undefined && now >= plan.claimAt
  const back = claimed && now >= plan.refundAt && (plan.scenario.refund === 'status' || plan.scenario.refund === 'row')
  return { paid, refunded: back ? money.claimWorth : 0, refundPending: claimed && !back ? money.claimWorth : 0 }
}

const iso = (ms: number) => new Date(ms).toISOString()

function mainStatus(plan: Plan, state: MoneyState, now: number): string {
  const { money, refund, share } = plan.scenario
  if (plan.pending) return 'PAYMENT_PREPARATION'
  if (money === 'unknown') return 'PAYMENT_REVIEW'
  if (money === 'failed') return 'PAYMENT_FAILED'
  if (money === 'exit') return 'PAYMENT_EXIT'
  if (money === 'overdue') return now >= plan.endsAt ? 'PAYMENT_OVERDUE' : 'PAYMENT_PREPARATION'
  if (money === 'cancelled-before-deposit')
    return now >= plan.endsAt ? 'CANCELLED_BEFORE_DEPOSIT' : 'PAYMENT_PREPARATION'
  if (!state.paid) return 'PAYMENT_PREPARATION'
  if (refund === 'processing' && now >= plan.claimAt) return 'REFUND_PROCESSING'
  if (refund === 'failed' && now >= plan.refundAt) return 'REFUND_FAILED'
  if (refund === 'status' && state.refunded > 0) return share === 'part' ? 'PARTIAL_REFUND_COMPLETE' : 'REFUND_COMPLETE'
  return 'PAYMENT_COMPLETE'
}

function bankTransferOf(plan: Plan, state: MoneyState, depositor: string, draw: Draw): ImwebPayment['bankTransfer'] {
  const account = `000-${between(100, 999, draw())}-${String(between(0, 999_999, draw())).padStart(6, '0')}`
  const bankName = pick(bankNames, draw())
  if (plan.method !== 'BANKTRANSFER' && plan.method !== 'VIRTUAL') return undefined
  return {
    bankName,
    bankAccount: account,
    bankAccountHolder: '장터연습상점',
    depositorName: depositor,
    depositCompletedTime: state.paid ? iso(plan.paidAt) : null,
    depositExpiryTime: iso(plan.wtime + 3 * 86_400_000),
  }
}

/** Payment rows at `now`. Which row decides is not fixed: a failed try or a refund may come first. */
export function paymentsOf(
  plan: Plan,
  money: Money,
  now: number,
  depositor: string,
  draw: Draw,
): ImwebPayment[] | null | undefined {
  const state = moneyState(plan, money, now)
  const form = draw()
  if (plan.scenario.money === 'no-rows') return form < 0.4 ? [] : form < 0.7 ? null : undefined
  const row = (
    no: number,
    paymentStatus: string,
    paidPrice: number,
    more: Partial<ImwebPayment> = {},
  ): ImwebPayment => ({
    paymentNo: `${plan.orderNo}-P${no}`,
    pgName: plan.pgName,
    isCancel: 'N',
    method: plan.method,
    paymentStatus,
    paidPrice,
    taxFreePrice: Math.min(money.taxFree, Math.max(0, paidPrice)),
    paymentCompleteTime: state.paid ? iso(plan.paidAt) : form < 0.5 ? null : undefined,
    ...more,
  })
  const status = mainStatus(plan, state, now)
  const main = row(1, status, money.due, {
    refundFailureReason: status === 'REFUND_FAILED' ? '환불 계좌를 확인할 수 없습니다.' : undefined,
    bankTransfer: bankTransferOf(plan, state, depositor, draw),
  })
  if (plan.scenario.money === 'failed-then-paid') {
    const failed = row(1, 'PAYMENT_FAILED', form < 0.5 ? 0 : money.due, { paymentCompleteTime: null })
    return state.paid ? [failed, { ...main, paymentNo: `${plan.orderNo}-P2` }] : [failed]
  }
  if (plan.scenario.money === 'two-rows') {
    const part = Math.floor(money.due / 3)
    return [row(1, status, part), row(2, status, money.due - part, { method: 'KAKAOPAY', pgName: 'KAKAOPAY' })]
  }
  if (plan.scenario.refund === 'row' && state.refunded > 0) {
    const back = row(
      2,
      plan.scenario.share === 'part' ? 'PARTIAL_REFUND_COMPLETE' : 'REFUND_COMPLETE',
      -state.refunded,
      {
        isCancel: 'Y',
        taxFreePrice: 0,
        paymentCompleteTime: iso(plan.refundAt),
      },
    )
    return form < 0.3 ? [back, main] : [main, back]
  }
  return [main]
}
