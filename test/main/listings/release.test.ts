import { describe, expect, it } from 'vitest'
import type { CommandContext } from '../../../main/cli/command.ts'
import { listingsCommand } from '../../../main/cli/listings.ts'
import type { ListingDeps } from '../../../main/listings/handlers.ts'
import { listingHandlers, listingKinds } from '../../../main/listings/handlers.ts'
import { createMarketFacts } from '../../../main/listings/market-facts.ts'
import { option } from '../products/sample.ts'
import { goods, PLAIN_PRICE, startLife } from './life/rig.ts'

/** The engine's calls over one database, wired as compose does it. */
function wired(options: Parameters<typeof startLife>[0] = {}) {
  const rig = startLife(options)
  const { db, clock, queue, fake, life } = rig
  const adapters = { coupang: fake.coupang.adapter(), naver: fake.naver.adapter(), '11st': fake['11st'].adapter() }
  const deps: ListingDeps = {
    ...{ db, clock, queue, adapters, emit: () => {}, facts: createMarketFacts({ db, clock, adapters }) },
    ...{ pictures: { get: async () => ({ type: 'image/jpeg' as const }) }, renewed: life.renewed },
  }
  const handlers = listingHandlers(
    deps,
    listingKinds(deps, () => true),
  )
  const approve = async (listingId: string) => {
    const answer = await handlers['listings.approve']({ listingIds: [listingId] })
    life.approved(answer.approved)
    return answer
  }
  const row = async (listingId: string) => handlers['listings.get']({ listingId })
  const approvals = () => db.prepare<[], { price: number }>('select price from listing_approval order by id').all()
  const pricesOf = () => [...fake.coupang.things.values()].flatMap(({ options: all }) => all.map(({ price }) => price))
  return { ...rig, handlers, approve, shown: row, approvals, pricesOf }
}

const codes = (answer: { refused: { reasons: { code: string }[] }[] }) =>
  answer.refused.flatMap(({ reasons }) => reasons.map(({ code }) => code))

describe('the approval of a listing that is on its market', () => {
  it('sends a price that waited with the next sync, and keeps exactly that price', async () => {
    const r = wired()
    const id = await r.listed(goods('1'))
    r.save(goods('1', { price: 100 }))
    await r.sync()
    expect(await r.shown(id)).toMatchObject({ wanted: { price: 4430 }, waiting: { kind: 'price', after: 4430 } })
    expect(await r.approve(id)).toEqual({ approved: [id], refused: [] })
    expect(r.approvals()).toEqual([{ price: 4430 }])
    const audit = r.db.prepare(`select detail from audit where action = 'updates.approved'`).pluck().all()
    expect(audit).toEqual([expect.stringContaining(`가격 ${PLAIN_PRICE.toLocaleString('ko-KR')}원 → 4,430원`)])
    expect(await r.shown(id)).toMatchObject({ state: 'on_sale', outcome: 'ok', waiting: null })
    await r.sync()
    expect(r.pricesOf()).toEqual([4430])
  })

  it('shows which option changes although the lowest price stays, and says that a limit is lifted', async () => {
    const r = wired({ capabilities: { priceChange: { down: 0.5, up: 1 } } })
    const sold = (price: number) =>
      goods('1', { options: [option({ key: 'A' }), option({ key: 'B', name: '파랑', price })] })
    const id = await r.listed(sold(1000))
    r.save(sold(9000))
    const { sku, waiting, pushed } = await r.shown(id)
    expect(waiting?.before).toBe(pushed.price)
    expect(waiting?.after).toBe(pushed.price)
    expect(waiting?.changes).toMatchObject([{ sku: expect.stringContaining(sku) }])
    const [change] = waiting?.changes ?? []
    expect(change?.after).toBeGreaterThan((change?.before ?? 0) * 2)
    expect(waiting?.why).toContain('한 번 변경 한도(-50%~+100%)를 풀고 보냅니다')
    const call = async (name: string) =>
      name === 'listings.count' ? { total: 1 } : { items: [await r.shown(id)], next: null }
    const context = { call, options: {}, positionals: ['list'], startWork: () => {} } as unknown as CommandContext
    const { json } = await listingsCommand.run(context)
    expect(json).toMatchObject({
      items: [
        {
          waitingPrice: change?.after,
          waitingPrices: [{ sku: change?.sku, from: change?.before, to: change?.after }],
          waitingReason: waiting?.why,
        },
      ],
    })
    await r.approve(id)
    const audit = r.db.prepare(`select detail from audit where action = 'updates.approved'`).pluck().all()
    expect(audit).toEqual([expect.stringContaining('한 번 변경 한도를 풀고 보냅니다')])
  })

  it('approves nothing where nothing waits (LISTING_NOTHING_WAITS), whatever the rule says meanwhile', async () => {
    const r = wired()
    const id = await r.listed(goods('1'))
    await r.handlers['listings.recheck']({ listingIds: [id] })
    r.db.exec('update listing set approved_hash = content_hash')
    r.db.exec(`update price_rule set rule = json_set(rule, '$.feeRate', 0.15)`)
    expect(codes(await r.approve(id))).toEqual(['LISTING_NOTHING_WAITS'])
    expect(codes(await r.approve(id))).toEqual(['LISTING_NOTHING_WAITS'])
    expect(r.approvals()).toEqual([])
    expect(await r.shown(id)).toMatchObject({ state: 'on_sale', outcome: 'ok' })
  })

  it('is given no other price than the one that was seen (LISTING_MOVED)', async () => {
    const r = wired()
    const id = await r.listed(goods('1'))
    r.save(goods('1', { price: 100 }))
    await r.sync()
    // A rule of the market moves prices without any product changing.
    r.db.exec(`update price_rule set rule = json_set(rule, '$.feeRate', 0.15), updated_at = updated_at + 1`)
    expect(codes(await r.approve(id))).toEqual(['LISTING_MOVED'])
    expect(r.approvals()).toEqual([])
    const { waiting } = await r.shown(id)
    expect(await r.approve(id)).toMatchObject({ approved: [id] })
    expect(r.approvals()).toEqual([{ price: waiting?.after }])
    await r.sync()
    expect(r.pricesOf()).toEqual([waiting?.after])
  })

  it('of a price by hand is the yes to how far it goes at once, too', async () => {
    const r = wired({ capabilities: { priceChange: { down: 0.1, up: 0.1 } } })
    const id = await r.listed(goods('1'))
    await r.handlers['listings.edit']({ listingId: id, edits: { price: 9000 } })
    r.db.exec(`update listing set level = 'yellow', findings = '[]',
      content_hash = substr(approved_hash, 1, 24) || substr(content_hash, 25)`)
    const stored = r.row(id)
    expect(stored.contentHash).not.toBe(stored.approvedHash)
    r.db.exec(`update listing set approved_hash = content_hash, approved_content = content`)
    r.life.approved([id])
    await r.sync()
    expect(r.pricesOf()).toEqual([9000])
  })
})

describe('what the market remarked when it took a listing', () => {
  it('stays with it, and what it shows otherwise than told is named', async () => {
    const r = wired()
    r.fake.coupang.remarks = ['노출이 제한될 수 있습니다.']
    const id = await r.listed(goods('1'))
    const [thing] = [...r.fake.coupang.things.values()]
    if (thing?.options[0] === undefined) throw new Error('nothing there')
    thing.options[0].price = 5000
    await r.sync()
    const shown = await r.shown(id)
    expect(shown).toMatchObject({ warnings: ['노출이 제한될 수 있습니다.'], differs: ['price'], read: { price: 5000 } })
  })
})
