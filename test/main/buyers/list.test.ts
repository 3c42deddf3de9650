import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buyersHandlers } from '../../../main/buyers/handlers.ts'
import { BuyerIndex } from '../../../main/buyers/repository-index.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import { archiveShop } from '../../../main/store/archive.ts'
import { type BuyerFilter, buyerCalls, buyerSorts } from '../../../shared/contract/buyers.ts'
import type { Order } from '../../../shared/order.ts'
import { DAY_MS, kstDay } from '../../../shared/time.ts'
import { DAY0, line, order, payment } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

const NOW = 1_800_000_000_000
const names = ['김민준', '이서연', '김서연', 'Kim_100%', 'kim', '박도윤']

/** Order `n` of a small shop with repeated people, products, refunds and unpaid orders. */
const orderOf = (n: number, seed = 0): Order => {
  const person = (n * 7 + seed) % 13
  const orderedAt = DAY0 + ((n * 5 + seed) % 40) * DAY_MS
  const status = n % 9 === 4 ? 'REFUND_COMPLETE' : n % 11 === 6 ? 'PAYMENT_PREPARATION' : 'PAYMENT_COMPLETE'
  const product = (n * 3) % 5
  return order({
    orderNo: `${kstDay(orderedAt).replaceAll('-', '')}${String(n).padStart(7, '0')}`,
    orderedAt,
    memberCode: person % 2 === 0 ? `m${person}` : null,
    ordererName: names[person % names.length] ?? null,
    ordererPhone: `010-${1000 + person}-${2000 + person}`,
    ordererEmail: person % 3 === 0 ? `P${person}@shop.kr` : null,
    paymentPrice: status === 'PAYMENT_COMPLETE' ? 1000 * (1 + (n % 4)) : 0,
    payments: [payment({ status, completedAt: orderedAt + 1000, paidPrice: 1000 * (1 + (n % 4)) })],
    lines: [
      line({ productNo: `${100 + product}`, productName: `${['머그', '접시', '화병 50%', 'Cup', '컵'][product]}` }),
    ],
  })
}

const setUp = async (count: number) => {
  const store = await testStore(NOW)
  const time = { now: NOW }
  const index = new BuyerIndex(store.db)
  const handlers = buyersHandlers({ db: store.db, index, clock: { now: () => time.now } })
  const save = (orders: readonly Order[]) => store.db.transaction(() => saveOrders(store.db, orders, NOW))()
  save(Array.from({ length: count }, (_, n) => orderOf(n)))
  const parse = (input: object) => buyerCalls['buyers.list'].input.parse(input)
  const list = (input: object) => Promise.resolve(handlers['buyers.list'](parse(input)))
  const all = async (input: object) => {
    const ids: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await list({ ...input, ...(after === undefined ? {} : { after }) })
      ids.push(...page.items.map((row) => row.buyerId))
      if (page.next === null) return ids
      after = page.next
    }
  }
  return { ...store, time, index, handlers, save, list, all }
}

type Shop = Awaited<ReturnType<typeof setUp>>

/** The same filter asked of the orders themselves, one person at a time. */
function naive({ db }: Shop, filter: BuyerFilter): Set<string> {
  const people = db
    .prepare<[], { id: number; buyer_id: string; state: string; first_paid_at: number }>('select * from buyer')
    .all()
  const text = filter.search?.normalize('NFC').toLowerCase() ?? ''
  const digits = /^[\d\s().+-]+$/.test(text) ? text.replace(/\D/g, '') : ''
  const found = people.filter((person) => {
    if (person.state === 'none') return false
    if ((filter.state ?? 'buyer') !== 'all' && person.state !== (filter.state ?? 'buyer')) return false
    if (filter.newSince !== undefined && kstDay(person.first_paid_at) < filter.newSince) return false
    const orders = db
      .prepare<[number], Record<string, string | number | null>>('select * from orders where buyer = ?')
      .all(person.id)
    const paid = orders.filter((o) => o.state === 'paid' || o.state === 'partially_refunded')
    const lines = paid.flatMap((o) =>
      db
        .prepare<[number], { product_no: string; name: string }>(
          'select p.product_no, p.name from order_line l join product_name p on p.id = l.product where order_id = ?',
        )
        .all(Number(o.id))
        .map((l) => ({ ...l, day: kstDay(Number(o.ordered_at)) })),
    )
    const within = (day: string) => (filter.since ?? '0') <= day && day <= (filter.until ?? '9')
    const wants = (l: { product_no: string; name: string }) =>
      filter.product === undefined ||
      l.product_no === filter.product ||
      l.name.toLowerCase().includes(filter.product.toLowerCase())
    if (!lines.some((l) => within(l.day) && wants(l))) {
      if (filter.since !== undefined || filter.until !== undefined || filter.product !== undefined) return false
    }
    if (text === '') return true
    const ownText = orders.some((o) =>
      [o.orderer_name, o.orderer_email].some((value) =>
        String(value ?? '')
          .toLowerCase()
          .includes(text),
      ),
    )
    const ownPhone = orders.some((o) => {
      const phone = String(o.phone_key ?? '')
      return phone.includes(text) || (digits.length >= 2 && phone.includes(digits))
    })
    const ownEmail = digits.length >= 2 && orders.some((o) => String(o.email_key ?? '').includes(digits))
    const ownNumber = orders.some((o) => {
      const no = String(o.order_no)
      return (text.length >= 8 && no.startsWith(text)) || (/^\d{5,}$/.test(text) && no.endsWith(text))
    })
    return ownText || ownPhone || ownEmail || ownNumber || lines.some((l) => l.name.toLowerCase().includes(text))
  })
  return new Set(found.map((person) => person.buyer_id))
}

const day = (n: number) => kstDay(DAY0 + n * DAY_MS)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const filters: fc.Arbitrary<BuyerFilter> = fc
  .record({
    search: optional(
      fc.constantFrom(
        '김',
        '서연',
        'KIM',
        '%',
        '_',
        '100%',
        '2003',
        '010-1004',
        '머그',
        'p3@',
        '2026',
        '0000012',
        '없음',
        '20260112',
        '  ',
      ),
    ),
    product: optional(fc.constantFrom('100', '104', '컵', 'cup', '50%', 'zzz')),
    since: optional(fc.integer({ min: 0, max: 45 }).map(day)),
    until: optional(fc.integer({ min: 0, max: 45 }).map(day)),
    state: optional(fc.constantFrom('buyer' as const, 'former' as const, 'all' as const)),
    newSince: optional(fc.integer({ min: 0, max: 45 }).map(day)),
  })
  .map((filter) => JSON.parse(JSON.stringify(filter)) as BuyerFilter)
const sorts = fc.constantFrom(...buyerSorts)

describe('the list of buyers', () => {
  it('holds exactly the people whose orders fit the filter, and counts them', async () => {
    const shop = await setUp(60)
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.boolean(), async (filter, sort, descending) => {
        const trimmed = { ...filter, ...(filter.search === undefined ? {} : { search: filter.search.trim() }) }
        const expected = naive(shop, trimmed)
        const listed = await shop.all({ ...filter, sort, descending, limit: 3 })
        expect(listed).toHaveLength(expected.size)
        expect(new Set(listed)).toEqual(expected)
        expect(await shop.handlers['buyers.count'](trimmed)).toEqual({ total: expected.size })
      }),
      { numRuns: 250 },
    )
  })

  it('is sorted by what it says, either way, and pages join without gap or repeat', async () => {
    const shop = await setUp(60)
    await shop.handlers['buyers.unmask']({ reason: '' })
    await fc.assert(
      fc.asyncProperty(sorts, fc.boolean(), fc.integer({ min: 1, max: 5 }), async (sort, descending, limit) => {
        const whole = (await shop.list({ sort, descending, limit: 200, unmask: true })).items
        const values = whole.map((row) => row[sort])
        const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(values).toEqual(descending ? sorted.reverse() : sorted)
        expect(await shop.all({ sort, descending, limit })).toEqual(whole.map((row) => row.buyerId))
      }),
      { numRuns: 40 },
    )
  })

  it('jumps to any row of any filter', async () => {
    const shop = await setUp(60)
    await fc.assert(
      fc.asyncProperty(
        filters,
        sorts,
        fc.boolean(),
        fc.integer({ min: 0, max: 20 }),
        async (filter, sort, descending, at) => {
          const whole = await shop.all({ ...filter, sort, descending })
          const jumped = await shop.list({ ...filter, sort, descending, at, limit: 4 })
          expect(jumped.items.map((row) => row.buyerId)).toEqual(whole.slice(at, at + 4))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is the same after any saves as one read from the database anew', async () => {
    const shop = await setUp(20)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 })), { maxLength: 6 }),
        filters,
        sorts,
        async (saves, filter, sort) => {
          await shop.list({ sort })
          for (const [n, seed] of saves) shop.save([orderOf(n, seed)])
          const fresh = buyersHandlers({ db: shop.db, index: new BuyerIndex(shop.db), clock: { now: () => NOW } })
          const input = buyerCalls['buyers.list'].input.parse({ ...filter, sort })
          expect(shop.handlers['buyers.list'](input)).toEqual(fresh['buyers.list'](input))
          expect(shop.handlers['buyers.products']({})).toEqual(fresh['buyers.products']({}))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is empty after the shop was changed, and right again with the next shop', async () => {
    const shop = await setUp(20)
    expect((await shop.list({})).items).not.toHaveLength(0)
    await archiveShop(shop.db, { database: shop.db.name, backups: `${shop.home}/backups` }, 'S1', NOW)
    expect((await shop.list({})).items).toEqual([])
    shop.save([orderOf(1)])
    expect((await shop.list({})).items).toHaveLength(1)
  })

  it.each([
    '',
    'x',
    'e30',
    Buffer.from('{"sort":"paid"}').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
  ])('refuses the place %j, which no page answered', async (after) => {
    const shop = await setUp(3)
    await expect(async () => shop.list({ after })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('refuses a place of another sort', async () => {
    const shop = await setUp(40)
    const { next } = await shop.list({ sort: 'paid', limit: 1 })
    await expect(async () => shop.list({ sort: 'orders', after: next })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('never carries a name in the place of a masked list', async () => {
    const shop = await setUp(40)
    const { next } = await shop.list({ sort: 'name', limit: 1 })
    const text = Buffer.from(next ?? '', 'base64url').toString('utf8')
    for (const name of names) expect(text).not.toContain(name)
  })

  it('refuses a day that no calendar has', async () => {
    const shop = await setUp(3)
    await expect(async () => shop.list({ since: '2026-02-30' })).rejects.toMatchObject({ code: 'BAD_DAY' })
  })
})

describe('personal data', () => {
  it('is masked until somebody asked for it, and again ten minutes later', async () => {
    const shop = await setUp(1)
    const row = async () => (await shop.list({ unmask: true })).items[0]
    expect(await row()).toMatchObject({ name: '김*준', phone: '010-****-2000', email: 'P0***@shop.kr' })
    await shop.handlers['buyers.unmask']({ reason: '배송 문의' })
    expect(await row()).toMatchObject({ name: '김민준', phone: '010-1000-2000' })
    expect((await shop.list({ unmask: false })).items[0]).toMatchObject({ name: '김*준' })
    shop.time.now += 10 * 60 * 1000
    expect(await row()).toMatchObject({ name: '김*준' })
    expect(shop.db.prepare('select action from audit').pluck().all()).toEqual(['buyers.unmask'])
  })
})

describe('one buyer', () => {
  it('tells why, by what the person is recognised, and every order with its timeline', async () => {
    const { handlers, save, db } = await setUp(0)
    const guest = { orderNo: '202601110000002', memberCode: null, ordererEmail: 'a@x.kr' }
    save([order({ memberCode: 'm1', ordererEmail: 'A@x.kr' }), order(guest)])
    const buyerId = String(db.prepare('select buyer_id from buyer').pluck().get())
    const buyer = await handlers['buyers.get']({ buyerId, unmask: false })
    expect(buyer).toMatchObject({ orders: 2, paid: 20_000, memberCode: 'm1', name: '홍*동' })
    expect(buyer.recognisedBy).toBe('회원 코드. 같은 이메일 주소만 있는 비회원 주문도 합쳤습니다.')
    expect(buyer.why[0]).toBe('결제하고 전액 환불되지 않은 주문이 2건 있어 구매자입니다.')
    expect(buyer.why[1]).toContain('결제가 완료되어 구매자입니다.')
    expect(buyer.orderList.map((o) => o.orderNo)).toEqual(['202601110000002', '202601100000001'])
    expect(buyer.orderList[0]?.timeline.map((entry) => entry.kind)).toEqual(['ordered', 'paid'])
  })

  it('is not found under a made-up number', async () => {
    const { handlers } = await setUp(1)
    await expect(async () => handlers['buyers.get']({ buyerId: 'b0', unmask: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the products of buyers', () => {
  it('count each buyer once a product, under its newest name, and leave out what nobody paid for', async () => {
    const { handlers, save } = await setUp(0)
    const renamed = line({ productName: '도자기 머그 (새 이름)' })
    save([
      order({ orderNo: '1', memberCode: 'a' }),
      order({ orderNo: '2', memberCode: 'a', orderedAt: DAY0 + DAY_MS, lines: [renamed] }),
      order({
        orderNo: '3',
        memberCode: 'b',
        lines: [line(), line({ lineNo: 2, productNo: null, productName: '접시' })],
      }),
      order({ orderNo: '4', lines: [line({ productNo: '9' })], payments: [payment({ status: 'REFUND_COMPLETE' })] }),
    ])
    expect(await handlers['buyers.products']({})).toEqual({
      items: [
        { productNo: '100', name: '도자기 머그 (새 이름)', buyers: 2 },
        { productNo: '접시', name: '접시', buyers: 1 },
      ],
    })
  })
})
