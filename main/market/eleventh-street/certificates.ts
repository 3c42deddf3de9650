import type { FormField } from '../port.ts'
import { cdata, type Element, element } from './xml.ts'

interface Group {
  code: '01' | '02' | '03' | '04'
  name: string
  /** What is said when the product is subject, and when it is not. */
  subject: string
  not: string
  types: readonly (readonly [string, string])[]
  /** The type that means: the number stands in the description. */
  seePage: string
  /** Numbers of one group and one type alone. */
  recognises?: { pattern: string; value: string }
  exemptions: boolean
}

/** api/11st.md B4, ProductCertGroup. */
const groups: readonly Group[] = [
  {
    code: '01',
    name: '전기용품/생활용품 KC 인증',
    subject: '01',
    not: '03',
    types: [
      ['101', '[생활용품] 안전인증'],
      ['103', '[생활용품] 안전확인'],
      ['124', '[생활용품] 공급자적합성확인'],
      ['123', '[생활용품] 어린이보호포장'],
      ['102', '[전기용품] 안전인증'],
      ['104', '[전기용품] 안전확인'],
      ['127', '[전기용품] 공급자적합성확인'],
    ],
    seePage: '132',
    exemptions: true,
  },
  {
    code: '02',
    name: '어린이제품 KC 인증',
    subject: '01',
    not: '03',
    types: [
      ['128', '[어린이제품] 안전인증'],
      ['129', '[어린이제품] 안전확인'],
      ['130', '[어린이제품] 공급자적합성확인'],
    ],
    seePage: '134',
    exemptions: false,
  },
  {
    code: '03',
    name: '방송통신기자재 KC 인증',
    subject: '01',
    not: '03',
    types: [['105', '적합성평가 (적합인증, 적합등록)']],
    seePage: '135',
    // 적합성평가: KCC and MSIP until 2017, R since; nothing else is numbered so.
    recognises: {
      pattern: '(?<![A-Za-z0-9-])(?:R-[A-Z]{1,3}|(?:KCC|MSIP)-[A-Z]{3})-[A-Za-z0-9]{2,4}-[A-Za-z0-9._-]{2,30}',
      value: '105',
    },
    exemptions: false,
  },
  {
    code: '04',
    name: '생활화학 및 살생물제품',
    subject: '04',
    not: '05',
    types: [['133', '자가검사번호']],
    seePage: '136',
    exemptions: false,
  },
]

const KEY_LENGTH = 50
const NOT_SUBJECT = 'none'
const exemptions = [
  ['exempt:02', '면제 (구매대행)'],
  ['exempt:03', '면제 (병행수입)'],
] as const
const SEE_PAGE_WORDS = '상품 상세설명 참조'

const choiceKey = (group: Group) => `certificate:${group.code}`
const numberKey = (group: Group) => `certificate:${group.code}:number`

export const certificateFields = (): FormField[] =>
  groups.flatMap((group): FormField[] => [
    {
      key: choiceKey(group),
      label: group.name,
      group: 'certificate',
      required: true,
      kind: 'choice',
      choices: [
        { value: NOT_SUBJECT, label: '인증 대상 아님' },
        ...group.types.map(([value, label]) => ({ value, label })),
        { value: group.seePage, label: '인증 대상: 상품 상세설명 참조' },
        ...(group.exemptions ? exemptions.map(([value, label]) => ({ value, label })) : []),
      ],
      usual: NOT_SUBJECT,
      ...(group.recognises === undefined ? {} : { recognises: group.recognises }),
    },
    {
      key: numberKey(group),
      label: `${group.name} 번호`,
      group: 'certificate',
      required: false,
      kind: 'text',
      maxLength: KEY_LENGTH,
      help: '인증 대상을 골랐을 때만 씁니다.',
      ...(group.recognises === undefined ? {} : { recognises: { pattern: group.recognises.pattern } }),
    },
  ])

const chosen = (group: Group, fields: Record<string, string>) => fields[choiceKey(group)]?.trim() || NOT_SUBJECT
const isType = (group: Group, value: string) => group.types.some(([type]) => type === value)

/** Nothing is certified or exempt: what an operator should look at where the category demands certificates. */
export const saysNotSubject = (fields: Record<string, string>): boolean =>
  groups.every((group) => chosen(group, fields) === NOT_SUBJECT)

/** A number as authorities give them: letters and digits in groups, among whatever words. */
const numberIn = (text: string): string | null =>
  text.match(/[A-Za-z0-9][A-Za-z0-9._-]{5,}/g)?.find((word) => /\d{3}/.test(word)) ?? null

/**
 * A number that is shown to buyers while the certificates say that none is needed; null where they agree. `key`: the field
 * where it belongs, or the first where nobody can tell.
 */
export function deniedCertificate(
  text: string,
  fields: Record<string, string>,
): { key: string; number: string } | null {
  const own = groups.find(({ recognises }) => recognises !== undefined && new RegExp(recognises.pattern).test(text))
  const known = own?.recognises === undefined ? null : new RegExp(own.recognises.pattern).exec(text)?.[0]
  const number = known ?? numberIn(text)
  if (number === null) return null
  const isDenied = own === undefined ? saysNotSubject(fields) : chosen(own, fields) === NOT_SUBJECT
  const [first] = groups
  const at = own ?? first
  return isDenied && at !== undefined ? { key: choiceKey(at), number } : null
}

interface CertificateFault {
  key: string
  message: string
}

export const certificateFaults = (fields: Record<string, string>): CertificateFault[] =>
  groups.flatMap((group) => {
    const value = chosen(group, fields)
    const isExempt = group.exemptions && exemptions.some(([one]) => one === value)
    const isKnown = value === NOT_SUBJECT || value === group.seePage || isType(group, value) || isExempt
    if (!isKnown) return [{ key: choiceKey(group), message: `${group.name}에 쓸 수 없는 값입니다.` }]
    const number = fields[numberKey(group)]?.trim() ?? ''
    if (isType(group, value) && number === '') {
      return [{ key: numberKey(group), message: `${group.name}의 번호를 입력하십시오.` }]
    }
    if ([...number].length > KEY_LENGTH) {
      return [{ key: numberKey(group), message: `인증번호는 ${KEY_LENGTH}자까지 쓸 수 있습니다.` }]
    }
    return []
  })

const groupElement = (group: Group, fields: Record<string, string>): Element => {
  const value = chosen(group, fields)
  const said = (code: string) => [element('crtfGrpTypCd', group.code), element('crtfGrpObjClfCd', code)]
  const exemption = /^exempt:(\d\d)$/.exec(value)?.[1]
  if (exemption !== undefined && group.exemptions) {
    return element('ProductCertGroup', [...said('02'), element('crtfGrpExptTypCd', exemption)])
  }
  if (value !== group.seePage && !isType(group, value)) return element('ProductCertGroup', said(group.not))
  const number = value === group.seePage ? SEE_PAGE_WORDS : (fields[numberKey(group)]?.trim() ?? '')
  const certificate = element('ProductCert', [element('certTypeCd', value), cdata('certKey', number)])
  return element('ProductCertGroup', [...said(group.subject), certificate])
}

/** All four groups, always: where a category demands one, 11st wants each answered. */
export const certificateElements = (fields: Record<string, string>): Element[] =>
  groups.map((group) => groupElement(group, fields))
