import { describe, expect, it } from 'vitest'
import { listingIdsOf, listingRows, rowIdOf } from '../../../../main/listings/repository-list.ts'
import { idOf } from '../../../../main/products/repository-detail.ts'
import { productRows } from '../../../../main/products/repository-rows.ts'
import type { Output } from '../../../../shared/contract.ts'
import { goods, PLAIN_PRICE, startLife } from './rig.ts'

type Rig = ReturnType<typeof startLife>
const listed = async (rig: Rig, input: { after?: string; limit?: number; statuses?: ('queued' | 'failed')[] } = {}) =>
  (await rig.life.handlers['updates.list']({ inOrder: true, limit: 10, ...input })) as Output<'updates.list'>

describe('the queue as the operator reads it', () => {
  it('names what is sold out first, whenever it came, page after page', async () => {
    const rig = startLife()
    const many = ['1', '2', '3'].map((id) => goods(id))
    for (const one of many) await rig.listed(one)
    rig.save(goods('1', { stock: 50 }), goods('2', { stock: 40 }))
    rig.save(goods('3', { status: 'soldout' }))
    const all = await listed(rig)
    expect(all.items.map(({ urgency, after }) => [urgency, after])).toEqual([
      [0, 0],
      [1, 50],
      [1, 40],
    ])
    expect(all.next).toBeNull()
    const first = await listed(rig, { limit: 2 })
    const rest = await listed(rig, { limit: 2, after: first.next ?? '' })
    expect([...first.items, ...rest.items]).toEqual(all.items)
    expect(rest.next).toBeNull()
  })

  it('leaves out a refused one once the same was asked anew', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { stock: 50 }))
    rig.fake.coupang.fault('stock', 'rejected')
    await rig.sync()
    expect((await listed(rig, { statuses: ['failed'] })).items).toHaveLength(1)
    rig.save(goods('1', { stock: 40 }))
    expect((await listed(rig, { statuses: ['failed'] })).items).toEqual([])
  })

  it('refuses a place that it never gave', async () => {
    const rig = startLife()
    for (const after of ['', '12', '1.x', '9.9.9', '1.99999999999999999999']) {
      await expect(listed(rig, { after })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
  })
})

describe('a listing in a list', () => {
  it('marks its product with the market it is on', async () => {
    const rig = startLife()
    const key = { wholesaler: goods('1').wholesaler, productId: '1' }
    rig.save(goods('1'))
    const product = () => productRows(rig.db, [idOf(rig.db, key) ?? 0])[0]
    expect(product()).toMatchObject({ listed: false, listedOn: [] })
    await rig.listed(goods('1'))
    expect(product()).toMatchObject({ listed: true, listedOn: ['coupang'] })
  })

  it('is found by its product', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    const id = await rig.listed(goods('2'))
    const { wholesaler } = goods('2')
    expect(listingIdsOf(rig.db, { wholesaler, productId: '2' })).toEqual([id])
    expect(listingIdsOf(rig.db, { productId: '22' })).toEqual([])
  })

  it('says what waits to be told', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    const row = () => listingRows(rig.db, [rowIdOf(rig.db, id) ?? 0])[0]
    expect(row()?.wanted).toEqual({ price: null, stock: null })
    rig.save(goods('1', { status: 'soldout' }))
    expect(row()).toMatchObject({ wanted: { price: null, stock: 0 }, pushed: { stock: 100, price: PLAIN_PRICE } })
    await rig.sync()
    expect(row()).toMatchObject({ wanted: { price: null, stock: null }, pushed: { stock: 0 } })
  })
})
