import { describe, expect, it } from 'vitest'
import { saveOrders } from '../../../main/orders/repository.ts'
import { readSyncState } from '../../../main/orders/sync-state.repository.ts'
import { bigOrderNo } from '../../../main/practice/imweb/index.ts'
import { syncProgress } from '../../../shared/contract/orders.ts'
import { failCommon } from '../../../shared/errors.ts'
import { DAY_MS, isoSeconds } from '../../../shared/time.ts'
import { storedIn, syncRig, truthOf } from './sync-rig.ts'

const DAYS_AGO = (days: number) => isoSeconds(Date.now() - days * DAY_MS).replace('Z', '.000Z')

describe('the first sync', () => {
  it('brings everything since the shop’s first order, and says what it did', async () => {
    const { shop, boot } = await syncRig({ orders: 730, spreadDays: 400 })
    const { run, db, told } = boot()
    const job = await run()
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'ok', lastError: null })
    expect(storedIn(db)).toEqual(truthOf(shop))
    const count = truthOf(shop).size
    expect(job.progress).toMatchObject({
      seen: count,
      added: count,
      updated: 0,
      unchanged: 0,
      setAside: 0,
      filterIgnored: false,
    })
    const { windows, windowsDone } = syncProgress.parse(job.progress)
    expect(windowsDone).toBe(windows)
    expect(readSyncState(db, shop.credentials.siteCode).completeUntil).not.toBeNull()
    expect(told.filter((one) => one.name === 'notify')).toEqual([])
    const added = told.flatMap((one) =>
      one.name === 'orders.changed' ? [(one.payload as { added: number }).added] : [],
    )
    expect(added.reduce((a, b) => a + b, 0)).toBe(count)
  })

  it('finds an order of five years ago by the shop’s first order time', async () => {
    const { shop, boot } = await syncRig({ orders: 20, spreadDays: 10 })
    const old = shop.control.addOrder({ wtime: DAYS_AGO(5 * 365) })
    const { run, db } = boot()
    await run()
    expect(storedIn(db).has(String(old.orderNo))).toBe(true)
    expect(storedIn(db)).toEqual(truthOf(shop))
  })

  it('of an empty shop ends well', async () => {
    const { boot } = await syncRig({ orders: 0 })
    const { run, db } = boot()
    expect(await run()).toMatchObject({ outcome: 'ok', progress: { seen: 0 } })
    expect(storedIn(db).size).toBe(0)
  })

  it('is not said to be complete by a run over a part', async () => {
    const { shop, boot } = await syncRig({ orders: 300, spreadDays: 300 })
    const { run, db } = boot()
    const part = await run('since', Date.now() - 30 * DAY_MS)
    expect(part.progress).toMatchObject({ seen: storedIn(db).size })
    expect(storedIn(db).size).toBeLessThan(60)
    expect(readSyncState(db, shop.credentials.siteCode).completeUntil).toBeNull()
    await run()
    expect(storedIn(db)).toEqual(truthOf(shop))
  })
})

describe('the next sync', () => {
  it('brings what is new and what changed, and counts the rest as unchanged', async () => {
    const { shop, boot } = await syncRig({ orders: 200, spreadDays: 200 })
    const { run, db, told } = boot()
    await run()
    const fresh = shop.control.addOrder()
    const paid = [...shop.truth()].find(
      (order) => order.totalPaymentPrice > 0 && Date.parse(order.wtime) < Date.now() - 20 * DAY_MS,
    )
    if (paid) shop.control.changeOrder(paid.orderNo, 'refund')
    told.length = 0
    const job = await run()
    expect(job.progress).toMatchObject({ added: 1 })
    expect((job.progress?.updated as number) >= 1).toBe(true)
    expect(storedIn(db).has(String(fresh.orderNo))).toBe(true)
    expect(storedIn(db)).toEqual(truthOf(shop))
    const third = await run()
    expect(third.progress).toMatchObject({ added: 0, updated: 0 })
    expect(third.progress?.unchanged).toBe(third.progress?.seen)
  })

  it('tells of new buyers by number, never by name', async () => {
    const { shop, boot } = await syncRig({ orders: 50, spreadDays: 100 })
    const { run, told, settings } = boot()
    await run()
    const buyer = {
      ordererName: '홍비밀',
      ordererEmail: 'only-here@example.com',
      ordererCall: '01077776666',
      memberCode: 'm-new',
    }
    shop.control.addOrder(buyer)
    await run()
    const told1 = told.filter((one) => one.name === 'notify')
    expect(told1).toMatchObject([{ payload: { kind: 'new-buyers', title: '새 구매자 1명' } }])
    expect(JSON.stringify(told1)).not.toMatch(/홍비밀|only-here|7777/)
    settings.set({ notifyNewBuyers: false })
    shop.control.addOrder({
      ...buyer,
      ordererEmail: 'other@example.com',
      memberCode: 'm-other',
      ordererCall: '01077775555',
    })
    await run()
    expect(told.filter((one) => one.name === 'notify')).toHaveLength(1)
  })

  it('sees a cancel request on an order older than it looks back', async () => {
    const { shop, boot } = await syncRig({ orders: 0 })
    const old = shop.control.addOrder({ wtime: DAYS_AGO(200) })
    shop.control.addOrder()
    const { run, db } = boot()
    await run()
    shop.control.changeOrder(old.orderNo, 'request-cancel')
    expect((await run()).progress).toMatchObject({ updated: 1 })
    const claim = db
      .prepare(
        'select s.claim_kind from order_section s join orders o on o.id = s.order_id where o.order_no = ? and s.claim_kind is not null',
      )
      .pluck()
    expect(claim.get(String(old.orderNo))).toBe('cancel')
  })

  it('reads only what is needed in a shop with many orders, until a day has passed', async () => {
    let now = Date.now()
    const { shop, boot } = await syncRig({ orders: 4000, spreadDays: 50, appClock: { now: () => now } })
    const { run } = boot()
    await run()
    shop.control.resetSeen()
    const quick = await run()
    expect(quick.progress?.pages).toBeLessThanOrEqual(18)
    now += 21 * 60 * 60_000
    const nightly = await run()
    expect(nightly.progress?.pages).toBeGreaterThan(35)
    expect(await run()).toMatchObject({ progress: { added: 0 } })
  })

  it('reads everything again when asked to', async () => {
    const { boot } = await syncRig({ orders: 350, spreadDays: 300 })
    const { run, db } = boot()
    await run()
    const count = storedIn(db).size
    expect((await run('full')).progress).toMatchObject({ seen: count, unchanged: count })
    const rescan = await run('rescan')
    expect(rescan.progress?.seen).toBeLessThan(count)
  })
})

describe('trouble on the way', () => {
  it.each([
    ['429', 3],
    ['500', 3],
    ['drop', 3],
    ['html', 3],
    ['truncated', 3],
    ['cut', 3],
    ['garbage', 3],
    // Closed connections are seen before they are used again.
    ['keepalive-close', 0],
  ] as const)('%s before each page loses nothing and doubles nothing', async (fault, repeated) => {
    const { shop, boot } = await syncRig({ orders: 330, spreadDays: 100 })
    const strike = () => shop.control.fault({ kind: fault, times: 2 })
    const { run, db } = boot({
      saveOrders: (on, orders, at) => {
        strike()
        return saveOrders(on, orders, at)
      },
    })
    strike()
    const job = await run()
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'ok' })
    expect(storedIn(db)).toEqual(truthOf(shop))
    expect(job.progress).toMatchObject({ seen: truthOf(shop).size, setAside: 0 })
    expect(shop.control.seen().requests['GET /orders']).toBeGreaterThanOrEqual(
      (job.progress?.pages as number) + repeated,
    )
  })

  it('is tried again by the queue when a service stays away longer than the client waits', async () => {
    const { shop, boot } = await syncRig({ orders: 120, spreadDays: 30 })
    const { run, db, told } = boot()
    shop.control.fault({ kind: 'drop', on: 'orders', times: 8 })
    const job = await run()
    expect(job).toMatchObject({ outcome: 'ok', lastError: null })
    expect(storedIn(db)).toEqual(truthOf(shop))
    expect(
      told.some((one) => one.name === 'job.changed' && (one.payload as { lastError: unknown }).lastError !== null),
    ).toBe(true)
  })

  it('sets rows aside that cannot be read, and takes them up when they can be', async () => {
    const { shop, boot } = await syncRig({ orders: 330, spreadDays: 100 })
    const { run, db } = boot()
    shop.control.fault({ kind: 'bad-row', times: 3 })
    const job = await run()
    const aside = db.prepare('select count(*) from set_aside').pluck()
    expect(job).toMatchObject({ outcome: 'ok', progress: { setAside: 3 } })
    expect(aside.get()).toBe(3)
    expect(storedIn(db).size).toBe(truthOf(shop).size - 3)
    shop.control.clearFaults()
    await run('full')
    expect(storedIn(db)).toEqual(truthOf(shop))
  })

  it('keeps every digit of order numbers beyond 2^53', async () => {
    const { shop, boot } = await syncRig({ orders: 120, spreadDays: 30 })
    const { run, db } = boot()
    shop.control.fault({ kind: 'big-numbers' })
    await run()
    expect([...storedIn(db).keys()].sort()).toEqual([...shop.truth()].map((order) => bigOrderNo(order.orderNo)).sort())
  })

  it('reads all of it once where the time filter is ignored', async () => {
    const { shop, boot } = await syncRig({ orders: 730, spreadDays: 400 })
    const { run, db } = boot()
    shop.control.fault({ kind: 'ignore-filter' })
    const job = await run()
    expect(job).toMatchObject({ outcome: 'ok', progress: { filterIgnored: true } })
    expect(storedIn(db)).toEqual(truthOf(shop))
    shop.control.resetSeen()
    expect((await run()).progress).toMatchObject({ filterIgnored: true, added: 0 })
    expect(shop.control.seen().requests['GET /orders']).toBeLessThan(10)
  })

  it('keeps to the asked period where the time filter is ignored', async () => {
    const { shop, boot } = await syncRig({ orders: 400, spreadDays: 400 })
    const { run, db } = boot()
    shop.control.fault({ kind: 'ignore-filter' })
    const since = Date.now() - 30 * DAY_MS
    await run('since', since)
    const expected = [...shop.truth()].filter((order) => Date.parse(order.wtime) >= since).length
    expect(storedIn(db).size).toBe(expected)
  })
})

describe('what only the operator can end', () => {
  it('ends the job as needs_setup with its reason, and is not tried again', async () => {
    const tokens = {
      current: async () => 'not-a-token',
      afterRejection: async () => 'still-not-a-token',
    }
    const refused: string[] = []
    const { boot } = await syncRig({ orders: 5, tokens, deps: { onRefused: (error) => refused.push(error.code) } })
    const { run } = boot()
    expect(await run()).toMatchObject({
      status: 'succeeded',
      outcome: 'needs_setup',
      attempts: 1,
      lastError: { code: 'IMWEB_30101', serviceCode: '30101' },
    })
    expect(refused).toEqual(['IMWEB_30101'])
  })

  it('a failure of our own is not hidden behind it', async () => {
    const { boot } = await syncRig({
      orders: 5,
      deps: {
        saveOrders: () => {
          throw failCommon('NOT_FOUND', { values: { what: '표' } })
        },
      },
    })
    expect(await boot().run()).toMatchObject({ status: 'dead', lastError: { code: 'NOT_FOUND' } })
  })
})

describe('cancel and resume', () => {
  const ORDERS = 530

  it('goes on after a crash at every page without loss or doubles', async () => {
    const { shop, boot } = await syncRig({ orders: ORDERS, spreadDays: 200 })
    const truth = truthOf(shop)
    const counted = { pages: 0, added: 0, updated: 0 }
    // Each life of the engine stores one page and is cut off while it stores the next.
    for (let life = 0; life < 40; life += 1) {
      let left = 2
      const engine = boot({
        saveOrders: (db, orders, at) => {
          left -= 1
          if (left === 0) {
            // As a kill would: the transaction never ends, and nothing after it happens.
            queueMicrotask(() => void engine.close())
            throw failCommon('ENGINE_STOPPED')
          }
          return saveOrders(db, orders, at)
        },
      })
      const job = await Promise.race([
        engine.jobs.wait(engine.control.start().jobId),
        new Promise<null>((cut) => {
          const look = setInterval(() => {
            if (engine.db.open) return
            clearInterval(look)
            cut(null)
          }, 2)
        }),
      ])
      if (job !== null) {
        Object.assign(counted, job.progress)
        expect(job.outcome).toBe('ok')
        expect(storedIn(engine.db)).toEqual(truth)
        break
      }
    }
    expect(counted).toMatchObject({ added: truth.size, updated: 0, seen: truth.size })
  })

  it('cancelled, keeps what was stored; the next run goes on there', async () => {
    const { shop, boot } = await syncRig({ orders: ORDERS, spreadDays: 200 })
    let pages = 0
    const { run, control, jobs, db } = boot({
      saveOrders: (on, orders, at) => {
        pages += 1
        if (pages === 3) jobs.cancel(control.start().jobId)
        return saveOrders(on, orders, at)
      },
    })
    const job = await run()
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'cancelled' })
    const kept = storedIn(db).size
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(ORDERS)
    shop.control.resetSeen()
    const rest = await run()
    expect(storedIn(db)).toEqual(truthOf(shop))
    expect(rest.progress).toMatchObject({ added: truthOf(shop).size, updated: 0 })
  })
})
