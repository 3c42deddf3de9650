import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import { noteBuyersSeen } from '../dashboard/handlers.ts'
import { orderDetailOf } from '../orders/detail.ts'
import { writeAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { listBuyers, toBuyerRow } from './list.ts'
import { buyersPerProduct } from './product-buyers.ts'
import type { BuyerIndex } from './repository-index.ts'
import { buyerById, knownByOf, orderNosOf } from './repository-rows.ts'
import { mayUnmask, UNMASK_MS } from './unmask.ts'
import { recognisedBy, whyBuyer } from './why.ts'

/** So many orders of one person are shown; a shop's own test member may have thousands. */
const MOST_ORDERS = 200

export const buyersHandlers = (deps: {
  db: Db
  index: BuyerIndex
  clock: Clock
}): Handlers<'buyers.list' | 'buyers.count' | 'buyers.get' | 'buyers.products' | 'buyers.unmask'> => {
  const { db, index, clock } = deps
  return {
    'buyers.list': (input) => {
      const now = clock.now()
      const page = listBuyers(db, index, input, input.unmask && mayUnmask(db, now), now)
      if (page.items.length > 0) noteBuyersSeen(db)
      return page
    },
    'buyers.count': (filter) => ({ total: index.match(filter).total }),
    'buyers.get': ({ buyerId, unmask }) => {
      const buyer = buyerById(db, buyerId)
      if (buyer === undefined) throw failCommon('NOT_FOUND', { values: { what: '구매자' } })
      const unmasked = unmask && mayUnmask(db, clock.now())
      const orderList = orderNosOf(db, buyer.id, MOST_ORDERS).flatMap(
        (no) => orderDetailOf(db, index, no, unmasked) ?? [],
      )
      return {
        ...toBuyerRow(buyer, index.products(), unmasked),
        memberCode: buyer.memberCode,
        recognisedBy: recognisedBy(buyer.personKey, knownByOf(db, buyer.id)),
        why: whyBuyer(buyer, orderList),
        orderList,
      }
    },
    'buyers.products': () => ({ items: buyersPerProduct(index) }),
    'buyers.unmask': ({ reason }) => {
      const now = clock.now()
      const why = reason.trim()
      writeAudit(
        db,
        now,
        'buyers.unmask',
        why === '' ? '개인정보를 10분 동안 표시' : `개인정보를 10분 동안 표시: ${why}`,
      )
      return { until: now + UNMASK_MS }
    },
  }
}
