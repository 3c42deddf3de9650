import { describe, expect, it } from 'vitest'
import type { ImwebOrder } from '../../../../main/practice/imweb/index.ts'
import { paymentVerdict } from '../../../../shared/rules/paid.ts'
import { handClock, practiceImweb } from './support.ts'

const bytes = async (options: Parameters<typeof practiceImweb>[0]) => {
  const practice = await practiceImweb({ orders: 500, ...options })
  const { accessToken } = practice.control.issueTokens()
  const answers = await Promise.all(
    [1, 3, 5].map(async (page) =>
      (
        await fetch(`${practice.url}/orders?page=${page}&limit=100`, {
          headers: { authorization: `Bearer ${accessToken}` },
        })
      ).text(),
    ),
  )
  return answers.join('\n')
}

const manyOrders = async (): Promise<ImwebOrder[]> => {
  const practice = await practiceImweb({ orders: 6000 })
  return [...practice.truth({ includePending: true })]
}

const verdictOf = (order: ImwebOrder) =>
  paymentVerdict(
    (order.payments ?? []).map((row) => ({
      paymentNo: row.paymentNo,
      method: row.method ?? null,
      pgName: row.pgName ?? null,
      status: row.paymentStatus ?? null,
      paidPrice: row.paidPrice,
      isCancel: row.isCancel === 'Y',
      completedAt: row.paymentCompleteTime ? Date.parse(row.paymentCompleteTime) : null,
    })),
  )

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('the practice orders', () => {
  it('are the same bytes for the same seed and time, and others for another seed', async () => {
    const first = await bytes({})
    expect(await bytes({ clock: handClock() })).toBe(first)
    expect(await bytes({ seed: 2 })).not.toBe(first)
  })

  it('keep what was drawn for a person and a product while the order moves on', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, orders: 0, arrivalEveryMs: 1000 })
    clock.advance(200_000)
    const early = new Map([...practice.truth()].map((order) => [order.orderNo, order]))
    clock.advance(15 * 60_000)
    const later = [...practice.truth()].filter((order) => early.has(order.orderNo))
    expect(later).toHaveLength(early.size)
    const fixed = (order: ImwebOrder | undefined) =>
      order && {
        ...order,
        ...{ sections: [], payments: [], orderStatus: '', isCancelReq: '', isRequestPayment: '' },
        ...{ totalPaymentPrice: 0, totalRefundedPrice: 0, totalRefundPendingPrice: 0 },
        items: order.sections
          .flatMap((section) => section.sectionItems)
          .map((item) => ({ ...item, possibleClaimType: '' }))
          .sort((a, b) => a.orderSectionItemNo.localeCompare(b.orderSectionItemNo)),
        receivers: new Set(order.sections.flatMap(({ delivery }) => (delivery ? [JSON.stringify(delivery)] : []))),
      }
    for (const order of later) expect(fixed(order)).toEqual(fixed(early.get(order.orderNo)))
  })

  it('spread over the given days up to the start', async () => {
    const practice = await practiceImweb({ orders: 2000, spreadDays: 400 })
    const times = [...practice.truth({ includePending: true })].map((order) => Date.parse(order.wtime))
    const start = Date.UTC(2026, 10, 20, 3)
    expect(times).toHaveLength(2000)
    expect(Math.max(...times)).toBeLessThanOrEqual(start)
    expect(Math.max(...times)).toBeGreaterThan(start - 86_400_000)
    expect(Math.min(...times)).toBeLessThan(start - 399 * 86_400_000)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(start - 400 * 86_400_000)
  })

  it('name nobody: numbers that cannot ring and addresses that cannot receive', async () => {
    for (const order of await manyOrders()) {
      const phones = [order.ordererCall, ...order.sections.map((section) => section.delivery?.receiverCall)]
      for (const phone of phones) {
        if (phone) expect(phone.replace(/\D/g, '').replace(/^82/, '0')).toMatch(/^0100\d{7}$/)
      }
      for (const mail of [order.ordererEmail, order.memberUid]) if (mail) expect(mail).toMatch(/@example\.com$/i)
      expect(order.adminUrl).toMatch(/^https:\/\/practice-shop\.example\//)
    }
  })

  it('add up: lines to items, items and delivery to the total, the total to what was paid and refunded', async () => {
    for (const order of await manyOrders()) {
      const items = order.sections.flatMap((section) => section.sectionItems)
      if (items.every((item) => item.productInfo)) {
        expect(sum(items.map((item) => (item.productInfo?.itemPrice ?? 0) * item.qty))).toBe(order.itemPrice)
      }
      expect(order.totalPrice).toBe(order.itemPrice + order.totalDeliveryPrice)
      const due = order.totalPrice - order.totalDiscountPrice - order.totalPoint
      expect(due).toBeGreaterThanOrEqual(0)
      const { state, received, returned } = verdictOf(order)
      const paid = state === 'paid' || state === 'partially_refunded' || state === 'refunded'
      if (paid) expect(order.totalPaymentPrice + order.totalRefundedPrice).toBe(due)
      else expect(order.totalPaymentPrice).toBe(0)
      if (returned > 0) expect(received - returned).toBe(order.totalPaymentPrice)
      if (state === 'refunded') expect(order.totalPaymentPrice).toBe(0)
    }
  })

  it('number their sections, items and payments after the order, each once', async () => {
    for (const order of await manyOrders()) {
      const parts = [
        ...order.sections.map((section) => section.orderSectionNo),
        ...order.sections.flatMap((section) => section.sectionItems.map((item) => item.orderSectionItemNo)),
        ...(order.payments ?? []).map((row) => row.paymentNo),
      ]
      expect(new Set(parts).size).toBe(parts.length)
      for (const part of parts) expect(part.startsWith(`${order.orderNo}-`)).toBe(true)
    }
  })

  it('hold everything that a shop meets in a year', async () => {
    const orders = await manyOrders()
    const some = (what: (order: ImwebOrder) => unknown) => orders.filter((order) => Boolean(what(order))).length
    const items = orders.flatMap((order) => order.sections.flatMap((section) => section.sectionItems))
    const rows = orders.flatMap((order) => order.payments ?? [])
    const names = new Set(items.map((item) => item.productInfo?.prodName ?? ''))
    const anyName = (pattern: RegExp) => [...names].some((name) => pattern.test(name))

    for (const state of ['paid', 'partially_refunded', 'refunded', 'unpaid', 'cancelled']) {
      expect(
        some((order) => verdictOf(order).state === state),
        state,
      ).toBeGreaterThan(0)
    }
    for (const status of [
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
      'PAYMENT_REVIEW',
    ]) {
      expect(
        rows.some((row) => row.paymentStatus === status),
        status,
      ).toBe(true)
    }
    expect(rows.some((row) => row.paidPrice < 0 && row.isCancel === 'Y')).toBe(true)
    expect(
      some((order) => (order.payments ?? []).findIndex((row) => row.paymentStatus === 'PAYMENT_COMPLETE') > 0),
    ).toBeGreaterThan(0)
    expect(new Set(rows.map((row) => row.method)).size).toBeGreaterThan(20)
    expect(rows.some((row) => row.bankTransfer?.bankAccount)).toBe(true)

    const statuses = new Set(orders.flatMap((order) => order.sections.map((section) => section.orderSectionStatus)))
    for (const status of [
      'PRODUCT_PREPARATION',
      'SHIPPING',
      'SHIPPING_COMPLETE',
      'PURCHASE_CONFIRMATION',
      'CANCEL_COMPLETE',
      'RETURN_COMPLETE',
      'EXCHANGE_COMPLETE',
      'EXCHANGE_PURCHASE_CONFIRMATION',
      'SHIPPING_HOLD_BY_PARTNER',
    ]) {
      expect(statuses, status).toContain(status)
    }
    expect(some((order) => order.sections.length > 1)).toBeGreaterThan(0)
    expect(some((order) => order.sections.some((section) => section.cancelInfo))).toBeGreaterThan(0)
    expect(some((order) => order.sections.some((section) => section.returnInfo))).toBeGreaterThan(0)
    expect(some((order) => order.sections.some((section) => section.exchangeInfo))).toBeGreaterThan(0)
    expect(some((order) => order.sections.some((section) => section.delivery?.commonEntrancePassword))).toBeGreaterThan(
      0,
    )
    expect(some((order) => order.saleChannel === 'NAVERPAY_ORDER' && order.channelOrderNo)).toBeGreaterThan(0)
    expect(some((order) => order.saleChannel === 'PRACTICE_LIVE')).toBeGreaterThan(0)

    for (const missing of [undefined, null, '']) {
      expect(
        some((order) => order.ordererEmail === missing),
        `email ${missing}`,
      ).toBeGreaterThan(0)
      expect(
        some((order) => order.ordererCall === missing),
        `phone ${missing}`,
      ).toBeGreaterThan(0)
      expect(
        some((order) => order.memberCode === missing),
        `member ${missing}`,
      ).toBeGreaterThan(0)
    }
    expect(some((order) => order.payments === null)).toBeGreaterThan(0)
    expect(some((order) => order.payments === undefined)).toBeGreaterThan(0)
    expect(items.some((item) => item.productInfo === undefined)).toBe(true)
    expect(items.some((item) => item.productInfo?.optionInfo && !item.productInfo.optionInfoList)).toBe(true)
    expect(items.some((item) => !item.productInfo?.optionInfo && item.productInfo?.optionInfoList?.length)).toBe(true)
    expect(items.some((item) => item.isPromotion === 'Y')).toBe(true)

    for (const pattern of [
      /,/,
      /"/,
      /^=/,
      /^[+]/,
      /^-/,
      /^@/,
      /^＝/,
      /\p{Extended_Pictographic}/u,
      /뷁/,
      /\t/,
      /^ .* $/,
    ]) {
      expect(anyName(pattern), String(pattern)).toBe(true)
    }
    for (const pattern of [/^010\d{8}$/, /^010-/, /^\+82\d/, /^\+82 10-/, /^82-/, /^010 /, /^010\./]) {
      expect(
        some((order) => pattern.test(order.ordererCall ?? '')),
        String(pattern),
      ).toBeGreaterThan(0)
    }
    const codesOf = (key: (order: ImwebOrder) => string | null | undefined) => {
      const codes = new Map<string, Set<string>>()
      for (const order of orders) {
        const text = key(order)
        if (text) codes.set(text, (codes.get(text) ?? new Set()).add(order.memberCode || 'guest'))
      }
      return [...codes.values()]
    }
    const byMail = codesOf((order) => order.ordererEmail)
    const byPhone = codesOf((order) => order.ordererCall?.replace(/\D/g, ''))
    for (const people of [byMail, byPhone]) {
      expect(people.some((codes) => codes.size === 2 && codes.has('guest'))).toBe(true)
      expect(people.some((codes) => codes.size >= 2 && !codes.has('guest'))).toBe(true)
    }
    const perMember = new Map<string, number>()
    for (const { memberCode } of orders) if (memberCode) perMember.set(memberCode, (perMember.get(memberCode) ?? 0) + 1)
    expect(Math.max(...perMember.values())).toBeGreaterThan(5)
    expect([...perMember.values()].filter((count) => count === 1).length).toBeGreaterThan(100)
  })
})
