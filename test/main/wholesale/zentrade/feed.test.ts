import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { Cp949Decoder } from '../../../../main/wholesale/zentrade/cp949.ts'
import { FeedReader } from '../../../../main/wholesale/zentrade/feed.ts'

const unknownShipping = { fee: null, returnFee: null }
const documented = `<?xml version="1.0" encoding="euc-kr"?>
<zentrade version="ZENTRADE XML 1.0" datetime="">
  <product code="090001">
    <dome_category dome_catecode="015"><![CDATA[ 주방/생활용품 ]]></dome_category>
    <scategory emp_catecode="10000000" esellers_catecode="20000000" classcode="35" />
    <prdtname><![CDATA[ 예시 실리콘 주걱 2종 ]]></prdtname>
    <baseinfo madein="중국" productcom="예시상사" brand="" model="EX-990001" />
    <price buyprice="2000" consumerprice="0" taxmode="Y" />
    <listimg url1="https://img.example.test/990001l0.jpg" url2="https://img.example.test/990001l1.jpg" url3="" url4="" url5="" />
    <option opt1nm="색상" opt2nm=""><![CDATA[ 레드^|^1800^|^0^|^https://img.example.test/990001g0.jpg↑=↑
      그레이^|^2100^|^0^|^https://img.example.test/990001g1.jpg↑=↑ ]]></option>
    <content><![CDATA[ <p align="center"><img src="http://img.example.test/990001/d1.jpg"></p> ]]></content>
    <keyword><![CDATA[ 주걱,실리콘주걱,,주방용품 ]]></keyword>
    <status runout="0" opendate="2026-08-20" />
  </product>
  <product code="990002">
    <dome_category dome_catecode="011"><![CDATA[ 패션/이미용/건강 ]]></dome_category>
    <scategory emp_catecode="" esellers_catecode="" classcode="35" />
    <prdtname><![CDATA[ 똠방각하 펲시 쀍 ]]></prdtname>
    <baseinfo madein="상세정보참조" productcom="상세정보참조" brand="" model="" />
    <price buyprice="5200" consumerprice="9900" taxmode="N" />
    <listimg url1="" url2="" url3="" url4="" url5="" />
    <option opt1nm="" opt2nm=""><![CDATA[  ]]></option>
    <content><![CDATA[ <img src="http://img.example.test/990002/d1.jpg"> ]]></content>
    <keyword><![CDATA[ 예시 ]]></keyword>
    <status runout="1" opendate="2025-12-31" />
  </product>
</zentrade>
`
const one = (inner: Record<string, string> = {}) => {
  const part: Record<string, string> = {
    code: '000123',
    name: '이름',
    price: '1000',
    option: '',
    content: '내용',
    runout: '0',
    tax: 'Y',
    ...inner,
  }
  return `<product code="${part.code}"><dome_category dome_catecode="001"><![CDATA[가]]></dome_category><prdtname><![CDATA[${part.name}]]></prdtname><baseinfo madein="" productcom="" brand="${part.brand ?? ''}" model="" /><price buyprice="${part.price}" consumerprice="0" taxmode="${part.tax}" /><listimg url1="${part.image ?? ''}" /><option opt1nm="" opt2nm=""><![CDATA[${part.option}]]></option><content><![CDATA[${part.content}]]></content><keyword><![CDATA[]]></keyword><status runout="${part.runout}" opendate="2026-01-01" /></product>`
}
const feedOf = (...products: string[]) =>
  `<?xml version="1.0" encoding="euc-kr"?><zentrade version="ZENTRADE XML 1.0" datetime="">${products.join('\n')}</zentrade>`

const read = (bytes: Buffer, sizes: readonly number[] = [bytes.length], status = 200) => {
  const reader = new FeedReader(status, unknownShipping)
  const products = []
  const rejected = []
  let from = 0
  for (let i = 0; from < bytes.length; i += 1) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    const piece = reader.write(bytes.subarray(from, from + size))
    products.push(...piece.products)
    rejected.push(...piece.rejected)
    from += size
  }
  const last = reader.end()
  return { products: [...products, ...last.products], rejected: [...rejected, ...last.rejected], broken: reader.broken }
}
const encode = (text: string) => iconv.encode(text, 'cp949')
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown)
  }
  return 'nothing thrown'
}

describe('decoding', () => {
  it('reads every character of CP949 as iconv-lite does, wherever the bytes are cut', () => {
    const characters = fc.array(
      fc.oneof(
        fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code)),
        fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
        fc.constantFrom('↑', '똠', '뷁', '쀍', '漢', '①', 'ㄱ', '㈜'),
      ),
    )
    fc.assert(
      fc.property(characters, fc.integer({ min: 1, max: 5 }), (given, size) => {
        const bytes = encode(given.join(''))
        const decoder = new Cp949Decoder()
        let text = ''
        for (let i = 0; i < bytes.length; i += size) text += decoder.write(bytes.subarray(i, i + size))
        expect(text + decoder.end()).toBe(iconv.decode(bytes, 'cp949'))
      }),
    )
  })

  it('counts bytes that stand for nothing and lets none of them swallow a tag', () => {
    const decoder = new Cp949Decoder()
    expect(decoder.write(Buffer.from([0x81, 0x3c, 0x2f, 0xff, 0x61])) + decoder.end()).toBe('\uFFFD</\uFFFDa')
    expect(decoder.broken).toBe(2)
  })
})

describe('a feed', () => {
  it('is read as documented: full option prices, leading zeros, UHC syllables, tax, runout', () => {
    const { products, rejected } = read(encode(documented))
    expect(rejected).toEqual([])
    expect(products[0]).toMatchObject({
      wholesaler: 'zentrade',
      productId: '090001',
      name: '예시 실리콘 주걱 2종',
      price: 1800,
      stock: null,
      status: 'available',
      taxFree: false,
      origin: '중국',
      brand: null,
      categoryPath: ['주방/생활용품'],
      categoryCode: '015',
      keywords: ['주걱', '실리콘주걱', '주방용품'],
      images: ['https://img.example.test/990001l0.jpg', 'https://img.example.test/990001l1.jpg'],
      shipping: { rule: { kind: 'unknown' } },
      options: [
        { key: '레드', name: '색상: 레드', price: 1800, stock: null, status: 'available' },
        { key: '그레이', name: '색상: 그레이', price: 2100, stock: null, status: 'available' },
      ],
    })
    expect(products[1]).toMatchObject({
      productId: '990002',
      name: '똠방각하 펲시 쀍',
      status: 'soldout',
      taxFree: true,
      price: 5200,
      options: [{ key: 'single', name: '', price: 5200, status: 'soldout' }],
    })
    expect(products[0]?.raw.startsWith('<product code="090001">')).toBe(true)
    expect(products[0]?.raw.endsWith('</product>')).toBe(true)
  })

  it('says the same however its bytes are cut', () => {
    const bytes = encode(documented)
    const whole = read(bytes)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(read(bytes, sizes)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('holds whatever text stands in CDATA: tags, closing product tags, comments', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '<', '>', '&', '/', '!', '-', '가', '</product>', '<!--', '<product ', ']]'),
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (content, size) => {
        fc.pre(!content.includes(']]>'))
        const bytes = encode(feedOf(one({ code: '1', content: `[${content}` }), one({ code: '2' })))
        const { products, rejected } = read(bytes, [size])
        expect(rejected).toEqual([])
        expect(products.map((p) => p.productId)).toEqual(['1', '2'])
        expect(products[0]?.descriptionHtml).toBe(`[${content}`.trim())
      }),
    )
  })

  it('with one product, with many, and with UTF-8 that is declared as such', () => {
    expect(read(encode(feedOf(one()))).products).toHaveLength(1)
    const many = Array.from({ length: 3000 }, (_, i) => one({ code: String(i).padStart(6, '0') }))
    expect(read(encode(feedOf(...many)), [65_536]).products).toHaveLength(3000)
    const utf8 = feedOf(one({ name: '유니코드 이름 ♥' })).replace('euc-kr', 'utf-8')
    expect(read(Buffer.from(utf8), [7]).products[0]?.name).toBe('유니코드 이름 ♥')
    expect(read(Buffer.from(`\uFEFF${utf8}`)).products).toHaveLength(1)
  })

  it('costs only the product that is broken', () => {
    const broken = one({ code: '000002' }).replace('</prdtname>', '')
    const { products, rejected } = read(encode(feedOf(one({ code: '000001' }), broken, one({ code: '000003' }))))
    expect(products.map((p) => p.productId)).toEqual(['000001', '000003'])
    expect(rejected).toEqual([{ productId: '000002', isNamed: true, reason: expect.stringContaining('XML') }])
  })

  it('takes ampersands written by hand as the text they look like', () => {
    const { products } = read(encode(feedOf(one({ brand: 'A&B &nbsp; &amp; C' }))))
    expect(products[0]?.brand).toBe('A&B &nbsp; & C')
  })

  it('sets aside what it cannot be sure of, each with its reason', () => {
    const { products, rejected } = read(
      encode(
        feedOf(
          one({ code: '1', runout: '' }),
          one({ code: '2', price: '-100' }),
          one({ code: '3', name: ' ' }),
          one({ code: '4', tax: 'X' }),
          one({ code: '' }),
          one({ code: '6', price: '협의' }),
          one({ code: '7', price: '0' }),
          one({ code: '8', option: '빨강^|^1000↑=↑빨강^|^협의' }),
        ),
      ),
    )
    expect(rejected.map((r) => r.productId)).toEqual(['1', '2', '3', '4', '5번째 상품'])
    expect(products.map((p) => [p.productId, p.price])).toEqual([
      ['6', null],
      ['7', null],
      ['8', 1000],
    ])
    expect(products[2]?.options.map((o) => [o.key, o.price])).toEqual([
      ['빨강', 1000],
      ['빨강#2', null],
    ])
  })

  it('counts characters that could not be read, and goes on', () => {
    const bytes = encode(feedOf(one({ name: '이름?' })))
    bytes[bytes.indexOf('?'.charCodeAt(0), 60)] = 0xff
    const { products, broken } = read(bytes)
    expect([products[0]?.name, broken]).toEqual(['이름\uFFFD', 1])
  })
})

describe('what is not a whole feed is an error, never a smaller catalogue', () => {
  const cases: [string, Buffer, string][] = [
    ['a cut-off document', encode(documented.slice(0, -30)), 'ZENTRADE_CUT_OFF'],
    ['a feed without products', encode(feedOf()), 'ZENTRADE_EMPTY'],
    ['an HTML page', Buffer.from('<!DOCTYPE html><html><body>차단</body></html>'), 'ZENTRADE_BLOCKED'],
    ['bare words', encode('인증키가 올바르지 않습니다.'), 'ZENTRADE_NOT_FEED'],
    ['nothing', Buffer.alloc(0), 'ZENTRADE_NOT_FEED'],
    ['another document', Buffer.from('<?xml version="1.0"?><orders></orders>'), 'ZENTRADE_BROKEN'],
    ['JSON', Buffer.from('{"products":[]}'), 'ZENTRADE_NOT_FEED'],
    [
      'a DOCTYPE',
      encode(`<?xml version="1.0"?><!DOCTYPE zentrade [<!ENTITY a "b">]>${feedOf(one()).slice(36)}`),
      'ZENTRADE_DOCTYPE',
    ],
    ['something after the end', encode(`${feedOf(one())}<more/>`), 'ZENTRADE_BROKEN'],
    ['UTF-8 under a declaration of EUC-KR', Buffer.from(documented), 'ZENTRADE_ENCODING'],
    ['EUC-KR under a declaration of UTF-8', encode(documented.replace('euc-kr', 'utf-8')), 'ZENTRADE_ENCODING'],
  ]
  it.each(cases)('%s', (_name, bytes, code) => {
    expect(codeOf(() => read(bytes))).toBe(code)
    expect(codeOf(() => read(bytes, [3]))).toBe(code)
  })

  it('a reply of an error status says so in the words of the service', () => {
    expect(codeOf(() => read(encode('Bad Request'), [100], 400))).toBe('ZENTRADE_REFUSED')
  })

  it('never repeats what we sent to prove who we are', () => {
    const page = Buffer.from('<html><body><script>x</script>m_skey=geheim 또는 tester 확인</body></html>')
    const reader = new FeedReader(200, unknownShipping, ['geheim', 'tester'])
    reader.write(page)
    const failure = (() => {
      try {
        reader.end()
      } catch (thrown) {
        return thrown as Error
      }
      return new Error('nothing thrown')
    })()
    expect(failure.message).toContain('확인')
    expect(failure.message).not.toMatch(/geheim|tester/)
  })

  it('any beginning of a feed', () => {
    const bytes = encode(documented)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 13 }), (length) => {
        expect(codeOf(() => read(bytes.subarray(0, length)))).toMatch(/^ZENTRADE_(CUT_OFF|NOT_FEED)$/)
      }),
    )
  })
})
