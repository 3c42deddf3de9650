import iconv from 'iconv-lite'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type PracticeEleventhStreetOptions,
  startPracticeEleventhStreet,
} from '../../../../main/practice/eleventh-street/index.ts'

const PRODUCT = `<?xml version="1.0" encoding="EUC-KR"?>
<Product>
  <selMthdCd>01</selMthdCd>
  <dispCtgrNo>1001003</dispCtgrNo>
  <prdTypCd>01</prdTypCd>
  <prdNm><![CDATA[하늘공방 송풍구 휴대폰 거치대]]></prdNm>
  <brand><![CDATA[알수없음]]></brand>
  <rmaterialTypCd>04</rmaterialTypCd>
  <orgnTypCd>01</orgnTypCd>
  <orgnTypDtlsCd>1002</orgnTypDtlsCd>
  <sellerPrdCd>SKY-HOLDER-BK-1</sellerPrdCd>
  <suplDtyfrPrdClfCd>01</suplDtyfrPrdClfCd>
  <prdStatCd>01</prdStatCd>
  <minorSelCnYn>Y</minorSelCnYn>
  <prdImage01>https://img.example.com/p/holder-main.jpg</prdImage01>
  <htmlDetail><![CDATA[<div>상세</div>]]></htmlDetail>
  <ProductCertGroup><crtfGrpTypCd>01</crtfGrpTypCd><crtfGrpObjClfCd>03</crtfGrpObjClfCd></ProductCertGroup>
  <selPrdClfCd>0:100</selPrdClfCd>
  <aplBgnDy>2026/07/15</aplBgnDy>
  <aplEndDy>2999/12/31</aplEndDy>
  <selPrc>12900</selPrc>
  <prdSelQty>50</prdSelQty>
  <dlvCnAreaCd>01</dlvCnAreaCd>
  <dlvWyCd>01</dlvWyCd>
  <dlvEtprsCd>00034</dlvEtprsCd>
  <dlvCstInstBasiCd>02</dlvCstInstBasiCd>
  <dlvCst1>3000</dlvCst1>
  <bndlDlvCnYn>Y</bndlDlvCnYn>
  <dlvCstPayTypCd>03</dlvCstPayTypCd>
  <jejuDlvCst>3000</jejuDlvCst>
  <islandDlvCst>5000</islandDlvCst>
  <addrSeqOut>4</addrSeqOut>
  <addrSeqIn>8</addrSeqIn>
  <rtngdDlvCst>3000</rtngdDlvCst>
  <exchDlvCst>6000</exchDlvCst>
  <asDetail><![CDATA[하늘공방]]></asDetail>
  <rtngExchDetail><![CDATA[수령 후 7일]]></rtngExchDetail>
  <dlvClf>02</dlvClf>
  <ProductNotification>
    <type>891045</type>
    <item><code>11800</code><name>a</name></item><item><code>11905</code><name>b</name></item>
    <item><code>23760413</code><name>c</name></item><item><code>23759100</code><name>d</name></item>
    <item><code>23756033</code><name>e</name></item>
  </ProductNotification>
</Product>`

const OPTIONS =
  '<optSelectYn>Y</optSelectYn><txtColCnt>1</txtColCnt><colTitle>색상</colTitle><prdExposeClfCd>00</prdExposeClfCd>'
const optionXml = (value: string, surcharge = 0, count = 1, use = 'Y') =>
  `<ProductOption><useYn>${use}</useYn><colOptPrice>${surcharge}</colOptPrice><colValue0>${value}</colValue0><colCount>${count}</colCount><colSellerStockCd>x</colSellerStockCd></ProductOption>`

const started = async (options: PracticeEleventhStreetOptions = {}) => {
  const practice = await startPracticeEleventhStreet({ limits: null, ...options })
  onTestFinished(() => practice.close())
  const call = async (
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> => {
    const bytes = typeof body === 'string' ? iconv.encode(body, 'euc-kr') : body
    const reply = await fetch(`${practice.url}${path}`, {
      method,
      headers: {
        openapikey: practice.credentials.apiKey,
        ...(bytes === undefined ? {} : { 'content-type': 'text/xml;charset=EUC-KR' }),
        ...headers,
      },
      ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
    })
    return { status: reply.status, text: iconv.decode(Buffer.from(await reply.arrayBuffer()), 'euc-kr') }
  }
  const create = (body: string | Buffer = PRODUCT, headers: Record<string, string> = {}) =>
    call('POST', '/rest/prodservices/product', body, headers)
  return { practice, control: practice.control, call, create }
}

describe('practice 11st', () => {
  it('accepts the documented example and answers 210 with a number', async () => {
    const { create } = await started()
    const { status, text } = await create()
    expect(status).toBe(200)
    expect(text).toContain('<?xml version="1.0" encoding="EUC-KR" standalone="yes"?>')
    expect(text).toContain(
      '<ClientMessage><message>상품등록이 정상적으로 진행 되었습니다. 상품번호 : 9990000001</message><productNo>9990000001</productNo><resultCode>210</resultCode></ClientMessage>',
    )
  })

  it('makes a second product of the same code', async () => {
    const { call, create } = await started()
    await create()
    await create()
    const { text } = await call('GET', '/rest/prodmarketservice/sellerprodcode/SKY-HOLDER-BK-1')
    expect(text.match(/<prdNo>/g)).toHaveLength(2)
    expect(text).toContain('<ns2:products xmlns:ns2=')
  })

  it.each<[string, string | Buffer, Record<string, string>]>([
    ['UTF-8 bytes under an EUC-KR declaration', Buffer.from(PRODUCT), {}],
    ['a declaration of UTF-8', PRODUCT.replace('EUC-KR', 'UTF-8'), {}],
    ['no declaration', PRODUCT.slice(PRODUCT.indexOf('<Product>')), {}],
    ['a content type without its charset', PRODUCT, { 'content-type': 'text/xml' }],
    ['a JSON content type', PRODUCT, { 'content-type': 'application/json' }],
    ['windows-949’s further syllables', PRODUCT.replace('거치대', '똠'), {}],
    ['a DOCTYPE', PRODUCT.replace('<Product>', '<!DOCTYPE Product><Product>'), {}],
    ['an unclosed section', PRODUCT.replace(']]></prdNm>', '</prdNm>'), {}],
    ['another root', PRODUCT.replaceAll('Product>', 'Prod>'), {}],
  ])('answers %s with an HTTP 500 of its parser', async (_what, body, headers) => {
    const { control, create } = await started()
    const { status, text } = await create(body, headers)
    expect(status).toBe(500)
    expect(text).toContain('SAXParseException')
    expect(control.products()).toEqual([])
  })

  it.each<[string, (xml: string) => string, string]>([
    ['no first day', (xml) => xml.replace(/<aplBgnDy>.*<\/aplBgnDy>/, ''), '판매시작일(aplBgnDy)이 누락되었습니다'],
    ['no return guide', (xml) => xml.replace('수령 후 7일', ' '), '교환반품 안내는 반드시'],
    [
      'no notice',
      (xml) => xml.replace(/<ProductNotification>[\s\S]*<\/ProductNotification>/, ''),
      '상품정보제공고시를',
    ],
    ['a notice’s item left out', (xml) => xml.replace('<item><code>11905</code><name>b</name></item>', ''), '항목정보'],
    ['a notice of 51 characters', (xml) => xml.replace('<name>a<', `<name>${'a'.repeat(51)}<`), '50자까지'],
    ['an unknown notice', (xml) => xml.replace('891045', '891999'), '유형코드'],
    ['a price off its step', (xml) => xml.replace('12900', '12905'), '10원 단위'],
    ['no pieces', (xml) => xml.replace('<prdSelQty>50', '<prdSelQty>0'), '0으로 입력할 수 없습니다'],
    [
      'a bundle with conditional free delivery',
      (xml) =>
        xml
          .replace('<dlvCstInstBasiCd>02</dlvCstInstBasiCd>', '<dlvCstInstBasiCd>03</dlvCstInstBasiCd>')
          .replace('</dlvCst1>', '</dlvCst1><PrdFrDlvBasiAmt>30000</PrdFrDlvBasiAmt>'),
      '묶음배송',
    ],
    ['a fee off its step', (xml) => xml.replace('<rtngdDlvCst>3000', '<rtngdDlvCst>2999'), '10원단위'],
    ['a name of 102 bytes', (xml) => xml.replace('하늘공방 송풍구 휴대폰 거치대', '가'.repeat(51)), '100바이트'],
    ['a GIF', (xml) => xml.replace('holder-main.jpg', 'holder.gif'), 'Content-Type이 이미지가 아니거나'],
    ['a place that is not the account’s', (xml) => xml.replace('<addrSeqOut>4', '<addrSeqOut>9'), '출고지'],
    ['a category that is no leaf', (xml) => xml.replace('1001003', '1001002'), '최하위 카테고리'],
    ['a category that is gone', (xml) => xml.replace('1001003', '1999999'), '존재하지 않는 카테고리'],
    ['an element it does not know', (xml) => xml.replace('<prdNm>', '<colour>1</colour><prdNm>'), 'colour'],
    [
      'elements in another order',
      (xml) => xml.replace('<selMthdCd>01</selMthdCd>', '').replace('</prdNm>', '</prdNm><selMthdCd>01</selMthdCd>'),
      '순서',
    ],
    [
      'an element twice',
      (xml) => xml.replace('<selPrc>12900</selPrc>', '<selPrc>12900</selPrc><selPrc>1</selPrc>'),
      '중복',
    ],
    [
      'a certificate’s wrong word',
      (xml) => xml.replace('<crtfGrpObjClfCd>03', '<crtfGrpObjClfCd>05'),
      'KC인증대상여부',
    ],
    [
      'an overseas origin without its area',
      (xml) => xml.replace('<orgnTypDtlsCd>1002</orgnTypDtlsCd>', ''),
      '원산지 지역',
    ],
    [
      'an option with a refused character',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('a%b')}<prdSelQty>`),
      '특수 문자',
    ],
    [
      'options of the same name',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('a')}${optionXml('a')}<prdSelQty>`),
      '중복이 될수',
    ],
    [
      'no option at the base price',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('a', 10)}<prdSelQty>`),
      '0원인 상품',
    ],
    [
      'an option above twice the base',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('a')}${optionXml('b', 12910)}<prdSelQty>`),
      '+100%',
    ],
    [
      'an option in use with no pieces',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('a', 0, 0)}<prdSelQty>`),
      '품절일 때만',
    ],
    [
      'an option of 51 bytes',
      (xml) => xml.replace('<prdSelQty>', `${OPTIONS}${optionXml('가'.repeat(26))}<prdSelQty>`),
      '25자',
    ],
  ])('refuses %s with resultCode 500', async (_what, change, words) => {
    const { control, create } = await started()
    const { status, text } = await create(change(PRODUCT))
    expect(status).toBe(200)
    expect(text).toContain('<resultCode>500</resultCode>')
    expect(text).toContain(words)
    expect(control.products()).toEqual([])
  })

  it('wants all four certificates where the category demands one', async () => {
    const { control, create } = await started()
    const demanding = control.categories().find(({ name }) => name === '봉제인형')?.code ?? ''
    const { text } = await create(PRODUCT.replace('1001003', demanding))
    expect(text).toContain('01, 02, 03, 04를 모두')
  })

  it('adds up the options’ pieces, whatever the stated sum', async () => {
    const { control, create } = await started()
    await create(
      PRODUCT.replace('<prdSelQty>', `${OPTIONS}${optionXml('a', 0, 3)}${optionXml('b', 100, 4)}<prdSelQty>`),
    )
    expect(control.products()[0]?.stocks.map(({ stock }) => stock)).toEqual([3, 4])
  })

  it.each([
    ['GET', '/rest/prodservices/product'],
    ['POST', '/rest/prodservices/product/list'],
    ['DELETE', '/rest/prodservices/product/9990000001'],
    ['PUT', '/rest/prodservices/product/price/9990000001/1000'],
    ['GET', '/anything'],
  ])('does not know %s %s, and says −997 before it looks at the key', async (method, path) => {
    const { call } = await started()
    const { status, text } = await call(method, path, undefined, { openapikey: 'wrong' })
    expect(status).toBe(500)
    expect(text).toContain('<AuthMessage><resultCode>-997</resultCode>')
  })

  it('tells a wrong key in the words of each call, and the categories to everybody', async () => {
    const { call } = await started()
    const wrong = { openapikey: 'wrong' }
    const area = await call('GET', '/rest/areaservice/outboundarea', undefined, wrong)
    expect(area.text).toContain('<ns2:result_message>주소지 조회 오류 : OpenAPI Key 에 해당하는 유저가 없습니다.')
    const price = await call('GET', '/rest/prodservices/product/price/1/1000', undefined, wrong)
    expect(price.text).toContain('<resultCode>500</resultCode>')
    expect((await call('GET', '/rest/cateservice/category', undefined, wrong)).text).toContain('휴대폰 거치대')
  })

  it('changes a price by half more and a fifth left at most', async () => {
    const { call, control, create } = await started()
    await create()
    const price = (to: number) => call('GET', `/rest/prodservices/product/price/9990000001/${to}`)
    expect((await price(19_360)).text).toContain('<resultCode>500</resultCode>')
    expect((await price(19_350)).text).toContain('<preSelPrc>12900</preSelPrc>')
    expect((await price(3860)).text).toContain('<resultCode>500</resultCode>')
    expect((await price(3870)).text).toContain('<resultCode>200</resultCode>')
    expect(control.products()[0]?.price).toBe(3870)
  })

  it('wants the stock number and its weight, and calls the stock number productNo', async () => {
    const { call, create } = await started()
    await create()
    const put = (number: string, body: string) =>
      call(
        'PUT',
        `/rest/prodservices/stockqty/${number}`,
        `<?xml version="1.0" encoding="EUC-KR"?><ProductStock>${body}</ProductStock>`,
      )
    const whole = '<prdNo>9990000001</prdNo><prdStckNo>99900000001</prdStckNo><stckQty>7</stckQty><optWght>0</optWght>'
    expect((await put('99900000001', whole)).text).toContain(
      '<productNo>99900000001</productNo><resultCode>200</resultCode>',
    )
    expect((await put('9990000001', whole)).text).toContain('<resultCode>400</resultCode>')
    expect((await put('99900000001', whole.replace('<optWght>0</optWght>', ''))).text).toContain(
      '<resultCode>400</resultCode>',
    )
    const other = whole.replaceAll('99900000001', '99900000009')
    expect((await put('99900000009', other)).text).toContain('<resultCode>404</resultCode>')
  })

  it('stops and restarts with the state in its words, and not from everywhere', async () => {
    const { call, control, create } = await started()
    await create()
    const stat = (to: string, number = '9990000001') => call('PUT', `/rest/prodstatservice/stat/${to}/${number}`)
    expect((await stat('stopdisplay')).text).toContain('[STAT : 105]')
    expect((await stat('stopdisplay')).text).toContain('<resultCode>500</resultCode>')
    expect((await stat('restartdisplay')).text).toContain('[STAT : 103]')
    expect((await stat('stopdisplay', '1')).text).toContain('찾을 수 없습니다')
    control.change('9990000001', { stock: 0 })
    expect(control.products()[0]?.state).toBe('104')
    expect((await stat('restartdisplay')).text).toContain('재고가 없는')
  })

  it('lists by day of creation, 500 at most, and wants its limit', async () => {
    const { call, create } = await started({ clock: { now: () => Date.UTC(2026, 6, 15) } })
    await create()
    const list = (body: string) =>
      call(
        'POST',
        '/rest/prodmarketservice/prodmarket',
        `<?xml version="1.0" encoding="EUC-KR"?><SearchProduct>${body}</SearchProduct>`,
      )
    const day = (from: string, until: string) =>
      `<schDateType>1</schDateType><schBgnDt>${from}</schBgnDt><schEndDt>${until}</schEndDt>`
    expect((await list(`${day('20260715', '20260715')}<limit>500</limit>`)).text).toContain('9990000001')
    expect((await list(`${day('20260716', '20260717')}<limit>500</limit>`)).text).not.toContain('9990000001')
    expect((await list(day('20260715', '20260715'))).text).toContain('limit')
    expect((await list('<limit>501</limit>')).text).toContain('limit')
    expect((await list('<schBgnDt>20260715</schBgnDt><schEndDt>20260715</schEndDt><limit>1</limit>')).text).toContain(
      '동반',
    )
  })

  it('answers 429 above its pace, and 400 above its day, until told otherwise', async () => {
    const { call, control, create } = await started({
      limits: { perSecond: 3, perDay: 1 },
      clock: { now: () => Date.UTC(2026, 6, 15) },
    })
    await create()
    expect((await create()).text).toContain('1일 500개')
    await create()
    expect((await call('GET', '/rest/cateservice/category')).status).toBe(429)
    control.setLimits(null)
    expect((await create()).text).toContain('<resultCode>210</resultCode>')
  })

  it('sells, reviews and closes behind the seller’s back', async () => {
    const { control, create } = await started()
    await create()
    control.sell('9990000001', 50)
    expect(control.products()[0]).toMatchObject({ state: '104', stocks: [{ stock: 0 }] })
    expect(() => control.sell('9990000001', 1)).toThrow()
    control.setReview({ reviewMs: 1000 })
    await create()
    expect(control.products()[1]?.state).toBe('101')
    control.refuse('9990000002')
    expect(control.products()[1]?.state).toBe('109')
    control.approve('9990000002')
    expect(control.products()[1]?.state).toBe('103')
    control.closeCategory('1001003')
    expect((await create()).text).toContain('존재하지 않는 카테고리')
    control.reset()
    expect(control.products()).toEqual([])
    expect((await create()).text).toContain('<resultCode>210</resultCode>')
  })

  it('knows its faults by name', async () => {
    const { control, create } = await started()
    control.faultByName('create:lost', 1)
    await expect(create()).rejects.toThrow()
    expect(control.products()).toHaveLength(1)
    expect(() => control.faultByName('create:storm', 1)).toThrow(/fault must be/)
    expect(() => control.faultByName('sea:lost', 1)).toThrow(/on must be/)
    expect(() => control.fault({ kind: 'lost', on: 'sea' as 'create' })).toThrow(/on must be/)
  })
})
