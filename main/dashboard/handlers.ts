import type { Connection } from '../../shared/contract/connections.ts'
import type { Handlers, Output } from '../../shared/contract.ts'
import { type Clock, kstDay, kstDayNumber, kstDayNumberStart } from '../../shared/time.ts'
import { lastAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import { dailySales, figureOf, topProducts, totalFigure } from './repository-figures.ts'

const SERIES_DAYS = 30
const TOP_PRODUCTS = 20

type Needs = Output<'dashboard.get'>['needs']

/** What only the operator can mend, first things first. */
const needsOf = (connections: readonly Connection[], setAside: number): Needs => {
  const needs: Needs = connections.flatMap((connection) =>
    connection.problem === null
      ? []
      : [{ code: connection.problem.code, text: connection.problem.message, page: 'connections' }],
  )
  if (setAside > 0) {
    needs.push({ code: 'ORDERS_SET_ASIDE', text: `읽지 못한 주문이 ${setAside}건 있습니다.`, page: 'activity' })
  }
  return needs
}

const SAW_BUYERS = 'checklist.sawBuyers'

/** To be called when the operator opened the list of buyers: the second step of the first minutes is done. */
export const noteBuyersSeen = (db: Db): void => {
  if (getMeta(db, SAW_BUYERS) === null) setMeta(db, SAW_BUYERS, '1')
}

export const dashboardHandlers = (deps: {
  db: Db
  clock: Clock
  connections: () => Connection[]
  lastSyncAt: () => number | null
  setAside: () => number
}): Handlers<'dashboard.get'> => ({
  'dashboard.get': () => {
    const { db } = deps
    const today = kstDayNumber(deps.clock.now())
    const until = kstDayNumberStart(today + 1)
    const last = (days: number) => {
      const first = today - days + 1
      return figureOf(db, { first, last: today, from: kstDayNumberStart(first), until })
    }
    const first = today - SERIES_DAYS + 1
    const sales = new Map(dailySales(db, first, today).map((row) => [row.day, row]))
    const daily = Array.from({ length: SERIES_DAYS }, (_, n) => {
      const { orders, revenue } = sales.get(first + n) ?? { orders: 0, revenue: 0 }
      return { day: kstDay(kstDayNumberStart(first + n)), orders, revenue }
    })
    const connections = deps.connections()
    return {
      today: last(1),
      week: last(7),
      month: last(30),
      total: totalFigure(db),
      daily,
      products: topProducts(db, first, today, TOP_PRODUCTS),
      connections,
      lastSyncAt: deps.lastSyncAt(),
      needs: needsOf(connections, deps.setAside()),
      checklist: {
        // A consent that ended later is in `needs`; the first step stays done.
        connected: connections.some(
          (c) => c.service === 'imweb' && (c.state === 'connected' || c.consentedAt !== null),
        ),
        sawBuyers: getMeta(db, SAW_BUYERS) !== null,
        exported: lastAudit(db, 'exports.run') !== null,
        // Approving comes with the listings; there is nothing yet that could have been approved.
        approved: false,
      },
    }
  },
})
