import type { Finding } from '../../shared/market.ts'
import type { ListingBar } from '../../shared/product.ts'
import { measured } from '../../shared/rules/listing-name.ts'
import type { Derived } from './content.ts'
import type { DraftFacts } from './facts.ts'
import { find } from './findings.ts'
import { priceFinding } from './option-prices.ts'
import { wordFindings } from './word-findings.ts'

/** Each of the wholesalers' reasons against an open market, as the operator knows it. */
const barWords: Record<Exclude<ListingBar, 'not_for_single_sale'>, string> = {
  openmarket_refused: '도매처가 오픈마켓 판매를 허용하지 않습니다.',
  prohibited: '판매가 금지된 품목입니다.',
  business_only: '사업자에게만 파는 상품입니다.',
  licence_refused: '이미지와 설명의 사용이 허용되지 않았습니다.',
  adult: '성인 상품입니다.',
  permit_needed: '판매 허가나 신고가 필요한 품목입니다.',
}

const units = { characters: '자', euckr_bytes: '바이트' } as const

function nameFindings({ adapter, sameName }: DraftFacts, name: string): Finding[] {
  if (name === '') return [find('red', 'NAME_EMPTY', 'name')]
  const findings: Finding[] = []
  const { unit, max } = adapter.capabilities.nameLimit
  const length = measured(name, unit)
  if (length > max) {
    findings.push(find('red', 'NAME_TOO_LONG', 'name', { length, max, over: length - max, unit: units[unit] }))
  }
  const other = sameName(name)
  if (other !== null) findings.push(find('yellow', 'NAME_TWICE', 'name', { product: other }))
  return findings
}

function categoryFindings({ category, form, product }: DraftFacts): Finding[] {
  if (category === null && form !== null && 'error' in form) {
    return [find('red', 'FORM_UNAVAILABLE', 'category', { reason: form.error.message })]
  }
  if (category === null) {
    return [find('red', 'CATEGORY_UNMAPPED', 'category', { path: product.category === '' ? '없음' : product.category })]
  }
  if (form === null || 'value' in form) return []
  const { code, message } = form.error
  if (code === 'MARKET_CATEGORY_GONE') return [find('red', 'CATEGORY_GONE', 'category', { category: category.code })]
  return [find('red', 'FORM_UNAVAILABLE', 'category', { reason: message })]
}

function sellable({ product, banned }: DraftFacts): Finding[] {
  const findings: Finding[] = []
  let isSingle = product.minimumQuantity <= 1
  for (const bar of product.bars) {
    if (bar === 'not_for_single_sale') isSingle = false
    else findings.push(find('red', 'NOT_LISTABLE', 'name', { reason: barWords[bar] }))
  }
  if (!isSingle) {
    findings.push(find('red', 'MINIMUM_QUANTITY', 'stock', { quantity: Math.max(2, product.minimumQuantity) }))
  }
  if (banned !== null) findings.push(find('red', 'BANNED', 'name', { reason: banned }))
  return findings
}

/** Without its main picture nothing is taken; a further one may be left out there. */
function typeFindings({ adapter, imageTypes }: DraftFacts, images: readonly string[]): Finding[] {
  const { imageTypes: taken } = adapter.capabilities
  const allowed = taken.join(', ').toUpperCase()
  const others = images.flatMap((address, i) => {
    const type = imageTypes[address]
    return type === undefined || taken.some((one) => one === type) ? [] : [{ n: i + 1, type: type.toUpperCase() }]
  })
  const say = (level: Finding['level'], some: typeof others) =>
    some.length === 0
      ? []
      : [
          find(level, 'IMAGE_TYPE', 'images', {
            images: some.map(({ n }) => n).join(', '),
            type: [...new Set(some.map(({ type }) => type))].join(', '),
            allowed,
          }),
        ]
  return [
    ...say(
      'red',
      others.filter(({ n }) => n === 1),
    ),
    ...say(
      'yellow',
      others.filter(({ n }) => n > 1),
    ),
  ]
}

function pictureFindings(facts: DraftFacts, derived: Derived): Finding[] {
  const { adapter, imagesFault, edits } = facts
  const findings: Finding[] = []
  if (derived.content.images.length === 0) findings.push(find('red', 'NO_IMAGE', 'images'))
  else if (imagesFault !== null) {
    // Where the market fetches pictures itself it may reach what this computer does not.
    const level = adapter.capabilities.fetchesImages ? 'yellow' : 'red'
    findings.push(find(level, 'IMAGE_UNFETCHABLE', 'images', { reason: imagesFault }))
  }
  findings.push(...typeFindings(facts, derived.content.images))
  if (derived.content.descriptionHtml.trim() === '') findings.push(find('red', 'NO_DESCRIPTION', 'description'))
  else if (derived.descriptionFrom === 'images' && edits.descriptionHtml == null) {
    findings.push(find('yellow', 'DESCRIPTION_FROM_IMAGES', 'description'))
  }
  return findings
}

const ofLength = /LONG|LENGTH|EMPTY|MISSING/

/** Adapters find some of what was found here, in their own codes. Of a name that is too long other things may be wrong as well. */
const saysTheSame = (own: Finding, theirs: Finding): boolean =>
  own.field === theirs.field &&
  own.level === theirs.level &&
  /^(?:CATEGORY|NAME_TOO_LONG|NAME_EMPTY|NO_|PLACE|PHONE|FIELD|CERTIFICATE|OPTIONS_TOO_MANY|SOLD_OUT|DISCONTINUED|STOCK)/.test(
    own.code,
  ) &&
  (own.field !== 'name' || ofLength.test(theirs.code))

/** Everything that speaks against sending a draft or should be known before, each beside its field; red first. Pure. */
export function readiness(facts: DraftFacts, derived: Derived): Finding[] {
  const { content, none } = derived
  const { adapter, form, places } = facts
  const { maxOptions } = adapter.capabilities
  const own = [
    ...sellable(facts),
    ...nameFindings(facts, content.name),
    ...wordFindings(facts.words, content),
    ...categoryFindings(facts),
    ...(none === null ? [] : [priceFinding(none)]),
    ...pictureFindings(facts, derived),
    ...(facts.skuFound === null ? [] : [find('yellow', 'SKU_ON_MARKET', 'sku', { number: facts.skuFound })]),
    ...derived.findings,
  ]
  if (content.options.length > maxOptions) {
    own.push(find('red', 'OPTIONS_TOO_MANY', 'options', { count: content.options.length, max: maxOptions }))
  }
  const asked = form !== null && 'value' in form ? form.value : null
  const isNews = (theirs: Finding) =>
    // Without a price there is nothing about it that a market could say.
    !(theirs.field === 'price' && none !== null) && !own.some((known) => saysTheSame(known, theirs))
  const theirs = adapter.validate(content, asked, 'value' in places ? places.value : null).filter(isNews)
  const all = [...own, ...theirs]
  return [...all.filter(({ level }) => level === 'red'), ...all.filter(({ level }) => level === 'yellow')]
}
