import { describe, expect, it } from 'vitest'
import { buyersHandlers } from '../../../main/buyers/handlers.ts'
import { BuyerIndex } from '../../../main/buyers/repository-index.ts'
import { dashboardHandlers } from '../../../main/dashboard/handlers.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import { writeAudit } from '../../../main/store/audit.ts'
import { buyerCalls } from '../../../shared/contract/buyers.ts'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { Order } from '../../../shared/order.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { line, order, payment } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

// Half past midnight in Seoul: what was ordered an hour ago was yesterday.
const NOW = Date.UTC(2026, 10, 20, 15, 30)
const HOUR = 60 * 60 * 1000

const setUp = async (orders: readonly Order[], connections: Connection[] = [], setAside = 0) => {
  const { db } = await testStore(NOW)
  const save = (more: readonly Order[]) => db.transaction(() => saveOrders(db, more, NOW))()
  save(orders)
  const clock = { now: () => NOW }
  const handlers = dashboardHandlers({
    db,
    clock,
    connections: () => connections,
    lastSyncAt: () => 5,
    setAside: () => setAside,
  })
  return { db, save, clock, get: () => Promise.resolve(handlers['dashboard.get']({})) }
}

const at = (orderNo: string, orderedAt: number, more: Partial<Order> = {}) =>
  order({ orderNo, orderedAt, memberCode: 'a', paymentPrice: 1000, ...more })

describe('the first page', () => {
  it('counts days as Seoul does: today, seven and thirty days with today', async () => {
    const { get } = await setUp([
      at('1', NOW),
      at('2', NOW - HOUR),
      at('3', NOW - 6 * DAY_MS, { memberCode: 'b' }),
      at('4', NOW - 7 * DAY_MS, { memberCode: 'c' }),
      at('5', NOW - 29 * DAY_MS),
      at('6', NOW - 30 * DAY_MS),
      at('7', NOW, { memberCode: 'd', payments: [payment({ status: 'PAYMENT_PREPARATION' })] }),
    ])
    const page = await get()
    expect(page.today).toEqual({ orders: 1, buyers: 1, revenue: 1000 })
    expect(page.week).toEqual({ orders: 3, buyers: 2, revenue: 3000 })
    expect(page.month).toEqual({ orders: 5, buyers: 3, revenue: 5000 })
    expect(page.total).toEqual({ orders: 6, buyers: 3, revenue: 6000 })
    expect(page.daily).toHaveLength(30)
    expect(page.daily.at(-1)).toEqual({ day: '2026-11-21', orders: 1, revenue: 1000 })
    expect(page.daily[0]).toEqual({ day: '2026-10-23', orders: 1, revenue: 1000 })
    expect(page.daily.reduce((sum, day) => sum + day.orders, 0)).toBe(5)
  })

  it('takes refunds back from days and products', async () => {
    const { get, save } = await setUp([at('1', NOW), at('2', NOW, { lines: [line({ quantity: 2, unitPrice: 400 })] })])
    expect((await get()).products).toEqual([{ productNo: '100', name: '도자기 머그', quantity: 3, revenue: 10_800 }])
    save([at('1', NOW, { payments: [payment({ status: 'REFUND_COMPLETE' })], paymentPrice: 0 })])
    const page = await get()
    expect(page.today).toEqual({ orders: 1, buyers: 1, revenue: 1000 })
    expect(page.products).toEqual([{ productNo: '100', name: '도자기 머그', quantity: 2, revenue: 800 }])
  })

  it('names a product by its newest name', async () => {
    const { get } = await setUp([
      at('1', NOW),
      at('2', NOW, { lines: [line({ productName: '도자기 머그 (새 이름)' })] }),
    ])
    expect((await get()).products).toMatchObject([{ productNo: '100', name: '도자기 머그 (새 이름)', quantity: 2 }])
  })

  it('says what only the operator can mend', async () => {
    const problem = { code: 'NEEDS_REAUTH', message: '아임웹 연결이 끊어졌습니다.', nextStep: '', retryable: false }
    const connection = { service: 'imweb', state: 'needs_reauth', problem } as Connection
    const { get } = await setUp([], [connection], 3)
    expect((await get()).needs).toEqual([
      { code: 'NEEDS_REAUTH', text: '아임웹 연결이 끊어졌습니다.', page: 'connections' },
      { code: 'ORDERS_SET_ASIDE', text: '읽지 못한 주문이 3건 있습니다.', page: 'activity' },
    ])
  })

  it('leads to the page of access for the app, and counts what a retry would mend', async () => {
    const problem = { code: 'ACCESS_GONE', message: '보내기를 멈추었습니다.', nextStep: '', retryable: false }
    const connection = { service: 'buyer-app', state: 'needs_setup', problem } as Connection
    const { get, db } = await setUp([], [connection])
    const add = db.prepare(`insert into access_event (event_id, type, buyer_id, cause, body, state, created_at)
      values (?, 'buyer.granted', ?, 'change', '{}', ?, 1)`)
    const stopped = { code: 'ACCESS_GONE', text: '보내기를 멈추었습니다.', page: '/access?tab=app' }
    add.run('e1', 'b1', 'rejected')
    add.run('e2', 'b1', 'accepted')
    expect((await get()).needs).toEqual([stopped])
    add.run('e3', 'b1', 'rejected')
    add.run('e4', 'b2', 'failed')
    expect((await get()).needs).toEqual([
      stopped,
      {
        code: 'ACCESS_EVENTS_REFUSED',
        text: '구매자 앱이 받지 않은 소식이 2건 있습니다.',
        page: '/access?tab=sent',
      },
    ])
  })

  it('ticks off the first minutes one by one', async () => {
    const connection = { service: 'imweb', state: 'connected', problem: null } as Connection
    const { get, db, clock } = await setUp([at('1', NOW)], [connection])
    expect((await get()).checklist).toEqual({ connected: true, sawBuyers: false, exported: false, approved: false })
    const buyers = buyersHandlers({ db, index: new BuyerIndex(db), clock })
    await buyers['buyers.list'](buyerCalls['buyers.list'].input.parse({}))
    writeAudit(db, NOW, 'exports.run', '')
    expect((await get()).checklist).toEqual({ connected: true, sawBuyers: true, exported: true, approved: false })
  })
})
