import { type FailureKind, failMarket, type MarketError } from '../errors.ts'
import type { Told } from './envelope.ts'
import { type CoupangCode, failCoupang } from './errors.ts'

export type Subject =
  | { kind: 'product'; id: string }
  | { kind: 'option'; id: string }
  | { kind: 'category'; code: string }
  | { kind: 'search'; id: string }
  /** The address holds the vendor's code and nothing else that could be wrong. */
  | { kind: 'vendor' }
  | null

/** One documented refusal: by what its words are known, and which field it is about. */
interface Known {
  words: RegExp
  code: CoupangCode
  field?: string | ((found: Told) => { field: string; message: string }[])
  kind?: FailureKind
}

const READY_AFTER_MS = 10 * 60_000

/** Attributes that the answer names, in its items or in its details. */
const attributes = ({ named, words }: Told): { field: string; message: string }[] => {
  const each = named
    .filter(({ name }) => name !== '')
    .map(({ name, message }) => ({ field: `fields.attribute:${name}`, message: message || words }))
  if (each.length > 0) return each
  const details = words.includes(' / ') ? words.slice(words.lastIndexOf(' / ') + 3) : ''
  const names = details.split(/[,;]\s*/).filter((name) => /^[^\s].{0,24}$/u.test(name))
  return names.length > 0 && details.length <= 100
    ? names.map((name) => ({ field: `fields.attribute:${name}`, message: words }))
    : [{ field: 'options', message: words }]
}

/** `…고지정보[품명, 제조국]가 카테고리[…]에서…`. */
const notices = ({ words }: Told): { field: string; message: string }[] => {
  const inside = /고지정보\s*\[([^\]]*)\]/.exec(words)?.[1] ?? ''
  const names = inside.split(/,\s*/).filter((name) => name !== '')
  return names.length === 0
    ? [{ field: 'category', message: words }]
    : names.map((name) => ({ field: `fields.notice:${name}`, message: words }))
}

const places = ({ words }: Told) => [
  { field: /출고지|outbound/i.test(words) ? 'delivery.outboundPlace' : 'delivery.returnPlace', message: words },
]

/** api/coupang.md A4 to A6, in the order in which one sentence could be two of them. */
const known: readonly Known[] = [
  { words: /등록 또는 수정되고 있습니다/, code: 'COUPANG_NOT_READY', kind: 'later' },
  { words: /UNAUTHORIZATION/i, code: 'COUPANG_ID_MISMATCH', kind: 'setup' },
  { words: /Invalid vendor ?id/i, code: 'COUPANG_ID_MISMATCH', kind: 'setup' },
  { words: /autoPricingInfo|apMinSalePrice/i, code: 'COUPANG_AUTO_PRICE', field: 'price' },
  { words: /혼합 구성|bundleInfo|bundleType/i, code: 'COUPANG_BUNDLE', field: 'options' },
  { words: /초도\s*(?:반품)?\s*배송비/, code: 'COUPANG_FREE_OVER', field: 'delivery.fee' },
  { words: /고지정보/, code: 'COUPANG_NOTICE', field: notices },
  {
    words: /구매\s*옵션\s*값|옵션 값 혹은 단위|Invalid Attribute Value/i,
    code: 'COUPANG_OPTION_VALUE',
    field: attributes,
  },
  {
    words: /유효하지 않은 구매\s*옵션|Attribute\(s\) Not Allowed/i,
    code: 'COUPANG_OPTION_NOT_ALLOWED',
    field: attributes,
  },
  { words: /필수 구매\s*옵션|Missing Attribute/i, code: 'COUPANG_OPTION_MISSING', field: attributes },
  { words: /필수 속성이 존재하지/, code: 'COUPANG_ATTRIBUTE_MISSING', field: attributes },
  { words: /반품지|출고지|센터코드/, code: 'COUPANG_PLACE', field: places },
  { words: /택배사/, code: 'COUPANG_COURIER', field: 'delivery.courier' },
  { words: /배송방법|PCCC/i, code: 'COUPANG_DELIVERY_METHOD', field: 'delivery' },
  { words: /입력값에 오류|NullPointerException/, code: 'COUPANG_FORMAT' },
  { words: /재고\s*수량/, code: 'COUPANG_STOCK', field: 'stock' },
  { words: /자동\s*생성|auto.?generated/i, code: 'COUPANG_AUTO_OPTION', field: 'options' },
  { words: /(?:50|100)\s*(?:%|퍼센트|프로)|forceSalePriceUpdate/i, code: 'COUPANG_PRICE_JUMP', field: 'price' },
  { words: /10\s*원\s*단위/, code: 'COUPANG_PRICE_STEP', field: 'price' },
  { words: /모니터링|monitoring/i, code: 'COUPANG_RESUME_REFUSED' },
  { words: /판매\s*중지.*삭제|삭제.*판매\s*중지|판매\s*중인/, code: 'COUPANG_STOP_FIRST' },
]

const isGone = /삭제된 상품|not found|존재하지 않는 (?:상품|옵션|아이템)|상품이 존재하지 않|찾을 수 없/i
/** Also in answers that are no refusal of a product: looking for what is not there. */
const saysNothingThere = (words: string): boolean =>
  /not (?:found|exist)|존재하지 않|찾을 수 없|조회된 .*없|(?:상품|결과|데이터|정보)(?:이|가)?\s*없/i.test(words)

interface Context {
  status: number
  traceId: string
  subject: Subject
  /** The address that was asked, its numbers as names. */
  route: string
}

/** A refusal of what was asked, in the market's words with the field that it is about. */
export function refusal(found: Told, { status, traceId, subject, route }: Context): MarketError {
  const words = found.words || remarksOf(found) || `HTTP ${status}`
  const serviceCode = found.code === '' ? String(status) : found.code
  if (subject?.kind === 'category') {
    return failMarket(
      'coupang',
      'MARKET_CATEGORY_GONE',
      { kind: 'rejected', fields: [{ field: 'category', message: words }] },
      { category: subject.code },
      serviceCode,
    )
  }
  if (subject?.kind === 'search' && (status === 404 || saysNothingThere(`${words} ${found.everything}`))) {
    return failMarket('coupang', 'MARKET_GONE', { kind: 'rejected' }, { id: subject.id }, serviceCode)
  }
  const one = known.find((each) => each.words.test(`${words} ${found.everything} ${remarksOf(found)}`))
  if (one === undefined) {
    if (
      (subject?.kind === 'product' || subject?.kind === 'option') &&
      (status === 404 || isGone.test(`${words} ${found.everything}`))
    ) {
      // Only the product itself tells that it is gone: an option's address may be refused while all of it is sold.
      return subject.kind === 'product'
        ? failMarket('coupang', 'MARKET_GONE', { kind: 'rejected' }, { id: subject.id }, serviceCode)
        : optionGone(subject.id, { words, serviceCode, traceId })
    }
    if (status === 404) {
      const details = { values: { words, route }, serviceCode: '404', traceId }
      return subject?.kind === 'vendor'
        ? failCoupang('COUPANG_VENDOR', { kind: 'setup' }, details)
        : failCoupang('COUPANG_NO_ROUTE', { kind: 'rejected' }, details)
    }
    return failMarket('coupang', 'MARKET_REJECTED', { kind: 'rejected' }, { words }, serviceCode)
  }
  const kind = one.kind ?? 'rejected'
  const fields =
    typeof one.field === 'function'
      ? one.field({ ...found, words })
      : one.field === undefined
        ? []
        : [{ field: one.field, message: words }]
  return failCoupang(
    one.code,
    { kind, fields, ...(kind === 'later' ? { retryAfterMs: READY_AFTER_MS, ofListing: true } : {}) },
    { values: { words }, serviceCode, traceId },
  )
}

export const optionGone = (
  id: string,
  { words, ...details }: { words: string; serviceCode?: string; traceId?: string },
): MarketError => failCoupang('COUPANG_OPTION_GONE', { kind: 'rejected' }, { values: { id, words }, ...details })

const remarksOf = ({ named }: Told): string =>
  named.map(({ name, message }) => [name, message].filter((part) => part !== '').join(': ')).join(', ')

const address = /\b(?:\d{1,3}\.){3}\d{1,3}\b/

const keyWords: readonly (readonly [RegExp, CoupangCode])[] = [
  [/invalid signature/i, 'COUPANG_SIGNATURE'],
  [/hmac format/i, 'COUPANG_HMAC'],
  [/not authorized/i, 'COUPANG_PERMISSION'],
  [/contact api-?gateway/i, 'COUPANG_KEY_UNKNOWN'],
]

/** 401 and 403 of the gateway: the key, the clock, the address or the rights. Never carried out. */
export function keyRefusal(
  { words, everything }: Pick<Told, 'words' | 'everything'>,
  { status, traceId }: Pick<Context, 'status' | 'traceId'>,
): MarketError {
  const fail = (code: CoupangCode, more: Record<string, string> = {}) =>
    failCoupang(
      code,
      { kind: 'setup' },
      { values: { words: words || '설명 없음', status, ...more }, serviceCode: String(status), traceId },
    )
  if (/not allowed ip|허용되지 않은 ?ip/i.test(everything)) {
    const ip = address.exec(everything)?.[0]
    return fail('COUPANG_IP', { address: ip === undefined ? '' : `(${ip})` })
  }
  const one = keyWords.find(([look]) => look.test(everything))
  return fail(one?.[1] ?? 'COUPANG_UNAUTHORIZED')
}

export const saysExpired = (words: string): boolean => /signature is expired/i.test(words)
