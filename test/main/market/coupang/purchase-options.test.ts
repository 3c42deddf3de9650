import { describe, expect, it } from 'vitest'
import { attributesOf } from '../../../../main/market/coupang/attributes.ts'
import { colourIn } from '../../../../main/market/coupang/colours.ts'
import { validateContent } from '../../../../main/market/coupang/validate.ts'
import type { CategoryForm, FormField } from '../../../../main/market/port.ts'
import { contentFor, formFrom } from './support.ts'

const attribute = (attributeTypeName: string, more: Record<string, unknown> = {}) => ({
  ...{ attributeTypeName, dataType: 'STRING', inputType: 'INPUT', inputValues: [], basicUnit: '없음' },
  ...{ usableUnits: [], required: 'MANDATORY', groupNumber: 'NONE', exposed: 'EXPOSED' },
  ...more,
})
const select = (name: string, inputValues: string[], more = {}) =>
  attribute(name, { inputType: 'SELECT', inputValues, ...more })
const formWith = (...attributes: unknown[]) => formFrom({ attributes, noticeCategories: [], certifications: [] })
const usualOf = (form: CategoryForm, name: string) => form.fields.find(({ label }) => label === name)?.usual

const draft = (form: CategoryForm, name: string, fields: Record<string, string> = {}) => {
  const made = contentFor(form, { outbound: [], inbound: [] }, { name })
  return { ...made, fields: { ...made.fields, 'attribute:색상': '', ...fields } }
}
const findings = (form: CategoryForm, name: string, fields = {}) =>
  validateContent(draft(form, name, fields), form, null).map(({ level, code, field }) => `${level} ${code} ${field}`)
const colour = (form: CategoryForm, name: string) =>
  attributesOf(draft(form, name), form, null).find(({ attributeTypeName }) => attributeTypeName === '색상')
    ?.attributeValueName

describe('a mandatory purchase option', () => {
  it('is never filled with words that stand for nothing, while a search filter may be', () => {
    const form = formWith(attribute('색상'), attribute('모델명'), attribute('재질', { exposed: 'NONE' }))
    expect(['색상', '모델명', '재질'].map((name) => usualOf(form, name))).toEqual([
      undefined,
      undefined,
      '상세페이지 참조',
    ])
    expect(findings(form, '거치대', { 'attribute:모델명': 'JT' })).toEqual([
      'red COUPANG_FIELD_MISSING fields.attribute:색상',
    ])
  })

  it('keeps its count of one', () => {
    expect(usualOf(formWith(attribute('수량', { dataType: 'NUMBER', basicUnit: '개' })), '수량')).toBe('1개')
  })

  it.each([
    [['블랙', '화이트', '단일색상'], '단일색상'],
    [['블랙', '혼합색상'], '혼합색상'],
    [['S', 'M', 'FREE'], 'FREE'],
    [['블랙', '상세페이지 참조', '기타'], undefined],
  ])('of the choices %j takes only an honest one', (values, usual) => {
    expect(usualOf(formWith(select('색상', values)), '색상')).toBe(usual)
  })

  it('is refused where such words were kept from before', () => {
    expect(findings(formWith(attribute('색상')), '거치대', { 'attribute:색상': '상세페이지 참조' })).toEqual([
      'red COUPANG_FIELD_VALUE fields.attribute:색상',
    ])
  })

  it('takes the colour of the name, and says that it guessed', () => {
    const form = formWith(attribute('색상'))
    expect(findings(form, '휴대폰 거치대 (블랙)')).toEqual(['yellow COUPANG_GUESSED fields.attribute:색상'])
    expect(colour(form, '휴대폰 거치대 (블랙)')).toBe('블랙')
    expect(colour(formWith(select('색상', ['검정', '흰색'])), '거치대 블랙')).toBe('검정')
  })
})

describe('a colour in a name', () => {
  const field = { label: '색상', kind: 'text' } as FormField
  it.each([
    ['그린티 오렌지 주스 레드와인', null],
    ['블랙/화이트 거치대', null],
    ['블랙 black 거치대', '블랙'],
    ['거치대', null],
  ])('of %j is %j', (name, found) => {
    expect(colourIn(name, field)).toBe(found)
  })

  it('is nothing for a field that asks for something else, or does not offer it', () => {
    expect(colourIn('블랙 거치대', { ...field, label: '사이즈' })).toBeNull()
    expect(
      colourIn('블랙 거치대', { ...field, kind: 'choice', choices: [{ value: '빨강', label: '빨강' }] }),
    ).toBeNull()
  })
})
