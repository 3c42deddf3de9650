import { describe, expect, it } from 'vitest'
import { groupsOf, splitUnit } from '../../../renderer/pages/approvals/detail/form.ts'
import { movedTo } from '../../../renderer/pages/approvals/detail/pictures.ts'
import { derivedAgain, findingsOf, markOf } from '../../../renderer/pages/approvals/detail/useDetail.ts'
import { anchorOf, placed } from '../../../renderer/pages/approvals/detail/where.ts'
import { draftEndOf } from '../../../renderer/pages/approvals/prepare.ts'
import { placeText, rateText, reasonText } from '../../../renderer/pages/approvals/words.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import type { FormFieldView } from '../../../shared/contract/listing-shapes.ts'

const field = (key: string, part: Partial<FormFieldView> = {}): FormFieldView => ({
  key,
  label: key,
  group: 'notice',
  required: true,
  kind: 'text',
  ...part,
})
const red = (code: string, at: string) => ({ level: 'red' as const, code, field: at, message: `${code}입니다.` })
const yellow = (code: string, at: string) => ({ ...red(code, at), level: 'yellow' as const })

describe('the form of a category', () => {
  it('keeps the market order within its groups, and puts notices first', () => {
    const form = [
      field('c', { group: 'certificate', required: false }),
      field('n2'),
      field('a', { group: 'attribute' }),
      field('n1', { required: false }),
    ]
    expect(groupsOf(form).map(({ group, required, optional }) => [group, required.length, optional.length])).toEqual([
      ['notice', 1, 1],
      ['attribute', 1, 0],
      ['certificate', 0, 1],
    ])
  })

  it.each([
    ['500ml', { number: '500', unit: 'ml' }],
    ['1.5 L', { number: '1.5', unit: 'L' }],
    ['20', { number: '20', unit: 'ml' }],
    ['', { number: '', unit: 'ml' }],
  ])('reads %s as a number and a unit', (text, expected) => {
    expect(splitUnit(text, ['ml', 'L'])).toEqual(expected)
  })

  it('takes the longer of two units that end alike', () => {
    expect(splitUnit('3kg', ['g', 'kg'])).toEqual({ number: '3', unit: 'kg' })
  })
})

describe('a finding and its place', () => {
  const form = [field('notice:재질')]
  it('stands beside the field it names, also for parts of a part', () => {
    const findings = [red('PLACE_MISSING', 'delivery.outboundPlace'), red('NAME_EMPTY', 'name')]
    expect(findingsOf(findings, 'delivery')).toHaveLength(1)
    expect(findingsOf(findings, 'na')).toEqual([])
  })

  it('has no place where the form does not show its field', () => {
    expect(placed('fields.notice:재질', form)).toBe(true)
    expect(placed('fields.notice:없음', form)).toBe(false)
    expect(placed('brand', form)).toBe(false)
    expect(placed('delivery.fee', form)).toBe(true)
  })

  it('leads to the field of the form itself', () => {
    expect(anchorOf('fields.notice:재질')).toBe('part-fields.notice:재질')
    expect(anchorOf('delivery.outboundPlace')).toBe('part-delivery')
  })
})

describe('what was set by hand', () => {
  it('is told from what is typed and from what is taken back', () => {
    const detail = { edits: { name: '손으로' } }
    expect(markOf(detail, {}, 'name')).toBe('edited')
    expect(markOf(detail, { name: '다시' }, 'name')).toBe('typed')
    expect(markOf(detail, { name: null }, 'name')).toBe('reset')
    expect(markOf(detail, {}, 'price')).toBeNull()
    expect(markOf({ edits: { fields: {} } }, {}, 'fields')).toBeNull()
  })

  it('goes back field by field in the form of a category', () => {
    expect(derivedAgain({ edits: { fields: { a: '1', b: '2' } } }, 'fields')).toEqual({ fields: { a: '', b: '' } })
    expect(derivedAgain({ edits: { name: '손으로' } }, 'name')).toEqual({ name: null })
  })
})

describe('pictures', () => {
  it('move without being lost, and stay where there is no place to go', () => {
    expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(movedTo(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(movedTo(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })
})

describe('words', () => {
  it('shows a rate with one decimal and a loss as one', () => {
    expect(rateText(0.2004)).toBe('20.0 %')
    expect(rateText(-0.0349)).toBe('−3.5 %')
  })

  it('says what is red before what is yellow, and how much more there is', () => {
    const findings = [yellow('A', 'name'), red('B', 'price'), yellow('C', 'stock')]
    expect(reasonText(ko, { findings })).toBe('B입니다. 외 2건')
    const known = [{ level: 'red' as const, code: 'NO_IMAGE', field: 'images', message: '긴 문장입니다.' }]
    expect(reasonText(ko, { findings: known })).toBe('사진 없음')
    expect(reasonText(ko, { findings: [] })).toBe('')
  })

  it('names one market, and counts several', () => {
    expect(placeText(ko, ['naver'])).toBe('네이버 스마트스토어')
    expect(ko.approvals.approveTitle(128, placeText(ko, ['naver']))).toBe(
      '상품 128개를 네이버 스마트스토어에 등록합니다.',
    )
    expect(placeText(ko, ['naver', 'coupang'])).toBe('마켓 2곳')
  })
})

describe('the end of drafting', () => {
  it('gathers refused products by reason', () => {
    const refused = [
      { product: 'a', market: 'naver', code: 'BANNED', message: '금지 목록' },
      { product: 'b', market: 'naver', code: 'OTHER', message: '다른 이유' },
      { product: 'c', market: 'naver', code: 'BANNED', message: '금지 목록' },
    ]
    expect(draftEndOf({ red: 1, yellow: 2, green: 3, refused })).toEqual({
      red: 1,
      yellow: 2,
      green: 3,
      refused: [
        { code: 'BANNED', message: '금지 목록', count: 2 },
        { code: 'OTHER', message: '다른 이유', count: 1 },
      ],
    })
  })

  it('reads nothing from a progress that is not one of drafts', () => {
    expect(draftEndOf({ red: 'many', refused: [7, null, {}] })).toEqual({ red: 0, yellow: 0, green: 0, refused: [] })
    expect(draftEndOf(null)).toEqual({ red: 0, yellow: 0, green: 0, refused: [] })
  })
})
