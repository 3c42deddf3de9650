import { describe, expect, it } from 'vitest'
import { dropCachedKind } from '../../../main/listings/repository-cache.ts'
import { failMarket, MarketError } from '../../../main/market/errors.ts'
import { failNet } from '../../../main/net/errors.ts'
import { setMeta } from '../../../main/store/meta.ts'
import { formOf, place } from '../../support/market.ts'
import { option } from '../products/sample.ts'
import { codes, found, rig } from './rig.ts'

describe('a draft of an ordinary product', () => {
  it('is green with no set-up at all but a rule, and holds everything that is sent', async () => {
    const { store, drafted } = rig()
    store()
    const listing = await drafted()
    expect(listing).toMatchObject({ state: 'draft', level: 'green', findings: [], product: 'zentrade:000001' })
    expect(listing.content).toMatchObject({
      sku: 'JT1-ZT-000001',
      name: '실리콘 주걱',
      category: '100',
      price: 5800,
      stock: 30,
      options: [],
      images: ['https://img.example.test/1.jpg'],
      descriptionHtml: '<p>설명</p>',
      delivery: {
        ...{ fee: { kind: 'free' }, returnFee: 3000, exchangeFee: 6000, jejuFee: 3000, islandsFee: 5000 },
        ...{ remoteAreas: true, courier: 'cj', outboundPlace: 'P1', returnPlace: 'R1' },
      },
      afterService: { phone: '02-123-4567' },
      requestReview: true,
    })
    expect(listing.made).toMatchObject({ price: 5800, cost: 1000, shipping: 3000, fee: 580, margin: 1220 })
    expect(listing).toMatchObject({ price: 5800, margin: 1220, cost: 1000, categoryPath: '주방용품 > 조리도구' })
  })

  it('comes out the same again, under the same id, and keeps what was set by hand', async () => {
    const { store, drafted, handlers } = rig()
    store()
    const first = await drafted({ name: '손으로 지은 이름' })
    const again = await drafted()
    expect(again.listingId).toBe(first.listingId)
    expect(again.content).toEqual(first.content)
    expect(again.editedFields).toEqual(['name'])
    const back = await handlers['listings.edit']({ listingId: first.listingId, edits: { name: null } })
    expect(back).toMatchObject({ name: '실리콘 주걱', editedFields: [] })
  })

  it('takes returns and islands as the wholesaler states them, and the template over the usual', async () => {
    const { store, drafted, handlers } = rig()
    const shipping = {
      rule: { kind: 'free' as const },
      payment: 'free' as const,
      stated: '',
      returnFee: 2500,
      extraJeju: 4000,
      extraIslands: null,
    }
    store({ shipping })
    await handlers['templates.set']({
      market: 'coupang',
      template: { namePattern: '[{maker}] {name}', delivery: { islandsFee: 7000 }, descriptionHeader: '<b>{name}</b>' },
    })
    const { content } = await drafted()
    expect(content.name).toBe('[예시상사] 실리콘 주걱')
    expect(content.descriptionHtml).toBe('<b>[예시상사] 실리콘 주걱</b>\n<p>설명</p>')
    expect(content.delivery).toMatchObject({ returnFee: 2500, exchangeFee: 5000, jejuFee: 4000, islandsFee: 7000 })
  })

  it('sends no script, frame or handler of a stranger’s description', async () => {
    const { store, drafted } = rig()
    store({ descriptionHtml: '<p onclick="x()">가<scr<script>y</script>ipt>z</script><iframe src="//a"></iframe></p>' })
    const { content } = await drafted()
    expect(content.descriptionHtml).not.toMatch(/script|iframe|onclick/i)
    expect(content.descriptionHtml).toContain('가')
  })

  it('makes one draft for each market, and counts their levels', async () => {
    const { store, draft, handlers } = rig()
    store()
    store({ productId: '000002', name: '국자', stock: null })
    const progress = await draft({}, { market: ['coupang', 'naver', '11st'], ids: ['000001', '000002', '없음'] })
    expect(progress).toMatchObject({ done: 3, total: 3, green: 3, yellow: 3, red: 0 })
    expect(progress.listingIds).toHaveLength(6)
    expect(progress.refused.map(({ code }) => code)).toEqual(['PRODUCT_UNKNOWN', 'PRODUCT_UNKNOWN', 'PRODUCT_UNKNOWN'])
    expect((await handlers['listings.count']({ market: 'naver' })).total).toBe(2)
  })

  it('asks a market nothing twice once it has answered', async () => {
    const { store, draft, fakes } = rig()
    for (let i = 1; i <= 40; i += 1) store({ productId: `p${i}`, name: `주걱 ${i}` })
    const ids = Array.from({ length: 40 }, (_, i) => `p${i + 1}`)
    await draft({}, { ids })
    await draft({}, { ids })
    expect(fakes.coupang.calls).toMatchObject({ places: 1, suggest: 1, form: 1 })
  })
})

describe('options', () => {
  const three = [
    option({ key: 'a', name: '색상: 블랙 / 크기: L', price: 1000, stock: 5 }),
    option({ key: 'b', name: '색상: 화이트 / 크기: L', price: 3000, stock: 0, status: 'soldout' }),
    option({ key: 'c', name: '색상: 화이트 / 크기: S', price: 2000, stock: 7 }),
  ]

  it('are priced each from its own cost; the listing’s price is the lowest', async () => {
    const { store, drafted } = rig()
    store({ options: three })
    const { content, level } = await drafted()
    expect(level).toBe('green')
    expect(content.options.map(({ key, price, stock }) => [key, price, stock])).toEqual([
      ['a', 5800, 5],
      ['b', 8600, 0],
      ['c', 7200, 7],
    ])
    expect(content).toMatchObject({ price: 5800, stock: 12 })
    expect(content.options[0]?.values).toEqual([
      { axis: '색상', value: '블랙' },
      { axis: '크기', value: 'L' },
    ])
  })

  it('keep their code however the wholesaler orders them', async () => {
    const { store, drafted } = rig()
    store({ options: three })
    const before = (await drafted()).content.options
    store({ options: [...three].reverse(), raw: 'again' })
    const after = (await drafted()).content.options
    for (const { key, sku } of before) expect(after.find((one) => one.key === key)?.sku).toBe(sku)
    expect(new Set(before.map(({ sku }) => sku)).size).toBe(3)
    for (const { sku } of before) expect(sku.length).toBeLessThanOrEqual(40)
  })

  it('without a known cost are left out, and said so (OPTION_LEFT_OUT)', async () => {
    const { store, drafted } = rig()
    store({ options: [...three, option({ key: 'd', name: '색상: 회색 / 크기: S', price: null, stock: 9 })] })
    const listing = await drafted()
    expect(listing.content.options.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(found(listing, 'OPTION_LEFT_OUT')).toMatchObject({ level: 'yellow', field: 'options' })
  })

  it('that all have no known cost make the draft red (PRICE_COST_UNKNOWN)', async () => {
    const { store, drafted } = rig()
    store({ price: null, options: three.map((one) => ({ ...one, price: null })) })
    const listing = await drafted()
    expect(found(listing, 'PRICE_COST_UNKNOWN')).toMatchObject({ level: 'red', field: 'price' })
    expect(listing).toMatchObject({ price: null, noPrice: { code: 'PRICE_COST_UNKNOWN' } })
  })

  it('beyond what the market takes make it red (OPTIONS_TOO_MANY)', async () => {
    const { store, drafted } = rig()
    store({ options: Array.from({ length: 21 }, (_, i) => option({ key: `k${i}`, name: `호수: ${i}`, stock: 3 })) })
    expect(found(await drafted(), 'OPTIONS_TOO_MANY')).toMatchObject({ level: 'red', field: 'options' })
  })

  it('follow a price set by hand at their own distance', async () => {
    const { store, drafted } = rig()
    store({ options: three })
    const { content, made } = await drafted({ price: 6000 })
    expect(content.options.map(({ price }) => price)).toEqual([6000, 8800, 7400])
    expect(made?.price).toBe(6000)
  })
})

describe('what speaks against a draft stands beside its field', () => {
  const one = async (
    setUp: (r: ReturnType<typeof rig>) => unknown,
    overrides = {},
    market: 'coupang' | 'naver' | '11st' = 'coupang',
  ) => {
    const r = rig()
    await setUp(r)
    return r.drafted(overrides, market)
  }

  it('no rule for the market (PRICE_NO_RULE)', async () => {
    const listing = await one(({ store, db }) => {
      store()
      db.exec('delete from price_rule')
    })
    expect(found(listing, 'PRICE_NO_RULE')).toMatchObject({ level: 'red', field: 'price' })
  })
  it('a price by hand that loses (PRICE_HAND_LOSS)', async () => {
    const listing = await one(({ store }) => store(), { price: 4000 })
    expect(found(listing, 'PRICE_HAND_LOSS')).toMatchObject({ level: 'red', field: 'price' })
  })
  it('a price that the wholesaler fixed and that loses (PRICE_FIXED_LOSS)', async () => {
    expect(codes(await one(({ store }) => store({ fixedPrice: 4400 })))).toContain('PRICE_FIXED_LOSS')
  })
  it('no category: a gap in the settings (CATEGORY_UNMAPPED)', async () => {
    const listing = await one(({ store, fakes }) => {
      store()
      fakes.coupang.suggestion = null
    })
    expect(found(listing, 'CATEGORY_UNMAPPED')).toMatchObject({ level: 'red', field: 'category' })
    expect(found(listing, 'CATEGORY_UNMAPPED')?.message).toContain('주방 > 조리도구')
  })
  it('a category that is gone (CATEGORY_GONE)', async () => {
    expect(codes(await one(({ store }) => store(), { category: '999' }))).toContain('CATEGORY_GONE')
  })
  it('a form that cannot be read, until it can (FORM_UNAVAILABLE)', async () => {
    const r = rig()
    r.store()
    r.fakes.coupang.faults.form = failNet('NET_UNREACHABLE')
    const listing = await r.drafted()
    expect(found(listing, 'FORM_UNAVAILABLE')).toMatchObject({ level: 'red', field: 'category' })
    r.fakes.coupang.faults.form = undefined
    await r.handlers['listings.recheck']({ listingIds: [listing.listingId] })
    expect(await r.handlers['listings.get']({ listingId: listing.listingId })).toMatchObject({ level: 'green' })
  })
  it('a market that does not answer with a guess is no missing map (FORM_UNAVAILABLE)', async () => {
    const listing = await one(({ store, fakes }) => {
      store()
      fakes.coupang.faults.suggest = new MarketError(failNet('NET_UNREACHABLE'), { kind: 'later' })
    })
    expect(codes(listing)).toEqual(['FORM_UNAVAILABLE'])
  })
  it('a name of nothing (NAME_EMPTY)', async () => {
    const listing = await one(async ({ store, handlers }) => {
      store({ brand: null })
      await handlers['templates.set']({ market: 'coupang', template: { namePattern: '{brand}' } })
    })
    expect(codes(listing)).toContain('NAME_EMPTY')
  })
  it('a name beyond the market’s measure, in characters or in bytes (NAME_TOO_LONG)', async () => {
    const name = '가'.repeat(51)
    expect(found(await one(({ store }) => store(), { name }), 'NAME_TOO_LONG')?.message).toContain('51자')
    expect(found(await one(({ store }) => store(), { name }, '11st'), 'NAME_TOO_LONG')?.message).toContain('102바이트')
    expect(codes(await one(({ store }) => store(), { name: '가'.repeat(50) }, '11st'))).toEqual([])
  })
  it('a word that stops it (WORD_STOP)', async () => {
    const listing = await one(async ({ store, handlers }) => {
      store()
      const words = ['실리 콘', '최저가'].map((word) => ({ word, reason: '' }))
      await handlers['words.set']({ market: 'coupang', kind: 'stop', words })
    })
    expect(found(listing, 'WORD_STOP')?.message).toContain('실리 콘')
  })
  it('a name that another product of the account has (NAME_TWICE)', async () => {
    const r = rig()
    r.store()
    r.store({ productId: '000002' })
    await r.draft()
    const [listingId = ''] = (await r.draft({}, { ids: ['000002'] })).listingIds
    const listing = await r.handlers['listings.get']({ listingId })
    expect(found(listing, 'NAME_TWICE')).toMatchObject({ level: 'yellow', field: 'name' })
    expect(found(listing, 'NAME_TWICE')?.message).toContain('zentrade:000001')
  })
  it('an entry of the ban list (BANNED)', async () => {
    const listing = await one(({ store, db }) => {
      store()
      db.exec(`insert into product_ban (kind, value, form, created_at) values ('word', '주걱', '주걱', 1)`)
    })
    expect(found(listing, 'BANNED')).toMatchObject({ level: 'red', field: 'name' })
  })
  it('no picture (NO_IMAGE), and then nothing to describe it with (NO_DESCRIPTION)', async () => {
    const listing = await one(({ store }) => store({ images: [], descriptionHtml: null }))
    expect(codes(listing)).toEqual(['NO_IMAGE', 'NO_DESCRIPTION'])
  })
  it('a description made of the pictures (DESCRIPTION_FROM_IMAGES)', async () => {
    const listing = await one(({ store }) => store({ descriptionHtml: null }))
    expect(found(listing, 'DESCRIPTION_FROM_IMAGES')).toMatchObject({ level: 'yellow' })
    expect(listing.content.descriptionHtml).toContain('https://img.example.test/1.jpg')
  })
  it('a picture that cannot be had: red where it is uploaded from here, yellow where the market fetches it (IMAGE_UNFETCHABLE)', async () => {
    const setUp = ({ store, broken }: ReturnType<typeof rig>) => {
      store()
      broken.add('https://img.example.test/1.jpg')
    }
    const yellow = await one(setUp)
    expect(found(yellow, 'IMAGE_UNFETCHABLE')).toMatchObject({ level: 'yellow', field: 'images' })
    expect(found(yellow, 'IMAGE_UNFETCHABLE')?.message).toContain('PICTURE_STATUS')
    expect(found(await one(setUp, {}, 'naver'), 'IMAGE_UNFETCHABLE')).toMatchObject({ level: 'red' })
  })
  it('each reason against an open market by name (NOT_LISTABLE)', async () => {
    const listing = await one(({ store }) => store({ bars: ['openmarket_refused', 'adult'] }))
    const said = listing.findings.filter(({ code }) => code === 'NOT_LISTABLE').map(({ message }) => message)
    expect(said).toHaveLength(2)
    expect(said.join()).toMatch(/오픈마켓 판매를 허용하지.*성인/s)
  })
  it('no single pieces (MINIMUM_QUANTITY)', async () => {
    expect(codes(await one(({ store }) => store({ minimumQuantity: 10 })))).toEqual(['MINIMUM_QUANTITY'])
    expect(codes(await one(({ store }) => store({ bars: ['not_for_single_sale'] })))).toEqual(['MINIMUM_QUANTITY'])
  })
  it('sold out (SOLD_OUT), gone for good (DISCONTINUED)', async () => {
    expect(codes(await one(({ store }) => store({ status: 'soldout' })))).toEqual(['SOLD_OUT'])
    expect(codes(await one(({ store }) => store({ stock: 0 })))).toEqual(['SOLD_OUT'])
    expect(codes(await one(({ store }) => store({ status: 'discontinued' })))).toEqual(['DISCONTINUED'])
  })
  it('stock within the safety (STOCK_BELOW_SAFETY)', async () => {
    const listing = await one(async ({ store, handlers }) => {
      store({ stock: 3 })
      await handlers['templates.set']({ market: 'coupang', template: { safetyStock: 3 } })
    })
    expect(codes(listing)).toEqual(['STOCK_BELOW_SAFETY'])
    expect(listing.content.stock).toBe(0)
  })
  it('stock that is not counted: a number of the template’s (STOCK_NOT_COUNTED) or none (STOCK_UNKNOWN)', async () => {
    const yellow = await one(({ store }) => store({ stock: null }))
    expect(yellow.findings).toMatchObject([{ level: 'yellow', code: 'STOCK_NOT_COUNTED', field: 'stock' }])
    expect(yellow.content.stock).toBe(10)
    const red = await one(async ({ store, handlers }) => {
      store({ stock: null })
      await handlers['templates.set']({ market: 'coupang', template: { uncountedStock: null } })
    })
    expect(codes(red)).toEqual(['STOCK_UNKNOWN'])
  })
  it('places: none (PLACE_MISSING), gone (PLACE_GONE), several (PLACE_UNSURE), not read (PLACES_UNAVAILABLE)', async () => {
    const places = (outbound: ReturnType<typeof place>[], inbound = [place({ code: 'R1' })]) =>
      one(({ store, fakes }) => {
        store()
        fakes.coupang.places = { outbound, inbound }
      })
    const missing = await places([place({ usable: false })])
    expect(found(missing, 'PLACE_MISSING')).toMatchObject({ level: 'red', field: 'delivery.outboundPlace' })
    const several = await places([place({ preferred: false }), place({ code: 'P2', preferred: false })])
    expect(found(several, 'PLACE_UNSURE')).toMatchObject({ level: 'yellow' })
    expect(codes(await places([place({ preferred: false })]))).toEqual([])
    const gone = await one(({ store }) => store(), { delivery: { returnPlace: 'X' } })
    expect(found(gone, 'PLACE_GONE')).toMatchObject({ level: 'red', field: 'delivery.returnPlace' })
    const unread = await one(({ store, fakes }) => {
      store()
      fakes.coupang.faults.places = new MarketError(failNet('NET_UNREACHABLE'), { kind: 'later' })
    })
    expect(found(unread, 'PLACES_UNAVAILABLE')).toMatchObject({ level: 'red' })
  })
  it('nobody to call (PHONE_MISSING)', async () => {
    const listing = await one(({ store, fakes }) => {
      store()
      fakes.coupang.places = { outbound: [place({ phone: '' })], inbound: [place({ code: 'R1', phone: '' })] }
    })
    expect(found(listing, 'PHONE_MISSING')).toMatchObject({ level: 'red', field: 'afterService.phone' })
  })
  it('shipping that nobody states (SHIPPING_UNKNOWN): the rule’s is taken', async () => {
    const shipping = {
      rule: { kind: 'unknown' as const },
      payment: 'unknown' as const,
      stated: '',
      returnFee: null,
      extraJeju: null,
      extraIslands: null,
    }
    const listing = await one(({ store }) => store({ shipping }))
    expect(found(listing, 'SHIPPING_UNKNOWN')).toMatchObject({ level: 'yellow' })
    expect(listing.made?.shipping).toBe(3000)
  })
  it('what the market itself finds, once', async () => {
    const listing = await one(({ store, fakes }) => {
      store()
      fakes.coupang.suggestion = null
      fakes.coupang.refusals = (content) => [
        { level: 'red', code: 'CP_CATEGORY', field: 'category', message: '카테고리가 없습니다.' },
        ...(content.name.includes('주걱')
          ? [{ level: 'red' as const, code: 'CP_NAME', field: 'name', message: '쓸 수 없는 글자입니다.' }]
          : []),
      ]
    })
    expect(codes(listing)).toEqual(['CATEGORY_UNMAPPED', 'CP_NAME'])
  })
})

describe('the form of a category', () => {
  const field = { group: 'notice' as const, required: true, kind: 'text' as const }
  const withForm = async (fields: Parameters<typeof formOf>[1], overrides = {}, product = {}) => {
    const r = rig()
    r.store(product)
    r.fakes.coupang.forms.set('100', formOf('100', fields))
    return r.drafted(overrides)
  }

  it('is filled from the product, the wholesaler’s notices, and what is usual', async () => {
    const listing = await withForm(
      [
        { ...field, key: 'notice:품명', label: '품명 및 모델명', source: 'model' },
        { ...field, key: 'notice:제조국', label: '제조국(원산지)', source: 'origin' },
        { ...field, key: 'notice:재질', label: '재질', usual: '상세페이지 참조' },
        { ...field, key: 'notice:전화', label: 'A/S 전화번호', source: 'phone' },
        { ...field, key: 'attribute:수량', label: '수량', kind: 'number', units: ['개'], source: 'quantity' },
        { ...field, key: 'other:비고', label: '비고', required: false },
      ],
      {},
      { notices: [{ name: '재질', value: '실리콘' }] },
    )
    expect(listing.content.fields).toEqual({
      'notice:품명': 'EX-1',
      'notice:제조국': '중국',
      'notice:재질': '실리콘',
      'notice:전화': '02-123-4567',
      'attribute:수량': '1개',
    })
    expect(listing.level).toBe('green')
  })
  it('takes a certificate for the fields that know its kind of number, and for no others', async () => {
    const pattern = 'R-[A-Z]-[A-Z]{3}-\\d+'
    const usual = 'none'
    const asked = [
      { key: 'kind', recognises: { pattern, value: '105' }, usual },
      { key: 'number', recognises: { pattern } },
      { key: 'other', recognises: { pattern: 'HU\\d+', value: '101' }, usual },
    ].map((one) => ({ ...one, label: one.key, group: 'certificate' as const, required: false, kind: 'text' as const }))
    const filled = async (certificates: string[]) => {
      const { store, drafted, fakes } = rig()
      fakes.coupang.forms.set('100', formOf('100', asked))
      store({ certificates })
      return (await drafted()).content.fields
    }
    expect(await filled(['어린이 CB061', '방송통신 R-R-EXQ-000116'])).toEqual({
      kind: '105',
      number: 'R-R-EXQ-000116',
      other: 'none',
    })
    expect(await filled(['어린이 CB061'])).toEqual({ kind: 'none', other: 'none' })
  })
  it('says what is missing, beside its field (FIELD_MISSING, CERTIFICATE_MISSING)', async () => {
    const listing = await withForm([
      { ...field, key: 'notice:용량', label: '용량' },
      { ...field, key: 'certificate:KC', label: 'KC 인증번호', group: 'certificate' },
    ])
    expect(found(listing, 'FIELD_MISSING')).toMatchObject({ level: 'red', field: 'fields.notice:용량' })
    expect(found(listing, 'CERTIFICATE_MISSING')).toMatchObject({ level: 'red', field: 'fields.certificate:KC' })
  })
  it('takes an override by key or by label', async () => {
    const fields = [
      { ...field, key: 'notice:용량', label: '용량 (ml)' },
      {
        ...field,
        key: 'attribute:색',
        label: '색상',
        kind: 'choice' as const,
        choices: [{ value: '01', label: '검정' }],
      },
    ]
    const listing = await withForm(fields, { fields: { '용량(ml)': '500', 'attribute:색': '검정' } })
    expect(listing.content.fields).toEqual({ 'notice:용량': '500', 'attribute:색': '01' })
    expect(listing.level).toBe('green')
  })
  it('refuses overrides that cannot be sent (FIELD_NOT_CHOICE, FIELD_TOO_LONG, FIELD_NOT_NUMBER, FIELD_UNKNOWN)', async () => {
    const fields = [
      { ...field, key: 'a', label: '색상', kind: 'choice' as const, choices: [{ value: '01', label: '검정' }] },
      { ...field, key: 'b', label: '이름', maxLength: 3 },
      { ...field, key: 'c', label: '무게', kind: 'number' as const },
    ]
    const listing = await withForm(fields, { fields: { a: '빨강', b: '네글자다', c: '무거움', 없는것: 'x' } })
    const at = (code: string) => found(listing, code)?.field
    expect(at('FIELD_NOT_CHOICE')).toBe('fields.a')
    expect(at('FIELD_TOO_LONG')).toBe('fields.b')
    expect(at('FIELD_NOT_NUMBER')).toBe('fields.c')
    expect(at('FIELD_UNKNOWN')).toBe('fields.없는것')
  })
  it('says of an override that the category does not have what it is called, until it is taken back (FIELD_UNKNOWN)', async () => {
    const r = rig()
    r.store({})
    r.fakes.coupang.forms.set('100', formOf('100', [{ ...field, key: 'a', label: '색상' }]))
    const listing = await r.drafted({ fields: { nope: '1', a: '빨강' } })
    expect(found(listing, 'FIELD_UNKNOWN')).toMatchObject({ level: 'yellow', field: 'fields.nope' })
    expect(listing.content.fields).toEqual({ a: '빨강' })
    const after = await r.drafted({ fields: { nope: '' } })
    expect(found(after, 'FIELD_UNKNOWN')).toBeUndefined()
    expect(after.content.fields).toEqual({ a: '빨강' })
  })
})

describe('a draft is refused', () => {
  it('for a market that was never connected (MARKET_NOT_CONNECTED)', async () => {
    const { store, draft, db } = rig()
    store()
    db.exec(`delete from meta where key = 'market-account:coupang'`)
    await expect(draft()).rejects.toMatchObject({ code: 'MARKET_NOT_CONNECTED' })
    const progress = await draft({}, { market: ['coupang', 'naver'] })
    expect(progress.listingIds).toHaveLength(1)
    expect(progress.refused).toMatchObject([{ market: 'coupang', code: 'MARKET_NOT_CONNECTED', product: '*' }])
  })
  it('of a product that is listed on the account already (LISTING_ALREADY_LISTED)', async () => {
    const { store, draft, db } = rig()
    store()
    const [listingId] = (await draft()).listingIds
    db.exec(`update listing set state = 'on_sale', market_product_id = '77'`)
    const progress = await draft()
    expect(progress).toMatchObject({ listingIds: [], refused: [{ code: 'LISTING_ALREADY_LISTED', listingId }] })
    expect(db.prepare('select count(*) from listing').pluck().get()).toBe(1)
  })
  it('while it is being sent (LISTING_BUSY)', async () => {
    const { store, draft, db } = rig()
    store()
    await draft()
    db.exec(`update listing set state = 'unresolved'`)
    expect((await draft()).refused).toMatchObject([{ code: 'LISTING_BUSY' }])
  })
  it('where another product has its code (LISTING_SKU_TAKEN)', async () => {
    const { store, draft, db } = rig()
    store()
    store({ productId: '000002', name: '국자' })
    await draft({}, { ids: ['000002'] })
    db.exec(`update listing set sku = 'JT1-ZT-000001'`)
    expect((await draft()).refused).toMatchObject([{ code: 'LISTING_SKU_TAKEN' }])
  })
  it('beyond a number that nobody means (LISTING_TOO_MANY)', async () => {
    const { store, draft, handlers, db } = rig()
    store()
    await draft()
    db.exec(`with recursive n (value) as (select 1 union all select value + 1 from n where value < 10000)
      insert into listing (listing_id, market, account, wholesaler, product_id, sku, state, name, search, option_count,
        content_hash, level, created_at, updated_at, content)
      select 'X' || value, 'coupang', 'A1', 'zentrade', 'p' || value, 'S' || value, 'draft', '', '', 0, '', 'red', 1, 1, '{}'
      from n`)
    await expect(handlers['listings.approve']({ filter: {} })).rejects.toMatchObject({ code: 'LISTING_TOO_MANY' })
  })
})

describe('what a market said is kept', () => {
  it('and used when it cannot be asked again; a category that is gone is believed', async () => {
    const r = rig()
    r.store()
    await r.drafted()
    rig.now += 8 * 24 * 3_600_000
    try {
      r.fakes.coupang.faults.form = failNet('NET_UNREACHABLE')
      expect((await r.drafted()).level).toBe('green')
      r.fakes.coupang.faults.form = failMarket(
        'coupang',
        'MARKET_CATEGORY_GONE',
        { kind: 'rejected' },
        { category: '100' },
      )
      expect(codes(await r.drafted())).toContain('CATEGORY_GONE')
    } finally {
      rig.now -= 8 * 24 * 3_600_000
    }
  })
  it('but not that there is no place: it is asked again with the next draft, and at each check', async () => {
    const { store, drafted, handlers, fakes } = rig()
    store()
    const { places } = fakes.coupang
    fakes.coupang.places = { ...places, outbound: [] }
    const missing = await drafted()
    expect(codes(missing)).toContain('PLACE_MISSING')
    fakes.coupang.places = places
    await handlers['listings.recheck']({ listingIds: [missing.listingId] })
    expect(codes(await handlers['listings.get']({ listingId: missing.listingId }))).toEqual([])
    await drafted()
    // From here on both are known, and nobody asks.
    expect(fakes.coupang.calls.places).toBe(2)
  })
  it('nor one side of the places without the other, nor places that cannot be used', async () => {
    const { store, drafted, fakes } = rig()
    store()
    const { outbound, inbound } = fakes.coupang.places
    for (const places of [
      { outbound, inbound: [] },
      { outbound: outbound.map((one) => ({ ...one, usable: false })), inbound },
    ]) {
      fakes.coupang.places = places
      expect(codes(await drafted())).toContain('PLACE_MISSING')
    }
    fakes.coupang.places = { outbound, inbound }
    expect(codes(await drafted())).toEqual([])
    expect(fakes.coupang.calls.places).toBe(3)
  })
  it('and asked anew, once, where a place that is set is not among those known', async () => {
    const { store, draft, handlers, fakes } = rig()
    store()
    store({ productId: '000002', name: '국자' })
    await draft()
    fakes.coupang.places = { ...fakes.coupang.places, inbound: [place({ code: 'R2' })] }
    const ids = ['000001', '000002']
    const { listingIds } = await draft({ delivery: { returnPlace: 'R2' } }, { ids })
    for (const listingId of listingIds) expect(codes(await handlers['listings.get']({ listingId }))).toEqual([])
    expect(fakes.coupang.calls.places).toBe(2)
    await handlers['listings.edit']({ listingId: listingIds[0] ?? '', edits: { delivery: { returnPlace: 'R9' } } })
    expect(fakes.coupang.calls.places).toBe(3)
  })
  it('of places until the market is connected anew', async () => {
    const { db, store, drafted, fakes } = rig()
    store()
    await drafted()
    dropCachedKind(db, 'coupang', 'places')
    await drafted()
    expect(fakes.coupang.calls.places).toBe(2)
  })
  it('a category that came back is seen when the operator looks again some minutes later', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted({ category: '200' })
    const row = () => r.handlers['listings.get']({ listingId })
    expect(codes(await row())).toContain('CATEGORY_GONE')
    r.fakes.coupang.forms.set('200', formOf('200'))
    rig.now += 6 * 60_000
    try {
      await r.handlers['listings.recheck']({ listingIds: [listingId] })
      expect(codes(await row())).not.toContain('CATEGORY_GONE')
    } finally {
      rig.now -= 6 * 60_000
    }
  })
  it('broken templates of a later version do not stop the engine', () => {
    const { db, handlers } = rig()
    setMeta(db, 'listing-template:coupang', JSON.stringify({ later: true, safetyStock: 4 }))
    expect(handlers['templates.get']({ market: 'coupang' })).toMatchObject({ safetyStock: 4, namePattern: '{name}' })
  })
})
