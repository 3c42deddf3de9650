import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordCheck, wordForm } from '../../../main/listings/words.ts'
import type { ListingWord } from '../../../shared/contract/listing-shapes.ts'
import { option } from '../products/sample.ts'
import { found, rig } from './rig.ts'

const word = (text: string, more: Partial<ListingWord> = {}): ListingWord => ({
  ...{ market: null, kind: 'stop', word: text, reason: '' },
  ...more,
})
const check = (...words: string[]) => {
  const made = wordCheck(words.map((one) => word(one)))
  return (text: string) => made.in(text).map((one) => one.word)
}

describe('a word of a list', () => {
  it('is found without regard to case, Unicode form and spaces, within longer words', () => {
    const inText = check('나이키', '실리 콘', 'Canon')
    expect(inText('여성 나이키운동화'.normalize('NFD'))).toEqual(['나이키'])
    expect(inText('실리콘 주걱 CANON')).toEqual(['실리 콘', 'Canon'])
    expect(inText('나 이 키 운동화, 나\u200b이키')).toEqual(['나이키'])
    expect(inText('운동화')).toEqual([])
  })

  it('is not made of the ends of other words, or of two paragraphs', () => {
    expect(check('고가')('최고 가전')).toEqual([])
    expect(check('나이키')('오늘은 나\n\n\n이키')).toEqual([])
  })

  it('counts as a whole where it is Latin or one letter', () => {
    const inText = check('LG', '술')
    expect(inText('ALGO 기술 FLG2')).toEqual([])
    expect(inText('LG전자 술 잔')).toEqual(['LG', '술'])
  })

  it('is the stronger entry where two lists hold it', () => {
    const made = wordCheck([word('정품', { kind: 'warn', market: 'coupang' }), word('정 품', { reason: '모두' })])
    expect(made.in('정품')).toEqual([word('정 품', { reason: '모두' })])
    expect(wordCheck([word(' ')]).isEmpty).toBe(true)
  })

  it('is found wherever a plain search finds it between spaces', () => {
    const letters = fc.string({ unit: fc.constantFrom('가', '나', '다', 'a', 'b', ' '), maxLength: 12 })
    fc.assert(
      fc.property(letters, letters, letters, (before, text, after) => {
        const form = wordForm(text)
        fc.pre(form !== '')
        expect(check(text)(`${before} ${form} ${after}`)).toEqual([text])
      }),
    )
  })

  it('costs little among five thousand in a long text', () => {
    const made = wordCheck(Array.from({ length: 5000 }, (_, n) => word(`상표${n.toString(36)}`)))
    const text = '상세 설명과 상품 소개가 이어집니다. '.repeat(250)
    const from = performance.now()
    for (let n = 0; n < 100; n += 1) made.in(text)
    // Hundred texts of 5 KB; each word on its own would take a minute.
    expect(performance.now() - from).toBeLessThan(2000)
  })
})

describe('the lists of words', () => {
  it('look at name, brand, keywords, options and the text of the description, each finding beside its field', async () => {
    const { store, drafted, handlers } = rig()
    store({
      ...{ name: '별표 주걱', brand: '달표', keywords: ['해표', '주걱'] },
      options: [option({ key: '1', name: '색상: 구름표' }), option({ key: '2', name: '색상: 파랑' })],
      descriptionHtml: '<p title="바람표"><b>산</b>표 &amp; 강표</p>',
    })
    const stop = ['별표', '달표', '해표', '구름표', '산표', '바람표'].map((text) => ({ word: text, reason: '' }))
    await handlers['words.set']({ market: null, kind: 'stop', words: stop })
    await handlers['words.set']({ market: 'coupang', kind: 'warn', words: [{ word: '강표', reason: '확인할 상표' }] })
    const { findings, level } = await drafted()
    const said = findings.filter(({ code }) => code.startsWith('WORD_'))
    expect(said.map(({ code, field }) => [code, field])).toEqual([
      ['WORD_STOP', 'name'],
      ['WORD_STOP', 'brand'],
      ['WORD_STOP', 'keywords'],
      ['WORD_STOP', 'options'],
      ['WORD_STOP', 'description'],
      ['WORD_WARN', 'description'],
    ])
    expect(level).toBe('red')
    expect(said[0]?.message).toBe(
      '상품명에 모든 마켓 금칙어 목록의 낱말 별표가 있습니다. 상품명에서 그 낱말을 빼십시오.',
    )
    expect(said[4]?.message).toContain('산표')
    expect(said[5]?.message).toContain('쿠팡 경고어 목록의 낱말 강표가 있습니다 (확인할 상표)')
  })

  it('hold for their market alone, and a warning leaves a draft yellow', async () => {
    const { store, drafted, handlers } = rig()
    store()
    await handlers['words.set']({ market: 'naver', kind: 'stop', words: [{ word: '주걱', reason: '' }] })
    expect((await drafted()).level).toBe('green')
    await handlers['words.set']({ market: 'coupang', kind: 'warn', words: [{ word: '주걱', reason: '' }] })
    const listing = await drafted()
    expect(listing.level).toBe('yellow')
    expect(found(listing, 'WORD_WARN')?.field).toBe('name')
  })

  it('are replaced kind by kind, mark what was derived before, and are written to the audit', async () => {
    const { handlers, db } = rig()
    const set = (market: 'coupang' | null, kind: 'stop' | 'warn', ...words: string[]) =>
      handlers['words.set']({ market, kind, words: words.map((text) => ({ word: text, reason: '' })) })
    await set('coupang', 'stop', '가나', '다라')
    await set('coupang', 'warn', '마바', '가 나')
    const { items } = await handlers['words.get']({ market: 'coupang' })
    expect(items.map(({ kind, word: text }) => [kind, text])).toEqual([
      ['warn', '가 나'],
      ['stop', '다라'],
      ['warn', '마바'],
    ])
    await set('coupang', 'stop')
    expect((await handlers['words.get']({ market: 'coupang' })).items).toHaveLength(2)
    expect((await handlers['words.get']({ market: null })).items).toEqual([])
    const marks = () => db.prepare(`select n from listing_stale_market where market = ''`).pluck().get()
    expect(marks()).toBeUndefined()
    await set(null, 'warn', '사아')
    expect(marks()).toBe(1)
    await set(null, 'warn', '사아')
    expect(marks()).toBe(1)
    expect(db.prepare(`select count(*) from audit where action = 'words.set'`).pluck().get()).toBe(5)
  })
})
