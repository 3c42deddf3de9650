import { describe, expect, it } from 'vitest'
import { failure, HOLDER, how, options, ready, setUp } from './support.ts'

const MINUTE = 60_000

describe('a listing on the practice Coupang', () => {
  it('is created, reviewed, sold, repriced, stopped, resumed and deleted, and nothing of it is careless', async () => {
    const { adapter, control } = await setUp()
    expect(await adapter.check(how)).toEqual({ account: 'A00099999', label: 'A00099999' })
    const { form, places, content } = await ready(adapter)
    expect(adapter.validate(content, form, places)).toEqual([])
    const { ref, state, warnings } = await adapter.create(content, { form, places }, how)
    expect({ state, warnings, options: ref.options }).toEqual({
      state: 'in_review',
      warnings: [],
      options: [{ sku: 'JT-1', id: null }],
    })
    expect((await adapter.read(ref, how)).state).toBe('in_review')
    expect(await adapter.findBySku('JT-1', { createdAfter: null }, how)).toEqual([])
    expect((await failure(adapter.setStock(ref, [{ sku: 'JT-1', value: 1 }], how))).code).toBe('COUPANG_NOT_APPROVED')
    expect((await failure(adapter.remove(ref, how))).code).toBe('COUPANG_IN_REVIEW')

    control.advance(2 * MINUTE)
    const live = await adapter.read(ref, how)
    expect(live).toMatchObject({ state: 'on_sale', stateText: '승인완료', price: 12_900, stock: 50 })
    // Eighteen digits, all of them kept.
    expect(live.options[0]?.id).toBe('900000000000000123')
    expect(live.url).toMatch(/^https:\/\/www\.coupang\.com\/vp\/products\/\d+$/)
    expect(await adapter.findBySku('JT-1', { createdAfter: null }, how)).toEqual([live])

    await adapter.setPrice(live.ref, [{ sku: 'JT-1', value: 14_900 }], { force: false }, how)
    await adapter.setStock(live.ref, [{ sku: 'JT-1', value: 0 }], how)
    expect(await adapter.read(live.ref, how)).toMatchObject({ state: 'sold_out', price: 14_900, stock: 0 })
    await adapter.stop(live.ref, how)
    expect((await adapter.read(live.ref, how)).state).toBe('stopped')
    await adapter.resume(live.ref, [{ sku: 'JT-1', value: 7 }], how)
    expect(await adapter.read(live.ref, how)).toMatchObject({ state: 'on_sale', stock: 7 })
    await adapter.remove(live.ref, how)
    expect((await adapter.read(live.ref, how)).state).toBe('deleted')
    expect(await adapter.findBySku('JT-1', { createdAfter: null }, how)).toEqual([])
    expect(control.misuse()).toEqual([])
  })

  it('keeps price and stock of each option apart, and is found by an option code', async () => {
    const { adapter, control } = await setUp()
    const { form, places, content } = await ready(adapter, HOLDER, { options: options('색상', ['블랙', '화이트']) })
    expect(adapter.validate(content, form, places)).toEqual([])
    const { ref } = await adapter.create(content, { form, places }, how)
    control.advance(2 * MINUTE)
    const optionSkus = content.options.map(({ sku }) => sku)
    const [found] = await adapter.findBySku('JT-1', { createdAfter: null, optionSkus }, how)
    expect(found).toMatchObject({
      ref: { marketProductId: ref.marketProductId, sku: 'JT-1' },
      price: 12_900,
      stock: 11,
      options: [
        { sku: 'JT-1-1', price: 12_900, stock: 5, onSale: true },
        { sku: 'JT-1-2', price: 13_900, stock: 6, onSale: true },
      ],
    })
    // The ref of the create has no numbers yet: they are looked up.
    await adapter.setStock(ref, [{ sku: 'JT-1-2', value: 0 }], how)
    await adapter.setPrice(ref, [{ sku: 'JT-1-1', value: 9900 }], { force: false }, how)
    expect((await adapter.read(ref, how)).options.map(({ price, stock }) => [price, stock])).toEqual([
      [9900, 5],
      [13_900, 0],
    ])
    expect((await failure(adapter.setStock(ref, [{ sku: '없음', value: 1 }], how))).code).toBe('COUPANG_OPTION_GONE')
  })

  it('stays saved when no review is wanted, and is deleted without being stopped', async () => {
    const { adapter } = await setUp()
    const { form, places, content } = await ready(adapter, HOLDER, { requestReview: false })
    const { ref, state } = await adapter.create(content, { form, places }, how)
    expect(state).toBe('saved')
    expect(await adapter.read(ref, how)).toMatchObject({
      state: 'saved',
      stateText: '임시저장',
      price: 12_900,
      url: null,
    })
    await adapter.remove(ref, how)
    expect((await adapter.read(ref, how)).state).toBe('deleted')
    await adapter.remove(ref, how)
  })

  it('is refused in its review with the reason in Coupang’s words', async () => {
    const { adapter, control } = await setUp({ refuseEvery: 1 })
    const { form, places, content } = await ready(adapter)
    const { ref } = await adapter.create(content, { form, places }, how)
    control.advance(MINUTE)
    expect(await adapter.read(ref, how)).toMatchObject({
      state: 'rejected',
      stateText: '승인반려',
      reason: '대표 이미지에 문구나 로고가 포함되어 있습니다.',
    })
  })

  it('shows what was changed behind our back', async () => {
    const { adapter, control } = await setUp({ reviewMs: 0 })
    const { form, places, content } = await ready(adapter)
    const { ref } = await adapter.create(content, { form, places }, how)
    control.change('JT-1', { price: 20_000 })
    control.sell('JT-1', 3)
    expect(await adapter.read(ref, how)).toMatchObject({ price: 20_000, stock: 47 })
    control.change('JT-1', { monitored: true, onSale: false })
    expect((await adapter.read(ref, how)).state).toBe('stopped')
    const refusal = await failure(adapter.resume(ref, [{ sku: 'JT-1', value: 1 }], how))
    expect([refusal.code, refusal.kind]).toEqual(['COUPANG_RESUME_REFUSED', 'rejected'])
    control.remove(ref.marketProductId)
    expect((await adapter.read(ref, how)).state).toBe('deleted')
    expect(
      (
        await failure(
          adapter.setStock(
            { ...ref, options: [{ sku: 'JT-1', id: '900000000000000123' }] },
            [{ sku: 'JT-1', value: 1 }],
            how,
          ),
        )
      ).code,
    ).toBe('COUPANG_OPTION_GONE')
  })

  it('with a free option is accepted with a warning, and refused where the category forbids it', async () => {
    const { adapter } = await setUp()
    const free = { options: options('향기', ['라벤더', '레몬']) }
    const { form, places, content } = await ready(adapter, HOLDER, free)
    expect(adapter.validate(content, form, places).map(({ level, code }) => `${level} ${code}`)).toEqual([
      'yellow COUPANG_FREE_OPTION',
    ])
    const { warnings } = await adapter.create(content, { form, places }, how)
    expect(warnings.join()).toContain('향기')
    const all = await adapter.categories(how)
    const strict = all.find(({ name }) => name === '수건')?.code ?? ''
    const second = await ready(adapter, strict, free)
    second.content.fields['attribute:색상계열'] = '기타'
    const refusal = await failure(adapter.create(second.content, second, how))
    expect([refusal.code, refusal.kind, refusal.fields[0]?.field]).toEqual([
      'COUPANG_OPTION_NOT_ALLOWED',
      'rejected',
      'fields.attribute:향기',
    ])
  })

  it('carries a known brand with its number, and says that it left out an unknown one', async () => {
    const { adapter, control } = await setUp()
    const known = await ready(adapter, HOLDER, { brand: '하늘 공방' })
    expect((await adapter.create(known.content, known, how)).warnings).toEqual([])
    const unknown = await ready(adapter, HOLDER, { brand: '없는브랜드', sku: 'JT-2' })
    expect((await adapter.create(unknown.content, unknown, how)).warnings.join()).toContain('없는브랜드')
    expect(control.products().map(({ sent }) => [sent.brand, sent.brandId])).toEqual([
      ['하늘공방', 'KR-5'],
      [undefined, undefined],
    ])
  })
})

describe('every category of the practice Coupang', () => {
  it('gives a draft that its own defaults complete, or says beside the field what only the operator knows', async () => {
    const { adapter, control } = await setUp()
    const places = await adapter.places(how)
    const missing: Record<string, string[]> = {}
    for (const { code, leaf, path } of await adapter.categories(how)) {
      if (!leaf) continue
      const { form, content } = await ready(adapter, code, { sku: `JT-${code}` })
      const reds = adapter.validate(content, form, places).filter(({ level }) => level === 'red')
      if (reds.length > 0) missing[path.join('>')] = reds.map(({ field }) => field)
      else await adapter.create(content, { form, places }, how)
    }
    // What remains is a certificate number, and a choice that nothing neutral stands for.
    expect(
      Object.values(missing)
        .flat()
        .every((field) => /certificate|attribute:(?:전원 방식|색상계열|사이즈)/.test(field)),
    ).toBe(true)
    expect(control.products().length).toBeGreaterThan(10)
    expect(control.misuse()).toEqual([])
  })

  it('is suggested by the product’s name, or not at all', async () => {
    const { adapter } = await setUp()
    await adapter.categories(how)
    const asked = { brand: null, categoryPath: [] }
    expect(await adapter.suggestCategory?.({ name: '송풍구 홀더', ...asked }, how)).toEqual({
      code: HOLDER,
      path: ['자동차용품', '실내용품', '휴대폰 거치대'],
    })
    expect(await adapter.suggestCategory?.({ name: 'ㅁㄴㅇ', ...asked }, how)).toBeNull()
  })

  it('that is gone is said to be gone, before and after its metadata answer', async () => {
    const { adapter, control } = await setUp()
    for (const code of ['79001', '1', 'abc']) {
      const gone = await failure(adapter.form(code, how))
      expect([gone.code, gone.kind]).toEqual(['MARKET_CATEGORY_GONE', 'rejected'])
    }
    const { form, places, content } = await ready(adapter)
    control.closeCategory(Number(HOLDER), true)
    const refusal = await failure(adapter.create(content, { form, places }, how))
    expect(refusal.kind).toBe('rejected')
  })
})
