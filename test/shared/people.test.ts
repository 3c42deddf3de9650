import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailKey, formatPhone, maskEmail, maskName, maskPhone, phoneKey } from '../../shared/people.ts'

describe('e-mail addresses', () => {
  it.each([
    ['  Kim@Shop.KR ', 'kim@shop.kr'],
    ['ｋｉｍ@shop.kr', 'kim@shop.kr'],
    ['kim', null],
    ['kim@', null],
    ['a b@c', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%j is known as %j', (given, key) => {
    expect(emailKey(given)).toBe(key)
  })

  it('have one form only', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = emailKey(text)
        if (key !== null) expect(emailKey(key)).toBe(key)
      }),
    )
  })
})

describe('phone numbers', () => {
  it.each([
    ['010-1234-5678', '01012345678'],
    ['+82 10 1234 5678', '01012345678'],
    ['+82 010-1234-5678', '01012345678'],
    ['0082-10-1234-5678', '01012345678'],
    ['821012345678', '01012345678'],
    ['1012345678', '01012345678'],
    ['０１０－１２３４－５６７８', '01012345678'],
    ['02-123-4567', '021234567'],
    ['1588-0000', '15880000'],
    ['123', null],
    ['000-0000-0000', null],
    ['', null],
    [null, null],
  ])('%j is known as %j', (given, key) => {
    expect(phoneKey(given)).toBe(key)
  })

  it.each([
    ['01012345678', '010-1234-5678'],
    ['0111234567', '011-123-4567'],
    ['021234567', '02-123-4567'],
    ['0212345678', '02-1234-5678'],
    ['0311234567', '031-123-4567'],
    ['050712345678', '0507-1234-5678'],
    ['15880000', '1588-0000'],
    ['+1 (212) 555-0100', '+1 (212) 555-0100'],
    ['없음', '없음'],
    [null, ''],
  ])('%j is written %j', (given, shown) => {
    expect(formatPhone(given)).toBe(shown)
  })

  it('are written in a way that is known as the same number', () => {
    const korean = fc.tuple(
      fc.constantFrom('010', '011', '02', '031', '070', '0505'),
      fc.integer({ min: 100, max: 9999 }),
      fc.integer({ min: 0, max: 9999 }),
    )
    fc.assert(
      fc.property(korean, ([area, middle, last]) => {
        const digits = `${area}${middle}${String(last).padStart(4, '0')}`
        expect(phoneKey(formatPhone(digits))).toBe(phoneKey(digits))
      }),
    )
  })
})

describe('masks', () => {
  it.each([
    ['홍길동', '홍*동'],
    ['김민', '김*'],
    ['김', '*'],
    ['남궁민수', '남**수'],
    ['', ''],
  ])('name %j is shown as %j', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })

  it.each([
    ['01012345678', '010-****-5678'],
    ['0111234567', '011-***-4567'],
    ['12', '**'],
    ['', ''],
  ])('phone %j is shown as %j', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })

  it.each([
    ['kim@shop.kr', 'ki***@shop.kr'],
    ['k@shop.kr', 'k***@shop.kr'],
    ['nonsense', '***'],
    ['', ''],
  ])('e-mail %j is shown as %j', (email, shown) => {
    expect(maskEmail(email)).toBe(shown)
  })

  it('never show a whole name, number or address', () => {
    const word = fc.string({ minLength: 1 })
    fc.assert(
      fc.property(word, (text) => {
        expect(maskName(text)).toContain('*')
        expect(maskPhone(text)).toContain('*')
        expect(maskEmail(text)).toContain('***')
      }),
    )
  })
})
