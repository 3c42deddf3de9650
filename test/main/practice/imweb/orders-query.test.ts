import { describe, expect, it } from 'vitest'
import type { ImwebOrder } from '../../../../main/practice/imweb/index.ts'
import { allPages, get, orderPage, practiceImweb } from './support.ts'

const DAY = 86_400_000
const numbers = (orders: Iterable<ImwebOrder>) => [...orders].map((order) => order.orderNo)

const shop = async (options = {}) => {
  const practice = await practiceImweb({ orders: 600, ...options })
  const { accessToken } = practice.control.issueTokens()
  return { practice, token: accessToken, truth: [...practice.truth()] }
}

describe('GET /orders', () => {
  it.each([
    ['', ['page', 'limit']],
    ['?page=1', ['limit']],
    ['?limit=10', ['page']],
  ])('wants page and limit: %s', async (query, required) => {
    const { practice, token } = await shop()
    const answer = await get(practice, `/orders${query}`, token)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ errorCode: '10001', data: { required } })
  })

  it.each([
    'page=0&limit=10',
    'page=1&limit=0',
    'page=1&limit=101',
    'page=x&limit=10',
    'page=1.5&limit=10',
    'page=-1&limit=10',
  ])('refuses %s', async (query) => {
    const { practice, token } = await shop()
    const answer = await get(practice, `/orders?${query}`, token)
    expect([answer.status, answer.body.error?.errorCode]).toEqual([400, '10001'])
  })

  it.each([
    ['startWtime', '2026-11-01'],
    ['endWtime', '어제'],
    ['startWtime', '2026-11-01T00:00:00.123456Z'],
    ['startWtime', '2026-11-01T00:00:00'],
    ['startCancelRequestTime', '2026-13-01T00:00:00Z'],
    ['orderSectionStatus', 'DELIVERY_ING'],
    ['paymentStatus', 'PAID'],
    ['paymentMethod', 'CASH'],
    ['saleChannel', 'COUPANG'],
    ['isMember', 'yes'],
    ['includeOrderPending', 'true'],
    ['deliveryType', 'DRONE'],
  ])('refuses %s=%s', async (name, value) => {
    const { practice, token } = await shop()
    const answer = await get(practice, `/orders?page=1&limit=10&${name}=${encodeURIComponent(value)}`, token)
    expect([answer.status, answer.body.error?.errorCode]).toEqual([400, '10001'])
    expect(answer.body.error?.data).toHaveProperty(name)
  })

  it('refuses an offset whose plus sign was not encoded, and takes an encoded one', async () => {
    const { practice, token } = await shop()
    const at = '2026-11-01T00:00:00'
    expect((await get(practice, `/orders?page=1&limit=10&startWtime=${at}+09:00`, token)).status).toBe(400)
    expect((await get(practice, `/orders?page=1&limit=10&startWtime=${at}%2B09:00`, token)).status).toBe(200)
  })

  it('knows its own unit only: 30104', async () => {
    const { practice, token } = await shop()
    const answer = await get(practice, '/orders?page=1&limit=10&unitCode=u20000101aaaaaaaaaaaaa', token)
    expect([answer.status, answer.body.error?.errorCode]).toEqual([400, '30104'])
  })

  it('answers the documented envelope, newest first', async () => {
    const { practice, token, truth } = await shop()
    const page = await orderPage(practice, token, { page: 2, limit: 7 })
    expect(page).toMatchObject({
      totalCount: truth.length,
      totalPage: Math.ceil(truth.length / 7),
      currentPage: 2,
      pageSize: 7,
    })
    expect(page.list).toEqual(JSON.parse(JSON.stringify(truth.slice(7, 14))))
    const times = truth.map((order) => Date.parse(order.wtime))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  it('answers an empty list beyond the last page', async () => {
    const { practice, token } = await shop()
    const page = await orderPage(practice, token, { page: 99 })
    expect(page.list).toEqual([])
    expect(page.currentPage).toBe(99)
  })

  it('honours startWtime and endWtime, both ends included', async () => {
    const { practice, token, truth } = await shop()
    const [newer, older] = [truth[50], truth[250]]
    if (!newer || !older) throw new Error('too few orders')
    const rows = await allPages(practice, token, { startWtime: older.wtime, endWtime: newer.wtime })
    expect(numbers(rows)).toEqual(numbers(truth.slice(50, 251)))
    const justInside = { startWtime: new Date(Date.parse(older.wtime) + 1).toISOString(), endWtime: newer.wtime }
    expect(numbers(await allPages(practice, token, justInside))).toEqual(numbers(truth.slice(50, 250)))
  })

  it('hides orders left in the payment window unless includeOrderPending=Y', async () => {
    const { practice, token, truth } = await shop()
    const all = await allPages(practice, token, { includeOrderPending: 'Y' })
    expect(numbers(all)).toEqual(numbers(practice.truth({ includePending: true })))
    const hidden = all.filter((order) => !truth.some((one) => one.orderNo === order.orderNo))
    expect(hidden.length).toBeGreaterThan(0)
    for (const order of hidden) {
      expect(order.payments?.map((row) => row.paymentStatus)).toEqual(['PAYMENT_PREPARATION'])
      expect(order.totalPaymentPrice).toBe(0)
    }
  })

  it.each<[string, string, (order: ImwebOrder) => boolean]>([
    ['paymentStatus', 'REFUND_COMPLETE', (o) => (o.payments ?? []).some((p) => p.paymentStatus === 'REFUND_COMPLETE')],
    ['paymentMethod', 'BANKTRANSFER', (o) => (o.payments ?? []).some((p) => p.method === 'BANKTRANSFER')],
    [
      'orderSectionStatus',
      'CANCEL_COMPLETE',
      (o) => o.sections.some((s) => s.orderSectionStatus === 'CANCEL_COMPLETE'),
    ],
    ['saleChannel', 'NAVERPAY_ORDER', (o) => o.saleChannel === 'NAVERPAY_ORDER'],
    ['isMember', 'N', (o) => o.isMember === 'N'],
    ['isCancelReq', 'Y', (o) => o.isCancelReq === 'Y'],
    ['deliveryType', 'DOWNLOAD', (o) => o.sections.some((s) => s.deliveryType === 'DOWNLOAD')],
    ['orderType', 'DIGITAL', (o) => o.orderType === 'DIGITAL'],
  ])('filters by %s=%s over all pages', async (name, value, matches) => {
    const { practice, token, truth } = await shop()
    const rows = await allPages(practice, token, { [name]: value, limit: 9 })
    const expected = truth.filter(matches)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(truth.length)
    expect(numbers(rows)).toEqual(numbers(expected))
  })

  it('finds cancellations by the time they were asked for, also on orders changed by hand long after', async () => {
    const { practice, token, truth } = await shop()
    const old = truth.at(-1)
    if (!old) throw new Error('no orders')
    practice.control.changeOrder(old.orderNo, 'request-cancel')
    const now = Date.UTC(2026, 10, 20, 3)
    const query = {
      startCancelRequestTime: new Date(now - 40 * DAY).toISOString(),
      endCancelRequestTime: new Date(now).toISOString(),
    }
    const rows = await allPages(practice, token, query)
    const expected = [...practice.truth()].filter((order) =>
      order.sections.some((section) => {
        const asked = Date.parse(section.cancelInfo?.cancelRequestTime ?? '')
        return asked >= now - 40 * DAY && asked <= now
      }),
    )
    expect(expected.length).toBeGreaterThan(1)
    expect(expected.at(-1)?.orderNo).toBe(old.orderNo)
    expect(numbers(rows)).toEqual(numbers(expected))
  })

  it('reaches back a limited time without dates when so set', async () => {
    const { practice, token, truth } = await shop({ undatedWindowDays: 90 })
    const since = Date.UTC(2026, 10, 20, 3) - 90 * DAY
    const recent = truth.filter((order) => Date.parse(order.wtime) >= since)
    expect(numbers(await allPages(practice, token))).toEqual(numbers(recent))
    const dated = await allPages(practice, token, {
      startWtime: '2020-01-01T00:00:00Z',
      endWtime: '2027-01-01T00:00:00Z',
    })
    expect(dated).toHaveLength(truth.length)
  })
})

describe('one order', () => {
  it('is the same as in the list, with its sections, items and coupons', async () => {
    const { practice, token, truth } = await shop()
    for (const order of truth.slice(0, 5)) {
      const path = `/orders/${order.orderNo}`
      const plain = JSON.parse(JSON.stringify(order))
      const section = plain.sections[0]
      const data = async (tail: string) => (await get(practice, path + tail, token)).body.data
      expect(await data('')).toEqual(plain)
      expect(await data('/order-sections')).toEqual(plain.sections)
      expect(await data(`/order-section/${section.orderSectionCode}`)).toEqual(section)
      expect(await data(`/order-section/${section.orderSectionCode}/order-section-items`)).toEqual(section.sectionItems)
      expect(await data('/coupons')).toHaveLength(order.itemCouponDiscount > 0 ? 1 : 0)
    }
  })

  it('answers 400/30096 for an order and 400/30097 for a section that does not exist', async () => {
    const { practice, token, truth } = await shop()
    const missing = [1, 202601010000000, (truth[0]?.orderNo ?? 0) + 1, '9'.repeat(30)]
    for (const orderNo of missing) {
      const answer = await get(practice, `/orders/${orderNo}`, token)
      expect([answer.status, answer.body.error?.errorCode]).toEqual([400, '30096'])
    }
    const section = await get(practice, `/orders/${truth[0]?.orderNo}/order-section/os2026none`, token)
    expect([section.status, section.body.error?.errorCode]).toEqual([400, '30097'])
  })

  it('lists the parcel companies under a path that looks like an order', async () => {
    const { practice, token } = await shop()
    const answer = await get(practice, '/orders/parcel-company-list', token)
    expect(answer.body.data).toContainEqual({
      idx: 1,
      parcelCompanyCode: 'PRACTICE_A',
      countryCode: 'KR',
      name: '가람택배',
    })
  })
})
