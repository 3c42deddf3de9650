import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SkuSearch } from '../../../../main/market/port.ts'
import { FakeMarket } from '../../../support/fake-market.ts'
import { contentOf, goods, startLife } from './rig.ts'

const text = (db: ReturnType<typeof startLife>['db'], listingId: string) =>
  db
    .prepare<[string], string>(
      `select group_concat(e.kind, ' ') from listing_event e join listing l on l.id = e.listing where l.listing_id = ?`,
    )
    .pluck()
    .get(listingId)

describe('an upload', () => {
  it('looks the code up, creates once, and keeps the number with what was told', async () => {
    const { fake, save, approve, upload, row, db } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    const job = await upload()
    expect(job).toMatchObject({ outcome: 'ok', progress: { uploaded: 1, rejected: 0, unresolved: 0, waiting: 0 } })
    expect(fake.coupang.asked.map(({ operation }) => operation)).toEqual(['form', 'find', 'create'])
    const [thing] = fake.coupang.of(contentOf(one).sku)
    expect(row(id)).toMatchObject({
      ...{ state: 'on_sale', outcome: 'ok', intentAt: null, pushedPrice: 5720, pushedStock: 100 },
      ref: { marketProductId: thing?.number },
    })
    expect(text(db, id)).toBe('sent accepted')
    expect(db.prepare('select watched & 2 from product').pluck().get()).toBe(2)
  })

  it('writes the intent before the market hears of it', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    const seen: unknown[] = []
    fake.coupang.meanwhile = (operation) => {
      if (operation === 'find' || operation === 'create') seen.push([row(id).state, row(id).intentAt !== null])
    }
    await upload()
    expect(seen).toEqual([
      ['uploading', true],
      ['uploading', true],
    ])
  })

  it('links to a listing that is there already under the code, and creates none', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const thing = fake.coupang.create({ ...contentOf(one), price: 6000 })
    const id = approve('coupang', one)
    expect(await upload()).toMatchObject({ progress: { uploaded: 1 } })
    expect(fake.coupang.count('create')).toBe(0)
    expect(row(id)).toMatchObject({ state: 'on_sale', pushedPrice: 6000, ref: { marketProductId: thing.number } })
  })

  it('whose answer was lost is found on the market, not sent again', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'lost')
    expect(await upload()).toMatchObject({ progress: { uploaded: 1, unresolved: 0 } })
    expect(fake.coupang.count('create')).toBe(1)
    expect(row(id)).toMatchObject({ state: 'on_sale', intentAt: null })
  })

  it('is looked for with the time by which it was over, so that look-ups may share what was shown since', async () => {
    const seen: SkuSearch[] = []
    const { adapter } = FakeMarket.prototype
    vi.spyOn(FakeMarket.prototype, 'adapter').mockImplementation(function (this: FakeMarket) {
      const made = adapter.call(this)
      return {
        ...made,
        findBySku: (sku, search, call) => {
          seen.push(search)
          return made.findBySku(sku, search, call)
        },
      }
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const { fake, save, approve, upload } = startLife()
    const one = goods('1')
    save(one)
    approve('coupang', one)
    fake.coupang.fault('create', 'lost')
    await upload()
    const [before, after] = seen
    // Nothing was sent yet: there is nothing that could be shared.
    expect(before?.overBy).toBeUndefined()
    const [, created, found] = fake.coupang.asked.filter(({ operation }) => operation !== 'form').map(({ at }) => at)
    expect(after?.overBy).toBeGreaterThan(created ?? Number.NaN)
    expect(after?.overBy).toBeLessThanOrEqual(found ?? Number.NaN)
  })

  it('that never arrived is sent again only after two look-ups in a row found nothing', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'drop')
    expect(await upload()).toMatchObject({ progress: { uploaded: 1, unresolved: 0 } })
    const order = fake.coupang.asked.map(({ operation }) => operation).filter((one) => one !== 'form')
    expect(order).toEqual(['find', 'create', 'find', 'find', 'find', 'create'])
    expect(fake.coupang.of(contentOf(one).sku)).toHaveLength(1)
    expect(row(id).state).toBe('on_sale')
  })

  it('that is unknown twice is only looked up from then on, until the operator asks and approves again', async () => {
    const { fake, save, approve, upload, row, life, queue, clock } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'drop', 'drop', 'drop')
    for (let n = 0; n < 6; n += 1) {
      await upload()
      clock.at += 60 * 60_000
    }
    expect(fake.coupang.count('create')).toBe(2)
    expect(row(id)).toMatchObject({ state: 'unresolved', lastError: { code: 'LISTING_TWICE_UNKNOWN' } })
    const { jobIds } = await life.handlers['listings.resolve']({ listingIds: [id] })
    for (const jobId of jobIds) await queue.wait(jobId)
    expect(row(id)).toMatchObject({ state: 'draft', lastError: { code: 'LISTING_NOT_CREATED' } })
    expect(fake.coupang.count('create')).toBe(2)
  })

  it('stays unresolved while the market may not show it yet, and is found when it does', async () => {
    const { fake, save, approve, upload, row, clock } = startLife({ capabilities: { findableAfterMs: 600_000 } })
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'lost')
    expect(await upload()).toMatchObject({ progress: { uploaded: 0, unresolved: 1 } })
    expect(row(id)).toMatchObject({ state: 'unresolved', lastError: { code: 'LISTING_RESULT_UNKNOWN' } })
    clock.at += 600_000
    expect(await upload()).toMatchObject({ progress: { uploaded: 1, unresolved: 0 } })
    expect(fake.coupang.count('create')).toBe(1)
    expect(fake.coupang.things.size).toBe(1)
    expect(row(id).state).toBe('on_sale')
  })

  it('links the oldest of several, deletes none, and says which others there are', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const [first, second] = [fake.coupang.create(contentOf(one)), fake.coupang.create(contentOf(one))]
    const id = approve('coupang', one)
    await upload()
    expect(row(id)).toMatchObject({
      state: 'on_sale',
      ref: { marketProductId: first.number },
      lastError: { code: 'LISTING_DOUBLED', message: expect.stringContaining(second.number) },
    })
    expect(fake.coupang.things.size).toBe(2)
  })

  it('refused by the market keeps its words beside the field, and is not tried again by itself', async () => {
    const { fake, save, approve, upload, row, db } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'rejected')
    expect(await upload()).toMatchObject({ outcome: 'ok', progress: { uploaded: 0, rejected: 1 } })
    expect(row(id)).toMatchObject({
      state: 'rejected',
      outcome: 'rejected',
      intentAt: null,
      lastError: { code: 'MARKET_REJECTED', serviceCode: 'E-1' },
    })
    expect(JSON.parse(String(db.prepare('select findings from listing').pluck().get()))).toEqual([
      expect.objectContaining({ level: 'red', field: 'name' }),
    ])
    await upload()
    expect(fake.coupang.count('create')).toBe(1)
  })

  it('stops at a key that is refused: the connection hears of it and everything waits as approved', async () => {
    const { fake, save, approve, upload, row, told } = startLife()
    const many = Array.from({ length: 40 }, (_, n) => goods(String(n)))
    save(...many)
    const ids = many.map((one) => approve('coupang', one))
    fake.coupang.chance = (operation) => (operation === 'create' ? 'setup' : null)
    const job = await upload()
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'needs_setup' })
    expect(told[0]?.market).toBe('coupang')
    expect(new Set(ids.map((id) => row(id).state))).toEqual(new Set(['approved']))
    expect(ids.map((id) => row(id).outcome)).toContain('needs_setup')
    expect(fake.coupang.count('create')).toBeLessThan(40)
    fake.coupang.chance = null
    expect(await upload()).toMatchObject({ outcome: 'ok', progress: { uploaded: 40 } })
    expect(fake.coupang.things.size).toBe(40)
  })

  it('waits and tries again after "later", and says why while it waits', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    fake.coupang.fault('create', 'later', 'later')
    expect(await upload()).toMatchObject({ progress: { uploaded: 1, waiting: 0 } })
    expect(fake.coupang.count('create')).toBe(3)
    expect(row(id).lastError).toBeNull()
    expect(fake.coupang.of(contentOf(one).sku)).toHaveLength(1)
  })

  it('does not wait for ever for a market that is away', async () => {
    const { fake, save, approve, upload, row, clock } = startLife()
    const many = Array.from({ length: 30 }, (_, n) => goods(String(n)))
    save(...many)
    const ids = many.map((one) => approve('coupang', one))
    fake.coupang.chance = () => 'later'
    const before = clock.at
    const job = await upload()
    expect(job).toMatchObject({ outcome: 'ok', progress: { uploaded: 0, waiting: 30 }, lastError: expect.anything() })
    expect(clock.at - before).toBeLessThan(120_000)
    expect(new Set(ids.map((id) => row(id).state))).toEqual(new Set(['approved']))
  })

  it('takes an answer that nobody foresaw for unknown, and looks', async () => {
    const { fake, save, approve, upload } = startLife()
    const one = goods('1')
    save(one)
    approve('coupang', one)
    fake.coupang.fault('create', 'odd')
    expect(await upload()).toMatchObject({ progress: { uploaded: 1 } })
    expect(fake.coupang.of(contentOf(one).sku)).toHaveLength(1)
  })

  it('asks a market many things at once, but never two about one listing', async () => {
    const { fake, save, approve, upload } = startLife()
    const many = Array.from({ length: 60 }, (_, n) => goods(String(n)))
    save(...many)
    for (const one of many) approve('coupang', one)
    await upload()
    expect(fake.coupang.things.size).toBe(60)
    expect(fake.coupang.mostInFlight).toBeGreaterThan(4)
    expect(Math.max(...many.map((one) => fake.coupang.count('create', contentOf(one).sku)))).toBe(1)
  })

  it('tries what an outage cut off after the next start by looking, never by sending', async () => {
    const { fake, save, approve, upload, row, db, clock } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    // The process ended after the market had created it.
    db.prepare(`update listing set state = 'uploading', intent_at = ?, intent_id = 'x', attempts = 1`).run(clock.at)
    fake.coupang.create(contentOf(one))
    clock.at += 5000
    expect(await upload()).toMatchObject({ progress: { uploaded: 1 } })
    expect(fake.coupang.count('create')).toBe(0)
    expect(row(id).state).toBe('on_sale')
  })
})

describe('an approved listing goes back to draft, with the reason, instead of being sent', () => {
  const cases: [string, string, (rig: ReturnType<typeof startLife>, id: string) => void][] = [
    ['its content changed since', 'LISTING_CHANGED', ({ db }) => db.exec(`update listing set content_hash = 'other'`)],
    ['sold out', 'LISTING_PRODUCT_GONE', ({ save }) => save(goods('1', { status: 'soldout' }))],
    ['no stock left', 'LISTING_NO_STOCK', ({ save }) => save(goods('1', { stock: 0 }))],
    ['no longer for open markets', 'LISTING_NOT_LISTABLE', ({ save }) => save(goods('1', { bars: ['prohibited'] }))],
    [
      'banned',
      'LISTING_BANNED',
      ({ db }) => db.exec(`insert into product_ban (kind, value, form, created_at) values ('word', '주걱', '주걱', 1)`),
    ],
    ['its cost rose', 'LISTING_LOSS', ({ save }) => save(goods('1', { price: 9000 }))],
    ['approved for another account', 'LISTING_OTHER_ACCOUNT', ({ db }) => db.exec(`update listing set account = 'B2'`)],
  ]
  it.each(cases)('%s (%s)', async (_, code, change) => {
    const rig = startLife()
    const one = goods('1')
    rig.save(one)
    const id = rig.approve('coupang', one)
    change(rig, id)
    expect(await rig.upload()).toMatchObject({ progress: { uploaded: 0, returned: 1 } })
    expect(rig.row(id)).toMatchObject({ state: 'draft', approvedHash: null, lastError: { code } })
    expect(rig.fake.coupang.count('create')).toBe(0)
  })

  it('its category is gone (LISTING_CATEGORY_GONE), which is no refusal of the listing', async () => {
    const { fake, save, approve, upload, row } = startLife()
    const one = goods('1')
    save(one)
    const id = approve('coupang', one)
    const { failMarket } = await import('../../../../main/market/errors.ts')
    fake.coupang.meanwhile = (operation) => {
      if (operation !== 'create') return
      throw failMarket('coupang', 'MARKET_CATEGORY_GONE', { kind: 'rejected' }, { category: '1' })
    }
    await upload()
    expect(row(id)).toMatchObject({ state: 'draft', lastError: { code: 'LISTING_CATEGORY_GONE' } })
  })
})
