import type { Auth } from './auth-state.ts'
import { parcelCompanies } from './data/parcel-companies.ts'
import type { FaultGroup, FaultKind, FaultSpec } from './faults.ts'
import { nonsenseRow, plainOrderNo, withBigNumbers } from './nonsense.ts'
import type { OrderList } from './order-list.ts'
import { type OrderQuery, orderQuery } from './order-query.ts'
import type { ImwebOrder } from './order-types.ts'
import type { Shop } from './shop.ts'
import type { PracticeCredentials } from './types.ts'
import { okBody, refuse } from './wire.ts'

export interface ApiCall {
  query: URLSearchParams
  params: string[]
  faults: Map<FaultKind, FaultSpec>
  /** Grows with each call. */
  turn: number
}

export interface ApiDeps {
  auth: Auth
  shop: Shop
  list: OrderList
  credentials: PracticeCredentials
  unitCode: string
  closedUntilLinked: boolean
  undatedWindowDays: number | null
}

export interface Route {
  method: 'GET' | 'PATCH'
  path: RegExp
  /** As recorded: without numbers. */
  name: string
  group: FaultGroup
  scope: string
  answer(deps: ApiDeps, call: ApiCall): string | Promise<string>
}

const DAY = 86_400_000

/** A store install opens the orders only after integration-complete. */
const mustBeLinked = ({ auth, closedUntilLinked }: ApiDeps) => {
  const link = auth.link()
  if (link === 'not_linked' || link === 'cancelled' || (closedUntilLinked && link === 'linking')) throw refuse(30132)
}

const orderOf = (deps: ApiDeps, call: ApiCall): ImwebOrder => {
  mustBeLinked(deps)
  const id = deps.shop.find(plainOrderNo(call.params[0] ?? ''))
  if (id === null) throw refuse(30096)
  return deps.shop.order(id)
}

const sectionOf = (deps: ApiDeps, call: ApiCall) => {
  const section = orderOf(deps, call).sections.find((one) => one.orderSectionCode === call.params[1])
  if (!section) throw refuse(30097)
  return section
}

async function pageOfOrders(deps: ApiDeps, { query: asked, faults, turn }: ApiCall): Promise<string> {
  mustBeLinked(deps)
  const read = orderQuery(asked, deps.unitCode)
  const undated = read.from === undefined && read.to === undefined && deps.undatedWindowDays !== null
  const windowed = undated ? { ...read, from: deps.shop.now() - (deps.undatedWindowDays ?? 0) * DAY } : read
  const query: OrderQuery = faults.has('ignore-filter') ? withoutDates(windowed) : windowed
  const { totalCount, rows } = await deps.list.page(query)
  const middle = Math.floor(rows.length / 2)
  const odd = faults.has('bad-row') ? rows.map((row, index) => (index === middle ? nonsenseRow(row, turn) : row)) : rows
  const list = (faults.has('big-numbers') ? odd.map(withBigNumbers) : odd).join(',')
  const totalPage = Math.ceil(totalCount / query.limit)
  const head = `"totalCount":${totalCount},"totalPage":${totalPage},"currentPage":${query.page},"pageSize":${query.limit}`
  return `{"statusCode":200,"data":{${head},"list":[${list}]}}`
}

const withoutDates = ({ from: _from, to: _to, ...rest }: OrderQuery): OrderQuery => ({
  ...rest,
  key: `undated ${rest.key}`,
})

const unitOf = ({ credentials, unitCode }: ApiDeps) => ({
  siteCode: credentials.siteCode,
  unitCode,
  langCode: 'ko',
  currency: 'KRW',
  currencyFormat: '#,###원',
  name: '장터 연습 상점',
  isDefault: 'Y',
  companyName: '장터연습',
  presidentName: '가상인',
  phone: '010-0000-0000',
  email: 'practice-shop@example.com',
  address1: '가상시 예시구 샘플로 1',
  address2: '',
  companyRegistrationNo: '000-00-00000',
  primaryDomain: 'practice-shop.example',
})

/** The documented read endpoints, and the two that move the link. */
export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/orders$/,
    name: 'GET /orders',
    group: 'orders',
    scope: 'order:read',
    answer: pageOfOrders,
  },
  {
    method: 'GET',
    path: /^\/orders\/parcel-company-list$/,
    name: 'GET /orders/parcel-company-list',
    group: 'orders',
    scope: 'order:read',
    answer: () => okBody(parcelCompanies),
  },
  {
    method: 'GET',
    path: /^\/orders\/(\d+)$/,
    name: 'GET /orders/{orderNo}',
    group: 'orders',
    scope: 'order:read',
    answer: (deps, call) => {
      const text = okBody(orderOf(deps, call))
      return call.faults.has('big-numbers') ? withBigNumbers(text) : text
    },
  },
  {
    method: 'GET',
    path: /^\/orders\/(\d+)\/order-sections$/,
    name: 'GET /orders/{orderNo}/order-sections',
    group: 'orders',
    scope: 'order:read',
    answer: (deps, call) => okBody(orderOf(deps, call).sections),
  },
  {
    method: 'GET',
    path: /^\/orders\/(\d+)\/order-section\/(os\w+)$/,
    name: 'GET /orders/{orderNo}/order-section/{orderSectionCode}',
    group: 'orders',
    scope: 'order:read',
    answer: (deps, call) => okBody(sectionOf(deps, call)),
  },
  {
    method: 'GET',
    path: /^\/orders\/(\d+)\/order-section\/(os\w+)\/order-section-items$/,
    name: 'GET /orders/{orderNo}/order-section/{orderSectionCode}/order-section-items',
    group: 'orders',
    scope: 'order:read',
    answer: (deps, call) => okBody(sectionOf(deps, call).sectionItems),
  },
  {
    method: 'GET',
    path: /^\/orders\/(\d+)\/coupons$/,
    name: 'GET /orders/{orderNo}/coupons',
    group: 'orders',
    scope: 'order:read',
    answer: (deps, call) =>
      okBody(
        orderOf(deps, call).itemCouponDiscount > 0
          ? [{ couponCode: 'c20250301practice', couponName: '연습 쿠폰' }]
          : [],
      ),
  },
  {
    method: 'GET',
    path: /^\/site-info$/,
    name: 'GET /site-info',
    group: 'site-info',
    scope: 'site-info:read',
    answer: ({ credentials, unitCode, shop }) => {
      const first = shop.firstOrderTime()
      return okBody({
        siteCode: credentials.siteCode,
        firstOrderTime: first === null ? null : new Date(first).toISOString(),
        ownerUid: 'owner@example.com',
        unitList: [{ unitCode, name: '장터 연습 상점', currency: 'KRW' }],
        configData: null,
      })
    },
  },
  {
    method: 'GET',
    path: /^\/site-info\/unit\/([^/]+)$/,
    name: 'GET /site-info/unit/{unitCode}',
    group: 'site-info',
    scope: 'site-info:read',
    answer: (deps, call) => {
      if (call.params[0] !== deps.unitCode) throw refuse(30104)
      return okBody(unitOf(deps))
    },
  },
  {
    method: 'PATCH',
    path: /^\/site-info\/integration-complete$/,
    name: 'PATCH /site-info/integration-complete',
    group: 'site-info',
    scope: 'site-info:write',
    answer: ({ auth }) => {
      if (auth.link() !== 'linking') throw refuse(30128)
      auth.setLink('linked')
      return okBody(true)
    },
  },
  {
    method: 'PATCH',
    path: /^\/site-info\/integration-cancellation$/,
    name: 'PATCH /site-info/integration-cancellation',
    group: 'site-info',
    scope: 'site-info:write',
    answer: ({ auth }) => {
      if (auth.link() !== 'linked') throw refuse(30130)
      auth.setLink('cancelled')
      auth.revokeAll()
      return okBody(true)
    },
  },
]
