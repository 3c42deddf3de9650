import { describe, expect, it } from 'vitest'
import { saveMarketAccount } from '../../../main/listings/repository-account.ts'
import { option } from '../products/sample.ts'
import { rig } from './rig.ts'

const stateOf = (r: ReturnType<typeof rig>, listingId: string) => r.handlers['listings.get']({ listingId })
const reasons = (answer: { refused: { reasons: { code: string }[] }[] }) =>
  answer.refused.flatMap((one) => one.reasons.map(({ code }) => code))

describe('an approval', () => {
  it('keeps exactly the values approved, with one row for the audit', async () => {
    const r = rig()
    r.store()
    const { listingId, content } = await r.drafted()
    const answer = await r.handlers['listings.approve']({ listingIds: [listingId], expected: 1 })
    expect(answer).toEqual({ approved: [listingId], refused: [] })
    const row = r.db
      .prepare<[], Record<string, unknown>>(
        'select state, approved_hash = content_hash as same, approved_content from listing',
      )
      .get()
    expect(row).toMatchObject({ state: 'approved', same: 1 })
    expect(JSON.parse(String(row?.approved_content))).toEqual(content)
    const kept = r.db.prepare<[], Record<string, unknown>>('select * from listing_approval').all()
    expect(kept).toMatchObject([
      { listing_id: listingId, price: 5800, cost: 1000, margin: 1220, name: '실리콘 주걱', category: '100' },
    ])
    expect(JSON.parse(String(kept[0]?.content))).toEqual(content)
    const audit = r.db.prepare(`select detail from audit where action = 'listings.approved'`).pluck().all()
    expect(audit).toEqual(['쿠팡 상품 1개의 등록을 승인했습니다 (판매가 합계 5,800원).'])
    const listing = await stateOf(r, listingId)
    expect(listing).toMatchObject({
      state: 'approved',
      approvalStale: false,
      approvals: [{ price: 5800, margin: 1220 }],
    })
    expect(listing.events.map(({ kind }) => kind)).toEqual(['approved', 'drafted'])
  })

  it('of a red one is refused with its reasons; nothing of it is kept', async () => {
    const r = rig()
    r.store({ minimumQuantity: 5, images: [] })
    const { listingId } = await r.drafted()
    const answer = await r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(answer.approved).toEqual([])
    expect(reasons(answer)).toEqual(['MINIMUM_QUANTITY', 'NO_IMAGE'])
    expect(answer.refused[0]?.reasons).toMatchObject([
      { field: 'stock', level: 'red' },
      { field: 'images', level: 'red' },
    ])
    expect(r.db.prepare('select count(*) from listing_approval').pluck().get()).toBe(0)
  })

  it('of a yellow one keeps the warnings that stood there', async () => {
    const r = rig()
    r.store({ stock: null })
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ filter: { market: 'coupang' }, expected: 1 })
    const findings = r.db.prepare('select findings from listing_approval where listing_id = ?').pluck().get(listingId)
    expect(String(findings)).toContain('STOCK_NOT_COUNTED')
  })

  it('is given nothing that changed after it was looked at (LISTING_MOVED); the next look approves it', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    r.store({ price: 2000, options: [option({ price: 2000 })] })
    expect(reasons(await r.handlers['listings.approve']({ listingIds: [listingId] }))).toEqual(['LISTING_MOVED'])
    expect(await stateOf(r, listingId)).toMatchObject({ state: 'draft', price: 7200 })
    expect((await r.handlers['listings.approve']({ listingIds: [listingId] })).approved).toEqual([listingId])
  })

  it('ends when the content changes, and asks again', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    const edited = await r.handlers['listings.edit']({ listingId, edits: { name: '다른 이름' } })
    expect(edited).toMatchObject({ state: 'draft', approvalStale: true, approvedAt: null, name: '다른 이름' })
    const { approved } = await stateOf(r, listingId)
    expect(approved?.name).toBe('실리콘 주걱')
    const stale = await r.handlers['listings.list']({ approvalStale: true, sort: 'name', descending: false, limit: 10 })
    expect(stale.items.map((row) => row.listingId)).toEqual([listingId])
  })

  it('stands through a change of stock, which moves by itself', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    r.store({ stock: 7 })
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    expect(await stateOf(r, listingId)).toMatchObject({ state: 'approved', stock: 7, approvalStale: false })
  })

  it('ends when the product sells out before it is sent', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    r.store({ status: 'soldout' })
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    expect(await stateOf(r, listingId)).toMatchObject({ state: 'draft', level: 'red' })
  })

  it('of another count than was confirmed changes nothing (LISTING_COUNT_CHANGED)', async () => {
    const r = rig()
    r.store()
    await r.drafted()
    const asking = r.handlers['listings.approve']({ filter: {}, expected: 2 })
    await expect(asking).rejects.toMatchObject({ code: 'LISTING_COUNT_CHANGED' })
    expect((await r.handlers['listings.count']({ states: ['approved'] })).total).toBe(0)
  })

  it('is refused where there is nothing to approve (LISTING_UNKNOWN, LISTING_NOT_DRAFT, LISTING_BUSY)', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    const approve = () => r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(reasons(await r.handlers['listings.approve']({ listingIds: ['없음'] }))).toEqual(['LISTING_UNKNOWN'])
    await approve()
    expect(reasons(await approve())).toEqual(['LISTING_NOT_DRAFT'])
    r.db.exec(`update listing set state = 'uploading'`)
    expect(reasons(await approve())).toEqual(['LISTING_BUSY'])
    await expect(r.handlers['listings.edit']({ listingId, edits: { name: 'x' } })).rejects.toMatchObject({
      code: 'LISTING_BUSY',
    })
    expect(() => r.handlers['listings.get']({ listingId: '없음' })).toThrow(/저장된 등록 상품이 아닙니다/)
  })

  it('is refused for another account than the drafts were made for (LISTING_ACCOUNT_OTHER)', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    saveMarketAccount(r.db, 'coupang', { account: 'A2', label: '다른 판매자' })
    expect(reasons(await r.handlers['listings.approve']({ listingIds: [listingId] }))).toEqual([
      'LISTING_ACCOUNT_OTHER',
    ])
    await r.draft()
    expect((await r.handlers['listings.count']({})).total).toBe(2)
  })

  it('of one that is on the market covers a price by hand, and promises no other change (LISTING_SENT)', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    const approve = () => r.handlers['listings.approve']({ listingIds: [listingId] })
    await approve()
    r.db.exec(`update listing set state = 'on_sale', market_product_id = '7'`)
    const priced = await r.handlers['listings.edit']({ listingId, edits: { price: 6500 } })
    expect(priced).toMatchObject({ state: 'on_sale', approvalStale: true })
    expect((await approve()).approved).toEqual([listingId])
    expect(await stateOf(r, listingId)).toMatchObject({ state: 'on_sale', approvalStale: false, price: 6500 })
    await r.handlers['listings.edit']({ listingId, edits: { name: '새 이름' } })
    expect(reasons(await approve())).toEqual(['LISTING_SENT'])
  })

  it('of one that is on the market is not asked again when its price moves by rule', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    r.db.exec(`update listing set state = 'on_sale', market_product_id = '7'`)
    r.store({ price: 2000, options: [option({ price: 2000 })] })
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    expect(await stateOf(r, listingId)).toMatchObject({ approvalStale: false, price: 7200 })
  })

  it('is taken back before it was sent, with its record; drafts that were never sent can be removed', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(await r.handlers['listings.withdraw']({ listingIds: [listingId] })).toEqual({ changed: 1 })
    expect(await stateOf(r, listingId)).toMatchObject({
      state: 'draft',
      approvalStale: false,
      approvals: [{ price: 5800 }],
    })
    expect(await r.handlers['listings.discard']({ listingIds: [listingId] })).toEqual({ removed: 1 })
    expect((await r.handlers['listings.count']({})).total).toBe(0)
    expect(r.db.prepare('select count(*) from listing_approval').pluck().get()).toBe(1)
  })

  it('a listing that was sent, or may have been, is never removed', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    for (const sent of [
      `state = 'draft', intent_at = 5`,
      `intent_at = null, market_product_id = '7'`,
      `state = 'unresolved'`,
    ]) {
      r.db.exec(`update listing set ${sent}`)
      expect(await r.handlers['listings.discard']({ listingIds: [listingId] })).toEqual({ removed: 0 })
    }
  })
})

describe('lists of listings', () => {
  const filledRig = async () => {
    const r = rig()
    for (let i = 0; i < 25; i += 1) {
      const status = i % 5 === 0 ? 'soldout' : 'available'
      r.store({
        productId: `p${i}`,
        name: `주걱 ${String(i).padStart(2, '0')}`,
        price: 1000 + i * 100,
        status,
        options: [option({ price: 1000 + i * 100 })],
      })
    }
    const ids = Array.from({ length: 25 }, (_, i) => `p${i}`)
    await r.draft({}, { market: ['coupang', 'naver'], ids })
    return r
  }

  it('walk in pages in every order without losing or doubling a row', async () => {
    const r = await filledRig()
    for (const sort of ['updatedAt', 'name', 'price', 'marginRate', 'level'] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = r.handlers['listings.list']({
          sort,
          descending: true,
          limit: 7,
          ...(after === undefined ? {} : { after }),
        })
        const { items, next } = await page
        seen.push(...items.map((row) => row.listingId))
        after = next ?? undefined
      } while (after !== undefined)
      expect(new Set(seen).size).toBe(50)
      expect(seen).toHaveLength(50)
    }
  })

  it('filter and count alike, and facets count what choosing a value would show', async () => {
    const r = await filledRig()
    const count = async (filter: object) => (await r.handlers['listings.count'](filter)).total
    expect(await count({ level: 'red' })).toBe(10)
    expect(await count({ finding: 'SOLD_OUT', market: 'naver' })).toBe(5)
    expect(await count({ search: '주걱 07' })).toBe(2)
    expect(await count({ states: ['approved'] })).toBe(0)
    expect(await count({ minMarginRate: 0.2, maxMarginRate: 1 })).toBe(50)
    expect(await count({ outOfStep: true })).toBe(0)
    const facets = await r.handlers['listings.facets']({ level: 'red' })
    expect(facets).toMatchObject({ total: 10, finding: [{ value: 'SOLD_OUT', count: 10 }] })
    expect(facets.level).toEqual(
      expect.arrayContaining([
        { value: 'red', count: 10 },
        { value: 'green', count: 40 },
      ]),
    )
  })

  it('show what was written since, and refuse a cursor of another order', async () => {
    const r = await filledRig()
    const list = (more: object = {}) =>
      r.handlers['listings.list']({ sort: 'name', descending: false, limit: 3, ...more })
    const { items, next } = await list()
    const [first] = items
    await r.handlers['listings.edit']({ listingId: first?.listingId ?? '', edits: { name: '가가' } })
    expect((await list()).items[0]?.name).toBe('가가')
    expect(() => list({ sort: 'price', after: next })).toThrow(/목록의 위치/)
    expect(() => list({ after: '%%' })).toThrow(/목록의 위치/)
  })
})

describe('the category map', () => {
  it('learns what the operator sets in a draft, for the same kind of product, and can undo it', async () => {
    const r = rig()
    r.store()
    r.store({ productId: '000002', name: '국자' })
    r.fakes.coupang.forms.set('200', { category: '200', path: ['주방', '주걱'], fields: [], axes: [], facts: {} })
    const { listingId } = await r.drafted()
    await r.handlers['listings.edit']({ listingId, edits: { category: '200' } })
    const choices = (await r.handlers['categoryMap.list']({})).items
    expect(choices).toMatchObject([
      { path: '주방 > 조리도구', category: '200', categoryPath: '주방 > 주걱', source: 'operator' },
    ])
    const [other = ''] = (await r.draft({}, { ids: ['000002'] })).listingIds
    expect(await stateOf(r, other)).toMatchObject({ category: '200', categoryPath: '주방 > 주걱' })
    await r.handlers['categoryMap.undo']({ choiceId: choices[0]?.choiceId ?? 0 })
    expect((await r.handlers['categoryMap.list']({})).items).toMatchObject([{ category: '100', source: 'market' }])
    await expect(async () =>
      r.handlers['categoryMap.undo']({ choiceId: choices[0]?.choiceId ?? 0 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('once chosen mends every draft that waited for it, and no other', async () => {
    const r = rig()
    r.fakes.coupang.suggestion = null
    r.fakes.coupang.forms.set('200', { category: '200', path: ['주방', '주걱'], fields: [], axes: [], facts: {} })
    const kinds = [
      ['주방', '조리도구'],
      ['주방', '조리도구'],
      ['주방', '조리도구 세트'],
      ['욕실', '수건'],
    ]
    const ids = kinds.map((categoryPath, n) => {
      const productId = `00000${n + 1}`
      r.store({ productId, name: `상품 ${n + 1}`, categoryPath, categoryCode: `01${n}` })
      return productId
    })
    const { listingIds } = await r.draft({}, { ids })
    const categories = () => Promise.all(listingIds.map(async (id) => (await stateOf(r, id)).category))
    const unmapped = async () => (await r.handlers['categoryMap.list']({})).unmapped.map(({ path }) => path).sort()
    expect(await categories()).toEqual([null, null, null, null])
    await r.handlers['listings.edit']({ listingId: listingIds[0] ?? '', edits: { category: '200' } })
    await expect.poll(categories).toEqual(['200', '200', null, null])
    expect(await unmapped()).toEqual(['욕실 > 수건', '주방 > 조리도구 세트'])
    await r.handlers['categoryMap.set']({ market: 'coupang', wholesaler: 'zentrade', path: '주방', category: '100' })
    await expect.poll(categories).toEqual(['200', '200', '100', null])
  })

  it('takes the nearest choice above, the operator’s before the market’s guess', async () => {
    const r = rig()
    r.store()
    await r.handlers['categoryMap.set']({ market: 'coupang', wholesaler: 'zentrade', path: '주방', category: '100' })
    r.fakes.coupang.suggestion = null
    expect((await r.drafted()).category).toBe('100')
    expect(r.fakes.coupang.calls.suggest).toBeUndefined()
  })

  it('takes the wholesaler’s own code where the market knows it, and asks the market where it does not', async () => {
    const r = rig()
    r.store({ marketCategories: { coupang: '100', naver: '12345' } })
    expect((await r.drafted()).category).toBe('100')
    expect(r.fakes.coupang.calls.suggest).toBeUndefined()
    expect((await r.drafted({}, 'naver')).category).toBe('100')
    expect(r.fakes.naver.calls).toMatchObject({ suggest: 1, form: 1 })
  })

  it('refuses a category that the market does not have, and says what goes nowhere', async () => {
    const r = rig()
    r.store()
    r.fakes.coupang.suggestion = null
    await r.drafted()
    const { unmapped } = await r.handlers['categoryMap.list']({ market: 'coupang' })
    expect(unmapped).toEqual([{ market: 'coupang', wholesaler: 'zentrade', path: '주방 > 조리도구', products: 1 }])
    const set = r.handlers['categoryMap.set']({
      market: 'coupang',
      wholesaler: 'zentrade',
      path: '주방',
      category: '9',
    })
    await expect(set).rejects.toMatchObject({ code: 'MARKET_CATEGORY_GONE' })
  })

  it('suggests choices, the market’s guess and leaves that are called alike', async () => {
    const r = rig()
    r.store()
    r.fakes.coupang.categories = [
      { code: '100', name: '조리도구', path: ['주방용품', '조리도구'], leaf: true },
      { code: '300', name: '조리도구 세트', path: ['주방용품', '조리도구 세트'], leaf: true },
      { code: '400', name: '수건', path: ['욕실', '수건'], leaf: true },
    ]
    const asked = { market: 'coupang', wholesaler: 'zentrade', path: '주방 > 조리도구' } as const
    const { items } = await r.handlers['categoryMap.suggest'](asked)
    expect(items.map(({ code, source }) => [code, source])).toEqual([
      ['100', 'market'],
      ['300', 'words'],
    ])
    const found = await r.handlers['markets.categories']({ market: 'coupang', search: '조리 세트' })
    expect(found.items.map(({ code }) => code)).toEqual(['300'])
  })
})

describe('settings of a market', () => {
  it('keep what was set and refuse what cannot be', async () => {
    const r = rig()
    expect(await r.handlers['step.settings']({ market: 'naver' })).toMatchObject({ paused: false, autoPrice: true })
    await r.handlers['step.setSettings']({ market: 'naver', settings: { autoPrice: false } })
    expect(await r.handlers['step.settings']({ market: 'naver' })).toMatchObject({ autoPrice: false, paused: false })
    expect(await r.handlers['step.settings']({ market: 'coupang' })).toMatchObject({ autoPrice: true })
    expect((await r.handlers['markets.capabilities']({})).items.map(({ market }) => market)).toEqual([
      'coupang',
      'naver',
      '11st',
    ])
    expect((await r.handlers['markets.places']({ market: 'naver' })).inbound).toMatchObject([{ code: 'R1' }])
    expect(await r.handlers['markets.form']({ market: 'naver', category: '100' })).toMatchObject({
      path: '주방용품 > 조리도구',
    })
  })
})
