import type { Connection } from '../../shared/contract/connections.ts'
import type { Handlers, Output } from '../../shared/contract.ts'
import { type Clock, kstDay, kstDayNumber, kstDayNumberStart } from '../../shared/time.ts'
import { retriableEvents } from '../access/repository-endpoint.ts'
import { lastAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import { countBuyers, countOrders } from './counts.repository.ts'
import { dailySales, figureOf, topProducts, totalFigure } from './repository-figures.ts'
import { hasApproved, type ListingNeeds, listingNeeds } from './repository-needs.ts'
import { listingReport } from './repository-report.ts'

const SERIES_DAYS = 30
const TOP_PRODUCTS = 20

type Needs = Output<'dashboard.get'>['needs']

/** What sells what is gone comes first. */
const listingWords: readonly { code: string; count: keyof ListingNeeds; text: string; page: string }[] = [
  {
    ...{ code: 'LISTINGS_SOLD_OUT', count: 'soldOutListed', page: 'listings' },
    text: '도매처에서 품절되었는데 마켓에서 아직 판매 중인 상품이 {n}개 있습니다.',
  },
  {
    ...{ code: 'UPDATES_FAILED', count: 'updatesFailed', page: 'listings' },
    text: '마켓이 받아들이지 않은 변경이 {n}건 있습니다.',
  },
  {
    ...{ code: 'LISTINGS_REJECTED', count: 'rejected', page: 'approvals' },
    text: '마켓이 거절한 상품이 {n}개 있습니다.',
  },
  {
    ...{ code: 'LISTINGS_DOUBLED', count: 'doubled', page: 'listings' },
    text: '마켓에 두 번 올라가 있는 상품이 {n}개 있습니다.',
  },
  {
    ...{ code: 'LISTINGS_UNRESOLVED', count: 'unresolved', page: 'listings' },
    text: '등록 결과를 확인하고 있는 상품이 {n}개 있습니다.',
  },
  {
    ...{ code: 'PRICES_WAITING', count: 'pricesWaiting', page: 'listings' },
    text: '승인을 기다리는 가격 변경이 {n}건 있습니다.',
  },
  {
    ...{ code: 'RESTOCKS_WAITING', count: 'restocksWaiting', page: 'listings' },
    text: '승인을 기다리는 재고 변경이 {n}건 있습니다.',
  },
]

/** Where the operator mends a service that has a page of its own. */
const needPages: Partial<Record<string, string>> = { 'buyer-app': '/access?tab=app' }

/** What only the operator can mend, first things first. */
const needsOf = (db: Db, connections: readonly Connection[], setAside: number): Needs => {
  const needs: Needs = connections.flatMap((connection) =>
    connection.problem === null
      ? []
      : [
          {
            code: connection.problem.code,
            text: connection.problem.message,
            page: needPages[connection.service] ?? 'connections',
          },
        ],
  )
  const refused = retriableEvents(db)
  if (refused > 0) {
    needs.push({
      ...{ code: 'ACCESS_EVENTS_REFUSED', page: '/access?tab=sent' },
      text: `구매자 앱이 받지 않은 소식이 ${refused.toLocaleString('ko-KR')}건 있습니다.`,
    })
  }
  if (setAside > 0) {
    needs.push({ code: 'ORDERS_SET_ASIDE', text: `읽지 못한 주문이 ${setAside}건 있습니다.`, page: 'activity' })
  }
  const counts = listingNeeds(db)
  for (const { code, count, text, page } of listingWords) {
    const n = counts[count]
    if (n > 0) needs.push({ code, text: text.replace('{n}', n.toLocaleString('ko-KR')), page })
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
}): Handlers<'dashboard.get' | 'report.get'> => ({
  'report.get': () => {
    const { db } = deps
    const { revenue } = totalFigure(db)
    return { ...listingReport(db), orders: countOrders(db), buyers: countBuyers(db), revenue }
  },
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
      needs: needsOf(db, connections, deps.setAside()),
      checklist: {
        // A consent that ended later is in `needs`; the first step stays done.
        connected: connections.some(
          (c) => c.service === 'imweb' && (c.state === 'connected' || c.consentedAt !== null),
        ),
        sawBuyers: getMeta(db, SAW_BUYERS) !== null,
        exported: lastAudit(db, 'exports.run') !== null,
        approved: hasApproved(db),
      },
    }
  },
})
