import { describe, expect, it } from 'vitest'
import { orderSteps, type PracticeImweb } from '../../../../main/practice/imweb/index.ts'
import { paymentVerdict } from '../../../../shared/rules/paid.ts'
import { get, orderPage, practiceImweb } from './support.ts'

const door = async (
  practice: PracticeImweb,
  name: string,
  input: unknown = {},
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${practice.url}/__practice/${name}`, {
    method: 'POST',
    body: JSON.stringify(input),
    headers,
  })
  return { status: response.status, text: await response.text() }
}
const value = (answer: { text: string }) => JSON.parse(answer.text).value

const stateOf = (order: ReturnType<PracticeImweb['control']['addOrder']>) =>
  paymentVerdict(
    (order.payments ?? []).map((row) => ({
      paymentNo: row.paymentNo,
      method: null,
      pgName: null,
      status: row.paymentStatus ?? null,
      paidPrice: row.paidPrice,
      isCancel: row.isCancel === 'Y',
      completedAt: null,
    })),
  ).state

describe('orders made and changed by hand', () => {
  it('appear first, paid by card, with what was asked for', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const before = await orderPage(practice, accessToken)
    const added = practice.control.addOrder({ ordererName: '새 손님', ordererCall: '010-0000-0001' })
    expect(stateOf(added)).toBe('paid')
    const after = await orderPage(practice, accessToken)
    expect(after.totalCount).toBe(before.totalCount + 1)
    expect(after.list[0]).toEqual(JSON.parse(JSON.stringify(added)))
    expect(after.list[0]?.ordererName).toBe('새 손님')
  })

  it('may lie in the past, and have a number of their own, once', async () => {
    const practice = await practiceImweb()
    const old = practice.control.addOrder({ wtime: '2019-01-01T00:00:00.000Z', orderNo: 201901010000001 })
    expect([...practice.truth()].at(-1)?.orderNo).toBe(201901010000001)
    expect(() => practice.control.addOrder({ orderNo: old.orderNo })).toThrow()
    expect(() => practice.control.addOrder({ wtime: '어제' })).toThrow()
  })

  it.each([
    ['refund', 'refunded'],
    ['refund-row', 'refunded'],
    ['partial-refund', 'partially_refunded'],
    ['request-cancel', 'paid'],
    ['ship', 'paid'],
  ] as const)('after %s a paid order is %s', async (step, state) => {
    const practice = await practiceImweb()
    const { orderNo } = practice.control.addOrder()
    expect(stateOf(practice.control.changeOrder(orderNo, step))).toBe(state)
    expect(stateOf(practice.control.order(orderNo) ?? practice.control.addOrder())).toBe(state)
  })

  it('a step never changes the number or the time; unknown steps and orders are refused', async () => {
    const practice = await practiceImweb()
    const first = practice.control.addOrder()
    for (const step of orderSteps) {
      const { orderNo, wtime } = practice.control.changeOrder(first.orderNo, step)
      expect([orderNo, wtime]).toEqual([first.orderNo, first.wtime])
    }
    expect(() => practice.control.changeOrder(first.orderNo, 'burn' as 'ship')).toThrow()
    expect(() => practice.control.changeOrder(1, 'ship')).toThrow()
  })

  it('a generated order changes too, and single fields can be replaced', async () => {
    const practice = await practiceImweb()
    const order = [...practice.truth()][100]
    if (!order) throw new Error('too few orders')
    practice.control.changeOrder(order.orderNo, { ordererName: '개명' })
    expect([...practice.truth()][100]).toEqual({ ...order, ordererName: '개명' })
  })
})

describe('a change shows at once', () => {
  it('in the list, however often an order changes', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const { orderNo } = practice.control.addOrder()
    for (const ordererName of ['하나', '둘', '셋']) {
      practice.control.changeOrder(orderNo, { ordererName })
      expect((await orderPage(practice, accessToken)).list[0]?.ordererName).toBe(ordererName)
    }
  })

  it('in a filtered list that was asked for just before', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const first = practice.control.addOrder()
    const refunded = async () =>
      (await orderPage(practice, accessToken, { paymentStatus: 'REFUND_COMPLETE' })).list.map((order) => order.orderNo)
    expect(await refunded()).not.toContain(first.orderNo)
    practice.control.changeOrder(first.orderNo, 'refund')
    expect((await refunded())[0]).toBe(first.orderNo)
    const second = practice.control.addOrder()
    practice.control.changeOrder(second.orderNo, 'refund')
    expect((await refunded()).slice(0, 2)).toEqual([second.orderNo, first.orderNo])
  })
})

describe('what was seen', () => {
  it('counts calls by path template and answers by status', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const [order] = [...practice.truth()]
    await Promise.all(Array.from({ length: 3 }, () => get(practice, `/orders/${order?.orderNo}`, accessToken)))
    await get(practice, '/orders', accessToken)
    await get(practice, '/nowhere')
    const seen = practice.control.seen()
    expect(seen.requests).toEqual({ 'GET /orders/{orderNo}': 3, 'GET /orders': 1, unknown: 1 })
    expect(seen.statuses).toEqual({ 200: 3, 400: 1, 404: 1 })
    expect(JSON.stringify(seen)).not.toContain(accessToken)
    practice.control.resetSeen()
    expect(practice.control.seen().requests).toEqual({})
  })

  it('knows the most calls that were open at the same time', async () => {
    const practice = await practiceImweb()
    practice.control.fault({ kind: 'slow', ms: 3_600_000 })
    const patience = new AbortController()
    const calls = Array.from({ length: 3 }, () => get(practice, '/site-info', undefined, { signal: patience.signal }))
    const ends = Promise.allSettled(calls)
    await expect.poll(() => practice.control.seen().maxConcurrent, { timeout: 10_000 }).toBe(3)
    patience.abort()
    await ends
    practice.control.clearFaults()
    await get(practice, '/site-info')
    expect(practice.control.seen().maxConcurrent).toBe(3)
  })
})

describe('the door for other processes', () => {
  it('is shut unless opened', async () => {
    const practice = await practiceImweb()
    expect((await door(practice, 'seen')).status).toBe(404)
  })

  it('does what the control does', async () => {
    const practice = await practiceImweb({ control: true })
    const { accessToken } = value(await door(practice, 'issue-tokens'))
    const added = value(await door(practice, 'add-order', { ordererName: '문 밖' }))
    expect(practice.control.order(added.orderNo)?.ordererName).toBe('문 밖')
    const changed = value(await door(practice, 'change-order', { orderNo: added.orderNo, change: 'refund' }))
    expect(stateOf(changed)).toBe('refunded')
    await door(practice, 'fault', { kind: '500', on: 'orders', times: 1 })
    expect((await get(practice, '/orders?page=1&limit=1', accessToken)).status).toBe(500)
    await door(practice, 'expire-tokens')
    expect((await get(practice, '/site-info', accessToken)).body.error?.errorCode).toBe('30102')
    await door(practice, 'set-limits', { limits: { capacity: 1, perSecond: 1 } })
    await door(practice, 'set-link-state', { state: 'test' })
    expect(value(await door(practice, 'link-state'))).toBe('test')
    expect(value(await door(practice, 'seen')).requests).toMatchObject({ 'GET /orders': 1 })
  })

  it('tells the truth, one order a line', async () => {
    const practice = await practiceImweb({ control: true })
    const lines = (await door(practice, 'truth')).text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify([...practice.truth()])))
  })

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['constructor', {}],
    ['fault', { kind: 'storm' }],
    ['fault', { kind: '429', on: 'moon' }],
    ['set-link-state', { state: 'married' }],
    ['change-order', { orderNo: 1, change: 'ship' }],
    ['seen', []],
    ['seen', null],
  ])('refuses %s %j', async (name, input) => {
    const practice = await practiceImweb({ control: true })
    const answer = await door(practice, name, input)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  it('does not answer a web page', async () => {
    const practice = await practiceImweb({ control: true })
    expect((await door(practice, 'seen', {}, { origin: 'https://elsewhere.example' })).status).toBe(403)
  })
})
