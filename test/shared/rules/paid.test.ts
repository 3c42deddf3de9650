import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PaymentRow, paymentStatusNames } from '../../../shared/order.ts'
import { paymentVerdict } from '../../../shared/rules/paid.ts'
import { payment } from '../../support/orders.ts'

const row = (status: string | null, paidPrice = 10_000, more: Partial<PaymentRow> = {}) =>
  payment({ status, paidPrice, ...more })
const stateOf = (...rows: PaymentRow[]) => paymentVerdict(rows).state

describe('who has paid', () => {
  it.each<[string, PaymentRow[], string]>([
    ['nothing at all', [], 'unpaid'],
    ['a completed payment', [row('PAYMENT_COMPLETE')], 'paid'],
    ['a free order', [row('PAYMENT_COMPLETE', 0)], 'paid'],
    ['a partial refund', [row('PARTIAL_REFUND_COMPLETE')], 'partially_refunded'],
    ['a full refund', [row('REFUND_COMPLETE')], 'refunded'],
    ['a refund under way', [row('REFUND_PROCESSING')], 'paid'],
    ['a failed refund', [row('REFUND_FAILED')], 'paid'],
    ['waiting for a deposit', [row('PAYMENT_PREPARATION')], 'unpaid'],
    ['an overdue deposit', [row('PAYMENT_OVERDUE')], 'unpaid'],
    ['a failed payment', [row('PAYMENT_FAILED')], 'unpaid'],
    ['left before paying', [row('PAYMENT_EXIT')], 'cancelled'],
    ['cancelled before the deposit', [row('CANCELLED_BEFORE_DEPOSIT')], 'cancelled'],
    ['left once, waiting now', [row('PAYMENT_EXIT'), row('PAYMENT_PREPARATION')], 'unpaid'],
    ['an unknown state', [row('SOMETHING_NEW')], 'unpaid'],
    ['no state', [row(null)], 'unpaid'],
    ['paid in the second row', [row('CANCELLED_BEFORE_DEPOSIT'), row('PAYMENT_COMPLETE')], 'paid'],
    ['all of it back as a negative row', [row('PAYMENT_COMPLETE'), row('REFUND_COMPLETE', -10_000)], 'refunded'],
    [
      'back in two negative rows',
      [row('PAYMENT_COMPLETE'), row('REFUND_COMPLETE', -4000), row('REFUND_COMPLETE', -6000)],
      'refunded',
    ],
    ['a part of it back', [row('PAYMENT_COMPLETE'), row('REFUND_COMPLETE', -4000)], 'partially_refunded'],
    [
      'a partial refund that took everything',
      [row('PARTIAL_REFUND_COMPLETE'), row('PAYMENT_COMPLETE', -10_000)],
      'refunded',
    ],
    ['a negative row under way', [row('PAYMENT_COMPLETE'), row('REFUND_PROCESSING', -10_000)], 'paid'],
    ['a negative row that failed', [row('PAYMENT_COMPLETE'), row('REFUND_FAILED', -10_000)], 'paid'],
    ['a refund told twice', [row('REFUND_COMPLETE'), row('REFUND_COMPLETE', -10_000)], 'refunded'],
    [
      'a refund told twice, and paid anew',
      [row('REFUND_COMPLETE'), row('REFUND_COMPLETE', -10_000), row('PAYMENT_COMPLETE', 5000)],
      'partially_refunded',
    ],
    ['one payment refunded, one kept', [row('REFUND_COMPLETE'), row('PAYMENT_COMPLETE', 3000)], 'partially_refunded'],
    ['only a negative row', [row('REFUND_COMPLETE', -10_000)], 'refunded'],
  ])('%s', (_what, rows, state) => {
    expect(stateOf(...rows)).toBe(state)
    expect(stateOf(...[...rows].reverse())).toBe(state)
  })

  const status = fc.constantFrom(...Object.keys(paymentStatusNames), 'NEW', null)
  const rows = fc.array(
    fc
      .record({
        status,
        paidPrice: fc.integer({ min: -5, max: 5 }),
        completedAt: fc.option(fc.integer({ min: 1, max: 9 })),
      })
      .map(payment),
    { maxLength: 6 },
  )

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 5 }), (all, turn) => {
        const turned = [...all.slice(turn), ...all.slice(0, turn)].reverse()
        const { steps: _a, ...one } = paymentVerdict(all)
        const { steps: _b, ...other } = paymentVerdict(turned)
        expect(other).toEqual(one)
      }),
    )
  })

  it('makes nobody a buyer without a row that says money came', () => {
    const held = ['PAYMENT_COMPLETE', 'PARTIAL_REFUND_COMPLETE', 'REFUND_PROCESSING', 'REFUND_FAILED']
    fc.assert(
      fc.property(rows, (all) => {
        const came = all.some((r) => held.includes(r.status ?? '') && r.paidPrice >= 0)
        if (!came) expect(paymentVerdict(all).isBuyer).toBe(false)
      }),
    )
  })

  it('keeps a buyer a buyer while a refund is only under way or has failed', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('REFUND_PROCESSING', 'REFUND_FAILED'),
        fc.integer({ min: -9, max: 9 }),
        (all, more, price) => {
          if (paymentVerdict(all).isBuyer) expect(paymentVerdict([...all, row(more, price)]).isBuyer).toBe(true)
        },
      ),
    )
  })

  it('gives everything back when a settled negative row takes what is left and more', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const sum = all.reduce((n, r) => n + Math.abs(r.paidPrice), 0)
        expect(paymentVerdict([...all, row('REFUND_COMPLETE', -(2 * sum + 1))]).isBuyer).toBe(false)
      }),
    )
  })

  it('explains itself: one step a payment, then why', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { steps } = paymentVerdict(all)
        expect(steps).toHaveLength(all.length + 1)
        for (const step of steps) expect(step).not.toMatch(/undefined|null|NaN|!/)
      }),
    )
  })

  it('takes the first money’s time', () => {
    expect(
      paymentVerdict([row('PAYMENT_COMPLETE', 1, { completedAt: 9 }), row('PAYMENT_COMPLETE', 1, { completedAt: 4 })])
        .paidAt,
    ).toBe(4)
    expect(paymentVerdict([row('PAYMENT_COMPLETE', 1, { completedAt: null })]).paidAt).toBeNull()
    expect(paymentVerdict([row('PAYMENT_PREPARATION', 1, { completedAt: 3 })]).paidAt).toBeNull()
  })
})
