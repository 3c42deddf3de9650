import type { ListingContent, ListingOption } from '../../../shared/market.ts'
import type { CategoryForm, FormField } from '../port.ts'
import { colourIn } from './colours.ts'

export interface WireAttribute {
  attributeTypeName: string
  attributeValueName: string
  /** On search filters only. */
  exposed?: 'NONE'
}

const spaceless = (text: string) => text.replace(/\s+/g, '').toLowerCase()

/** Words that wholesalers use for what Coupang calls otherwise. */
const synonyms: readonly (readonly [name: string, words: RegExp])[] = [
  ['색상', /^(?:색상|색깔|색|컬러|칼라|색상선택|색상명|colou?r)$/],
  ['사이즈', /^(?:사이즈|크기|치수|싸이즈|사이즈선택|size)$/],
  ['수량', /^(?:수량|개수|갯수|구성수량)$/],
  ['용량', /^(?:용량|개당용량)$/],
  ['중량', /^(?:중량|무게|개당중량)$/],
]

const synonymOf = (name: string) => synonyms.find(([, words]) => words.test(spaceless(name)))?.[0]

const sameAxis = (axis: string, form: CategoryForm): string | null => {
  const names = form.axes.map(({ name }) => name)
  const same = names.find((name) => spaceless(name) === spaceless(axis))
  if (same !== undefined) return same
  const synonym = synonymOf(axis)
  return synonym === undefined ? null : (names.find((name) => synonymOf(name) === synonym) ?? null)
}

/** Axes that say no more than that there is a choice. */
const nameless =
  /^(?:옵션|선택|옵션선택|선택옵션|상품선택|상품옵션|상품|품목|종류|타입|type|구성|디자인|스타일|모델|모델선택)\d*$/

/**
 * The category's names for our axes; an axis without one is a free option. One that says nothing (`옵션`) takes the
 * place of the words that the category demands and nobody else gives: Coupang shows free options less, or refuses them.
 */
export function axisNames(options: readonly ListingOption[], form: CategoryForm): Map<string, string> {
  const axes = (options[0]?.values ?? []).map(({ axis }) => axis)
  const names = new Map(
    axes.flatMap((axis) => {
      const name = sameAxis(axis, form)
      return name === null ? [] : [[axis, name] as const]
    }),
  )
  const open = form.axes.filter(
    ({ name, required }) =>
      required && attributeFieldOf(name, form)?.kind === 'text' && ![...names.values()].includes(name),
  )
  for (const axis of axes) {
    const next = names.has(axis) || !nameless.test(spaceless(axis)) ? undefined : open.shift()
    if (next !== undefined) names.set(axis, next.name)
  }
  return names
}

export const attributeFieldOf = (name: string, form: CategoryForm): FormField | undefined =>
  form.fields.find(({ key }) => key === `attribute:${name}`)

/** A number with its unit glued on: `200 ml` → `200ml`, `1` → `1개`; a choice exactly as the category spells it. */
export function valueFor(value: string, field: FormField | undefined): string {
  const given = value.replace(/\s+/g, ' ').trim()
  if (field?.kind === 'choice') {
    return field.choices?.find((one) => spaceless(one.value) === spaceless(given))?.value ?? given
  }
  if (field?.kind !== 'number') return given
  const parts = /^([\d,]*\.?\d+)\s*(\D*)$/.exec(given)
  if (parts === null) return given
  const number = (parts[1] ?? '').replaceAll(',', '')
  const unit = (parts[2] ?? '').trim()
  const units = field.units ?? []
  const known = units.find((one) => one === unit) ?? units.find((one) => one.toLowerCase() === unit.toLowerCase())
  return `${number}${unit === '' ? (units[0] ?? '') : (known ?? unit)}`
}

/** Why a value would be refused, in Korean; null when it would not. */
export function valueProblem(value: string, field: FormField): string | null {
  const sent = valueFor(value, field)
  if (sent.length > (field.maxLength ?? 30)) return `${field.maxLength ?? 30}자를 넘습니다 (${sent.length}자).`
  if (field.kind === 'choice' && field.choices?.every((one) => one.value !== sent)) {
    return '목록에 있는 값만 받습니다.'
  }
  if (field.kind === 'number') {
    const parts = /^\d*\.?\d+(\D*)$/.exec(sent)
    if (parts === null) return '숫자로 적어야 합니다.'
    const units = field.units ?? []
    if (units.length > 0 && !units.includes(parts[1] ?? '')) return `단위는 ${units.join(', ')} 가운데 하나입니다.`
  }
  return null
}

/** A mandatory purchase option that nobody filled and the name answers; sent, and said to be a guess. */
export const guessFor = (content: ListingContent, form: CategoryForm, field: FormField): string | null =>
  form.facts[`asked:${field.label}`] === true && form.facts[`exposed:${field.label}`] === true
    ? colourIn(content.name, field)
    : null

const filled = (content: ListingContent, key: string) => content.fields[key]?.trim() ?? ''

interface Given {
  name: string
  value: string
  from: 'axis' | 'field'
}

/** Of a group one is sent: what the option says, else what was filled beside the default, else the default. */
const oneOfEachGroup = (given: readonly Given[], form: CategoryForm): Given[] => {
  const groupOf = ({ name }: Given) => form.facts[`group:${name}`]
  const isDefault = ({ name }: Given) => form.facts[`asked:${name}`] === true
  const rank = (one: Given) => (one.from === 'axis' ? 0 : isDefault(one) ? 2 : 1)
  return given.filter((one) => {
    const group = groupOf(one)
    if (group === undefined) return true
    const rivals = given.filter((other) => groupOf(other) === group).sort((a, b) => rank(a) - rank(b))
    return rivals[0] === one
  })
}

/** Everything that describes one option (or a product without options), in the order of its axes and the category's fields. */
export function attributesOf(
  content: ListingContent,
  form: CategoryForm,
  option: ListingOption | null,
): WireAttribute[] {
  const names = axisNames(content.options, form)
  const given: Given[] = (option?.values ?? []).map(({ axis, value }) => {
    const name = names.get(axis) ?? axis.trim()
    return { name, value: valueFor(value, attributeFieldOf(name, form)), from: 'axis' }
  })
  for (const field of form.fields) {
    if (field.group !== 'attribute') continue
    const value = filled(content, field.key) || (guessFor(content, form, field) ?? '')
    if (value === '' || given.some((one) => one.name === field.label)) continue
    given.push({ name: field.label, value: valueFor(value, field), from: 'field' })
  }
  const sent = oneOfEachGroup(given, form)
  // At least one is demanded, also by categories that name none.
  if (sent.length === 0) sent.push({ name: '수량', value: '1개', from: 'field' })
  return sent.map(({ name, value }) => ({
    attributeTypeName: name,
    attributeValueName: value,
    ...(form.facts[`exposed:${name}`] === false ? { exposed: 'NONE' as const } : {}),
  }))
}

export const isPurchaseOption = ({ exposed }: WireAttribute): boolean => exposed === undefined
