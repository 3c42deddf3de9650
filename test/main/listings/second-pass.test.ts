import { describe, expect, it } from 'vitest'
import { failMarket } from '../../../main/market/errors.ts'
import { codes, found, rig } from './rig.ts'

const A = 'https://img.example.com/a.jpg'
const B = 'https://img.example.com/b.jpg'
const webpAt = (address: string) => {
  const r = rig()
  r.store({ images: [A, B] })
  r.types.set(address, 'image/webp')
  return r
}

describe('a picture of a kind that the market refuses (IMAGE_TYPE)', () => {
  it('is known by its bytes and stops the draft where it is the main one', async () => {
    expect(found(await webpAt(A).drafted(), 'IMAGE_TYPE')).toMatchObject({
      level: 'red',
      field: 'images',
      message: expect.stringContaining('JPEG, PNG'),
    })
  })

  it('is only remarked among the further ones, by its number', async () => {
    expect(found(await webpAt(B).drafted(), 'IMAGE_TYPE')).toMatchObject({
      level: 'yellow',
      message: expect.stringContaining('2번째 이미지는 마켓이 받지 않는 형식(WEBP)'),
    })
  })

  it('is nothing where the market takes it', async () => {
    const r = webpAt(A)
    r.fakes.coupang.capabilities.imageTypes = ['jpeg', 'png', 'webp']
    expect(codes(await r.drafted())).not.toContain('IMAGE_TYPE')
  })
})

describe('what the market has already under the same code (SKU_ON_MARKET)', () => {
  it('is said beside the code, and no more once it is gone there', async () => {
    const r = rig()
    r.store()
    const { sku, listingId } = await r.drafted()
    r.fakes.coupang.skus.set(sku, '777')
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    const listing = await r.handlers['listings.get']({ listingId })
    expect(found(listing, 'SKU_ON_MARKET')).toMatchObject({
      level: 'yellow',
      field: 'sku',
      message: '같은 판매자 상품코드의 상품(777)이 이미 있습니다. 승인하면 새로 만들지 않고 그 상품에 연결합니다.',
    })
    expect(listing.level).toBe('yellow')
    r.fakes.coupang.skus.clear()
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    expect(codes(await r.handlers['listings.get']({ listingId }))).not.toContain('SKU_ON_MARKET')
  })

  it('is said with the first draft already', async () => {
    const r = rig()
    r.store()
    r.fakes.coupang.skus.set('JT1-ZT-000001', '778')
    expect(codes(await r.drafted())).toContain('SKU_ON_MARKET')
  })

  it('is not looked for where the draft is red or was sent, and a market that does not answer makes nothing red', async () => {
    const r = rig()
    r.store({ images: [] })
    await r.drafted()
    expect(r.fakes.coupang.calls.findBySku ?? 0).toBe(0)
    r.store()
    r.fakes.coupang.faults.find = failMarket('coupang', 'MARKET_GONE', { kind: 'later' }, { id: '1' })
    const { level, listingId } = await r.drafted()
    expect(level).not.toBe('red')
    const asked = r.fakes.coupang.calls.findBySku
    expect(asked).toBe(1)
    r.db.exec(`update listing set state = 'on_sale', market_product_id = '7'`)
    await r.handlers['listings.recheck']({ listingIds: [listingId] })
    expect(r.fakes.coupang.calls.findBySku).toBe(asked)
  })
})
