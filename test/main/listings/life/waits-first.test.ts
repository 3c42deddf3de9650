import { describe, expect, it } from 'vitest'
import { waitAfter } from '../../../../main/listings/life/failures.ts'
import { begunUploadAt } from '../../../../main/listings/life/repository-rows.ts'
import { failMarket } from '../../../../main/market/errors.ts'
import { contentOf, goods, startLife } from './rig.ts'

const HOUR = 3_600_000
const events = ({ db }: ReturnType<typeof startLife>, kind: string) =>
  db.prepare<[string], number>('select count(*) from listing_event where kind = ?').pluck().get(kind)

describe('a market that takes no creates for now', () => {
  const spent = (ms: number) =>
    failMarket('coupang', 'MARKET_ODD_REPLY', { kind: 'later', retryAfterMs: ms }, { detail: '하루 한도' })

  it('is asked nothing that leads to one until the time it names, however far, and goes on by itself then', async () => {
    const rig = startLife()
    const { fake, save, approve, upload, row, clock, db } = rig
    const all = ['1', '2', '3'].map((id) => goods(id))
    save(...all)
    const ids = all.map((one) => approve('coupang', one))
    fake.coupang.createsWait = spent(20 * HOUR)
    const job = await upload()
    expect(job).toMatchObject({ outcome: 'ok', progress: { waiting: 3 }, lastError: { code: 'MARKET_ODD_REPLY' } })
    expect(fake.coupang.asked).toEqual([])
    for (const id of ids) {
      expect(row(id)).toMatchObject({ state: 'approved', attempts: 0, lastError: { code: 'MARKET_ODD_REPLY' } })
      expect((row(id).nextAttemptAt ?? 0) - clock.at).toBeGreaterThan(19 * HOUR)
    }
    // Nobody has to ask again.
    expect(begunUploadAt(db, 'coupang')).toBeGreaterThan(clock.at + 19 * HOUR)
    await upload()
    expect(events(rig, 'waits')).toBe(3)
    fake.coupang.createsWait = null
    clock.at += 20 * HOUR
    expect(await upload()).toMatchObject({ progress: { uploaded: 3, waiting: 0 } })
  })

  it('is still asked what became of an earlier create, and told what is sold out', async () => {
    const { fake, save, approve, upload, row, listed } = startLife()
    const there = goods('1')
    await listed(there)
    const lost = goods('2')
    save(lost)
    const id = approve('coupang', lost)
    fake.coupang.meanwhile = (operation) => {
      if (operation !== 'create') return
      fake.coupang.createsWait = spent(20 * HOUR)
      save(goods('1', { status: 'soldout' }))
    }
    fake.coupang.fault('create', 'lost')
    expect(await upload()).toMatchObject({ progress: { uploaded: 1, unresolved: 0 } })
    expect(row(id).state).toBe('on_sale')
    const [thing] = fake.coupang.of(contentOf(there).sku)
    expect(thing?.state === 'stopped' || thing?.options[0]?.stock === 0).toBe(true)
  })

  it('a wait that was named stands, and any other grows', () => {
    expect(waitAfter(1, 20 * HOUR)).toBe(20 * HOUR)
    expect(waitAfter(1, 0.5)).toBe(1)
    expect(waitAfter(3, null)).toBeGreaterThan(waitAfter(1, null) / 2)
  })
})

describe('a product that the last collect did not meet', () => {
  it('is not created while nobody knows what became of it, and is as soon as it is seen again', async () => {
    const { fake, save, approve, upload, row, clock, db } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    db.prepare('insert into product_missing (product, since) select id, ? from product').run(clock.at)
    expect(await upload()).toMatchObject({ outcome: 'ok', progress: { waiting: 1, returned: 0 } })
    expect(row(id)).toMatchObject({ state: 'approved', lastError: { code: 'LISTING_PRODUCT_MISSING' } })
    expect(fake.coupang.asked).toEqual([])
    db.prepare('delete from product_missing').run()
    expect(await upload()).toMatchObject({ progress: { uploaded: 1 } })
    expect(row(id).state).toBe('on_sale')
  })

  it('goes back to be prepared once it is discontinued', async () => {
    const { save, approve, upload, row, clock, db } = startLife()
    save(goods('1'))
    const id = approve('coupang', goods('1'))
    db.prepare('insert into product_missing (product, since) select id, ? from product').run(clock.at)
    await upload()
    db.prepare(`update product set status = 'discontinued'`).run()
    expect(await upload()).toMatchObject({ progress: { returned: 1 } })
    expect(row(id)).toMatchObject({ state: 'draft', lastError: { code: 'LISTING_PRODUCT_GONE' } })
  })
})

describe('what only the operator can end', () => {
  it('stops what has begun beside it before its next call', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const all = ['1', '2', '3'].map((id) => goods(id))
    save(...all)
    const ids = all.map((one) => approve('coupang', one))
    fake.coupang.fault('find', 'setup')
    expect(await upload()).toMatchObject({ outcome: 'needs_setup', progress: { uploaded: 0, waiting: 3 } })
    expect(fake.coupang.count('create')).toBe(0)
    expect(ids.map((id) => row(id).state)).toEqual(Array(3).fill('approved'))
  })
})
