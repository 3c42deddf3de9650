import type { CategoryForm, FormField } from '../port.ts'
import type { CategoryMeta, MetaAttribute, MetaCertification } from './meta.ts'

const SEE_DETAIL = '상세페이지 참조'
const VALUE_MAX = 30
const DOCUMENT_MAX = 150

type Facts = Pick<FormField, 'source' | 'usual'>

/** What answers a line of the notices; where nothing does, a notice may refer to the description. */
const noticeFacts: readonly (readonly [RegExp, Facts['source']])[] = [
  [/품명|상품명|제품명/, 'name'],
  [/전화번호|연락처|상담|A\/?S\s*책임/, 'phone'],
  [/제조국|원산지|생산지/, 'origin'],
  [/제조자|제조사|제조업자|수입자|수입업자|생산자/, 'maker'],
  [/브랜드/, 'brand'],
  [/모델명/, 'model'],
]

const noticeField = (detail: { name: string; required: boolean }): FormField => {
  const source = noticeFacts.find(([words]) => words.test(detail.name))?.[1]
  return {
    key: `notice:${detail.name}`,
    label: detail.name,
    group: 'notice',
    required: detail.required,
    kind: 'text',
    ...(source === undefined ? {} : { source }),
    usual: SEE_DETAIL,
  }
}

const ANY_GOODS = '기타 재화'

/** One set of notices is sent. The general one suits every product; else the one that asks least. */
const noticeSet = ({ notices }: CategoryMeta): CategoryMeta['notices'][number] | null => {
  const mandatory = (set: CategoryMeta['notices'][number]) => set.details.filter((one) => one.required).length
  const spaceless = (name: string) => name.replace(/\s/g, '')
  const general = notices.find(({ name }) => spaceless(name).startsWith(spaceless(ANY_GOODS)))
  return general ?? [...notices].sort((a, b) => mandatory(a) - mandatory(b))[0] ?? null
}

const isCount = ({ name, units, dataType }: MetaAttribute) =>
  (/수량|개수|갯수/.test(name) || units[0] === '개') && (dataType === 'NUMBER' || units.length === 0)

const one = /단일|^free$|프리\s*사이즈|one\s*size/i
const none = /해당\s*(?:사항)?\s*없음|^없음$/

const firstOf = (values: readonly string[], looks: readonly RegExp[]): string | undefined =>
  looks.map((look) => values.find((value) => look.test(value))).find((value) => value !== undefined)

/** Of things to choose from, the one that says nothing in particular. */
const neutral = (values: readonly string[]): string | undefined =>
  firstOf(values, [/상세\s*(?:페이지|설명)?\s*참[조고]/, none, /^기타$|^기타/, one])

/** Buyers choose by a purchase option: what is filled in must be true of any product that has no choice. */
const honest = (values: readonly string[]): string | undefined => firstOf(values, [one, none, /혼합/])

const attributeFacts = (attribute: MetaAttribute): Facts => {
  const { name, dataType, units, values, exposed } = attribute
  if (isCount(attribute)) {
    const one = `1${units[0] ?? '개'}`
    const usual = values.length === 0 ? one : values.find((value) => value.replace(/\s/g, '') === one)
    return { source: 'quantity', ...(usual === undefined ? {} : { usual }) }
  }
  const source = noticeSourceOf(name)
  if (values.length > 0) {
    const usual = exposed ? honest(values) : neutral(values)
    return { ...(source === undefined ? {} : { source }), ...(usual === undefined ? {} : { usual }) }
  }
  // Numbers and dates are facts: nothing stands for them.
  if (dataType !== 'STRING') return {}
  return { ...(source === undefined ? {} : { source }), ...(exposed ? {} : { usual: SEE_DETAIL }) }
}

const noticeSourceOf = (name: string): Facts['source'] =>
  /모델|품번|MPN/i.test(name)
    ? 'model'
    : /브랜드/.test(name)
      ? 'brand'
      : /제조국|원산지/.test(name)
        ? 'origin'
        : /제조사|제조자/.test(name)
          ? 'maker'
          : undefined

const kindOf = ({ dataType, values }: MetaAttribute): FormField['kind'] =>
  values.length > 0 ? 'choice' : dataType === 'NUMBER' ? 'number' : dataType === 'DATE' ? 'date' : 'text'

/** The member of each group that is asked for unless another is given: a count is always known. */
const chosenOfGroups = (attributes: readonly MetaAttribute[]): Map<string, string> => {
  const chosen = new Map<string, string>()
  const inOrder = [...attributes].sort((a, b) => Number(isCount(b)) - Number(isCount(a)))
  for (const { group, name, exposed, required } of inOrder) {
    if (group !== null && exposed && required && !chosen.has(group)) chosen.set(group, name)
  }
  return chosen
}

const attributeField = (attribute: MetaAttribute, chosen: Map<string, string>): FormField => {
  const { name, group, units, values } = attribute
  const isAsked = attribute.required && (group === null || chosen.get(group) === name)
  const facts = isAsked ? attributeFacts(attribute) : {}
  const help = [
    `${isAsked ? '필수 ' : ''}${attribute.exposed ? '구매 옵션입니다.' : '검색 필터입니다.'}`,
    group === null ? '' : `같은 묶음(${group})에서는 하나만 보냅니다. 다른 항목을 채우면 그것을 보냅니다.`,
    units.length === 0 ? '' : `단위: ${units.join(', ')}`,
  ]
  return {
    key: `attribute:${name}`,
    label: name,
    group: 'attribute',
    // An option of the product may answer it: where nothing else does, only the whole listing tells whether it is missing.
    required: isAsked && (!attribute.exposed || facts.usual !== undefined),
    kind: kindOf(attribute),
    ...(values.length === 0 ? {} : { choices: values.map((value) => ({ value, label: value })) }),
    ...(units.length === 0 ? {} : { units }),
    maxLength: VALUE_MAX,
    ...facts,
    help: help.filter((part) => part !== '').join(' '),
  }
}

/** KC certificates of one law come as three ways to keep it: one of them is enough. */
export const familyOf = (type: string): string => /^(KC_[A-Z]+)_/.exec(type)?.[1] ?? type

const NONE_NEEDED = 'NOT_REQUIRED'
const IN_DETAIL = 'PRESENTED_IN_DETAIL_PAGE'
const isStatement = (type: string) => type === NONE_NEEDED || type === IN_DETAIL

const certificateField = (one: MetaCertification, all: readonly MetaCertification[]): FormField => {
  const relatives = all.filter((other) => other.required && familyOf(other.type) === familyOf(one.type)).length
  const required = one.required && relatives === 1
  return {
    key: `certificate:${one.type}`,
    label: one.name,
    group: 'certificate',
    required,
    kind: one.needsCode ? 'text' : 'choice',
    ...(one.needsCode ? {} : { choices: [{ value: 'Y', label: '해당' }] }),
    ...(required && one.needsCode ? { source: 'certificate' as const } : {}),
    ...(required && !one.needsCode ? { usual: 'Y' } : {}),
    help: one.needsCode ? '인증번호를 적습니다.' : '해당하면 고릅니다.',
  }
}

const statementField = (all: readonly MetaCertification[]): FormField => {
  const named = new Map([
    [NONE_NEEDED, '인증 대상이 아님'],
    [IN_DETAIL, '상세페이지에 표시'],
    ...all.filter(({ type }) => isStatement(type)).map(({ type, name }) => [type, name] as const),
  ])
  const offered = all.filter(({ type }) => isStatement(type)).map(({ type }) => type)
  const values = offered.length === 0 ? [NONE_NEEDED] : offered
  const needed = all.some((one) => one.required && !isStatement(one.type))
  return {
    key: 'certificate:none',
    label: '인증 정보가 없을 때',
    group: 'certificate',
    required: false,
    kind: 'choice',
    choices: values.map((value) => ({ value, label: named.get(value) ?? value })),
    ...(needed ? {} : { usual: values.includes(NONE_NEEDED) ? NONE_NEEDED : (values[0] ?? NONE_NEEDED) }),
    help: '위의 인증을 하나도 적지 않으면 이것을 보냅니다.',
  }
}

export const documentKey = (name: string): string => `other:document:${name}`

/** Facts that the wire needs and no field shows: which attributes are purchase options, of which group, which notices were chosen. */
const factsOf = (meta: CategoryMeta, notices: string | null, chosen: Map<string, string>): CategoryForm['facts'] => ({
  noticeCategory: notices ?? '',
  allowsSingle: meta.allowsSingle,
  takesNew: meta.conditions.length === 0 || meta.conditions.includes('NEW'),
  ...Object.fromEntries(meta.attributes.map(({ name, exposed }) => [`exposed:${name}`, exposed])),
  ...Object.fromEntries(
    meta.attributes.flatMap(({ name, group, required }) =>
      required && (group === null || chosen.get(group) === name) ? [[`asked:${name}`, true]] : [],
    ),
  ),
  ...Object.fromEntries(
    meta.attributes.flatMap(({ name, group, exposed }) =>
      group === null || !exposed ? [] : [[`group:${name}`, group]],
    ),
  ),
  ...Object.fromEntries(
    meta.certifications
      .filter((one) => one.required && !isStatement(one.type))
      .map(({ type }) => [`certify:${type}`, true]),
  ),
})

export function formOf(category: string, path: string[], meta: CategoryMeta): CategoryForm {
  const notices = noticeSet(meta)
  const chosen = chosenOfGroups(meta.attributes)
  const certificates = meta.certifications.filter(({ type }) => !isStatement(type))
  // Purchase options first: they are what a buyer chooses by.
  const attributes = [...meta.attributes].sort(
    (a, b) => Number(b.exposed) - Number(a.exposed) || Number(b.required) - Number(a.required),
  )
  return {
    category,
    path,
    fields: [
      ...attributes.map((attribute) => attributeField(attribute, chosen)),
      ...(notices?.details ?? []).map(noticeField),
      ...certificates.map((one) => certificateField(one, certificates)),
      statementField(meta.certifications),
      ...meta.documents.map(
        (name): FormField => ({
          key: documentKey(name),
          label: name,
          group: 'other',
          required: true,
          kind: 'text',
          maxLength: DOCUMENT_MAX,
          help: '구비서류 파일의 공개 주소입니다. 5MB 이하의 PDF, HWP, DOC, DOCX, TXT, PNG, JPG만 됩니다.',
        }),
      ),
    ],
    axes: meta.attributes
      .filter(({ exposed }) => exposed)
      .map(({ name, required, group, values, units }) => ({
        name,
        required: required && (group === null || chosen.get(group) === name),
        ...(values.length === 0 ? {} : { choices: values }),
        ...(units.length === 0 ? {} : { units }),
      })),
    facts: factsOf(meta, notices?.name ?? null, chosen),
  }
}
