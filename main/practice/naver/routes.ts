import type { Exchange } from '../http/shell.ts'
import { nameOf, type PracticeCategory, practiceGroups } from './categories.ts'
import { noticeRules } from './notice-rules.ts'
import { badRequest, notFound, Refusal } from './refusal.ts'
import { search } from './search.ts'
import { account, addressBooks, channels, originAreas } from './seller.ts'
import type { Store } from './store.ts'
import type { StoredProduct } from './types.ts'
import type { Uploads } from './uploads.ts'

export interface World {
  store: Store
  uploads: Uploads
  categories: () => PracticeCategory[]
  /** Products that a search knows already. */
  visible: (now: number) => StoredProduct[]
  echoes: boolean
}

export interface Route {
  method: string
  /** With `{names}` for what differs. */
  template: string
  group: string
  answer(world: World, exchange: Exchange, part: string, now: number): unknown
}

const PAGE = 100
const empty = { code: 'SUCCESS', message: '성공', data: {} }

const bodyOf = ({ headers, body }: Exchange): unknown => {
  if (!/^application\/json(?:\s*;|$)/i.test(String(headers['content-type'] ?? ''))) {
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', '지원하지 않는 형식입니다.')
  }
  try {
    return JSON.parse(body)
  } catch {
    throw badRequest([{ type: 'HttpMessageNotReadable', message: '본문을 읽을 수 없습니다.' }])
  }
}

const numberOf = (part: string): number => {
  if (!/^\d{1,15}$/.test(part))
    throw badRequest([{ name: 'originProductNo', type: 'TypeMismatch', message: '상품 번호가 올바르지 않습니다.' }])
  return Number(part)
}

const categoryRow = ({ id, path }: { id: string; path: string }, last: boolean) => ({
  wholeCategoryName: path,
  id,
  name: nameOf(path),
  last,
})

const notice = ([type, , due, more]: (typeof noticeRules)[number]) => ({
  productInfoProvidedNoticeType: type,
  productInfoProvidedNoticeTypeName: type,
  productInfoProvidedNoticeContents: `${due},${more}`
    .split(',')
    .filter((word) => word !== '')
    .map((word) => {
      const [fieldName, max] = word.split(':')
      return {
        fieldType: max === undefined ? 'BOOLEAN' : 'TEXT',
        fieldName,
        ...(max === undefined ? {} : { fieldMaxLength: Number(max) }),
      }
    }),
})

export const routes: readonly Route[] = [
  {
    method: 'POST',
    template: '/v1/product-images/upload',
    group: 'upload',
    answer: ({ uploads }, exchange) => uploads.answer(exchange),
  },
  {
    method: 'POST',
    template: '/v2/products',
    group: 'create',
    answer: ({ store, echoes }, exchange, _part, now) => {
      const { originProductNo, channelProductNo } = store.create(bodyOf(exchange), now)
      return {
        originProductNo,
        smartstoreChannelProductNo: channelProductNo,
        ...(echoes ? store.view(originProductNo, now) : {}),
      }
    },
  },
  {
    method: 'GET',
    template: '/v2/products/origin-products/{originProductNo}',
    group: 'read',
    answer: ({ store }, _exchange, part, now) => store.view(numberOf(part), now),
  },
  {
    method: 'DELETE',
    template: '/v2/products/origin-products/{originProductNo}',
    group: 'delete',
    answer: ({ store }, _exchange, part, now) => {
      store.remove(numberOf(part), now)
      return null
    },
  },
  {
    method: 'PUT',
    template: '/v1/products/origin-products/{originProductNo}/change-status',
    group: 'update',
    answer: ({ store }, exchange, part, now) => {
      store.changeStatus(numberOf(part), bodyOf(exchange), now)
      return empty
    },
  },
  {
    method: 'PUT',
    template: '/v1/products/origin-products/{originProductNo}/option-stock',
    group: 'update',
    answer: ({ store }, exchange, part, now) => {
      store.optionStock(numberOf(part), bodyOf(exchange), now)
      return empty
    },
  },
  {
    method: 'PATCH',
    template: '/v1/products/origin-products/multi-update',
    group: 'update',
    answer: ({ store }, exchange, _part, now) => {
      store.multiUpdate(bodyOf(exchange), now)
      return empty
    },
  },
  {
    method: 'POST',
    template: '/v1/products/search',
    group: 'search',
    answer: ({ visible }, exchange, _part, now) => search(bodyOf(exchange), visible(now)),
  },
  {
    method: 'GET',
    template: '/v1/categories',
    group: 'categories',
    answer: ({ categories }, { url }) => {
      const leaves = categories().map((one) => categoryRow(one, true))
      return url.searchParams.get('last') === 'true'
        ? leaves
        : [...practiceGroups.map((one) => categoryRow(one, false)), ...leaves]
    },
  },
  {
    method: 'GET',
    template: '/v1/categories/{categoryId}',
    group: 'categories',
    answer: ({ categories }, _exchange, part) => {
      const leaf = categories().find(({ id }) => id === part)
      const group = practiceGroups.find(({ id }) => id === part)
      if (leaf === undefined && group === undefined) throw notFound('카테고리')
      if (leaf === undefined)
        return {
          ...categoryRow(group ?? { id: part, path: part }, false),
          exceptionalCategories: [],
          certificationInfos: [],
        }
      return { ...categoryRow(leaf, true), exceptionalCategories: leaf.flags, certificationInfos: leaf.certifications }
    },
  },
  {
    method: 'GET',
    template: '/v1/products-for-provided-notice',
    group: 'notices',
    answer: () => noticeRules.map(notice),
  },
  {
    method: 'GET',
    template: '/v1/products-for-provided-notice/{productInfoProvidedNoticeType}',
    group: 'notices',
    answer: (_world, _exchange, part) => {
      const rule = noticeRules.find(([type]) => type === part)
      if (rule === undefined) throw notFound('상품군')
      return notice(rule)
    },
  },
  {
    method: 'GET',
    template: '/v1/product-origin-areas',
    group: 'origins',
    answer: () => ({ originAreaCodeNames: originAreas.map(([code, name]) => ({ code, name })) }),
  },
  {
    method: 'GET',
    template: '/v1/product-origin-areas/query',
    group: 'origins',
    answer: (_world, { url }) => {
      const [name, code] = [url.searchParams.get('name'), url.searchParams.get('code')]
      if (name === null && code === null)
        throw badRequest([{ name: 'name', type: 'NotNull', message: '이름 또는 코드가 필요합니다.' }])
      const found = originAreas.filter(
        (one) => (name === null || one[1].includes(name)) && (code === null || one[0] === code),
      )
      return { originAreaCodeNames: found.map(([areaCode, areaName]) => ({ code: areaCode, name: areaName })) }
    },
  },
  {
    method: 'GET',
    template: '/v1/seller/addressbooks-for-page',
    group: 'seller',
    answer: (_world, { url }) => {
      const page = Number(url.searchParams.get('page') ?? '1')
      const first = (page - 1) * PAGE
      return {
        addressBooks: addressBooks.slice(first, first + PAGE),
        page,
        totalPage: Math.ceil(addressBooks.length / PAGE),
      }
    },
  },
  { method: 'GET', template: '/v1/seller/account', group: 'seller', answer: () => account },
  { method: 'GET', template: '/v1/seller/channels', group: 'seller', answer: () => channels },
  {
    method: 'GET',
    template: '/v1/product-inspections/channel-products',
    group: 'inspections',
    answer: ({ store }, _exchange, _part, now) => ({
      contents: store
        .all(now)
        .flatMap(({ channelProductNo, reason }) =>
          reason === null ? [] : [{ channelProductNo, reason, action: '판매 금지', restorationRequestAvailable: true }],
        ),
    }),
  },
]

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^/external${route.template.replace(/\{\w+\}/g, '([^/]+)')}$`),
}))

export function routeOf(method: string, path: string): { route: Route; part: string } | null {
  for (const { route, pattern } of patterns) {
    const match = route.method === method ? pattern.exec(path) : null
    if (match !== null) return { route, part: decodeURIComponent(match[1] ?? '') }
  }
  return null
}
