import { describe, expect, it } from 'vitest'
import {
  acts,
  answerOf,
  kindText,
  shiftOf,
  shownText,
  stepOf,
  updateText,
  valuesTitle,
} from '../../../renderer/pages/listings/words.ts'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'

type Row = Pick<
  ListingRow,
  | 'state'
  | 'price'
  | 'stock'
  | 'pushed'
  | 'read'
  | 'wanted'
  | 'differs'
  | 'openUpdates'
  | 'held'
  | 'lastError'
  | 'marketProductId'
>
const unread = { state: null, stateText: null, price: null, stock: null, reason: null, at: null }
const row = (over: Partial<Row> = {}): Row => ({
  ...{ state: 'on_sale', price: 9400, stock: 84, differs: [], openUpdates: 0, held: false, lastError: null },
  marketProductId: null,
  pushed: { price: 8900, stock: 84, at: 1 },
  read: { ...unread, state: 'on_sale', stateText: '판매중', price: 8900, stock: 84, at: 2 },
  wanted: { price: null, stock: null },
  ...over,
})

describe('price and stock of a listing', () => {
  it('are one value where they are the same everywhere', () => {
    expect(shiftOf(row(), 'price')).toBeNull()
    expect(shownText(ko, row(), 'price', 'ko')).toBe('8,900원')
    expect(shownText(ko, row(), 'stock', 'ko')).toBe('84')
  })

  it('say what waits to be told', () => {
    const waiting = row({ wanted: { price: 9400, stock: 0 }, openUpdates: 2 })
    expect(shownText(ko, waiting, 'price', 'ko')).toBe('8,900 → 9,400원 (+5.6 %)')
    expect(shownText(en, waiting, 'price', 'en')).toBe('₩8,900 → ₩9,400 (+5.6 %)')
    expect(shownText(ko, waiting, 'stock', 'ko')).toBe('84 → 0')
    expect(shiftOf(waiting, 'stock')).toEqual({ from: 84, to: 0, why: 'wanted' })
  })

  it('say what the market has instead of what it was told', () => {
    const other = row({ differs: ['price'], read: { ...row().read, price: 9900 } })
    expect(shiftOf(other, 'price')).toEqual({ from: 9900, to: 8900, why: 'read' })
    expect(shownText(ko, other, 'price', 'ko')).toBe('9,900 → 8,900원 (−10.1 %)')
    expect(valuesTitle(ko, other, 'price', 'ko')).toBe('알린 값 8,900원\n마켓의 값 9,900원')
  })

  it('count fewer pieces there as sold, not as a difference', () => {
    expect(shiftOf(row({ read: { ...row().read, stock: 80 } }), 'stock')).toBeNull()
  })

  it('are what would be sent before anything was told, and never a made-up 0', () => {
    const fresh = row({ pushed: { price: null, stock: null, at: null }, read: unread })
    expect(shownText(ko, fresh, 'price', 'ko')).toBe('9,400원')
    expect(shownText(ko, { ...fresh, stock: null }, 'stock', 'ko')).toBe('알 수 없음')
    expect(shownText(ko, { ...fresh, price: null, wanted: { price: 9400, stock: null } }, 'price', 'ko')).toBe(
      '알 수 없음 → 9,400원',
    )
  })
})

describe('whether a listing is in step', () => {
  const of = (over: Partial<Row>) => stepOf(ko, row(over))
  it('is said by a word and a tone, the gravest first', () => {
    expect(of({})).toEqual({ tone: 'ok', word: '맞음' })
    expect(of({ read: unread })).toEqual({ tone: 'unknown', word: '아직 확인 안 함' })
    expect(of({ held: true, state: 'stopped' })).toEqual({ tone: 'idle', word: '직접 중지함' })
    expect(of({ openUpdates: 2 })).toEqual({ tone: 'busy', word: '변경 2건 대기' })
    expect(of({ openUpdates: 1, differs: ['price', 'stock'] })).toEqual({ tone: 'warn', word: '가격·재고 다름' })
    expect(of({ differs: ['state'], read: { ...unread, state: 'deleted' } })).toEqual({
      tone: 'bad',
      word: '마켓에 없음',
    })
  })

  it('is nothing to say of what is not on its market yet', () => {
    for (const state of ['uploading', 'unresolved', 'rejected'] as const) expect(of({ state })).toBeNull()
  })
})

describe('what the market answered', () => {
  const error = { code: 'MARKET_REJECTED', message: '거절했습니다.', nextStep: '고치십시오.', retryable: false }
  it('is its own code before ours, and its reason where nothing failed', () => {
    expect(answerOf(row({ lastError: { ...error, serviceCode: 'NotValidImage' } }))).toEqual({
      text: '거절했습니다.',
      code: 'NotValidImage',
    })
    expect(answerOf(row({ lastError: error }))?.code).toBe('MARKET_REJECTED')
    expect(answerOf(row({ read: { ...unread, reason: '지식재산권 신고' } }))).toEqual({
      text: '지식재산권 신고',
      code: null,
    })
    expect(answerOf(row())).toBeNull()
  })
})

describe('what can be done with a listing', () => {
  const can = (over: Partial<Row>) =>
    (['stop', 'resume', 'resolve', 'delete'] as const).filter((kind) => acts[kind].can(row(over)))
  it('follows its state', () => {
    expect(can({})).toEqual(['stop'])
    expect(can({ state: 'in_review' })).toEqual(['stop'])
    expect(can({ state: 'sold_out' })).toEqual(['stop', 'resume'])
    expect(can({ state: 'stopped', held: true })).toEqual(['resume'])
    expect(can({ held: true })).toEqual(['resume'])
    expect(can({ state: 'unresolved' })).toEqual(['resolve'])
    const there = { marketProductId: 'M1' }
    expect(can({ state: 'stopped', held: true, ...there })).toEqual(['resume', 'delete'])
    expect(can({ state: 'rejected', ...there })).toEqual(['delete'])
    expect(can({ ...there })).toEqual(['stop'])
    expect(can({ state: 'stopped', ...there, read: { ...unread, state: 'deleted' } })).toEqual([])
    for (const state of ['uploading', 'rejected', 'draft', 'approved'] as const) expect(can({ state })).toEqual([])
  })

  it('is nothing where the market no longer has it', () => {
    expect(can({ state: 'stopped', read: { ...unread, state: 'deleted' } })).toEqual([])
  })
})

describe('an update in words', () => {
  it('names what changes', () => {
    expect(updateText(ko, { kind: 'price', before: 8900, after: 9400 }, 'ko')).toBe('8,900 → 9,400원 (+5.6 %)')
    expect(updateText(ko, { kind: 'stock', before: 84, after: 0 }, 'ko')).toBe('84 → 0')
    expect(updateText(ko, { kind: 'stock', before: null, after: 12 }, 'ko')).toBe('알 수 없음 → 12')
    expect(updateText(ko, { kind: 'stop', before: 84, after: 0 }, 'ko')).toBe('판매 중지')
    expect(updateText(ko, { kind: 'resume', before: 0, after: 12 }, 'ko')).toBe('0 → 12')
    expect(updateText(ko, { kind: 'resume', before: null, after: null }, 'ko')).toBe('판매 재개')
    expect(kindText(ko, { kind: 'stock', after: 0 })).toBe('재고 0')
    expect(kindText(ko, { kind: 'stock', after: 3 })).toBe('재고')
  })
})
