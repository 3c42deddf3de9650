import { describe, expect, it } from 'vitest'
import { detailPictures, withPictures } from '../../../../main/market/naver/detail-pictures.ts'
import { multipart } from '../../../../main/market/naver/multipart.ts'
import { pictureKind, refusedKind } from '../../../../main/market/naver/picture-kind.ts'
import type { FetchPicture } from '../../../../main/market/naver/pictures.ts'
import { rejection } from '../../../../main/market/naver/rejected.ts'
import { fieldNamed } from '../../../../main/market/naver/wire-names.ts'
import { AppError } from '../../../../shared/errors.ts'
import { shirt, single } from './content.ts'
import { byEnding, bytesOf, call, marketFailure, naver } from './harness.ts'

describe('pictures', () => {
  it('go to Naver first, those of the description too, and their new addresses are what is sent', async () => {
    const { control, list } = await naver()
    const images = [
      'https://p.example/1.jpg',
      'https://p.example/2.png',
      'https://p.example/3.gif',
      'https://p.example/4.bmp',
    ]
    await list(single({ images }))
    const { body } = control.products()[0] ?? { body: {} }
    const sent = JSON.stringify(body)
    expect(sent).not.toContain('p.example')
    expect(sent).not.toContain('pictures.example')
    expect(sent.match(/https:\/\/shop-phinf\.pstatic\.net/g)).toHaveLength(5)
    expect(control.calls()['POST /v1/product-images/upload']).toBe(1)
  })

  it('go ten a call, and are not sent again for a second try', async () => {
    const { control, list } = await naver()
    const images = Array.from({ length: 10 }, (_, at) => `https://p.example/${at}.jpg`)
    const descriptionHtml = Array.from({ length: 30 }, (_, at) => `<img src='//d.example/${at}.jpg'>`).join('')
    const content = single({ images, descriptionHtml, price: 5 })
    expect(await marketFailure(list(content))).toMatchObject({ kind: 'rejected', fields: [{ field: 'price' }] })
    expect(control.calls()['POST /v1/product-images/upload']).toBe(3)
    const { warnings } = await list({ ...content, price: 10_000 })
    expect(control.calls()['POST /v1/product-images/upload']).toBe(3)
    expect(warnings).toEqual(['상세 설명의 이미지 10장은 네이버에 올리지 않고 원래 주소로 두었습니다.'])
  })

  it.each([
    ['webp', 'WebP'],
    ['svg', 'JPG'],
  ])('of the kind %s are refused beside the pictures before anything is sent', async (ending, word) => {
    const picture: FetchPicture = async (address, signal) =>
      address.endsWith('.svg') ? { bytes: Buffer.from('<svg/>'), type: 'image/jpeg' } : byEnding(address, signal)
    const { control, list } = await naver({}, { picture })
    const failure = await marketFailure(
      list(single({ images: ['https://p.example/1.jpg', `https://p.example/2.${ending}`] })),
    )
    expect(failure).toMatchObject({ code: 'NAVER_PICTURE_TYPE', kind: 'rejected', fields: [{ field: 'images' }] })
    expect(`${failure.message} ${failure.nextStep}`).toContain(word)
    expect(failure.message).toContain('2번째')
    expect(control.calls()['POST /v1/product-images/upload']).toBeUndefined()
  })

  it('that cannot be had now are had later; that never can be are refused', async () => {
    const failing =
      (code: string, retryable: boolean): FetchPicture =>
      () =>
        Promise.reject(new AppError({ code, message: '이미지를 받지 못했습니다.', nextStep: '.', retryable }))
    const away = await naver({}, { picture: failing('PICTURE_UNREACHABLE', true) })
    expect(await marketFailure(away.list(single()))).toMatchObject({ code: 'PICTURE_UNREACHABLE', kind: 'later' })
    const gone = await naver({}, { picture: failing('PICTURE_STATUS', false) })
    expect(await marketFailure(gone.list(single()))).toMatchObject({
      code: 'NAVER_PICTURE_UNREADABLE',
      kind: 'rejected',
    })
    const large = await naver(
      {},
      { picture: async () => ({ bytes: Buffer.concat([bytesOf.jpg, Buffer.alloc(11 * 1024 * 1024)]), type: '' }) },
    )
    expect(await marketFailure(large.list(single()))).toMatchObject({ code: 'NAVER_PICTURE_LARGE', kind: 'rejected' })
  })

  it('of the description that cannot be had stay where they are, with a word about it', async () => {
    const picture: FetchPicture = (address, signal) =>
      address.includes('detail')
        ? Promise.reject(new AppError({ code: 'PICTURE_STATUS', message: 'x', nextStep: 'y', retryable: false }))
        : byEnding(address, signal)
    const { control, list } = await naver({}, { picture })
    const { warnings } = await list(single())
    expect(warnings).toEqual(['상세 설명의 이미지 1장은 네이버에 올리지 않고 원래 주소로 두었습니다.'])
    expect(JSON.stringify(control.products()[0]?.body)).toContain('https://pictures.example/detail-1.jpg')
  })

  it('refused by Naver are a rejection beside the pictures', async () => {
    const { control, list } = await naver()
    control.refusePictures(2)
    const failure = await marketFailure(list(single()))
    expect(failure).toMatchObject({
      code: 'NAVER_REJECTED',
      kind: 'rejected',
      serviceCode: 'PhotoInfraUpload.extension',
      fields: [{ field: 'images' }],
    })
    await list(single())
  })

  it('are what their bytes are', () => {
    expect(
      Object.entries(bytesOf).map(([name, bytes]) => [name, pictureKind(bytes)?.extension ?? refusedKind(bytes)]),
    ).toEqual([
      ['jpg', 'jpg'],
      ['png', 'png'],
      ['gif', 'gif'],
      ['bmp', 'bmp'],
      ['webp', 'WebP'],
    ])
  })

  it('are found in a description however they are quoted', () => {
    const html = `<img src="https://a/1.jpg?x=1&amp;y=2"><IMG alt=x SRC='//b/2.png'><img data-src="https://c/3"><img src=https://d/4.gif ><img src="data:image/png;base64,x">`
    expect(detailPictures(html)).toEqual(['https://a/1.jpg?x=1&y=2', 'https://b/2.png', 'https://d/4.gif'])
    const replaced = withPictures(
      html,
      new Map([
        ['https://b/2.png', 'https://n/2'],
        ['https://d/4.gif', 'https://n/4'],
      ]),
    )
    expect(replaced).toContain('<IMG alt=x SRC="https://n/2">')
    expect(replaced).toContain('<img src="https://n/4" >')
    expect(replaced).toContain('https://a/1.jpg?x=1&amp;y=2')
  })

  it('travel byte for byte with a name that has an extension', () => {
    const { bytes, type } = multipart(
      'imageFiles',
      [{ filename: 'picture-1.png', type: 'image/png', bytes: bytesOf.png }],
      'B',
    )
    expect(type).toBe('multipart/form-data; boundary=B')
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      `--B\r\nContent-Disposition: form-data; name="imageFiles"; filename="picture-1.png"\r\nContent-Type: image/png\r\n\r\n${bytesOf.png.toString('latin1')}\r\n--B--\r\n`,
    )
  })
})

describe('a create that Naver refuses', () => {
  it('names each field in Korean, with Naver’s code and words', async () => {
    const { list } = await naver()
    const failure = await marketFailure(list(single({ name: '가'.repeat(101), price: 5 })))
    expect(failure).toMatchObject({ code: 'NAVER_REJECTED', kind: 'rejected', serviceCode: 'Size', retryable: false })
    expect(failure.fields.map(({ field }) => field)).toEqual(['name', 'price'])
    expect(failure.message).toContain('상품명: 100자까지 입력할 수 있습니다. [Size]')
  })

  it('for want of the category’s permission says where it is applied for', async () => {
    const { list } = await naver()
    const failure = await marketFailure(list(single({ category: '50002629' })))
    expect(failure).toMatchObject({
      code: 'NAVER_CATEGORY_PERMISSION',
      kind: 'rejected',
      serviceCode: 'NotAuthority.product.category.id',
    })
    expect(failure.fields.map(({ field }) => field)).toEqual(['category'])
  })

  it('for a tag alone is sent again without it, and says so', async () => {
    const { calls, control, list } = await naver()
    const { warnings } = await list(single({ keywords: ['보온병', '최고'] }))
    expect(warnings).toEqual(['네이버가 허용하지 않아 태그 최고를 빼고 등록했습니다.'])
    expect(JSON.stringify(control.products()[0]?.body)).toContain('{"text":"보온병"}')
    expect(calls.filter(({ path }) => path === '/external/v2/products')).toHaveLength(2)
    expect(control.products()).toHaveLength(1)
  })

  it('because its category is gone is told so at the form already', async () => {
    const { adapter, control, list } = await naver()
    control.removeCategory('50003404')
    expect(await marketFailure(adapter.form('50003404', call()))).toMatchObject({
      code: 'MARKET_CATEGORY_GONE',
      kind: 'rejected',
    })
    expect(await marketFailure(adapter.form('50000001', call()))).toMatchObject({ code: 'MARKET_CATEGORY_GONE' })
    expect(await marketFailure(adapter.form('../x', call()))).toMatchObject({ code: 'MARKET_CATEGORY_GONE' })
    const form = await adapter.form('50003403', call())
    const places = await adapter.places(call())
    const failure = await marketFailure(adapter.create(single(), { form, places }, call()))
    expect(failure.fields.map(({ field }) => field)).toEqual(['category'])
    await list(shirt())
  })

  it('keeps unknown codes and fields, also where nothing is named', () => {
    const odd = {
      status: 400,
      code: 'BAD_REQUEST',
      words: '요약',
      isPage: false,
      address: null,
      quota: null,
      inputs: [{ name: 'mystery.field', type: 'New.type', message: '새 말' }],
    }
    expect(rejection(odd)).toMatchObject({ serviceCode: 'New.type', fields: [] })
    expect(rejection(odd).message).toContain('mystery.field: 새 말 [New.type]')
    expect(rejection({ ...odd, inputs: [] })).toMatchObject({ serviceCode: 'BAD_REQUEST' })
    expect(rejection({ ...odd, inputs: [] }).message).toContain('요약')
  })

  it.each([
    ['originProduct.salePrice', 'price'],
    ['originProduct.detailAttribute.optionInfo.optionCombinations[3].price', 'price'],
    ['originProduct.detailAttribute.productInfoProvidedNotice.wear.material', 'fields.notice:material'],
    ['originProduct.deliveryInfo.claimDeliveryInfo.shippingAddressId', 'delivery.outboundPlace'],
    ['originProduct.deliveryInfo.unheardOf', 'delivery'],
    ['originProduct.images.optionalImages[2].url', 'images'],
    ['imageFiles[0]', 'images'],
    ['salePrice', 'price'],
    ['smartstoreChannelProduct.channelProductDisplayStatusType', 'category'],
  ])('finds the field of %s: %s', (name, field) => {
    expect(fieldNamed(name, '')?.field).toBe(field)
  })
})

describe('what was created', () => {
  it('is sent with Naver’s own code of the country, asked for once', async () => {
    const { control, list } = await naver()
    await list(single())
    await list(single({ sku: 'JT-2' }))
    expect(JSON.stringify(control.products()[0]?.body)).toContain(
      '"originAreaInfo":{"originAreaCode":"0200037","importer":"데모산업","plural":false}',
    )
    expect(control.calls()['GET /v1/product-origin-areas/query']).toBe(1)
  })

  it('goes with the plain code where the list cannot be had', async () => {
    const { control, list } = await naver()
    control.fault({ kind: '500', on: 'origins' })
    await list(single())
    expect(JSON.stringify(control.products()[0]?.body)).toContain('"originAreaCode":"02"')
  })

  it('is found twice where it was listed twice, and only under its very own code', async () => {
    const { adapter, list } = await naver()
    await list(single())
    await list(single())
    await list(single({ sku: 'JT-domeggook-10011' }))
    expect(await adapter.findBySku('JT-domeggook-1001', { createdAfter: null }, call())).toHaveLength(2)
  })

  it('is not found while the index does not know it', async () => {
    const { adapter, control, list } = await naver({ visibleAfterMs: 20_000 })
    await list(single())
    expect(await adapter.findBySku(single().sku, { createdAfter: null }, call())).toEqual([])
    control.advance(adapter.capabilities.findableAfterMs)
    expect(await adapter.findBySku(single().sku, { createdAfter: null }, call())).toHaveLength(1)
  })
})
