import type { Answer, Exchange } from '../http/shell.ts'
import { isBody } from './body-shape.ts'
import { allLeaves, subtree, tree } from './metas.ts'
import { answerOption } from './option-routes.ts'
import {
  askApproval,
  bySku,
  byTime,
  createProduct,
  deleteProduct,
  histories,
  listProducts,
  type ProductRules,
  readProduct,
} from './product-routes.ts'
import { badInput, Refusal, refused } from './refusal.ts'
import { outboundPlaces, returnCenters } from './vendor-places.ts'

export const groups = [
  'predict',
  'meta',
  'categories',
  'status',
  'agreed',
  'outbound',
  'returnCenters',
  'brands',
  'create',
  'list',
  'product',
  'delete',
  'approvals',
  'histories',
  'bySku',
  'byTime',
  'inflow',
  'inventories',
  'prices',
  'original-prices',
  'quantities',
  'stop',
  'resume',
  'unknown',
] as const
export type Group = (typeof groups)[number]

interface Matched {
  group: Group
  /** The changing part of the path, decoded. */
  id: string
  rest: string
}

const openApi = '/v2/providers/openapi/apis/api'
const shopApi = '/v2/providers/seller_api/apis/api/v1/marketplace'

/** Method and path without the query, as documented. A number in place of an id is looked at later. */
const table: readonly (readonly [method: string, path: RegExp, group: Group])[] = [
  ['POST', new RegExp(`^${openApi}/v1/categorization/predict$`), 'predict'],
  ['GET', new RegExp(`^${shopApi}/meta/category-related-metas/display-category-codes/(\\d+)$`), 'meta'],
  ['GET', new RegExp(`^${shopApi}/meta/display-categories(?:/(\\d+))?$`), 'categories'],
  ['GET', new RegExp(`^${shopApi}/meta/display-categories/(\\d+)/status$`), 'status'],
  ['GET', new RegExp(`^${shopApi}/vendors/([^/]+)/check-auto-category-agreed$`), 'agreed'],
  ['GET', /^\/v2\/providers\/marketplace_openapi\/apis\/api\/v2\/vendor\/shipping-place\/outbound$/, 'outbound'],
  ['GET', new RegExp(`^${openApi}/v[45]/vendors/([^/]+)/returnShippingCenters$`), 'returnCenters'],
  ['POST', new RegExp(`^${shopApi}/brands/search$`), 'brands'],
  ['POST', new RegExp(`^${shopApi}/seller-products$`), 'create'],
  ['GET', new RegExp(`^${shopApi}/seller-products$`), 'list'],
  ['GET', new RegExp(`^${shopApi}/seller-products/inflow-status$`), 'inflow'],
  ['GET', new RegExp(`^${shopApi}/seller-products/time-frame$`), 'byTime'],
  ['GET', new RegExp(`^${shopApi}/seller-products/external-vendor-sku-codes/([^/]+)$`), 'bySku'],
  ['GET', new RegExp(`^${shopApi}/seller-products/([^/]+)$`), 'product'],
  ['DELETE', new RegExp(`^${shopApi}/seller-products/([^/]+)$`), 'delete'],
  ['PUT', new RegExp(`^${shopApi}/seller-products/([^/]+)/approvals$`), 'approvals'],
  ['GET', new RegExp(`^${shopApi}/seller-products/([^/]+)/histories$`), 'histories'],
  ['GET', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(inventories)$`), 'inventories'],
  ['PUT', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(prices/[^/]+)$`), 'prices'],
  ['PUT', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(original-prices/[^/]+)$`), 'original-prices'],
  ['PUT', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(quantities/[^/]+)$`), 'quantities'],
  ['PUT', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(sales/stop)$`), 'stop'],
  ['PUT', new RegExp(`^${shopApi}/vendor-items/([^/]+)/(sales/resume)$`), 'resume'],
]

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function match(method: string, target: string): Matched {
  const path = target.split('?')[0] ?? ''
  for (const [verb, look, group] of table) {
    const parts = verb === method ? look.exec(path) : null
    if (parts !== null) return { group, id: decoded(parts[1] ?? ''), rest: parts[2] ?? '' }
  }
  return { group: 'unknown', id: '', rest: '' }
}

export interface RouteRules extends ProductRules {
  closed: ReadonlySet<number>
}

const success = (data: unknown, more: object = {}): Answer => ({
  status: 200,
  body: JSON.stringify({ code: 'SUCCESS', message: '', data, ...more }),
})
/** The third envelope: its code is a number now and a text then. */
const openSuccess = (data: unknown, turn: number): Answer => ({
  status: 200,
  body: JSON.stringify({ code: turn % 2 === 0 ? 200 : '200', message: 'OK', data }),
})

const paged = <T>(all: readonly T[], query: URLSearchParams) => {
  const [number, size] = [Number(query.get('pageNum')), Number(query.get('pageSize'))]
  if (!query.has('pageNum') || !query.has('pageSize')) {
    throw new Refusal('(pageNum & pageSize) or placeCodes or placeNames must be provided to call this API')
  }
  if (!Number.isInteger(number) || number < 1 || !Number.isInteger(size) || size < 1 || size > 50)
    throw badInput('pageSize')
  return {
    content: all.slice((number - 1) * size, number * size),
    pagination: {
      currentPage: number,
      totalPages: Math.ceil(all.length / size),
      totalElements: all.length,
      countPerPage: size,
    },
  }
}

const objectIn = (text: string): Record<string, unknown> => {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw badInput('json')
  }
  if (!isBody(body)) throw badInput('json')
  return body
}

function predict(text: string): unknown {
  const { productName, productDescription = '' } = objectIn(text)
  if (typeof productName !== 'string' || productName.trim() === '') throw badInput('productName')
  const about = `${productName} ${String(productDescription)}`
  const found = allLeaves.find(({ words }) => words.some((word) => about.includes(word)))
  return {
    autoCategorizationPredictionResultType: found ? 'SUCCESS' : 'INSUFFICIENT_INFORMATION',
    predictedCategoryId: found ? String(found.code) : null,
    predictedCategoryName: found?.name ?? null,
    comment: null,
  }
}

const knownBrands = [
  { brandId: 'KR-5', brandName: '하늘공방', brandLogoUrl: null, isUIDRequired: false, allowedUIDTypes: [] },
  { brandId: 'KR-9', brandName: '번호브랜드', brandLogoUrl: null, isUIDRequired: true, allowedUIDTypes: ['GTIN'] },
]

function brands(text: string): unknown {
  const { brandName, countPerPage, page } = objectIn(text)
  if (
    typeof brandName !== 'string' ||
    typeof page !== 'number' ||
    !(Number(countPerPage) >= 1 && Number(countPerPage) <= 10)
  ) {
    throw badInput('brandName')
  }
  return { items: knownBrands.filter((one) => one.brandName.includes(brandName.replaceAll(' ', ''))) }
}

function create(rules: RouteRules, { body, now, turn }: Exchange): Answer {
  const { id, remarks } = createProduct(rules, body, now)
  if (remarks.length > 0)
    return success(id, { message: '[]', details: '노출이 제한될 수 있습니다.', errorItems: remarks })
  // Both forms are documented.
  return turn % 2 === 0
    ? success(id, { message: '[]', details: null, errorItems: null })
    : {
        status: 200,
        body: JSON.stringify({ code: '200', message: '', data: { code: 'SUCCESS', message: '', data: id } }),
      }
}

function answerGroup(rules: RouteRules, exchange: Exchange, { group, id, rest }: Matched): Answer {
  const { url, now, turn, method, body } = exchange
  const query = url.searchParams
  const isVendor = id === rules.vendorId
  if (group === 'predict') return openSuccess(predict(body), turn)
  if (group === 'meta') {
    const leaf = rules.leafOf(Number(id))
    if (leaf === null) throw new Refusal(`카테고리 정보가 존재하지 않습니다. [${id}]`)
    return success(leaf.meta)
  }
  if (group === 'categories') {
    const found = subtree(tree(rules.closed), Number(id || 0))
    if (found === null) throw new Refusal(`카테고리 정보가 존재하지 않습니다. [${id}]`)
    return success(found)
  }
  if (group === 'status') return success(rules.leafOf(Number(id)) !== null)
  if (group === 'agreed') return success(isVendor)
  if (group === 'outbound') return { status: 200, body: JSON.stringify(paged(outboundPlaces, query)) }
  if (group === 'returnCenters') {
    if (!isVendor) throw new Refusal('Not Found', { status: 404 })
    return openSuccess(paged(returnCenters, query), turn)
  }
  if (group === 'brands') return success(brands(body))
  if (group === 'create') return create(rules, exchange)
  if (group === 'list') {
    const { data, nextToken } = listProducts(rules, query, now)
    return success(data, { nextToken })
  }
  if (group === 'inflow') {
    return success({
      vendorId: rules.vendorId,
      restricted: false,
      registeredCount: rules.shop.all(now).length,
      permittedCount: null,
    })
  }
  if (group === 'byTime') return success(byTime(rules, query, now))
  if (group === 'bySku') return success(bySku(rules, id, now))
  if (group === 'product') return success(readProduct(rules, id, now))
  if (group === 'delete') return success(deleteProduct(rules, id, now))
  if (group === 'approvals') return success(askApproval(rules, id, now))
  if (group === 'histories') {
    return {
      status: 200,
      body: JSON.stringify({ code: '200', message: '', data: histories(rules, id, query, now), nextToken: '' }),
    }
  }
  if (group === 'unknown')
    return { status: 404, body: JSON.stringify({ code: 'ERROR', message: 'Not Found', data: null }) }
  return success(answerOption(rules.shop, method, id, rest, query))
}

export function answerRoute(rules: RouteRules, exchange: Exchange, matched: Matched): Answer {
  try {
    return answerGroup(rules, exchange, matched)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Some refusals come with 200: the body alone tells.
    const comesWith200 = matched.group === 'bySku' || matched.group === 'histories' || matched.group === 'stop'
    return comesWith200 && error.status === 400 ? { ...refused(error), status: 200 } : refused(error)
  }
}
