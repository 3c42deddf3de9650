import { describe, expect, it } from 'vitest'
import { shirt, single } from './content.ts'
import { call, naver } from './harness.ts'

describe('a listing on Naver', () => {
  it('comes out without findings but for what the operator should know', async () => {
    const { adapter } = await naver()
    const form = await adapter.form('50003404', call())
    const places = await adapter.places(call())
    const typed = single({ fields: { ...single().fields, 'other:importer': '한빛무역' } })
    expect(adapter.validate(typed, form, places)).toEqual([])
    expect(places.outbound.map(({ code, preferred }) => [code, preferred])).toEqual([
      ['100000001', true],
      ['100000003', false],
    ])
    expect(places.inbound.map(({ code }) => code)).toEqual(['100000002', '100000004'])
  })

  it('of a single product is created, read, priced, stocked, sold out, restocked, stopped, resumed and deleted', async () => {
    const { adapter, control, list } = await naver()
    const { ref, state, warnings } = await list(single())
    expect(state).toBe('on_sale')
    expect(warnings).toEqual([])
    expect(ref.ids).toEqual({ originProductNo: ref.marketProductId, channelProductNo: '10000000002' })
    const stored = () => control.products()[0]

    expect(await adapter.read(ref, call())).toMatchObject({
      state: 'on_sale',
      price: 19_900,
      stock: 37,
      options: [],
      reason: null,
    })
    await adapter.setPrice(ref, [{ sku: ref.sku, value: 21_000 }], { force: false }, call())
    expect(stored()).toMatchObject({ salePrice: 21_000, stockQuantity: 37 })
    await adapter.setStock(ref, [{ sku: ref.sku, value: 0 }], call())
    expect((await adapter.read(ref, call())).state).toBe('sold_out')
    await adapter.setStock(ref, [{ sku: ref.sku, value: 9 }], call())
    expect(await adapter.read(ref, call())).toMatchObject({ state: 'on_sale', stock: 9, price: 21_000 })
    await adapter.stop(ref, call())
    await adapter.stop(ref, call())
    expect((await adapter.read(ref, call())).state).toBe('stopped')
    await adapter.resume(ref, [{ sku: ref.sku, value: 4 }], call())
    expect(await adapter.read(ref, call())).toMatchObject({ state: 'on_sale', stock: 4 })
    expect((await adapter.findBySku(ref.sku, { createdAfter: null }, call())).map(({ ref }) => ref.ids)).toEqual([
      ref.ids,
    ])
    await adapter.remove(ref, call())
    await adapter.remove(ref, call())
    expect(await adapter.findBySku(ref.sku, { createdAfter: null }, call())).toEqual([])
    await expect(adapter.read(ref, call())).rejects.toMatchObject({ code: 'MARKET_GONE', kind: 'rejected' })
  })

  it('of a single product goes to 0 and to a new price in one call each', async () => {
    const { adapter, calls, list } = await naver()
    const { ref } = await list(single())
    const before = calls.length
    await adapter.setStock(ref, [{ sku: ref.sku, value: 0 }], call())
    await adapter.setPrice(ref, [{ sku: ref.sku, value: 20_000 }], { force: false }, call())
    expect(calls.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PATCH /external/v1/products/origin-products/multi-update',
      'PATCH /external/v1/products/origin-products/multi-update',
    ])
  })

  it('with options is sent whole at every change, so that nothing becomes 0 by being left out', async () => {
    const { adapter, control, list } = await naver()
    const content = shirt()
    const { ref } = await list(content)
    const stored = () =>
      control
        .products()[0]
        ?.options.map(({ sellerManagerCode, price, stockQuantity }) => [sellerManagerCode, price, stockQuantity])
    expect(stored()).toEqual([
      ['DEMO-TS-01-BK-M', 0, 30],
      ['DEMO-TS-01-BK-L', 1000, 20],
      ['DEMO-TS-01-WH-M', 0, 25],
      ['DEMO-TS-01-WH-L', 1000, 25],
    ])
    // Somebody bought meanwhile: a change of price must not give the stock back.
    control.sell(Number(ref.marketProductId), 5, 'DEMO-TS-01-BK-M')
    const prices = content.options.map(({ sku, price }) => ({ sku, value: price + 2000 }))
    await adapter.setPrice(ref, prices, { force: false }, call())
    expect(stored()?.map((row) => row[2])).toEqual([25, 20, 25, 25])
    expect(await adapter.read(ref, call())).toMatchObject({ price: 21_900, stock: 95 })

    await adapter.setStock(
      ref,
      content.options.map(({ sku }) => ({ sku, value: 0 })),
      call(),
    )
    expect((await adapter.read(ref, call())).state).toBe('sold_out')
    await adapter.setStock(
      ref,
      content.options.map(({ sku }, at) => ({ sku, value: at })),
      call(),
    )
    const restocked = await adapter.read(ref, call())
    expect(restocked).toMatchObject({ state: 'on_sale', stock: 6, price: 21_900 })
    expect(restocked.options.map(({ price, stock }) => [price, stock])).toEqual([
      [21_900, 0],
      [22_900, 1],
      [21_900, 2],
      [22_900, 3],
    ])
    await adapter.stop(ref, call())
    await adapter.resume(
      ref,
      content.options.map(({ sku }) => ({ sku, value: 7 })),
      call(),
    )
    expect(await adapter.read(ref, call())).toMatchObject({ state: 'on_sale', stock: 28 })
  })

  it('keeps the full price of an option that was made by hand at Naver', async () => {
    const { adapter, control, list } = await naver()
    const content = shirt()
    const { ref } = await list(content)
    control.change(Number(ref.marketProductId), {})
    control
      .products()[0]
      ?.options.push({ id: 49, optionName1: '레드', optionName2: 'M', stockQuantity: 3, price: 4100, usable: true })
    const prices = content.options.map(({ sku, price }) => ({ sku, value: price + 100 }))
    await adapter.setPrice(ref, prices, { force: false }, call())
    expect((await adapter.read(ref, call())).options.at(-1)).toMatchObject({ sku: 'naver:49', price: 24_000, stock: 3 })
  })

  it('changes nothing where an option is gone', async () => {
    const { adapter, control, list } = await naver()
    const { ref } = await list(shirt())
    control.products()[0]?.options.pop()
    const work = adapter.setStock(
      ref,
      shirt().options.map(({ sku }) => ({ sku, value: 1 })),
      call(),
    )
    await expect(work).rejects.toMatchObject({ code: 'NAVER_OPTION_GONE', kind: 'rejected' })
    expect(control.products()[0]?.options.map(({ stockQuantity }) => stockQuantity)).toEqual([30, 20, 25])
  })

  it('waits for a review where Naver looks first, and is told why it was refused', async () => {
    const { adapter, control, list } = await naver({ reviewMs: 60_000 })
    const first = await list(single())
    const second = await list(single({ sku: 'JT-2' }))
    expect((await adapter.read(first.ref, call())).state).toBe('in_review')
    control.refuse(Number(second.ref.marketProductId), '상표권 침해가 의심됩니다.')
    control.advance(60_000)
    expect((await adapter.read(first.ref, call())).state).toBe('on_sale')
    const refused = await adapter.read(second.ref, call())
    expect(refused.state).toBe('rejected')
    expect(refused.reason).toContain('상표권 침해가 의심됩니다.')
  })

  it('takes numbers of options from an answer that repeats what was stored', async () => {
    const { list } = await naver({ echoes: true })
    const { ref } = await list(shirt())
    expect(ref.options.map(({ id }) => id)).toEqual(['40000000001', '40000000002', '40000000003', '40000000004'])
  })

  it('knows the store by its channel, and where buyers see a listing once it was checked', async () => {
    const { adapter, list } = await naver()
    expect(await adapter.check(call('interactive'))).toEqual({ account: '100000009', label: '연습 스마트스토어' })
    const { ref } = await list(single())
    expect((await adapter.read(ref, call())).url).toBe('https://smartstore.naver.com/practice/products/10000000002')
  })
})
