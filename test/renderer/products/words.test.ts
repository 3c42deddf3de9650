import { describe, expect, it } from 'vitest'
import { changeText, inboxText, percentText, stockText, valueText } from '../../../renderer/pages/products/words.ts'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'

describe('a change in words', () => {
  it('names the unit once and the share', () => {
    expect(changeText(ko, 'price', 8900, 9400, 'ko')).toBe('8,900 → 9,400원 (+5.6 %)')
    expect(changeText(ko, 'price', '9400', '8900', 'ko')).toBe('9,400 → 8,900원 (−5.3 %)')
    expect(changeText(en, 'price', 8900, 9400, 'en')).toBe('₩8,900 → ₩9,400 (+5.6 %)')
  })

  it('says an unknown price and an uncounted stock instead of 0', () => {
    expect(changeText(ko, 'price', null, 9400, 'ko')).toBe('가격 미정 → 9,400원')
    expect(changeText(ko, 'stock', null, 0, 'ko')).toBe('재고 미집계 → 0')
    expect(stockText(ko, null)).toBe('재고 미집계')
    expect(valueText(ko, 'shippingFee', null, 'ko')).toBe('배송비 미정')
  })

  it('reads what the engine keeps as text', () => {
    expect(changeText(ko, 'status', 'available', 'soldout', 'ko')).toBe('판매 중 → 품절')
    expect(changeText(ko, 'taxFree', 'false', 'true', 'ko')).toBe('과세 → 면세')
    expect(changeText(ko, 'bars', '', 'adult prohibited', 'ko')).toBe('등록할 수 있음 → 성인 전용, 판매 금지')
    expect(changeText(ko, 'shippingFee', 3000, 0, 'ko')).toBe('3,000원 → 무료')
    expect(changeText(ko, 'option.added', null, 1200, 'ko')).toBe('1,200원')
  })

  it('knows no share of nothing', () => {
    expect(percentText(0, 100)).toBeNull()
    expect(percentText(null, 100)).toBeNull()
    expect(percentText(100, 100)).toBeNull()
  })
})

describe('an entry of the inbox', () => {
  it('shows what its kind is about', () => {
    expect(inboxText(ko, { kind: 'price_up', before: 8900, after: 9400 }, 'ko')).toBe('8,900 → 9,400원 (+5.6 %)')
    expect(inboxText(ko, { kind: 'sold_out', before: 84, after: 0 }, 'ko')).toBe('재고 84 → 0')
    expect(inboxText(ko, { kind: 'sold_out', before: null, after: null }, 'ko')).toBe('판매 중 → 품절')
    expect(inboxText(ko, { kind: 'restocked', before: null, after: null }, 'ko')).toBe('품절 → 판매 중')
    expect(inboxText(ko, { kind: 'discontinued', before: 'soldout', after: 'discontinued' }, 'ko')).toBe('품절 → 단종')
  })
})
