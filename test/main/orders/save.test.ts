import { describe, expect, it } from 'vitest'
import { BuyerIndex } from '../../../main/buyers/repository-index.ts'
import { ordersHandlers } from '../../../main/orders/list.ts'
import { saveOrders, saveSetAside } from '../../../main/orders/repository.ts'
import { syncCalls } from '../../../shared/contract/orders.ts'
import { type Order, orderStates } from '../../../shared/order.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { DAY0, line, order, payment } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

const NOW = 1_800_000_000_000

const setUp = async () => {
  const store = await testStore(NOW)
  const { db } = store
  const index = new BuyerIndex(db)
  const handlers = ordersHandlers({ db, index, clock: { now: () => NOW } })
  const save = (orders: readonly Order[], at = NOW) => db.transaction(() => saveOrders(db, orders, at))()
  const list = (input: object) => Promise.resolve(handlers['orders.list'](syncCalls['orders.list'].input.parse(input)))
  const numbers = async (input: object) => {
    const found: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await list({ limit: 2, ...input, ...(after === undefined ? {} : { after }) })
      found.push(...page.items.map((row) => row.orderNo))
      if (page.next === null) return found
      after = page.next
    }
  }
  return { ...store, handlers, save, list, numbers }
}

describe('saving orders', () => {
  it('writes nothing for an order that has not changed', async () => {
    const { db, save } = await setUp()
    expect(save([order()])).toEqual({ added: 1, updated: 0, unchanged: 0, newBuyers: 1, lostBuyers: 0 })
    const before = db.prepare('select total_changes()').pluck().get()
    expect(save([order()])).toEqual({ added: 0, updated: 0, unchanged: 1, newBuyers: 0, lostBuyers: 0 })
    expect(db.prepare('select total_changes()').pluck().get()).toBe(before)
  })

  it('takes the same order twice in one page for a later state of it', async () => {
    const { db, save } = await setUp()
    const result = save([order(), order({ payments: [payment({ status: 'REFUND_COMPLETE' })] }), order()])
    expect(result).toMatchObject({ added: 1, updated: 2, newBuyers: 1, lostBuyers: 0 })
    expect(db.prepare('select count(*) from orders').pluck().get()).toBe(1)
  })

  it('counts who becomes a buyer and who ceases to be one, but not who only moves to another person', async () => {
    const { save } = await setUp()
    const guest = order({ orderNo: '1', ordererEmail: 'a@x.kr' })
    const unpaid = payment({ status: 'PAYMENT_PREPARATION' })
    expect(save([{ ...guest, payments: [unpaid] }])).toMatchObject({ newBuyers: 0, lostBuyers: 0 })
    expect(save([guest])).toMatchObject({ newBuyers: 1, lostBuyers: 0 })
    const member = order({ orderNo: '2', memberCode: 'm', ordererEmail: 'a@x.kr', payments: [unpaid] })
    expect(save([member])).toMatchObject({ newBuyers: 0, lostBuyers: 0 })
    const refunded = payment({ status: 'REFUND_COMPLETE' })
    expect(save([{ ...guest, payments: [refunded] }])).toMatchObject({ newBuyers: 0, lostBuyers: 1 })
  })

  it('keeps what changed for the timeline, and replaces lines, sections and payments', async () => {
    const { save, handlers } = await setUp()
    const [section] = order().sections
    if (section === undefined) throw new Error('no section')
    save([order()], NOW)
    const changed = order({
      paymentPrice: 4000,
      refundedPrice: 6000,
      sections: [
        { ...section, status: 'RETURN_COMPLETE', claimKind: 'return', claimAt: DAY0 + DAY_MS, refundAmount: 6000 },
      ],
      payments: [payment({ status: 'PARTIAL_REFUND_COMPLETE' })],
      lines: [line({ quantity: 3, sectionStatus: 'RETURN_COMPLETE' })],
    })
    save([changed], NOW + 5)
    const detail = await handlers['orders.get']({ orderNo: order().orderNo, unmask: false })
    expect(detail).toMatchObject({ state: 'partially_refunded', paymentPrice: 4000, lineCount: 1 })
    expect(detail.lines).toMatchObject([{ quantity: 3, sectionStatus: 'RETURN_COMPLETE' }])
    expect(detail.timeline.filter((entry) => entry.kind === 'change')).toEqual([
      { at: NOW + 5, kind: 'change', text: '결제 상태: 결제 완료 → 부분 환불' },
      { at: NOW + 5, kind: 'change', text: '결제 금액: 10,000원 → 4,000원' },
      { at: NOW + 5, kind: 'change', text: '환불된 금액: 0원 → 6,000원' },
      { at: NOW + 5, kind: 'change', text: '배송 묶음 S1: 배송중 → 반품완료' },
      { at: NOW + 5, kind: 'change', text: '결제 P1: 결제 완료 → 부분 환불' },
    ])
    expect(detail.timeline).toContainEqual({ at: DAY0 + DAY_MS, kind: 'claim', text: '반품 접수: S1, 환불 6,000원' })
  })

  it('gives a person the same number when history is replayed', async () => {
    const one = await setUp()
    const other = await setUp()
    const orders = [order({ orderNo: '1', memberCode: 'm1' }), order({ orderNo: '2', ordererEmail: 'a@x.kr' })]
    one.save(orders)
    other.save([...orders].reverse())
    const ids = ({ db }: typeof one) => db.prepare('select person_key, buyer_id from buyer order by 1').all()
    expect(ids(one)).toEqual(ids(other))
    expect(JSON.stringify(one.db.prepare('select buyer_id from buyer').all())).not.toMatch(/m1|a@x/)
  })

  it('stores text as it came: digits, quotes and letters of any script', async () => {
    const { save, handlers, db } = await setUp()
    const odd = order({ orderNo: '00012345678901234567', ordererName: `오'브라이언 "Ω" 😀`, memberCode: '00123' })
    save([odd])
    db.prepare(`insert into audit (at, action, detail) values (?, 'buyers.unmask', '')`).run(NOW)
    const detail = await handlers['orders.get']({ orderNo: '00012345678901234567', unmask: true })
    expect(detail).toMatchObject({ name: `오'브라이언 "Ω" 😀`, memberCode: '00123' })
  })
})

describe('rows that could not be read', () => {
  it('are kept with their reason, counted up when they come again, and go when the order was read', async () => {
    const { db, save, handlers } = await setUp()
    const aside = (ref: string, at: number) =>
      db.transaction(() => saveSetAside(db, 'imweb', 'order', [{ ref, reason: '금액을 읽을 수 없습니다.' }], at))()
    aside('202601100000001', 1)
    aside('202601100000001', 2)
    aside('other', 3)
    expect(db.prepare(`select times from set_aside where ref = '202601100000001'`).pluck().get()).toBe(2)
    expect(await handlers['orders.setAside']({ limit: 1 })).toEqual({
      total: 2,
      items: [{ ref: 'other', reason: '금액을 읽을 수 없습니다.', seenAt: 3 }],
    })
    save([order()])
    expect((await handlers['orders.setAside']({ limit: 10 })).items.map((row) => row.ref)).toEqual(['other'])
  })
})

describe('the list of orders', () => {
  const shop = async () => {
    const all = await setUp()
    all.save(
      Array.from({ length: 40 }, (_, n) =>
        order({
          orderNo: `2026011${String(n).padStart(8, '0')}`,
          orderedAt: DAY0 + Math.floor(n / 3) * DAY_MS,
          memberCode: `m${n % 6}`,
          ordererName: n % 2 === 0 ? '김하나' : '이두리',
          ordererPhone: `0101111${2000 + (n % 6)}`,
          payments: [
            payment({
              status:
                [
                  'PAYMENT_COMPLETE',
                  'REFUND_COMPLETE',
                  'PAYMENT_PREPARATION',
                  'CANCELLED_BEFORE_DEPOSIT',
                  'PARTIAL_REFUND_COMPLETE',
                ][n % 5] ?? null,
            }),
          ],
          lines: [
            line({ productNo: `${n % 4}`, productName: `상품 ${n % 4}` }),
            line({ lineNo: 2, productNo: '9', productName: 'Cup_1' }),
          ],
        }),
      ),
    )
    return all
  }

  it('finds what a look at every order finds, newest first, and counts the same', async () => {
    const { db, numbers, handlers } = await shop()
    const naive = (where: string) =>
      db.prepare(`select order_no from orders o where ${where} order by ordered_at desc, order_no desc`).pluck().all()
    const has = (text: string) =>
      `exists (select 1 from order_line l join product_name p on p.id = l.product where l.order_id = o.id and (${text}))`
    const cases: [object, string][] = [
      [{}, 'true'],
      ...orderStates.map((state): [object, string] => [{ state }, `state = '${state}'`]),
      [{ product: '2' }, has(`p.product_no = '2' or p.name like '%2%'`)],
      [{ product: 'cup' }, 'true'],
      [{ product: '없음' }, 'false'],
      [{ search: '두리' }, `orderer_name = '이두리'`],
      [{ search: '1111-2003' }, `member_code = 'm3'`],
      [{ search: '상품 3' }, has(`p.name = '상품 3'`)],
      [{ search: '%' }, 'false'],
      [{ search: '_' }, 'true'],
      [{ search: '202601100000017' }, `order_no = '202601100000017'`],
      [{ search: '00017' }, `order_no = '202601100000017'`],
      [
        { search: '두리', state: 'paid', product: '1' },
        `orderer_name = '이두리' and state = 'paid' and ${has(`p.product_no = '1' or p.name like '%1%'`)}`,
      ],
      [
        { since: '2026-01-12', until: '2026-01-13' },
        `ordered_at >= ${DAY0 - 3 * 3600_000 - 9 * 3600_000 + 2 * DAY_MS} and ordered_at < ${DAY0 - 12 * 3600_000 + 4 * DAY_MS}`,
      ],
      [
        { since: '2026-01-12', product: '3' },
        `ordered_at >= ${DAY0 - 12 * 3600_000 + 2 * DAY_MS} and ${has(`p.product_no = '3' or p.name like '%3%'`)}`,
      ],
    ]
    for (const [filter, where] of cases) {
      const expected = naive(where)
      expect(await numbers(filter), JSON.stringify(filter)).toEqual(expected)
      expect(await handlers['orders.count'](filter), JSON.stringify(filter)).toEqual({ total: expected.length })
    }
  })

  it('is masked, and refuses a place that no page answered', async () => {
    const { list } = await shop()
    const { items } = await list({ unmask: true })
    expect(items[0]).toMatchObject({ name: expect.stringMatching(/^.\*.$/), products: '상품 3, Cup_1', lineCount: 2 })
    await expect(async () => list({ after: 'e30' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('says so when an order does not exist', async () => {
    const { handlers } = await setUp()
    await expect(async () => handlers['orders.get']({ orderNo: 'x', unmask: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
