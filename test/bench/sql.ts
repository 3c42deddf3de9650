import type { z } from 'zod'
import { buyersHandlers } from '../../main/buyers/handlers.ts'
import { BuyerIndex } from '../../main/buyers/repository-index.ts'
import { dashboardHandlers } from '../../main/dashboard/handlers.ts'
import { ordersHandlers } from '../../main/orders/list.ts'
import { openStore } from '../../main/store/open.ts'
import { type BuyerFilter, buyerCalls, buyerSorts } from '../../shared/contract/buyers.ts'
import { type OrderFilter, syncCalls } from '../../shared/contract/orders.ts'
import { kstDay, systemClock } from '../../shared/time.ts'
import { quantile, rounded, timesOf } from './measure.ts'
import { orderAt, randomOf } from './orders.ts'
import type { BenchRow } from './row.ts'
import { bigShop } from './seed.ts'

type Named<T> = [name: string, filter: T]

const dayAt = (share: number) => kstDay(orderAt(Math.floor((bigShop.orders - 1) * share), bigShop).orderedAt)

/** Searches and filters an operator could type: rare and common, Korean and digits, none found and all found. */
function buyerFilters(): Named<BuyerFilter>[] {
  const order = orderAt(123_457, bigShop)
  const searches: Named<string>[] = [
    ['two letters of a name', '민준'],
    ['a surname', '김'],
    ['a whole name', order.ordererName ?? ''],
    ['part of a phone', '1234'],
    ['all phones', '010'],
    ['a phone with hyphens', order.ordererPhone ?? ''],
    ['an e-mail', order.ordererEmail ?? ''],
    ['all e-mails', 'EXAMPLE'],
    ['an order number', order.orderNo],
    ['the end of an order number', order.orderNo.slice(-6)],
    ['one product', '상품 17호'],
    ['all products', '머그'],
    ['nothing', '없는사람이름'],
    ['wildcards', '%_%'],
  ]
  const filters: Named<BuyerFilter>[] = [
    ['everybody', {}],
    ['former', { state: 'former' }],
    ['all states', { state: 'all' }],
    ['a common product', { product: '1000' }],
    ['a rare product', { product: '1299' }],
    ['products by name', { product: '도자기' }],
    ['last month', { since: dayAt(0.985) }],
    ['a year in the middle', { since: dayAt(0.4), until: dayAt(0.6) }],
    ['one day', { since: dayAt(0.5), until: dayAt(0.5) }],
    ['new this month', { newSince: dayAt(0.985) }],
    ['a product in a period', { product: '1017', since: dayAt(0.4), until: dayAt(0.6) }],
  ]
  const plain: Named<BuyerFilter>[] = filters
  const searched: Named<BuyerFilter>[] = searches.flatMap(([name, search]) =>
    filters.map(([filterName, filter]): Named<BuyerFilter> => [`${name}, ${filterName}`, { ...filter, search }]),
  )
  return [...plain, ...searched]
}

const orderFilters = (): Named<OrderFilter>[] => {
  const order = orderAt(123_457, bigShop)
  return [
    ['everything', {}],
    ['refunded', { state: 'refunded' }],
    ['last month', { since: dayAt(0.985) }],
    ['a common product', { product: '1000' }],
    ['a rare product', { product: '1299' }],
    ['a rare product, refunded', { product: '1299', state: 'refunded' }],
    ['a name', { search: order.ordererName ?? '' }],
    ['a surname', { search: '김' }],
    ['part of a phone', { search: '1234' }],
    ['an order number', { search: order.orderNo }],
    ['a product name', { search: '상품 17호' }],
    ['nothing', { search: '없는사람이름' }],
  ]
}

const row = (name: string, times: readonly number[], q: number, target: string | null): BenchRow => ({
  name: `${name} ${q === 0.5 ? 'median' : `p${q * 100}`}`,
  value: rounded(quantile(times, q)),
  unit: 'ms',
  target,
})

const both = (name: string, times: readonly number[], target: string | null) => [
  row(name, times, 0.5, null),
  row(name, times, 0.95, target),
  row(name, times, 1, null),
]

/** Pages, counts and the first page of the app over a million order lines in `home`. */
export async function measureSql(home: string): Promise<BenchRow[]> {
  const opening = performance.now()
  const store = await openStore({
    paths: { database: `${home}/jangteo.db`, backups: `${home}/backups` },
    clock: systemClock,
  })
  const opened = performance.now() - opening
  const { db } = store
  const clock = { now: () => orderAt(bigShop.orders - 1, bigShop).orderedAt }
  const index = new BuyerIndex(db)
  const buyers = buyersHandlers({ db, index, clock })
  const orders = ordersHandlers({ db, index, clock })
  const [firstPage = 0] = timesOf([() => buyers['buyers.list'](listInput.parse({}))])
  const rows: BenchRow[] = [
    { name: 'open the database', value: rounded(opened), unit: 'ms', target: '≤ 300' },
    { name: 'very first page of buyers', value: rounded(firstPage), unit: 'ms', target: null },
  ]
  const random = randomOf(7)
  const pages: (() => unknown)[] = []
  for (const [, filter] of buyerFilters()) {
    for (const sort of buyerSorts) {
      const descending = random() < 0.5
      pages.push(() => buyers['buyers.list'](listInput.parse({ ...filter, sort, descending })))
      pages.push(() => {
        const { total } = index.match(filter)
        const at = Math.floor(random() * Math.max(1, total - 100))
        return buyers['buyers.list'](listInput.parse({ ...filter, sort, descending: !descending, at }))
      })
    }
  }
  shuffle(pages, random)
  rows.push(...both(`page of 100 buyers (${pages.length} kinds)`, timesOf(pages), '≤ 30'))
  const counts = buyerFilters().map(
    ([, filter]) =>
      () =>
        buyers['buyers.count'](filter),
  )
  rows.push(...both('count of buyers', timesOf(shuffle(counts, random)), '≤ 150'))
  const lists = orderFilters().map(
    ([, filter]) =>
      () =>
        orders['orders.list'](ordersInput.parse(filter)),
  )
  rows.push(...both('page of 100 orders', timesOf([...lists, ...lists]), null))
  const orderCounts = orderFilters().map(
    ([, filter]) =>
      () =>
        orders['orders.count'](filter),
  )
  rows.push(...both('count of orders', timesOf(orderCounts), '≤ 150'))
  rows.push(...both('products of buyers', timesOf(Array(5).fill(() => buyers['buyers.products']({}))), null))
  const dashboard = dashboardHandlers({ db, clock, connections: () => [], lastSyncAt: () => null, setAside: () => 0 })
  rows.push(...both('dashboard', timesOf(Array(10).fill(() => dashboard['dashboard.get']({}))), '≤ 50'))
  store.close()
  return rows
}

const listInput: z.ZodType<z.output<(typeof buyerCalls)['buyers.list']['input']>> = buyerCalls['buyers.list'].input
const ordersInput: z.ZodType<z.output<(typeof syncCalls)['orders.list']['input']>> = syncCalls['orders.list'].input

function shuffle<T>(items: T[], random: () => number): T[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [items[last], items[other]]
    if (a !== undefined && b !== undefined) {
      items[last] = b
      items[other] = a
    }
  }
  return items
}
