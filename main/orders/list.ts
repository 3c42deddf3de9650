import { z } from 'zod'
import type { OrderFilter } from '../../shared/contract/orders.ts'
import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import { type Clock, kstDayNumberStart } from '../../shared/time.ts'
import { dayOf } from '../buyers/period.ts'
import type { BuyerIndex } from '../buyers/repository-index.ts'
import { ordersOfNumber } from '../buyers/repository-order-no.ts'
import { searchTerms } from '../buyers/search.ts'
import { mayUnmask, shown } from '../buyers/unmask.ts'
import { cursorOf } from '../store/cursor.ts'
import type { Db } from '../store/db.ts'
import { orderDetailOf, productNamesOf } from './detail.ts'
import { lineCountOf, sectionStatusesOf, setAsideRows } from './repository-detail.ts'
import { countOrders, type OrderQuery, pageOfOrders } from './repository-list.ts'

const cursor = cursorOf(z.object({ at: z.int(), no: z.string().max(100) }).strict())

/** A search finds every order of a person it fits, orders of that number, and orders with such a product. */
function queryOf(db: Db, index: BuyerIndex, filter: OrderFilter): OrderQuery {
  const terms = searchTerms(filter.search)
  const product = filter.product?.trim()
  return {
    state: filter.state ?? null,
    from: filter.since === undefined ? null : kstDayNumberStart(dayOf(filter.since)),
    until: filter.until === undefined ? null : kstDayNumberStart(dayOf(filter.until) + 1),
    products: product ? index.products().matching(product) : null,
    search:
      terms === null
        ? null
        : {
            people: index.peopleWith(filter.search ?? ''),
            products: index.products().withName(terms.text),
            orders: ordersOfNumber(db, terms).map((order) => order.id),
          },
  }
}

export const ordersHandlers = (deps: {
  db: Db
  index: BuyerIndex
  clock: Clock
}): Handlers<'orders.list' | 'orders.count' | 'orders.get' | 'orders.setAside'> => {
  const { db, index, clock } = deps
  return {
    'orders.list': (input) => {
      const now = clock.now()
      const unmasked = input.unmask && mayUnmask(db, now)
      const jumps = input.at !== undefined
      const found = pageOfOrders(db, queryOf(db, index, input), {
        after: jumps || input.after === undefined ? null : cursor.read(input.after),
        at: input.at ?? 0,
        descending: input.descending,
        limit: input.limit + 1,
      })
      const page = found.slice(0, input.limit)
      const last = page.at(-1)
      const next =
        found.length > page.length && last !== undefined ? cursor.write({ at: last.orderedAt, no: last.orderNo }) : null
      const items = page.map(({ id, products, ...order }) => ({
        ...order,
        ...shown({ name: order.name ?? '', phone: order.phone ?? '', email: order.email ?? '' }, unmasked),
        products: productNamesOf(index, products),
        lineCount: lineCountOf(db, id),
        sectionStatuses: sectionStatusesOf(db, id),
      }))
      return { items, next, asOf: now }
    },
    'orders.count': (filter) => ({ total: countOrders(db, queryOf(db, index, filter)) }),
    'orders.get': ({ orderNo, unmask }) => {
      const detail = orderDetailOf(db, index, orderNo, unmask && mayUnmask(db, clock.now()))
      if (detail === null) throw failCommon('NOT_FOUND', { values: { what: '주문' } })
      return detail
    },
    'orders.setAside': ({ limit }) => setAsideRows(db, limit),
  }
}
