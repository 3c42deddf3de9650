import { describe, expect, it } from 'vitest'
import { calm, eleventhStreet, failureOf, onlyProduct, option } from './harness.ts'

const DAY = 86_400_000

describe('an account', () => {
  it('is told by its member number', async () => {
    const { adapter, control } = await eleventhStreet()
    expect(await adapter.check(calm())).toEqual({ account: '10000000', label: '11번가 회원 10000000' })
    expect(control.seen().requests).toEqual({ 'GET places': 1 })
  })

  it('is told by a hash of its key where places say no member number, and the key is not in it', async () => {
    const { adapter, practice } = await eleventhStreet({ memNo: null })
    const { account } = await adapter.check(calm())
    expect(account).toMatch(/^key-[0-9a-f]{16}$/)
    expect((await adapter.check(calm())).account).toBe(account)
    expect(practice.credentials.apiKey).not.toContain(account.slice(4))
  })

  it('may have no places yet', async () => {
    const { adapter, control } = await eleventhStreet()
    control.setPlaces({ outbound: [], inbound: [] })
    expect((await adapter.check(calm())).account).toMatch(/^key-/)
    expect(await adapter.places(calm())).toEqual({ outbound: [], inbound: [] })
  })
})

describe('categories', () => {
  it('are leaves when they are nobody’s parent, and know their path', async () => {
    const { adapter, leafNamed } = await eleventhStreet()
    const all = await adapter.categories(calm())
    expect(all.find(({ code }) => code === leafNamed('차량용 거치대'))).toMatchObject({
      path: ['휴대폰/액세서리', '휴대폰 액세서리', '휴대폰 거치대', '차량용 거치대'],
      leaf: true,
    })
    expect(all.find(({ name }) => name === '휴대폰 거치대')?.leaf).toBe(false)
  })

  it('of the real size are read whole, with markup characters in their names', async () => {
    const { adapter } = await eleventhStreet({ extraCategories: 20_000 })
    const all = await adapter.categories(calm())
    expect(all.length).toBeGreaterThan(20_000)
    expect(all.at(-1)?.path).toEqual(['기타', '기타 용품 & 부품 20000'])
  })

  it.each(['휴대폰 거치대', 'gone', 'not a number'])('cannot be listed in when they are no leaf: %s', async (what) => {
    const { adapter, control } = await eleventhStreet()
    const code = control.categories().find(({ name }) => name === what)?.code ?? (what === 'gone' ? '1999999' : what)
    const failure = await failureOf(adapter.form(code, calm()))
    expect(failure).toMatchObject({ code: 'MARKET_CATEGORY_GONE', kind: 'rejected' })
  })

  it('may be silent about themselves while the tree of today knows them', async () => {
    const { adapter, control, leafNamed } = await eleventhStreet()
    const category = leafNamed('장우산')
    control.fault({ kind: 'no-detail', on: 'category' })
    expect((await adapter.form(category, calm())).path).toEqual(['생활/건강', '생활잡화', '우산', '장우산'])
    control.closeCategory(category)
    expect((await failureOf(adapter.form(category, calm()))).code).toBe('MARKET_CATEGORY_GONE')
  })

  it('ask for the notice of their kind, the four certificates and the rest', async () => {
    const { adapter, leafNamed } = await eleventhStreet()
    const plain = await adapter.form(leafNamed('차량용 거치대'), calm())
    expect(plain.facts).toMatchObject({ noticeType: '891045', certificatesRequired: false })
    expect(plain.fields.filter(({ group }) => group === 'notice').map(({ key }) => key)).toEqual([
      'notice:11800',
      'notice:11905',
      'notice:23760413',
      'notice:23759100',
      'notice:23756033',
    ])
    const toy = await adapter.form(leafNamed('봉제인형'), calm())
    expect(toy.facts).toMatchObject({ noticeType: '891033', certificatesRequired: true, certificateType: '2' })
    expect(toy.fields.filter(({ group }) => group === 'certificate')).toHaveLength(8)
    expect((await adapter.form(leafNamed('롱 원피스'), calm())).facts.noticeType).toBe('891011')
  })

  it('are asked without the templates when 11st does not know that call', async () => {
    const { adapter, control, leafNamed } = await eleventhStreet()
    control.fault({ kind: 'route', on: 'templates' })
    const form = await adapter.form(leafNamed('장우산'), calm())
    expect(form.fields.some(({ key }) => key === 'other:sendClose')).toBe(false)
    control.clearFaults()
    const again = await adapter.form(leafNamed('장우산'), calm())
    expect(again.fields.find(({ key }) => key === 'other:sendClose')?.choices).toHaveLength(2)
  })
})

describe('the life of a listing', () => {
  it('goes from a draft that nobody typed into to its end', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref, state } = await create(leafNamed('차량용 거치대'))
    expect(state).toBe('on_sale')
    expect(ref).toEqual({
      marketProductId: '9990000001',
      sku: 'JT-11-1',
      ids: {},
      options: [{ sku: 'JT-11-1', id: null }],
    })

    const read = await adapter.read(ref, calm())
    expect(read).toMatchObject({
      state: 'on_sale',
      stateText: '판매중',
      name: '하늘공방 송풍구 휴대폰 거치대',
      price: 12900,
      stock: 50,
      options: [{ sku: 'JT-11-1', price: 12900, stock: 50, onSale: true }],
      url: 'https://www.11st.co.kr/products/9990000001',
    })
    expect(read.ref.options).toEqual([{ sku: 'JT-11-1', id: '99900000001' }])

    await adapter.setPrice(ref, [{ sku: 'JT-11-1', value: 13500 }], { force: false }, calm())
    await adapter.setStock(ref, [{ sku: 'JT-11-1', value: 7 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ price: 13500, stock: 7 })

    await adapter.setStock(ref, [{ sku: 'JT-11-1', value: 0 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'sold_out', stock: 0 })
    await adapter.setStock(ref, [{ sku: 'JT-11-1', value: 9 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'on_sale', stock: 9 })

    await adapter.stop(ref, calm())
    await adapter.stop(ref, calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'stopped', stateText: '전시중지' })
    await adapter.resume(ref, [{ sku: 'JT-11-1', value: 5 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'on_sale', stock: 5 })

    expect(await adapter.findBySku('JT-11-1', { createdAfter: null }, calm())).toHaveLength(1)
    expect(await failureOf(adapter.remove(ref, calm()))).toMatchObject({ code: 'MARKET_CANNOT', kind: 'rejected' })
    control.remove(ref.marketProductId)
    expect(await failureOf(adapter.read(ref, calm()))).toMatchObject({ code: 'MARKET_GONE', kind: 'rejected' })
    expect(await adapter.findBySku('JT-11-1', { createdAfter: 0 }, calm())).toEqual([])
  })

  it('may begin with a review that refuses', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet({ reviewMs: DAY, refuseEvery: 2 })
    const good = await create(leafNamed('장우산'), { sku: 'A' })
    const bad = await create(leafNamed('장우산'), { sku: 'B' })
    expect(await adapter.read(good.ref, calm())).toMatchObject({ state: 'in_review', stateText: '승인대기' })
    control.advance(DAY)
    expect(await adapter.read(good.ref, calm())).toMatchObject({ state: 'on_sale', reason: null })
    expect(await adapter.read(bad.ref, calm())).toMatchObject({ state: 'rejected', reason: '승인거부' })
  })

  it('ends with its time of sale and comes back with a new one', async () => {
    const { adapter, control, create, leafNamed, time } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    control.change(ref.marketProductId, { endsAt: time.clock.now() - 1 })
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'stopped', stateText: '판매정상종료' })
    await adapter.resume(ref, [{ sku: 'JT-11-1', value: 3 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'on_sale', stock: 3 })
  })

  it.each([
    ['106', 'stopped'],
    ['107', 'stopped'],
    ['108', 'stopped'],
    ['102', 'in_review'],
    ['110', 'in_review'],
    ['109', 'rejected'],
    ['777', 'unknown'],
  ])('reads the state %s as %s', async (state, means) => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    control.change(ref.marketProductId, { state })
    expect((await adapter.read(ref, calm())).state).toBe(means)
  })

  it('stays stopped when it is restocked while the operator holds it back', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'))
    await adapter.stop(ref, calm())
    control.change(ref.marketProductId, { stock: 0 })
    await adapter.setStock(ref, [{ sku: 'JT-11-1', value: 4 }], calm())
    expect(await adapter.read(ref, calm())).toMatchObject({ state: 'stopped', stock: 4 })
  })
})

describe('options', () => {
  const options = [option('O1', '블랙', 12000, 5), option('O2', '화이트', 15000, 3), option('O3', '레드', 12000, 0)]

  it('come back under our own codes with their prices and pieces', async () => {
    const { adapter, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options, price: 12000 })
    const read = await adapter.read(ref, calm())
    expect(read).toMatchObject({ price: 12000, stock: 8 })
    expect(read.options).toEqual([
      { sku: 'O1', id: '99900000001', price: 12000, stock: 5, onSale: true },
      { sku: 'O2', id: '99900000002', price: 15000, stock: 3, onSale: true },
      { sku: 'O3', id: '99900000003', price: 12000, stock: 0, onSale: false },
    ])
  })

  it('of two axes with long names go out as combinations, and come back under our codes', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const two = (sku: string, colour: string, size: string, price: number) => ({
      ...option(sku, '', price, 4),
      values: [
        { axis: '색상', value: colour },
        { axis: '사이즈', value: size },
      ],
    })
    const long = '아주 긴 이름을 가진 퓨터 그레이 색상입니다'
    const { ref } = await create(leafNamed('장우산'), {
      options: [two('A', long, '아주 넉넉한 엑스라지 사이즈', 10000), two('B', '블랙', 'S', 11000)],
    })
    expect(control.bodies().at(-1)).toContain('†')
    expect((await adapter.read(ref, calm())).options).toMatchObject([
      { sku: 'A', price: 10000 },
      { sku: 'B', price: 11000 },
    ])
    const change = adapter.setPrice(
      ref,
      [
        { sku: 'A', value: 10000 },
        { sku: 'B', value: 12000 },
      ],
      { force: false },
      calm(),
    )
    expect(await failureOf(change)).toMatchObject({ code: 'MARKET_CANNOT', kind: 'rejected' })
  })

  it('change their stock by stock number, what is sold out first, and nothing that is as wanted', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options })
    control.resetSeen()
    const stocks = [
      { sku: 'O1', value: 9 },
      { sku: 'O2', value: 0 },
      { sku: 'O3', value: 0 },
    ]
    await adapter.setStock(ref, stocks, calm())
    expect(control.seen().requests).toEqual({ 'GET stocks': 1, 'PUT stock': 2 })
    expect(onlyProduct(control.products()).stocks.map(({ stock }) => stock)).toEqual([9, 0, 0])
  })

  it('are marked sold out where 11st takes no 0, and all of them together stop the listing', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet({ zeroStock: 'refuse' })
    const { ref } = await create(leafNamed('장우산'), { options })
    await adapter.setStock(ref, [{ sku: 'O2', value: 0 }], calm())
    const after = onlyProduct(control.products())
    expect(after.stocks.map(({ sellerStockCd, stock, inUse }) => [sellerStockCd, stock, inUse])).toEqual([
      ['O1', 5, true],
      ['O2', 0, false],
      ['O3', 0, false],
    ])
    expect(after.state).toBe('103')
    await adapter.setStock(ref, [{ sku: 'O1', value: 0 }], calm())
    expect(onlyProduct(control.products()).state).toBe('105')
  })

  it('change their prices together in one call when only the base moves', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options })
    control.resetSeen()
    const prices = [
      { sku: 'O1', value: 13000 },
      { sku: 'O2', value: 16000 },
      { sku: 'O3', value: 13000 },
    ]
    await adapter.setPrice(ref, prices, { force: false }, calm())
    expect(control.seen().requests).toEqual({ 'GET stocks': 1, 'GET price': 1 })
    expect((await adapter.read(ref, calm())).options.map(({ price }) => price)).toEqual([13000, 16000, 13000])
  })

  it.each([
    ['rises', [14000, 14500, 14000], ['GET price', 'POST options']],
    ['falls', [11000, 15000, 11000], ['POST options', 'GET price']],
  ])('are never cheaper in between when the base %s and the surcharges change', async (_word, wanted, order) => {
    const { adapter, calls, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options })
    calls.length = 0
    const prices = wanted.map((value, at) => ({ sku: `O${at + 1}`, value }))
    await adapter.setPrice(ref, prices, { force: false }, calm())
    const writes = calls.filter(({ path }) => /price|updateProductOption/.test(path))
    expect(writes.map(({ method, path }) => `${method} ${path.includes('price') ? 'price' : 'options'}`)).toEqual(order)
    const after = await adapter.read(ref, calm())
    expect(after.options.map(({ sku, price, stock }) => [sku, price, stock])).toEqual([
      ['O1', wanted[0], 5],
      ['O2', wanted[1], 3],
      ['O3', wanted[2], 0],
    ])
  })

  it('are read after they were changed: an answer of 200 alone neither lowers the base nor counts', async () => {
    const { adapter, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options })
    const before = onlyProduct(control.products())
    const base = before.price
    control.faultByName('options:ignored', 1)
    const wanted = [11000, 15000, 11000].map((value, at) => ({ sku: `O${at + 1}`, value }))
    const failure = await failureOf(adapter.setPrice(ref, wanted, { force: false }, calm()))
    expect(failure).toMatchObject({ code: 'MARKET_ODD_REPLY', kind: 'unknown' })
    expect(onlyProduct(control.products()).price).toBe(base)
    await adapter.setPrice(ref, wanted, { force: false }, calm())
    expect((await adapter.read(ref, calm())).options.map(({ price }) => price)).toEqual([11000, 15000, 11000])
  })

  it('that 11st does not have are not silently left out', async () => {
    const { adapter, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { options })
    const failure = await failureOf(adapter.setStock(ref, [{ sku: 'O9', value: 1 }], calm()))
    expect(failure).toMatchObject({ code: 'ELEVENST_OPTION_UNKNOWN', kind: 'rejected' })
  })
})

describe('a price beyond one change', () => {
  it('is refused, and goes in steps when the operator insists', async () => {
    const { adapter, calls, control, create, leafNamed } = await eleventhStreet()
    const { ref } = await create(leafNamed('장우산'), { price: 1000 })
    const prices = [{ sku: 'JT-11-1', value: 3000 }]
    const failure = await failureOf(adapter.setPrice(ref, prices, { force: false }, calm()))
    expect(failure).toMatchObject({ code: 'MARKET_REJECTED', kind: 'rejected', serviceCode: '500' })
    expect(failure.fields).toMatchObject([{ field: 'price' }])
    expect(failure.message).toContain('50% 인상')
    calls.length = 0
    await adapter.setPrice(ref, prices, { force: true }, calm())
    expect(onlyProduct(control.products()).price).toBe(3000)
    expect(calls.filter(({ path }) => path.includes('/price/'))).toHaveLength(3)
  })
})

describe('finding by code', () => {
  it('brings every listing that carries it, since 11st keeps codes apart from nobody', async () => {
    const { adapter, create, leafNamed } = await eleventhStreet()
    await create(leafNamed('장우산'))
    await create(leafNamed('장우산'))
    const found = await adapter.findBySku('JT-11-1', { createdAfter: null }, calm())
    expect(found.map(({ ref }) => ref.marketProductId)).toEqual(['9990000001', '9990000002'])
    expect(found[0]?.ref.options).toEqual([{ sku: 'JT-11-1', id: '99900000001' }])
  })

  it('asks the list of the day too where the search finds nothing, and believes a list that refuses', async () => {
    const { adapter, control, create, leafNamed, time } = await eleventhStreet()
    await create(leafNamed('장우산'))
    const createdAfter = time.clock.now() - DAY
    control.resetSeen()
    expect(await adapter.findBySku('OTHER', { createdAfter }, calm())).toEqual([])
    expect(control.seen().requests).toEqual({ 'GET find': 1, 'POST list': 1 })
    control.fault({ kind: 'route', on: 'list' })
    expect(await adapter.findBySku('OTHER', { createdAfter }, calm())).toEqual([])
    control.fault({ kind: '500', on: 'list' })
    expect((await failureOf(adapter.findBySku('OTHER', { createdAfter }, calm()))).kind).toBe('later')
  })

  it('finds through the list what the search does not know', async () => {
    const { adapter, control, create, leafNamed, time } = await eleventhStreet()
    await create(leafNamed('장우산'))
    control.fault({ kind: 'not-found', on: 'find', times: 1 })
    const found = await adapter.findBySku('JT-11-1', { createdAfter: time.clock.now() - DAY }, calm())
    expect(found.map(({ ref }) => ref.marketProductId)).toEqual(['9990000001'])
  })

  it('keeps a code with odd characters in its place of the path', async () => {
    const { adapter, create, leafNamed } = await eleventhStreet()
    await create(leafNamed('장우산'), { sku: 'A/B 가?#%' })
    expect(await adapter.findBySku('A/B 가?#%', { createdAfter: null }, calm())).toHaveLength(1)
  })
})
