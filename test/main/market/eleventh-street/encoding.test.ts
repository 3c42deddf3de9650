import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeReply,
  encodeEucKr,
  eucKrLength,
  isSendable,
  outsideOf,
} from '../../../../main/market/eleventh-street/encoding.ts'
import { htmlFor } from '../../../../main/market/eleventh-street/map.ts'
import { readXml } from '../../../../main/market/eleventh-street/xml.ts'
import { decodeStrict } from '../../../../main/practice/eleventh-street/euckr.ts'

const declared = (encoding: string, body: string) => `<?xml version="1.0" encoding="${encoding}"?>${body}`

describe('what can be sent', () => {
  it.each(['㎡', '～', '†', '가', '힝', 'ㄱ', '漢', 'Ａ', '★', '“', 'A', '\n'])(
    'is KS X 1001 and ASCII: %s',
    (character) => {
      expect(isSendable(character)).toBe(true)
      expect(outsideOf(character)).toEqual([])
    },
  )

  it.each([
    '똠',
    '쌰',
    '뷁',
    '–',
    '•',
    '\u00A0',
    '〜',
    '🎁',
    '\uE000',
    '\u0001',
    '\uD800',
    '\u007F',
    'é',
    '€',
    '®',
    '\u3164',
  ])('is not %j', (character) => {
    expect(isSendable(character)).toBe(false)
    expect(() => encodeEucKr(`앞${character}`)).toThrow(RangeError)
  })

  it('is 2,350 syllables of the 11,172', () => {
    const syllables = Array.from({ length: 11_172 }, (_, at) => String.fromCharCode(0xac00 + at))
    expect(syllables.filter(isSendable)).toHaveLength(2350)
  })

  it('comes back from strict bytes, each character of it', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isSendable)
    expect(all.length).toBe(8223 + 95 + 3)
    expect(decodeStrict(encodeEucKr(all.join('')))).toBe(all.join(''))
  })

  it('is told by character and place, a pair of surrogates being one', () => {
    expect(outsideOf('가🎁나똠')).toEqual([
      { character: '🎁', at: 1 },
      { character: '똠', at: 3 },
    ])
  })

  it('takes one byte in ASCII and two elsewhere, and comes back from strict bytes as it was', () => {
    const sendable = fc.string({
      unit: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((one) => [...one].every(isSendable)),
    })
    fc.assert(
      fc.property(fc.oneof(sendable, fc.constantFrom('한글 ABC ㎡†～', '값이 <b>')), (text) => {
        const bytes = encodeEucKr(text)
        expect(bytes.length).toBe(eucKrLength(text))
        expect(decodeStrict(bytes)).toBe(text)
      }),
    )
  })

  it('of HTML is everything: what the encoding lacks becomes a reference, what XML forbids goes', () => {
    expect(htmlFor('<p>선물🎁 •\u00A0똠\u0000\uFFFE</p>')).toBe('<p>선물&#127873; &#8226;&#160;&#46624;</p>')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (html) => void expect(outsideOf(htmlFor(html))).toEqual([])))
  })
})

describe('a reply’s text', () => {
  const words = '상품이 없습니다'
  const eucKr = encodeEucKr(words)

  it('follows the declaration, then the header, then EUC-KR', () => {
    expect(decodeReply(encodeEucKr(declared('EUC-KR', `<a>${words}</a>`)), 'text/xml;charset=UTF-8')).toContain(words)
    expect(decodeReply(Buffer.from(declared('UTF-8', `<a>${words}</a>`)), 'text/xml;charset=EUC-KR')).toContain(words)
    expect(decodeReply(Buffer.from(words), 'text/xml; charset="utf-8"')).toBe(words)
    expect(decodeReply(eucKr, undefined)).toBe(words)
    expect(decodeReply(eucKr, 'text/xml')).toBe(words)
  })

  it('is read with windows-949’s further syllables, though they are never sent', () => {
    expect(decodeReply(Buffer.from([0x8c, 0x63]), undefined)).toBe('똠')
  })

  it('does not believe a declaration that its bytes belie', () => {
    expect(decodeReply(Buffer.from(declared('EUC-KR', `<a>${words}</a>`)), undefined)).toContain(words)
    expect(decodeReply(encodeEucKr(declared('UTF-8', `<a>${words}</a>`)), undefined)).toContain(words)
  })
})

describe('a reply’s document', () => {
  it('is matched by local names, all values text', () => {
    const text = declared(
      'EUC-KR',
      '<ns2:products xmlns:ns2="x"><ns2:product><prdNo>00123</prdNo></ns2:product></ns2:products>',
    )
    expect(readXml(text)).toEqual({ root: 'products', body: { product: { prdNo: '00123' } } })
  })

  it('reads references and sections, also next to each other', () => {
    expect(readXml('<a><b>&lt;&#44032;&amp;<![CDATA[<x>&amp;]]></b></a>')?.body.b).toBe('<가&<x>&amp;')
  })

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['mismatched tags', '<a><b></a>'],
    ['half of it', '<a><b>가'],
    ['JSON', '{"a":1}'],
    ['words', '상품이 없습니다'],
    ['nothing', ''],
    ['two roots', '<a/><b/>'],
  ])('is none with %s', (_what, text) => {
    expect(readXml(text)).toBeNull()
  })

  it('may carry a page inside a section', () => {
    expect(readXml('<a><html><![CDATA[<!DOCTYPE html><p>]]></html></a>')?.body.html).toBe('<!DOCTYPE html><p>')
  })
})
