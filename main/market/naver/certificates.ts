import type { Finding, ListingContent } from '../../../shared/market.ts'
import type { CategoryForm, FormField } from '../port.ts'
import { digits } from './digits.ts'
import type { CertificationInfo } from './schema.ts'

const certificateKeys = {
  kc: 'certificate:kc',
  child: 'certificate:child',
  green: 'certificate:green',
  kind: 'certificate:kind',
  number: 'certificate:number',
  company: 'certificate:company',
  date: 'certificate:date',
} as const

const kindNames: Readonly<Record<string, string>> = {
  KC_CERTIFICATION: 'KC 인증',
  CHILD_CERTIFICATION: '어린이제품 인증',
  GREEN_PRODUCTS: '친환경 인증',
  OVERSEAS: '구매대행',
  PARALLEL_IMPORT: '병행수입',
  ETC: '기타 인증',
}

const kcChoices = [
  { value: 'TRUE', label: 'KC 인증 대상 아님' },
  { value: 'FALSE', label: 'KC 인증 대상 (인증 정보를 보냄)' },
  { value: 'KC_EXEMPTION_OBJECT:SAFE_CRITERION', label: '면제: 안전기준준수대상' },
  { value: 'KC_EXEMPTION_OBJECT:OVERSEAS', label: '면제: 구매대행' },
  { value: 'KC_EXEMPTION_OBJECT:PARALLEL_IMPORT', label: '면제: 병행수입' },
]
const yesNo = (name: string) => [
  { value: 'true', label: `${name} 대상 아님` },
  { value: 'false', label: `${name} 대상 (인증 정보를 보냄)` },
]

export interface CertificateFlags {
  kc: boolean
  child: boolean
  green: boolean
}

const field = (key: string, label: string, more: Partial<FormField>): FormField => ({
  key,
  label,
  group: 'certificate',
  required: false,
  kind: 'text',
  ...more,
})

/** What a category asks about certificates. A flagged one takes either a certificate or the word that none is due. */
export function certificateFields(flags: CertificateFlags, infos: readonly CertificationInfo[]): FormField[] {
  const kinds = infos.flatMap(({ id, name, kindTypes }) =>
    kindTypes.map((kind) => ({ value: `${id}:${kind}`, label: `${name} (${kindNames[kind] ?? kind})` })),
  )
  const due: FormField[] = []
  if (flags.kc) {
    due.push(
      field(certificateKeys.kc, 'KC 인증 대상 여부', {
        kind: 'choice',
        required: true,
        choices: kcChoices,
        usual: 'TRUE',
      }),
    )
  }
  if (flags.child) {
    // Goods for children are the one case where a wrong word endangers somebody: nothing is assumed.
    due.push(
      field(certificateKeys.child, '어린이제품 인증 대상 여부', { kind: 'choice', choices: yesNo('어린이제품 인증') }),
    )
  }
  if (flags.green) {
    due.push(
      field(certificateKeys.green, '친환경 인증 대상 여부', {
        kind: 'choice',
        required: true,
        choices: yesNo('친환경 인증'),
        usual: 'true',
      }),
    )
  }
  if (kinds.length === 0) return due
  return [
    ...due,
    field(certificateKeys.kind, '인증 종류', { kind: 'choice', choices: kinds }),
    field(certificateKeys.number, '인증번호', { source: 'certificate', maxLength: 200 }),
    field(certificateKeys.company, '인증 상호', { source: 'maker', maxLength: 200 }),
    field(certificateKeys.date, '인증일', { kind: 'date' }),
  ]
}

interface Certificate {
  id: string
  kind: string
  name: string
  number: string
}

/** `HU071234-12345` in a wholesaler's sentence about it. */
const numberIn = (text: string) => /[A-Z]{1,4}\d{2,}[A-Z\d]*(?:-[A-Z\d]+)*/.exec(text)?.[0] ?? text

const kindsOf = (form: CategoryForm) => form.fields.find(({ key }) => key === certificateKeys.kind)?.choices ?? []

/** The kind that was chosen, or the only one that the wholesaler's words can mean. */
const kindFor = (content: ListingContent, form: CategoryForm, text: string) => {
  const choices = kindsOf(form)
  const chosen = content.fields[certificateKeys.kind]?.trim() ?? ''
  if (chosen !== '') return choices.find(({ value }) => value === chosen) ?? null
  const words = ['안전인증', '안전확인', '공급자적합성', '방송통신', '생활화학', '전파']
  const said = words.filter((word) => text.includes(word))
  const fitting = choices.filter(({ label }) => said.some((word) => label.includes(word)))
  const candidates = fitting.length > 0 ? fitting : choices
  return candidates.length === 1 ? (candidates[0] ?? null) : null
}

function certificateOf(content: ListingContent, form: CategoryForm): Certificate | null {
  const text = content.fields[certificateKeys.number]?.trim() ?? ''
  const kind = kindFor(content, form, text)
  const isChosen = (content.fields[certificateKeys.kind]?.trim() ?? '') !== ''
  if (kind === null || (text === '' && !isChosen)) return null
  const [id = '', type = ''] = kind.value.split(':')
  return { id, kind: type, name: kind.label.replace(/ \([^()]*\)$/, ''), number: numberIn(text) }
}

const chosen = (content: ListingContent, key: string) => content.fields[key]?.trim() ?? ''

/** Parts of `detailAttribute` about certificates; empty in categories that ask nothing. */
export function certificateParts(content: ListingContent, form: CategoryForm): Record<string, unknown> {
  const certificate = certificateOf(content, form)
  const is = (kind: string) => certificate?.kind === kind
  const excluded: Record<string, unknown> = {}
  if (form.facts.kc === true) {
    // What has a certificate is not excluded, whatever the draft took for usual.
    const [word = 'TRUE', exemption] = (
      is('KC_CERTIFICATION') ? 'FALSE' : chosen(content, certificateKeys.kc) || 'TRUE'
    ).split(':')
    excluded.kcCertifiedProductExclusionYn = word
    if (exemption !== undefined) excluded.kcExemptionType = exemption
  }
  if (form.facts.child === true) {
    excluded.childCertifiedProductExclusionYn =
      !is('CHILD_CERTIFICATION') && chosen(content, certificateKeys.child) === 'true'
  }
  if (form.facts.green === true) {
    excluded.greenCertifiedProductExclusionYn =
      !is('GREEN_PRODUCTS') && chosen(content, certificateKeys.green) !== 'false'
  }
  const company = chosen(content, certificateKeys.company)
  const date = chosen(content, certificateKeys.date)
  return {
    ...(Object.keys(excluded).length === 0 ? {} : { certificationTargetExcludeContent: excluded }),
    ...(certificate === null
      ? {}
      : {
          productCertificationInfos: [
            {
              certificationInfoId: digits(certificate.id),
              certificationKindType: certificate.kind,
              name: certificate.name,
              ...(certificate.number === '' ? {} : { certificationNumber: certificate.number }),
              ...(company === '' ? {} : { companyName: company }),
              ...(date === '' ? {} : { certificationDate: date }),
            },
          ],
        }),
  }
}

const finding = (level: Finding['level'], code: string, key: string, message: string): Finding => ({
  level,
  code,
  field: `fields.${key}`,
  message,
})

export function certificateFindings(content: ListingContent, form: CategoryForm): Finding[] {
  const certificate = certificateOf(content, form)
  const has = (kind: string) => certificate?.kind === kind
  const found: Finding[] = []
  const text = chosen(content, certificateKeys.number)
  if (text !== '' && certificate === null && kindsOf(form).length > 0) {
    found.push(
      finding(
        'red',
        'NAVER_CERTIFICATE_KIND',
        certificateKeys.kind,
        '인증번호가 있으나 어떤 인증인지 정해지지 않았습니다. 인증 종류를 고르십시오.',
      ),
    )
  }
  const kc = chosen(content, certificateKeys.kc)
  if (form.facts.kc === true && !has('KC_CERTIFICATION')) {
    if (kc === 'FALSE') {
      found.push(
        finding(
          'red',
          'NAVER_CERTIFICATE_MISSING',
          certificateKeys.number,
          'KC 인증 대상이라고 했으나 인증 정보가 없습니다. 인증 종류와 인증번호를 넣으십시오.',
        ),
      )
    } else if (kc === '' || kc === 'TRUE') {
      found.push(
        finding(
          'yellow',
          'NAVER_KC_EXCLUDED',
          certificateKeys.kc,
          'KC 인증을 확인하는 카테고리입니다. "KC 인증 대상 아님"으로 보냅니다. 대상 상품이면 인증 종류와 인증번호를 넣으십시오.',
        ),
      )
    }
  }
  const child = chosen(content, certificateKeys.child)
  if (form.facts.child === true && !has('CHILD_CERTIFICATION') && child !== 'true') {
    found.push(
      finding(
        'red',
        'NAVER_CHILD_CERTIFICATE',
        child === 'false' ? certificateKeys.number : certificateKeys.child,
        '어린이제품 인증을 확인하는 카테고리입니다. 어린이제품 인증번호를 넣거나 인증 대상이 아님을 고르십시오.',
      ),
    )
  }
  if (form.facts.green === true && !has('GREEN_PRODUCTS') && chosen(content, certificateKeys.green) === 'false') {
    found.push(
      finding(
        'red',
        'NAVER_CERTIFICATE_MISSING',
        certificateKeys.number,
        '친환경 인증 대상이라고 했으나 인증 정보가 없습니다. 인증 종류와 인증번호를 넣으십시오.',
      ),
    )
  }
  return found
}
