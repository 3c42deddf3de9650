import { describe, expect, it } from 'vitest'
import { attributesOf, axisNames, valueFor, valueProblem } from '../../../../main/market/coupang/attributes.ts'
import { certificationsOf } from '../../../../main/market/coupang/certificates.ts'
import { metaIn } from '../../../../main/market/coupang/meta.ts'
import { validateContent } from '../../../../main/market/coupang/validate.ts'
import type { FormField } from '../../../../main/market/port.ts'
import { contentFor, formFrom, options } from './support.ts'

const attribute = (attributeTypeName: string, more: object = {}) => ({
  attributeTypeName,
  required: 'MANDATORY',
  dataType: 'STRING',
  basicUnit: '없음',
  usableUnits: [],
  inputType: 'INPUT',
  inputValues: [],
  groupNumber: 'NONE',
  exposed: 'EXPOSED',
  ...more,
})
const count = (name: string, more: object = {}) =>
  attribute(name, { dataType: 'NUMBER', basicUnit: '개', usableUnits: ['개', '세트'], ...more })
const notice = (name: string, details: string[]) => ({
  noticeCategoryName: name,
  noticeCategoryDetailNames: details.map((noticeCategoryDetailName) => ({
    noticeCategoryDetailName,
    required: 'MANDATORY',
  })),
})
const base = {
  isAllowSingleItem: true,
  attributes: [],
  noticeCategories: [],
  requiredDocumentNames: [],
  certifications: [],
  allowedOfferConditions: [],
}
const form = (more: object) => formFrom({ ...base, ...more })
const field = (more: object, key: string): FormField | undefined => form(more).fields.find((one) => one.key === key)
const noPlaces = { outbound: [], inbound: [] }
const content = (made: ReturnType<typeof form>, fields: Record<string, string> = {}) => {
  const whole = contentFor(made, noPlaces)
  return { ...whole, fields: { ...whole.fields, ...fields } }
}

describe('notices', () => {
  it('are the general ones where the category offers them, else those that ask least', () => {
    const detailed = notice('의류', ['소재', '치수', '세탁방법'])
    expect(form({ noticeCategories: [detailed, notice('기타 재화', ['품명'])] }).facts.noticeCategory).toBe('기타 재화')
    expect(form({ noticeCategories: [detailed, notice('가방', ['소재'])] }).facts.noticeCategory).toBe('가방')
    expect(form({}).facts.noticeCategory).toBe('')
  })

  it('are answered by what is known, and else by the description', () => {
    const details = [
      '품명 및 모델명',
      '제조국(원산지)',
      '제조자(수입자)',
      '소비자상담 관련 전화번호',
      'A/S 책임자와 전화번호',
      '크기',
    ]
    const made = form({ noticeCategories: [notice('기타 재화', details)] })
    const notices = made.fields.filter(({ group }) => group === 'notice')
    expect(notices.map(({ source, usual, required }) => [source, usual, required])).toEqual([
      ['name', '상세페이지 참조', true],
      ['origin', '상세페이지 참조', true],
      ['maker', '상세페이지 참조', true],
      ['phone', '상세페이지 참조', true],
      ['phone', '상세페이지 참조', true],
      [undefined, '상세페이지 참조', true],
    ])
  })
})

describe('attributes', () => {
  it('come complete where a count or a word will do, and stay open where only the operator knows', () => {
    const attributes = [
      count('수량'),
      attribute('색상'),
      attribute('모델명'),
      attribute('규격', { inputType: 'SELECT', inputValues: ['소', '대', '기타'] }),
      attribute('전원', { inputType: 'SELECT', inputValues: ['건전지', 'USB'] }),
      attribute('길이', { dataType: 'NUMBER', basicUnit: 'cm', usableUnits: ['cm', 'm'] }),
      attribute('향', { required: 'OPTIONAL', exposed: 'NONE' }),
    ]
    const made = form({ attributes })
    const of = (name: string) => made.fields.find(({ key }) => key === `attribute:${name}`)
    expect(
      ['수량', '색상', '모델명', '규격', '전원', '길이', '향'].map((name) => [
        of(name)?.kind,
        of(name)?.source,
        of(name)?.usual,
        of(name)?.required,
      ]),
    ).toEqual([
      ['number', 'quantity', '1개', true],
      ['text', undefined, undefined, false],
      ['text', 'model', undefined, false],
      ['choice', undefined, undefined, false],
      ['choice', undefined, undefined, false],
      ['number', undefined, undefined, false],
      ['text', undefined, undefined, false],
    ])
    // Nothing stands for them, and an option of the product could: the whole listing is looked at.
    const filled = { 'attribute:색상': '블랙', 'attribute:모델명': 'JT-1', 'attribute:규격': '소' }
    expect(validateContent(content(made, filled), made, null).map(({ field }) => field)).toEqual([
      'fields.attribute:전원',
      'fields.attribute:길이',
    ])
    const answered = {
      ...content(made, { ...filled, 'attribute:길이': '3' }),
      options: options('전원', ['USB', '건전지']),
    }
    expect(validateContent(answered, made, null)).toEqual([])
    expect(of('길이')?.units).toEqual(['cm', 'm'])
    expect(made.axes.map(({ name, required }) => [name, required])).toEqual(
      attributes.slice(0, 6).map((one) => [one.attributeTypeName, true]),
    )
  })

  it('of a group are asked for once, a count before a measure, and another that is filled goes instead', () => {
    const attributes = [
      attribute('개당 용량', { dataType: 'NUMBER', basicUnit: 'ml', usableUnits: ['ml', 'L'], groupNumber: '1' }),
      count('개당 수량', { groupNumber: '1' }),
    ]
    const made = form({ attributes })
    expect(made.fields.filter(({ required }) => required).map(({ label }) => label)).toEqual(['개당 수량'])
    expect(attributesOf(content(made), made, null)).toEqual([
      { attributeTypeName: '개당 수량', attributeValueName: '1개' },
    ])
    const other = content(made, { 'attribute:개당 용량': '1,500 ml' })
    expect(attributesOf(other, made, null)).toEqual([{ attributeTypeName: '개당 용량', attributeValueName: '1500ml' }])
    const without = content(made, { 'attribute:개당 용량': '500ml', 'attribute:개당 수량': '' })
    expect(validateContent(without, made, null)).toEqual([])
    const none = content(made, { 'attribute:개당 수량': '' })
    expect(validateContent(none, made, null)).toMatchObject([
      { level: 'red', code: 'COUPANG_FIELD_MISSING', field: 'fields.attribute:개당 수량' },
    ])
    const byOption = { ...content(made), options: options('용량', ['500ml', '1L']) }
    expect(attributesOf(byOption, made, byOption.options[1] ?? null)).toEqual([
      { attributeTypeName: '개당 용량', attributeValueName: '1L' },
    ])
  })

  it('take an axis without a name for the words that are demanded, and leave a named one free', () => {
    const made = form({ attributes: [attribute('색상'), count('수량')] })
    const sent = (axis: string) => {
      const whole = { ...content(made), options: options(axis, ['블랙', '화이트']) }
      return attributesOf(whole, made, whole.options[0] ?? null).map((one) => one.attributeTypeName)
    }
    expect(sent('옵션')).toEqual(['색상', '수량'])
    expect(sent('옵션 1')).toEqual(['색상', '수량'])
    expect(sent('향기')).toEqual(['향기', '색상', '수량'])
    const two = {
      ...content(made),
      options: [
        {
          ...options('x', ['y'])[0],
          values: [
            { axis: '옵션1', value: 'A' },
            { axis: '컬러', value: '블랙' },
          ],
        },
      ],
    }
    const [only] = two.options
    expect(only && axisNames([{ key: '', sku: '', price: 0, stock: 0, ...only }], made)).toEqual(
      new Map([['컬러', '색상']]),
    )
  })

  it('have their unit glued on, as Coupang demands', () => {
    const number = field({ attributes: [count('수량')] }, 'attribute:수량')
    expect(['1', '1개', ' 12 세트', '1,000', '2.5'].map((value) => valueFor(value, number))).toEqual([
      '1개',
      '1개',
      '12세트',
      '1000개',
      '2.5개',
    ])
    if (number === undefined) throw new Error('no field')
    expect(['1', '3박스', '하나'].map((value) => valueProblem(value, number))).toEqual([
      null,
      '단위는 개, 세트 가운데 하나입니다.',
      '숫자로 적어야 합니다.',
    ])
  })

  it('are at least one, also where the category names none', () => {
    const made = form({ noticeCategories: [notice('기타 재화', ['품명'])] })
    expect(attributesOf(content(made), made, null)).toEqual([{ attributeTypeName: '수량', attributeValueName: '1개' }])
  })
})

describe('certificates', () => {
  const certification = (certificationType: string, required: string, dataType = 'CODE') => ({
    certificationType,
    name: certificationType,
    dataType,
    required,
  })
  const none = certification('NOT_REQUIRED', 'OPTIONAL', 'NONE')

  it('are stated as not needed unless one is given', () => {
    const made = form({ certifications: [certification('KC_KID_CERTIFICATION', 'RECOMMEND'), none] })
    expect(certificationsOf(content(made), made)).toEqual([
      { certificationType: 'NOT_REQUIRED', certificationCode: '' },
    ])
    expect(certificationsOf(content(made, { 'certificate:KC_KID_CERTIFICATION': 'CB1' }), made)).toEqual([
      { certificationType: 'KC_KID_CERTIFICATION', certificationCode: 'CB1' },
    ])
  })

  it('that must be given are asked for; of one law’s ways any is enough', () => {
    const one = form({ certifications: [certification('COMMUNICATION_EQUIPMENT', 'MANDATORY'), none] })
    expect(validateContent(content(one), one, null)).toMatchObject([
      { code: 'COUPANG_FIELD_MISSING', field: 'fields.certificate:COMMUNICATION_EQUIPMENT' },
    ])
    const two = form({
      certifications: [
        certification('KC_ELECTRONICS_CERTIFICATION', 'MANDATORY'),
        certification('KC_ELECTRONICS_CONFIRM', 'MANDATORY'),
        none,
      ],
    })
    expect(validateContent(content(two), two, null)).toMatchObject([
      { code: 'COUPANG_CERTIFICATE', field: 'fields.certificate:KC_ELECTRONICS_CERTIFICATION' },
    ])
    expect(validateContent(content(two, { 'certificate:KC_ELECTRONICS_CONFIRM': 'HU1' }), two, null)).toEqual([])
  })
})

describe('metadata', () => {
  it('of another shape are none', () => {
    for (const odd of [null, [], 42, {}, { attributes: '?' }]) expect(metaIn(odd)).toBeNull()
    expect(metaIn({ attributes: [{ 이름: 1 }, null], noticeCategories: [{}] })).toMatchObject({
      attributes: [],
      notices: [],
    })
  })

  it('ask for the papers that every product needs, and not for those of imports', () => {
    const requiredDocumentNames = [
      { templateName: '시험성적서', required: 'MANDATORY' },
      { templateName: '인보이스', required: 'MANDATORY_OVERSEAS_PURCHASED' },
    ]
    const made = form({ requiredDocumentNames })
    expect(made.fields.filter(({ group }) => group === 'other').map(({ key, required }) => [key, required])).toEqual([
      ['other:document:시험성적서', true],
    ])
  })
})
