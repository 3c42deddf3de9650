import { describe, expect, it } from 'vitest'
import { formOf } from '../../../../main/market/eleventh-street/form.ts'
import { validate } from '../../../../main/market/eleventh-street/validate.ts'
import type { Finding, ListingContent } from '../../../../shared/market.ts'
import { content, filled, option } from './harness.ts'

const detail = { certificateType: null, certificatesRequired: false }
const form = formOf('1001003', ['휴대폰', '거치대'], detail, [{ number: '1', name: '당일' }])
const found = (made: Partial<ListingContent>): Finding[] => validate(filled(content(made), form), form, null)
const codes = (made: Partial<ListingContent>): string[] =>
  found(made).map(({ level, code, field }) => `${level} ${code} ${field}`)
const delivery = (more: Partial<ListingContent['delivery']>) => ({ delivery: { ...content().delivery, ...more } })
const priced = (...prices: number[]) => prices.map((price, at) => option(`O${at}`, `값${at}`, price, 1))
const valued = (...values: string[]) => values.map((value, at) => option(`O${at}`, value, 1000, 1))

describe('an ordinary draft', () => {
  it('has nothing to say against it', () => {
    expect(found({})).toEqual([])
    expect(found({ options: priced(1000, 2000) })).toEqual([])
  })
})

describe('what 11st refuses', () => {
  it.each<[string, Partial<ListingContent>, string]>([
    ['a name over 100 bytes', { name: '가'.repeat(51) }, 'red ELEVENST_NAME_TOO_LONG name'],
    ['an emoji in the name', { name: '예쁜 🎁 선물' }, 'red ELEVENST_CHARACTERS name'],
    ['a syllable outside KS X 1001', { name: '똠양꿍' }, 'red ELEVENST_CHARACTERS name'],
    ['a price off its step', { price: 12905 }, 'red ELEVENST_PRICE_STEP price'],
    ['an option’s price off its step', { options: priced(1000, 1005) }, 'red ELEVENST_PRICE_STEP price'],
    ['a price of a milliard', { price: 1_000_000_000 }, 'red ELEVENST_PRICE_LIMIT price'],
    ['no pieces', { stock: 0 }, 'red ELEVENST_NO_STOCK stock'],
    ['options that are all sold out', { options: [option('A', 'a', 1000, 0)] }, 'red ELEVENST_NO_STOCK stock'],
    ['an option at more than twice the base', { options: priced(1000, 2010) }, 'red ELEVENST_OPTION_PRICE options'],
    [
      'an option with a refused character',
      { options: valued('블랙 & 화이트') },
      'red ELEVENST_OPTION_CHARACTERS options',
    ],
    ['an option with a dagger', { options: valued('a†b') }, 'red ELEVENST_OPTION_CHARACTERS options'],
    ['an option outside the encoding', { options: valued('뷁') }, 'red ELEVENST_CHARACTERS options'],
    ['an option of 51 bytes', { options: valued('가'.repeat(26)) }, 'red ELEVENST_OPTION_LENGTH options'],
    ['an option of 31 characters', { options: valued('a'.repeat(31)) }, 'red ELEVENST_OPTION_LENGTH options'],
    ['an option without a name', { options: valued(' ') }, 'red ELEVENST_OPTION_EMPTY options'],
    ['options of the same name', { options: valued('블랙', '블랙') }, 'red ELEVENST_OPTION_TWICE options'],
    [
      'an option name too long',
      { options: [option('A', 'a', 1000, 1, '가'.repeat(26))] },
      'red ELEVENST_OPTION_TITLE options',
    ],
    [
      'too many options',
      { options: valued(...Array.from({ length: 501 }, (_, at) => `v${at}`)) },
      'red ELEVENST_TOO_MANY_OPTIONS options',
    ],
    ['a main picture of another type', { images: ['https://a.example/b.GIF?x'] }, 'red ELEVENST_PICTURE_TYPE images'],
    ['no description', { descriptionHtml: ' ' }, 'red ELEVENST_NO_DESCRIPTION description'],
    ['no place of dispatch', delivery({ outboundPlace: null }), 'red ELEVENST_PLACE_MISSING delivery.outboundPlace'],
    ['no place of return', delivery({ returnPlace: null }), 'red ELEVENST_PLACE_MISSING delivery.returnPlace'],
    ['a return fee off its step', delivery({ returnFee: 2995 }), 'red ELEVENST_FEE_STEP delivery.returnFee'],
    ['an exchange fee off its step', delivery({ exchangeFee: 5 }), 'red ELEVENST_FEE_STEP delivery.exchangeFee'],
    ['a flat fee of nothing', delivery({ fee: { kind: 'flat', fee: 0 } }), 'red ELEVENST_FEE delivery.fee'],
    ['free from nothing', delivery({ fee: { kind: 'free_over', fee: 1, over: 0 } }), 'red ELEVENST_FEE delivery.fee'],
    [
      'a phone outside the encoding',
      { afterService: { phone: '☎️', guide: '' } },
      'red ELEVENST_CHARACTERS afterService.phone',
    ],
    [
      'a guide over 4,000 bytes',
      { afterService: { phone: '1', guide: '가'.repeat(2000) } },
      'red ELEVENST_GUIDE_LENGTH afterService.guide',
    ],
    [
      'a return guide over 4,000 bytes',
      { fields: { 'other:returnGuide': '가'.repeat(2001) } },
      'red ELEVENST_GUIDE_LENGTH fields.other:returnGuide',
    ],
    [
      'a notice over 50 characters',
      { fields: { 'notice:11905': 'a'.repeat(51) } },
      'red ELEVENST_NOTICE_LENGTH fields.notice:11905',
    ],
    [
      'a notice outside the encoding',
      { fields: { 'notice:11905': '제조–사' } },
      'red ELEVENST_CHARACTERS fields.notice:11905',
    ],
    ['a missing notice', { fields: { 'notice:11905': '' } }, 'red ELEVENST_FIELD_MISSING fields.notice:11905'],
    [
      'a date of another form',
      { fields: { 'notice:11905': '2026-07' } },
      'red ELEVENST_NOTICE_DATE fields.notice:11905',
    ],
    [
      'a choice that is none',
      { fields: { 'other:rmaterial': '03' } },
      'red ELEVENST_FIELD_CHOICE fields.other:rmaterial',
    ],
    [
      'a certificate without its number',
      { fields: { 'certificate:01': '101' } },
      'red ELEVENST_CERTIFICATE fields.certificate:01:number',
    ],
    [
      'a certificate number too long',
      { fields: { 'certificate:01': '101', 'certificate:01:number': '1'.repeat(51) } },
      'red ELEVENST_CERTIFICATE fields.certificate:01:number',
    ],
  ])('is found beforehand: %s', (_what, made, finding) => {
    expect(codes(made)).toContain(finding)
  })

  it('stops exactly at its limits', () => {
    expect(codes({ name: '가'.repeat(50) })).toEqual([])
    expect(codes({ options: priced(1000, 2000) })).toEqual([])
    expect(codes({ options: valued('가'.repeat(25), 'a'.repeat(30)) })).toEqual([])
    expect(codes({ fields: { 'notice:11905': '2026/07/15' } })).toEqual([])
    expect(codes({ price: 999_999_990 })).toEqual([])
  })

  it('knows the places of the account', () => {
    const place = { name: '', address: '', zip: '', detail: '', phone: '', usable: true, preferred: true, facts: {} }
    const places = { outbound: [{ ...place, code: '4' }], inbound: [{ ...place, code: '9' }] }
    const findings = validate(filled(content(), form), form, places)
    expect(findings.map(({ code, field }) => [code, field])).toEqual([['ELEVENST_PLACE_GONE', 'delivery.returnPlace']])
  })
})

describe('characters that cannot be sent', () => {
  it('are shown in place, invisible ones by number', () => {
    const [finding] = found({ name: '아주 예쁜 🎁 선물\u00A0상자입니다 정말로' })
    expect(finding?.message).toContain('【🎁】')
    expect(finding?.message).toContain('【U+00A0】')
    expect(finding?.message).toContain('예쁜 【🎁】 선물')
    expect(finding?.message).toContain('‘🎁’, ‘U+00A0’')
  })

  it('of a description go out as references, and are shown', () => {
    const [finding, ...more] = found({ descriptionHtml: '<p>첫째 • 둘째</p>' })
    expect(more).toEqual([])
    expect(finding).toMatchObject({ level: 'yellow', code: 'ELEVENST_CHARACTERS', field: 'description' })
    expect(finding?.message).toContain('첫째 【•】 둘째')
  })

  it('are counted where there are too many to show', () => {
    const html = Array.from({ length: 30 }, (_, at) => `<p>${at} 여기에는 글머리 기호 • 가 있습니다</p>`).join('')
    expect(found({ descriptionHtml: html })[0]?.message).toContain('외 27곳')
  })
})

describe('what may be sent, with a word', () => {
  it('is a further picture of another type, which is left out', () => {
    const images = ['https://a.example/a.jpg', 'https://a.example/b.gif']
    expect(codes({ images })).toEqual(['yellow ELEVENST_PICTURE_TYPE images'])
  })

  it('is a script in the description', () => {
    expect(codes({ descriptionHtml: '<p>a</p><script>1</script>' })).toEqual(['yellow ELEVENST_SCRIPT description'])
  })

  it('is a certificate’s number that is shown to buyers while all four groups deny it', () => {
    const at = (number: string, fields: Record<string, string> = {}) =>
      found({ fields: { 'notice:23756033': number, ...fields } })
    expect(at('R-R-EXQ-000116')).toEqual([
      {
        level: 'yellow',
        code: 'ELEVENST_CERTIFICATE_DENIED',
        field: 'fields.certificate:03',
        message: expect.stringContaining('R-R-EXQ-000116'),
      },
    ])
    // Whose group nobody can tell from the number alone.
    expect(at('KC 안전확인 HU07123-18001A')).toMatchObject([
      { field: 'fields.certificate:01', message: expect.stringContaining('(HU07123-18001A)') },
    ])
    for (const none of ['해당사항 없음', '상품 상세설명 참조', 'KC 인증']) expect(at(none)).toEqual([])
    expect(at('R-R-EXQ-000116', { 'certificate:03': '105', 'certificate:03:number': 'R-R-EXQ-000116' })).toEqual([])
    expect(at('HU07123-18001A', { 'certificate:02': '129', 'certificate:02:number': 'HU07123-18001A' })).toEqual([])
    // Another group’s certificate says nothing of this one.
    expect(at('R-R-EXQ-000116', { 'certificate:01': '104', 'certificate:01:number': 'HU07123-18001A' })).toMatchObject([
      { field: 'fields.certificate:03' },
    ])
  })

  it('is a certificate denied where the category demands one, and a food’s notice', () => {
    const toys = formOf('1', ['완구', '인형'], { certificateType: '2', certificatesRequired: true }, [])
    const dated = content({ fields: { 'notice:23759938': '2026/03/01' } })
    expect(validate(filled(dated, toys), toys, null)).toMatchObject([
      { level: 'yellow', code: 'ELEVENST_CERTIFICATE_DEMANDED', field: 'fields.certificate:01' },
    ])
    const food = formOf('1', ['식품', '과자'], detail, [])
    expect(validate(filled(content(), food), food, null)).toMatchObject([
      { level: 'yellow', code: 'ELEVENST_FOOD_NOTICE', field: 'category' },
    ])
  })

  it.each([
    ['주방용품', '23759938'],
    ['어린이제품', '23759938'],
    ['스포츠', '23759938'],
    ['의류', '23759308'],
  ])('is the day that %s asks, until it is given as a day of the calendar', (name, code) => {
    const asking = formOf('1', [name], detail, [])
    const field = `fields.notice:${code}`
    const said = (value?: string) => {
      const fields = value === undefined ? {} : { [`notice:${code}`]: value }
      return validate(filled(content({ fields }), asking), asking, null)
        .filter((finding) => finding.field === field)
        .map((finding) => `${finding.level} ${finding.code}`)
    }
    expect(said()).toEqual(['yellow ELEVENST_NOTICE_DAY_OPEN'])
    expect(said('해당사항 없음')).toEqual(['yellow ELEVENST_NOTICE_DAY_OPEN'])
    for (const wrong of ['2026-03-01', '2026년 3월', '202603', '2026/3/1', '2026/02/30', '2026/13/01']) {
      expect(said(wrong)).toEqual(['red ELEVENST_NOTICE_DATE'])
    }
    expect(said('2026/03/01')).toEqual([])
    expect(asking.fields.find(({ key }) => key === `notice:${code}`)?.help).toContain('YYYY/MM/DD')
  })

  it('is anything that only a form could tell, before there is one', () => {
    expect(validate(content(), null, null)).toEqual([])
  })
})
