import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treeOf } from '../../../../main/market/eleventh-street/categories.ts'
import { certificateFields } from '../../../../main/market/eleventh-street/certificates.ts'
import { formOf } from '../../../../main/market/eleventh-street/form.ts'
import { productElement } from '../../../../main/market/eleventh-street/map.ts'
import { noticeTypeFor, noticeTypes } from '../../../../main/market/eleventh-street/notices.ts'
import { originOf } from '../../../../main/market/eleventh-street/origins.ts'
import { priceSteps } from '../../../../main/market/eleventh-street/price-steps.ts'
import { writeXml } from '../../../../main/market/eleventh-street/xml.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { content, filled, option } from './harness.ts'

/** 2026-07-15 00:30 in Asia/Seoul, still the day before in UTC. */
const NOW = Date.UTC(2026, 6, 14, 15, 30)
const detail = { certificateType: null, certificatesRequired: false }
const form = formOf('1009999', ['휴대폰', '거치대'], detail, [])

const written = (made: Partial<ListingContent>): string =>
  writeXml(productElement(filled(content(made), form), form, NOW))
const valueIn = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1]

describe('a product as 11st wants it', () => {
  it('is the documented example, element by element', () => {
    const made = filled(
      content({
        sku: 'SKY-HOLDER-BK-1',
        category: '1009999',
        origin: '경기도',
        delivery: { ...content().delivery, fee: { kind: 'flat', fee: 3000 } },
        fields: {
          'notice:11800': '송풍구 휴대폰 거치대 SKY-H1',
          'notice:23760413': '하늘공방 02-0000-0000',
          'notice:23759100': '대한민국',
          'notice:23756033': '해당사항 없음',
          'other:returnGuide': '수령 후 7일 이내 접수해 주세요.',
        },
        descriptionHtml:
          '<div style="text-align:center"><img src="https://img.example.com/p/holder-detail-1.jpg" alt="상세 1" /></div>',
      }),
      form,
    )
    expect(writeXml(productElement(made, form, NOW))).toBe(
      [
        '<?xml version="1.0" encoding="EUC-KR"?>\n<Product>',
        '<selMthdCd>01</selMthdCd><dispCtgrNo>1009999</dispCtgrNo><prdTypCd>01</prdTypCd>',
        '<prdNm><![CDATA[하늘공방 송풍구 휴대폰 거치대]]></prdNm><brand><![CDATA[알수없음]]></brand>',
        '<rmaterialTypCd>04</rmaterialTypCd><orgnTypCd>01</orgnTypCd><orgnTypDtlsCd>1002</orgnTypDtlsCd>',
        '<sellerPrdCd>SKY-HOLDER-BK-1</sellerPrdCd><suplDtyfrPrdClfCd>01</suplDtyfrPrdClfCd>',
        '<prdStatCd>01</prdStatCd><minorSelCnYn>Y</minorSelCnYn>',
        '<prdImage01>https://img.example.com/p/holder-main.jpg</prdImage01>',
        '<prdImage02>https://img.example.com/p/holder-side.jpg</prdImage02>',
        '<htmlDetail><![CDATA[<div style="text-align:center"><img src="https://img.example.com/p/holder-detail-1.jpg" alt="상세 1" /></div>]]></htmlDetail>',
        '<ProductCertGroup><crtfGrpTypCd>01</crtfGrpTypCd><crtfGrpObjClfCd>03</crtfGrpObjClfCd></ProductCertGroup>',
        '<ProductCertGroup><crtfGrpTypCd>02</crtfGrpTypCd><crtfGrpObjClfCd>03</crtfGrpObjClfCd></ProductCertGroup>',
        '<ProductCertGroup><crtfGrpTypCd>03</crtfGrpTypCd><crtfGrpObjClfCd>03</crtfGrpObjClfCd></ProductCertGroup>',
        '<ProductCertGroup><crtfGrpTypCd>04</crtfGrpTypCd><crtfGrpObjClfCd>05</crtfGrpObjClfCd></ProductCertGroup>',
        '<selPrdClfCd>0:100</selPrdClfCd><aplBgnDy>2026/07/15</aplBgnDy><aplEndDy>2999/12/31</aplEndDy>',
        '<selPrc>12900</selPrc><prdSelQty>50</prdSelQty><dlvCnAreaCd>01</dlvCnAreaCd><dlvWyCd>01</dlvWyCd>',
        '<dlvEtprsCd>00034</dlvEtprsCd><dlvCstInstBasiCd>02</dlvCstInstBasiCd><dlvCst1>3000</dlvCst1>',
        '<bndlDlvCnYn>Y</bndlDlvCnYn><dlvCstPayTypCd>03</dlvCstPayTypCd><jejuDlvCst>3000</jejuDlvCst>',
        '<islandDlvCst>5000</islandDlvCst><addrSeqOut>4</addrSeqOut><addrSeqIn>8</addrSeqIn>',
        '<rtngdDlvCst>3000</rtngdDlvCst><exchDlvCst>6000</exchDlvCst>',
        '<asDetail><![CDATA[하늘공방 02-0000-0000]]></asDetail>',
        '<rtngExchDetail><![CDATA[수령 후 7일 이내 접수해 주세요.]]></rtngExchDetail><dlvClf>02</dlvClf>',
        '<ProductNotification><type>891045</type>',
        '<item><code>11800</code><name><![CDATA[송풍구 휴대폰 거치대 SKY-H1]]></name></item>',
        '<item><code>11905</code><name><![CDATA[하늘공방]]></name></item>',
        '<item><code>23760413</code><name><![CDATA[하늘공방 02-0000-0000]]></name></item>',
        '<item><code>23759100</code><name><![CDATA[대한민국]]></name></item>',
        '<item><code>23756033</code><name><![CDATA[해당사항 없음]]></name></item>',
        '</ProductNotification><company><![CDATA[하늘공방]]></company><modelNm><![CDATA[SKY-H1]]></modelNm></Product>',
      ].join(''),
    )
  })

  it('is free to deliver and may be bundled unless the template says otherwise', () => {
    const xml = written({})
    expect(xml).toContain('<dlvCstInstBasiCd>01</dlvCstInstBasiCd><bndlDlvCnYn>Y</bndlDlvCnYn>')
  })

  it('sends bndlDlvCnYn N with conditional free shipping: 11st refuses Y', () => {
    const xml = written({ delivery: { ...content().delivery, fee: { kind: 'free_over', fee: 2500, over: 30000 } } })
    expect(xml).toContain(
      '<dlvCstInstBasiCd>03</dlvCstInstBasiCd><dlvCst1>2500</dlvCst1><PrdFrDlvBasiAmt>30000</PrdFrDlvBasiAmt><bndlDlvCnYn>N</bndlDlvCnYn>',
    )
  })

  it('says tax, age, area and courier in 11st’s codes', () => {
    const delivery = { ...content().delivery, remoteAreas: false, courier: 'epost' as const }
    const xml = written({ taxFree: true, adultOnly: true, delivery })
    expect(valueIn(xml, 'suplDtyfrPrdClfCd')).toBe('02')
    expect(valueIn(xml, 'minorSelCnYn')).toBe('N')
    expect(valueIn(xml, 'dlvCnAreaCd')).toBe('02')
    expect(valueIn(xml, 'dlvEtprsCd')).toBe('00007')
  })

  it('divides a section’s end, and escapes what stands outside sections', () => {
    const xml = written({ descriptionHtml: '<p>a]]>b</p>', images: ['https://img.example.com/a.jpg?x=1&y=2'] })
    expect(xml).toContain('<htmlDetail><![CDATA[<p>a]]]]><![CDATA[>b</p>]]></htmlDetail>')
    expect(xml).toContain('<prdImage01>https://img.example.com/a.jpg?x=1&amp;y=2</prdImage01>')
  })

  it('sends four pictures at most, and leaves further ones of a refused type out', () => {
    const images = ['a.jpg', 'b.gif', 'c.png', 'd.webp', 'e.jpg', 'f.jpg'].map(
      (name) => `https://img.example.com/${name}`,
    )
    const xml = written({ images: [...images, 'https://img.example.com/한글.jpg'] })
    expect(xml.match(/<prdImage0\d>.*?<\/prdImage0\d>/g)).toEqual([
      '<prdImage01>https://img.example.com/a.jpg</prdImage01>',
      '<prdImage02>https://img.example.com/c.png</prdImage02>',
      '<prdImage03>https://img.example.com/d.webp</prdImage03>',
      '<prdImage04>https://img.example.com/e.jpg</prdImage04>',
    ])
    expect(written({ images: ['https://img.example.com/한글.jpg'] })).toContain('/%ED%95%9C%EA%B8%80.jpg<')
  })

  it('never leaves a guide blank', () => {
    const xml = written({ afterService: { phone: ' ', guide: '' }, fields: { 'other:returnGuide': ' ' } })
    expect(valueIn(xml, 'asDetail')).toBe('.')
    expect(valueIn(xml, 'rtngExchDetail')).toContain('7일')
  })

  it('sends what is usual where nobody filled the form in', () => {
    const bare = writeXml(productElement(content({ maker: null, model: null, origin: null }), form, NOW))
    expect(valueIn(bare, 'orgnTypCd')).toBe('03')
    expect(valueIn(bare, 'orgnNmVal')).toBe('상품 상세설명 참조')
    expect(valueIn(bare, 'company')).toBe('없음')
    expect(bare).toContain('<item><code>23756033</code><name><![CDATA[해당사항 없음]]></name></item>')
  })

  it('sends the template of dispatch only when one is chosen', () => {
    expect(written({})).not.toContain('dlvSendCloseTmpltNo')
    const xml = written({ fields: { 'other:sendClose': '344836' } })
    expect(xml).toContain('</dlvEtprsCd><dlvSendCloseTmpltNo>344836</dlvSendCloseTmpltNo><dlvCstInstBasiCd>')
  })
})

describe('options on the wire', () => {
  const options = [option('A', '블랙', 10000, 5), option('B', '화이트', 12000, 0)]

  it('of one axis are a single list with surcharges above the lowest price and pieces of their own', () => {
    const xml = written({ options, price: 99999, stock: 1 })
    expect(valueIn(xml, 'selPrc')).toBe('10000')
    expect(valueIn(xml, 'prdSelQty')).toBe('5')
    expect(xml).toContain(
      '</selPrc><optSelectYn>Y</optSelectYn><txtColCnt>1</txtColCnt><colTitle><![CDATA[색상]]></colTitle><prdExposeClfCd>00</prdExposeClfCd>' +
        '<ProductOption><useYn>Y</useYn><colOptPrice>0</colOptPrice><colValue0><![CDATA[블랙]]></colValue0><colCount>5</colCount><colSellerStockCd><![CDATA[A]]></colSellerStockCd></ProductOption>' +
        '<ProductOption><useYn>N</useYn><colOptPrice>2000</colOptPrice><colValue0><![CDATA[화이트]]></colValue0><colCount>0</colCount><colSellerStockCd><![CDATA[B]]></colSellerStockCd></ProductOption><prdSelQty>',
    )
  })

  const two = (sku: string, colour: string, size: string) => ({
    ...option(sku, '', 10000, 2),
    values: [
      { axis: '색상', value: colour },
      { axis: '사이즈', value: size },
    ],
  })

  it('of two axes are joined in one list while they fit', () => {
    const xml = written({ options: [two('A', '파랑', 'XXL'), two('B', '빨강', 'S')] })
    expect(xml).toContain('<colTitle><![CDATA[색상/사이즈]]></colTitle>')
    expect(xml).toContain('<colValue0><![CDATA[파랑/XXL]]></colValue0>')
    expect(xml).not.toContain('ProductRootOption')
  })

  it('of two axes become listed combinations when their names are too long for one list', () => {
    const long = '가'.repeat(20)
    const xml = written({ options: [two('A', long, '나'.repeat(10)), two('B', '빨강', 'S')] })
    expect(xml).toContain('<prdExposeClfCd>00</prdExposeClfCd><optMixYn>N</optMixYn><ProductRootOption><colTitle>')
    expect(xml).toContain(`<optionMappingKey><![CDATA[색상:${long}†사이즈:${'나'.repeat(10)}]]></optionMappingKey>`)
    expect(xml).toContain('<colOptCount>2</colOptCount><colSellerStockCd><![CDATA[B]]></colSellerStockCd>')
    expect(xml).not.toContain('<colCount>')
  })
})

describe('certificates', () => {
  const groupOf = (fields: Record<string, string>) =>
    /<ProductCertGroup><crtfGrpTypCd>01[\s\S]*?<\/ProductCertGroup>/.exec(written({ fields }))?.[0]

  it('nest their type and number in the group they belong to', () => {
    expect(groupOf({ 'certificate:01': '101', 'certificate:01:number': 'HU00000-00000' })).toBe(
      '<ProductCertGroup><crtfGrpTypCd>01</crtfGrpTypCd><crtfGrpObjClfCd>01</crtfGrpObjClfCd><ProductCert><certTypeCd>101</certTypeCd><certKey><![CDATA[HU00000-00000]]></certKey></ProductCert></ProductCertGroup>',
    )
  })

  it.each([
    ['R-R-EXQ-000116', 'R-R-EXQ-000116'],
    ['방송통신기자재 R-C-SEC-SMG991N', 'R-C-SEC-SMG991N'],
    ['MSIP-CRM-LGE-F700L', 'MSIP-CRM-LGE-F700L'],
    ['KCC-REM-ABC-X1', 'KCC-REM-ABC-X1'],
    ['HU07123-18001A', null],
    ['CB061R0123-9001', null],
    ['XR-R-EXQ-000116', null],
  ])('of radio are told by their number: %s', (text, number) => {
    const fields = certificateFields().filter(({ recognises }) => recognises !== undefined)
    expect(fields.map(({ key, recognises }) => [key, recognises?.value])).toEqual([
      ['certificate:03', '105'],
      ['certificate:03:number', undefined],
    ])
    for (const { recognises } of fields)
      expect(new RegExp(recognises?.pattern ?? '').exec(text)?.[0] ?? null).toBe(number)
  })

  it('name the kind of exemption', () => {
    expect(groupOf({ 'certificate:01': 'exempt:03' })).toBe(
      '<ProductCertGroup><crtfGrpTypCd>01</crtfGrpTypCd><crtfGrpObjClfCd>02</crtfGrpObjClfCd><crtfGrpExptTypCd>03</crtfGrpExptTypCd></ProductCertGroup>',
    )
  })

  it('of chemical goods say 04 and 05 instead', () => {
    const xml = written({ fields: { 'certificate:04': '136' } })
    expect(xml).toContain(
      '<crtfGrpTypCd>04</crtfGrpTypCd><crtfGrpObjClfCd>04</crtfGrpObjClfCd><ProductCert><certTypeCd>136',
    )
  })
})

describe('origins', () => {
  it.each([
    ['중국', { type: '02', area: '1287' }],
    ['수입산(중국)', { type: '02', area: '1287' }],
    ['해외|아시아|중국', { type: '02', area: '1287' }],
    ['Made in China', { type: '02', area: '1287' }],
    ['미국', { type: '02', area: '1405' }],
    ['국내산=서울특별시', { type: '01', area: '1009' }],
    ['경기도', { type: '01', area: '1002' }],
    ['국내산', { type: '03', name: '국내산' }],
    ['대한민국', { type: '03', name: '대한민국' }],
    ['인도네시아', { type: '03', name: '인도네시아' }],
    ['중국/베트남', { type: '03', name: '중국/베트남' }],
    ['국산(원료: 중국)', { type: '03', name: '국산(원료: 중국)' }],
    ['중국집', { type: '03', name: '중국집' }],
  ])('%s', (stated, origin) => {
    expect(originOf(stated)).toEqual(origin)
  })
})

describe('types of notice', () => {
  it.each([
    [['패션의류', '여성의류', '원피스', '롱 원피스'], '891011'],
    [['가방/신발', '남성신발', '운동화', '런닝화'], '891012'],
    [['가방/신발', '여성가방', '숄더백'], '891013'],
    [['가방/신발'], '891045'],
    [['유아동', '유아 의류', '내의'], '891033'],
    [['주방용품', '조리도구', '냄비'], '891027'],
    [['휴대폰/액세서리', '휴대폰 거치대'], '891045'],
    [['가구/홈', '책상'], '891016'],
    [['식품', '가공식품', '쿠키'], '891045'],
  ])('%j', (path, type) => {
    expect(noticeTypeFor(path)).toBe(type)
  })

  it('have each item once', () => {
    for (const { items } of noticeTypes) expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
  })
})

describe('price steps', () => {
  it('each are a change that 11st bears, end at the wish, and go in steps of 10 won', () => {
    const price = fc.integer({ min: 3, max: 900_000 }).map((tens) => tens * 10)
    fc.assert(
      fc.property(price, price, (before, after) => {
        const steps = priceSteps(before, after)
        expect(steps.at(-1)).toBe(after)
        let at = before
        for (const step of steps) {
          expect(step % 10).toBe(0)
          expect(step).toBeLessThanOrEqual(at * 1.5)
          expect(step).toBeGreaterThanOrEqual(at * 0.2)
          at = step
        }
      }),
    )
  })

  it('are the wish alone where steps would lead nowhere', () => {
    expect(priceSteps(10, 100)).toEqual([100])
    expect(priceSteps(500, 500)).toEqual([500])
  })
})

describe('the tree of categories', () => {
  it('does not run in circles, and calls nobody’s parent a leaf', () => {
    const rows = [
      { code: '1', name: 'a', parent: '2' },
      { code: '2', name: 'b', parent: '1' },
      { code: '3', name: 'c', parent: '9' },
    ]
    const tree = treeOf(rows)
    expect(tree.find(({ code }) => code === '3')).toMatchObject({ path: ['c'], leaf: true })
    expect(tree.filter(({ leaf }) => leaf)).toHaveLength(1)
  })
})
