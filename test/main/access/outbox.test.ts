import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saveOrders } from '../../../main/orders/repository.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { order } from '../../support/orders.ts'
import { accessRig, orderOf } from './rig.ts'

const types = (rows: { type: string; reason?: string | null }[]) =>
  rows.map(({ type, reason }) => (reason ? `${type} ${reason}` : type))

describe('the outbox', () => {
  it('costs and stores nothing while nobody asked about access', async () => {
    const { save, db } = await accessRig()
    save(orderOf(1, 1))
    expect(db.prepare('select count(*) from buyer_access').pluck().get()).toBe(0)
  })

  it('queues the whole present access for an app that is connected after the orders', async () => {
    const { save, connect, sync, app, handlers, events } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2, { status: 'REFUND_COMPLETE' }), orderOf(3, 3, { status: 'PAYMENT_PREPARATION' }))
    await connect()
    expect(await sync()).toMatchObject({ sent: 1, accepted: 1, rejected: 0, pending: 0, problem: null })
    expect(types(events())).toEqual(['buyer.granted'])
    expect(app.control.list()).toMatchObject([{ name: '구매자1', email: 'buyer1@example.kr', until: null }])
    // Who never had access before is told of by nobody, but listed.
    const counts = await handlers['access.counts']({})
    expect(counts).toMatchObject({ total: 2, granted: 1, revoked: 1, behind: 0 })
  })

  it('writes the event in the transaction of the order: rolled back together', async () => {
    const { save, connect, db, clock, events } = await accessRig()
    await connect()
    save(orderOf(1, 1))
    expect(types(events())).toEqual(['buyer.granted'])
    expect(() =>
      db.transaction(() => {
        saveOrders(db, [orderOf(2, 2)], clock.now())
        throw new Error('the disk is full')
      })(),
    ).toThrow('full')
    expect(events()).toHaveLength(1)
    expect(db.prepare('select count(*) from orders').pluck().get()).toBe(1)
  })

  it('revokes after the refund, updates when products change, and says nothing of what changes nothing', async () => {
    const { save, connect, sync, events, admitted, granted } = await accessRig()
    await connect()
    save(orderOf(1, 1, { products: ['100'] }))
    save(orderOf(2, 1, { products: ['200'] }))
    save(orderOf(3, 1, { products: ['200'] }))
    save(orderOf(2, 1, { products: ['200'], status: 'REFUND_COMPLETE' }))
    // Nothing was sent yet: the one event that waits says it all.
    expect(types(events())).toEqual(['buyer.granted'])
    await sync()
    save(orderOf(3, 1, { products: ['200'], status: 'REFUND_COMPLETE' }))
    expect(types(events())).toEqual(['buyer.granted', 'buyer.updated'])
    await sync()
    save(orderOf(1, 1, { status: 'REFUND_COMPLETE' }))
    expect(types(events())).toEqual(['buyer.granted', 'buyer.updated', 'buyer.revoked refunded'])
    await sync()
    expect(admitted()).toEqual([])
    expect(await granted()).toEqual([])
  })

  it('decides a partial refund per line: the cancelled product goes, the other stays', async () => {
    const { save, connect, sync, app } = await accessRig()
    await connect()
    save(orderOf(1, 1, { products: ['100', '200'] }))
    save(orderOf(1, 1, { products: ['100', '200'], status: 'PARTIAL_REFUND_COMPLETE', cancelled: 0 }))
    await sync()
    expect(app.control.list().map(({ products }) => products.map((p) => p.productId))).toEqual([['200']])
  })

  it('ends access on time, in the same way after a restart', async () => {
    const rig = await accessRig()
    const { save, connect, handlers, clock, sync, events, admitted, service } = rig
    await handlers['access.saveRules']({
      items: [{ productNo: null, option: null, duration: { kind: 'days', days: 30 } }],
    })
    await connect()
    const paid = orderOf(1, 1)
    const now = clock.now()
    save({ ...paid, payments: paid.payments.map((row) => ({ ...row, completedAt: now })) })
    await sync()
    expect(admitted()).toHaveLength(1)
    expect(service.nextEnd()).toBe(now + 30 * DAY_MS)
    clock.push(30 * DAY_MS)
    await sync()
    expect(types(events())).toEqual(['buyer.granted', 'buyer.revoked expired'])
    expect(admitted()).toEqual([])
    expect(service.nextEnd()).toBeNull()
  })

  it('keeps what was decided by hand, with its reason in the audit, and takes it back', async () => {
    const { save, connect, handlers, sync, events, db, granted } = await accessRig()
    await connect()
    save(orderOf(1, 1))
    const [buyerId = ''] = await granted()
    await sync()
    await handlers['access.setManual']({ buyerId, kind: 'blocked', reason: '환불 분쟁' })
    save(orderOf(2, 1, { products: ['300'] }))
    expect(types(events())).toEqual(['buyer.granted', 'buyer.revoked blocked'])
    expect(await granted()).toEqual([])
    const one = await handlers['access.get']({ buyerId, unmask: false })
    expect(one.manual).toMatchObject({ kind: 'blocked', reason: '환불 분쟁' })
    expect(one.row?.manual).toBe('blocked')
    await sync()
    await handlers['access.clearManual']({ buyerId, reason: '합의' })
    expect(types(events()).at(-1)).toBe('buyer.granted')
    await sync()
    const audit = db.prepare('select action, detail from audit order by id').all() as {
      action: string
      detail: string
    }[]
    expect(audit.filter(({ action }) => action === 'access.blocked').map(({ detail }) => detail)).toEqual([
      `구매자 ${buyerId}의 앱 접근을 차단: 환불 분쟁`,
    ])
  })

  it('looks at everybody again when the rules change', async () => {
    const { save, connect, handlers, sync, events, granted, admitted } = await accessRig()
    save(orderOf(1, 1, { products: ['100'] }), orderOf(2, 2, { products: ['200'] }))
    await connect()
    await sync()
    const rules = [{ productNo: '200', option: null, duration: { kind: 'unlimited' as const } }]
    expect(await handlers['access.previewRules']({ items: rules })).toEqual({
      granted: 1,
      revoked: 1,
      newlyGranted: 0,
      newlyRevoked: 1,
    })
    await handlers['access.saveRules']({ items: rules })
    await sync()
    expect(types(events().slice(2))).toEqual(['buyer.revoked expired'])
    expect(admitted()).toEqual(await granted())
    expect(await granted()).toHaveLength(1)
  })

  it('refuses two rules for the same product, and an option without a product', async () => {
    const { handlers } = await accessRig()
    const rule = { productNo: '1', option: null, duration: { kind: 'unlimited' as const } }
    await expect(async () => handlers['access.saveRules']({ items: [rule, rule] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await expect(async () =>
      handlers['access.saveRules']({ items: [{ ...rule, productNo: null, option: '빨강' }] }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(async () =>
      handlers['access.saveRules']({ items: [{ ...rule, duration: { kind: 'until', day: '2026-02-31' } }] }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('shuts out the id of a guest whose order turns out to be a member’s, and lets the member in after it', async () => {
    const { save, connect, sync, events, admitted, granted, handlers, app } = await accessRig()
    await connect()
    const guest = order({ orderNo: '202601100000091', ordererEmail: 'same@example.kr', memberCode: null })
    save(guest)
    const [guestId = ''] = await granted()
    await sync()
    await handlers['access.setManual']({ buyerId: guestId, kind: 'blocked', reason: '도용' })
    await handlers['access.clearManual']({ buyerId: guestId, reason: '오해' })
    save(order({ orderNo: '202601100000092', ordererEmail: 'same@example.kr', memberCode: 'm9' }))
    expect(types(events()).slice(-2)).toEqual(['buyer.revoked expired', 'buyer.granted'])
    await sync()
    expect(admitted()).toEqual(await granted())
    expect(admitted()).not.toContain(guestId)
    expect(app.control.problems()).toEqual([])
  })

  it('carries a block over to the member to whom the blocked guest’s orders go', async () => {
    const { save, connect, granted, handlers, sync, admitted } = await accessRig()
    await connect()
    save(order({ orderNo: '202601100000091', ordererEmail: 'same@example.kr', memberCode: null }))
    const [guestId = ''] = await granted()
    await handlers['access.setManual']({ buyerId: guestId, kind: 'blocked', reason: '도용' })
    save(order({ orderNo: '202601100000092', ordererEmail: 'same@example.kr', memberCode: 'm9' }))
    expect(await granted()).toEqual([])
    await sync()
    expect(admitted()).toEqual([])
  })

  it('tells nothing anew when the whole history is stored again, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            n: fc.integer({ min: 1, max: 12 }),
            status: fc.constantFrom(
              'PAYMENT_COMPLETE',
              'REFUND_COMPLETE',
              'PAYMENT_PREPARATION',
              'PARTIAL_REFUND_COMPLETE',
            ),
            cancelled: fc.integer({ min: -1, max: 1 }),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        async (steps) => {
          const { save, connect, sync, events, admitted, granted } = await accessRig()
          await connect()
          const last = new Map<number, ReturnType<typeof orderOf>>()
          for (const { n, status, cancelled } of steps) {
            const one = orderOf(n, n % 4, { status, cancelled, products: ['100', '200'] })
            last.set(n, one)
            save(one)
          }
          const before = events().length
          for (const one of [...last.values()].reverse()) save(one)
          save(...last.values())
          expect(events()).toHaveLength(before)
          await sync()
          expect(admitted()).toEqual(await granted())
        },
      ),
      { numRuns: 15 },
    )
  })
})
