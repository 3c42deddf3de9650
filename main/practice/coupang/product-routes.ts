import { isBody } from './body-shape.ts'
import { checkProduct, type Rules } from './check-product.ts'
import { badInput, type ErrorItem, Refusal } from './refusal.ts'
import { localTime, type Shop, type ShopProduct, statusNames, summary, whole } from './shop.ts'

export interface ProductRules extends Rules {
  shop: Shop
  /** Until when after its creation a product cannot be read, ms. */
  settleMs: number
  /** From when on after its creation it is found by its code, ms. */
  visibleMs: number
}

const BUSY = '상품 정보가 등록 또는 수정되고 있습니다. 잠시 후 다시 조회해 주시기 바랍니다.'
const TEN_MINUTES_MS = 10 * 60_000

const productOf = ({ shop, settleMs }: ProductRules, id: string, now: number): ShopProduct => {
  const product = /^\d{1,15}$/.test(id) ? shop.get(Number(id), now) : null
  if (product === null) throw new Refusal(`상품이 존재하지 않습니다. [${id}]`)
  if (now < product.createdAt + settleMs) throw new Refusal(BUSY)
  return product
}

/** A create that was accepted, with what the service remarks about it. */
export function createProduct(rules: ProductRules, text: string, now: number): { id: number; remarks: ErrorItem[] } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw badInput('json')
  }
  if (!isBody(body)) throw badInput('json')
  const remarks = checkProduct(body, rules)
  const items = (body.items as unknown[]).filter(isBody)
  return { id: rules.shop.create(body, items, now).sellerProductId, remarks }
}

export function askApproval(rules: ProductRules, id: string, now: number): null {
  const product = productOf(rules, id, now)
  if (!['SAVED', 'APPROVED', 'DENIED', 'PARTIAL_APPROVED'].includes(product.status)) {
    throw new Refusal('승인요청을 할 수 없는 상태입니다.')
  }
  rules.shop.ask(product, now)
  return null
}

export function deleteProduct(rules: ProductRules, id: string, now: number): number {
  const product = productOf(rules, id, now)
  if (product.status === 'APPROVING' || product.status === 'IN_REVIEW') {
    throw new Refusal('승인대기중인 상품은 삭제할 수 없습니다.')
  }
  if (product.items.some((item) => item.onSale)) throw new Refusal('모든 옵션을 판매중지한 후 삭제해 주시기 바랍니다.')
  rules.shop.note(product, 'DELETED', '', now)
  return product.sellerProductId
}

export const readProduct = (rules: ProductRules, id: string, now: number) => whole(productOf(rules, id, now))

export function histories(rules: ProductRules, id: string, query: URLSearchParams, now: number) {
  const size = Number(query.get('maxPerPage') ?? 10)
  if (!Number.isInteger(size) || size < 1) throw badInput('maxPerPage')
  return productOf(rules, id, now)
    .history.slice(0, size)
    .map(({ status, comment, createdAt }) => ({
      status: comment === '승인요청' ? '승인요청' : statusNames[status],
      comment,
      createdBy: rules.vendorUserId,
      createdAt: localTime(createdAt),
    }))
}

export const bySku = ({ shop, visibleMs }: ProductRules, sku: string, now: number) =>
  shop
    .ofSku(sku, now)
    .filter((one) => one.status !== 'DELETED' && now >= one.createdAt + visibleMs)
    .map(summary)

const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/
const instant = (text: string | null): number => {
  if (text === null || !local.test(text)) throw badInput('createdAtFrom')
  return Date.parse(`${text}+09:00`)
}

const mustBeVendor = ({ vendorId }: ProductRules, query: URLSearchParams) => {
  if (query.get('vendorId') !== vendorId) throw new Refusal('UNAUTHORIZATION')
}

export function byTime(rules: ProductRules, query: URLSearchParams, now: number) {
  mustBeVendor(rules, query)
  const [from, to] = [instant(query.get('createdAtFrom')), instant(query.get('createdAtTo'))]
  if (to < from || to - from > TEN_MINUTES_MS) throw new Refusal('조회 기간은 최대 10분입니다.')
  return rules.shop
    .all(now)
    .filter((one) => one.createdAt >= from && one.createdAt < to + 1000)
    .map(summary)
}

export function listProducts(rules: ProductRules, query: URLSearchParams, now: number) {
  mustBeVendor(rules, query)
  const size = Number(query.get('maxPerPage') ?? 10)
  if (!Number.isInteger(size) || size < 1 || size > 100) throw badInput('maxPerPage')
  const page = Number(query.get('nextToken') || 1)
  if (!Number.isInteger(page) || page < 1) throw badInput('nextToken')
  const [status, name] = [query.get('status'), query.get('sellerProductName') ?? '']
  if (name.length > 20) throw badInput('sellerProductName')
  const found = rules.shop
    .all(now)
    .filter((one) => (status === null || status === '' ? one.status !== 'DELETED' : one.status === status))
    .filter((one) => String(one.sent.sellerProductName).includes(name))
  return {
    data: found.slice((page - 1) * size, page * size).map(summary),
    nextToken: page * size < found.length ? String(page + 1) : '',
  }
}
