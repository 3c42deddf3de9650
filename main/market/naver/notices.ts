import type { ListingContent } from '../../../shared/market.ts'
import { noticeTable } from './notice-table.ts'
import { noticeLabels, noticeNames } from './notice-words.ts'

export interface NoticeField {
  name: string
  /** Null where Naver gives none. */
  max: number | null
  required: boolean
  kind: 'text' | 'flag'
}

export interface NoticeForm {
  type: string
  /** Key of the one child object. */
  child: string
  fields: NoticeField[]
}

/** `"0"`: the statutory text. Wholesalers' pages do not carry one of their own, so `"1"` (see the page) would point at nothing. */
const commonNotice = {
  returnCostReason: '0',
  noRefundReason: '0',
  qualityAssuranceStandard: '0',
  compensationProcedure: '0',
  troubleShootingContents: '0',
} as const

/** What sellers write where the page shows it. */
export const seePage = '상세페이지 참조'

const flags = new Set(['geneticallyModified', 'importDeclarationCheck', 'importDeclaration'])
/** Of a date and its text one is due; a text can always be given. A place number of a gift card is nobody's here. */
const left = (name: string) =>
  /^(?:packDate|expirationDate|consumptionDate|releaseDate|publishDate|useStoreAddressId)$/.test(name)

const fieldOf = (text: string, required: boolean): NoticeField => {
  const [name = '', max] = text.split(':')
  // The text of a date pair is due, since the date itself is not asked.
  const isPair = /Date(?:Text)$/.test(name)
  return {
    name,
    max: max === undefined ? null : Number(max),
    required: required || isPair,
    kind: flags.has(name) ? 'flag' : 'text',
  }
}

const formOf = (line: string): NoticeForm => {
  const [head = '', due = '', more = ''] = line.split(' | ')
  const [type = '', child = ''] = head.split(' ')
  const words = (text: string) => text.split(' ').filter((word) => word !== '' && !left(word.split(':')[0] ?? ''))
  return {
    type,
    child,
    fields: [...words(due).map((word) => fieldOf(word, true)), ...words(more).map((word) => fieldOf(word, false))],
  }
}

export const noticeForms: ReadonlyMap<string, NoticeForm> = new Map(
  noticeTable.map((line) => {
    const form = formOf(line)
    // One of the two must stand there although Naver marks neither (D#1649); the number is what every operator has.
    const fields = form.fields.map((field) =>
      form.type === 'ETC' && field.name === 'customerServicePhoneNumber' ? { ...field, required: true } : field,
    )
    return [form.type, { ...form, fields }]
  }),
)

export const noticeForm = (type: string): NoticeForm | null => noticeForms.get(type) ?? null

export const noticeName = (type: string): string => noticeNames[type] ?? type
export const noticeLabel = (name: string): string => noticeLabels[name] ?? name

export type NoticeSource = 'name' | 'maker' | 'model' | 'phone' | 'certificate'
const sources: Readonly<Record<string, NoticeSource>> = {
  itemName: 'name',
  productName: 'name',
  title: 'name',
  modelName: 'model',
  manufacturer: 'maker',
  producer: 'maker',
  certificationType: 'certificate',
  afterServiceDirector: 'phone',
  customerServicePhoneNumber: 'phone',
}
export const noticeSource = (name: string): NoticeSource | undefined => sources[name]

/** What stands for an answer that nobody knows; the phone has none. */
export const noticeUsual = ({ name, kind }: NoticeField): string | undefined => {
  if (kind === 'flag') return 'false'
  if (name === 'customerServicePhoneNumber') return undefined
  if (name === 'warrantyPolicy') return '관련 법 및 소비자 분쟁 해결 기준에 따름'
  return seePage
}

const known = (source: NoticeSource | undefined, content: ListingContent): string => {
  const { name, maker, model, afterService } = content
  const facts = {
    name,
    maker,
    model,
    phone: afterService.phone,
    certificate: content.fields['certificate:number'] ?? null,
  }
  return (source === undefined ? null : facts[source])?.trim() ?? ''
}

export const noticeKey = (name: string) => `notice:${name}`

/** What is sent for a field: what was written, else what is known, else what is usual. Known things are cut to fit, written ones never. */
export function noticeValue(field: NoticeField, content: ListingContent): string {
  const written = content.fields[noticeKey(field.name)]?.trim() ?? ''
  const fact = known(sources[field.name], content)
  if (written !== '' && written !== fact) return written
  if (!field.required && written === '') return ''
  const value = written || fact || (noticeUsual(field) ?? '')
  return field.max === null ? value : [...value].slice(0, field.max).join('').trim()
}

/** `productInfoProvidedNotice` as sent. */
export function noticeOf(type: string, content: ListingContent): Record<string, unknown> {
  const form = noticeForm(type) ?? noticeForm('ETC')
  if (form === null) return {}
  const values = form.fields.flatMap((field): [string, unknown][] => {
    const value = noticeValue(field, content)
    if (value === '') return []
    return [[field.name, field.kind === 'flag' ? value === 'true' : value]]
  })
  return {
    productInfoProvidedNoticeType: form.type,
    [form.child]: { ...commonNotice, ...Object.fromEntries(values) },
  }
}
