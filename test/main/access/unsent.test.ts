import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { order } from '../../support/orders.ts'
import { accessRig, orderOf } from './rig.ts'

const refunded = { status: 'REFUND_COMPLETE' }
const said = (rows: { type: string; state: string }[]) => rows.map(({ type, state }) => `${type} ${state}`)

describe('what was never sent', () => {
  it('is replaced, not added to: connected first and synced afterwards, everybody with access is granted once', async () => {
    const { save, connect, sync, events, granted, admitted, app } = await accessRig()
    await connect()
    const guest = (n: number) =>
      order({ orderNo: `20260110000009${n}`, ordererEmail: 'same@example.kr', memberCode: null })
    save(orderOf(1, 1), guest(1), orderOf(2, 2, { products: ['1'] }), orderOf(3, 3))
    save(orderOf(4, 1, { products: ['2'] }), orderOf(2, 2, { products: ['1'], ...refunded }))
    // The guest turns out to be a member on a later page.
    save(order({ orderNo: '202601100000099', ordererEmail: 'same@example.kr', memberCode: 'm9' }))
    expect(said(events())).toEqual(Array.from({ length: 3 }, () => 'buyer.granted pending'))
    expect(await sync()).toMatchObject({ sent: 3, accepted: 3, rejected: 0, pending: 0 })
    expect(admitted()).toEqual(await granted())
    expect(app.control.problems()).toEqual([])
  })

  it('is taken back when in the end nothing changed against what the app knows', async () => {
    const { save, connect, sync, events } = await accessRig()
    await connect()
    save(orderOf(1, 1))
    await sync()
    save(orderOf(2, 1, { products: ['2'] }))
    expect(said(events())).toEqual(['buyer.granted accepted', 'buyer.updated pending'])
    save(orderOf(2, 1, { products: ['2'], ...refunded }))
    expect(said(events())).toEqual(['buyer.granted accepted'])
    save(orderOf(1, 1, refunded))
    expect(said(events())).toEqual(['buyer.granted accepted', 'buyer.revoked pending'])
    save(orderOf(1, 1))
    expect(said(events())).toEqual(['buyer.granted accepted'])
  })

  it('an event whose answer was lost may be known: the next one is added and says what is new', async () => {
    const { save, connect, sync, events, app, db } = await accessRig()
    await connect()
    save(orderOf(1, 1))
    // As a killed program leaves it: noted before it left, no answer written.
    db.prepare('update access_event set first_try_at = created_at').run()
    save(orderOf(1, 1, refunded))
    expect(said(events())).toEqual(['buyer.granted pending', 'buyer.revoked pending'])
    await sync()
    expect(said(events())).toEqual(['buyer.granted accepted', 'buyer.revoked accepted'])
    expect(app.control.problems()).toEqual([])
  })

  it('is noted before it leaves, and the note is taken back where it did not', async () => {
    const { save, db, connect, sync, app } = await accessRig()
    const marked = () =>
      Number(db.prepare('select count(*) from access_event where first_try_at is not null').pluck().get())
    await connect()
    save(...Array.from({ length: 30 }, (_, n) => orderOf(n, n)))
    app.control.fault({ kind: 'too-many', retryAfterSeconds: 600 })
    expect(await sync()).toMatchObject({ pending: 30 })
    // Those under way were told to wait; the others, though chosen to follow, never left.
    expect(app.control.requests()).toBeGreaterThan(0)
    expect(app.control.requests()).toBeLessThan(30)
    expect(marked()).toBe(app.control.requests())
  })

  it('a grant that was refused leaves the app unknowing: the next news is a grant, and a refund is no news', async () => {
    const { save, connect, sync, events, app, admitted } = await accessRig()
    await connect()
    save(orderOf(1, 1), orderOf(2, 2))
    app.control.fault({ kind: 'status', status: 422, times: 2 })
    expect(await sync()).toMatchObject({ rejected: 2, accepted: 0 })
    save(orderOf(3, 1, { products: ['2'] }))
    save(orderOf(2, 2, refunded))
    expect(said(events())).toEqual(['buyer.granted dropped', 'buyer.granted dropped', 'buyer.granted pending'])
    expect(await sync()).toMatchObject({ sent: 1, accepted: 1 })
    expect(admitted()).toHaveLength(1)
  })

  it('an update that waited behind a grant that is refused becomes the grant', async () => {
    const { save, handlers, sync, events } = await accessRig()
    const seen: string[][] = []
    const server = createServer((_, response) => {
      // In flight while the second order is stored.
      if (seen.length === 0) save(orderOf(2, 1, { products: ['2'] }))
      seen.push(said(events()))
      response.writeHead(seen.length === 1 ? 422 : 200).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    await handlers['access.connect']({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
    save(orderOf(1, 1))
    await sync()
    expect(seen).toEqual([
      ['buyer.granted pending', 'buyer.updated pending'],
      ['buyer.granted dropped', 'buyer.granted pending'],
    ])
    expect(said(events())).toEqual(['buyer.granted dropped', 'buyer.granted accepted'])
  })

  it('a refused grant after a lost answer may be known: the refund is told', async () => {
    const { save, connect, sync, events, app, admitted, db } = await accessRig()
    await connect()
    save(orderOf(1, 1))
    db.prepare('update access_event set first_try_at = created_at').run()
    app.control.fault({ kind: 'status', status: 422, times: 1 })
    await sync()
    save(orderOf(1, 1, refunded))
    expect(events().at(-1)).toMatchObject({ type: 'buyer.revoked', state: 'pending' })
    await sync()
    expect(admitted()).toEqual([])
  })

  it('a new address is told of grants, never of updates to what another one heard', async () => {
    const { save, connect, sync, handlers, events } = await accessRig()
    const other = await accessRig()
    await connect()
    save(orderOf(1, 1))
    await sync()
    await handlers['access.connect'](other.app.credentials)
    save(orderOf(2, 1, { products: ['2'] }))
    await sync()
    expect(said(events())).toEqual(['buyer.granted accepted', 'buyer.granted accepted'])
  })

  it('at most one event of a person is unsent, and the app ends with the truth, whatever is stored, sent or refused', async () => {
    const step = fc.record({
      n: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom('PAYMENT_COMPLETE', 'REFUND_COMPLETE', 'PAYMENT_PREPARATION'),
      next: fc.constantFrom('nothing', 'nothing', 'sync', 'refuse', 'lose', 'retry'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { save, connect, sync, app, db, handlers, admitted, granted } = await accessRig()
        await connect()
        for (const { n, status, next } of steps) {
          save(orderOf(n, n % 3, { status, products: [String(n)] }))
          const most = db
            .prepare(`select count(*) from access_event where state = 'pending' and first_try_at is null
              group by buyer_id order by 1 desc limit 1`)
            .pluck()
            .get()
          expect(Number(most ?? 0)).toBeLessThanOrEqual(1)
          if (next === 'refuse') app.control.fault({ kind: 'status', status: 422, times: 1 })
          if (next === 'lose') app.control.fault({ kind: 'lose-answer', times: 1 })
          if (next === 'retry') await handlers['access.retry']({ all: true })
          if (next !== 'nothing') await sync()
        }
        app.control.clearFaults()
        await handlers['access.retry']({ all: true })
        expect(await sync()).toMatchObject({ pending: 0 })
        expect(admitted()).toEqual(await granted())
        expect(app.control.problems().filter((problem) => !/^422/.test(problem))).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
