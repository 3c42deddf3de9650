import { createAccess } from '../../main/access/service.ts'
import { saveConnection } from '../../main/connections/repository.ts'
import { memoryStore } from '../../main/connections/secrets/memory-store.ts'
import { saveOrders } from '../../main/orders/repository.ts'
import { startPracticeBuyerApp } from '../../main/practice/buyer-app/index.ts'
import { openStore } from '../../main/store/open.ts'
import { systemClock } from '../../shared/time.ts'
import { orderAt } from './orders.ts'
import type { BenchRow } from './row.ts'

const shape = { orders: 20_000, people: 9_000, products: 200, days: 700 }
const PAGE = 100
const ANSWER_MS = 50
const EVENTS = 2000

const openAt = (home: string) =>
  openStore({ paths: { database: `${home}/jangteo.db`, backups: `${home}/backups` }, clock: systemClock })

const accessOf = (db: Awaited<ReturnType<typeof openAt>>['db']) =>
  createAccess({
    ...{ db, secrets: memoryStore(), clock: systemClock, version: 'bench', base: null },
    ...{ emit: () => undefined, log: () => undefined, recordCall: () => undefined },
  })

/** Orders stored a second in pages of 100, a commit each. */
const storeAll = (db: Awaited<ReturnType<typeof openAt>>['db']): number => {
  const started = performance.now()
  for (let from = 0; from < shape.orders; from += PAGE) {
    const page = Array.from({ length: PAGE }, (_, n) => orderAt(from + n, shape))
    db.transaction(() => saveOrders(db, page, Date.now())).immediate()
  }
  return Math.round(shape.orders / ((performance.now() - started) / 1000))
}

/** What the operator's app costs a sync, and how fast it hears the news. */
export async function measureAccess(home: string): Promise<BenchRow[]> {
  const plain = await openAt(`${home}/plain`)
  const without = storeAll(plain.db)
  plain.close()

  const store = await openAt(`${home}/told`)
  const { db } = store
  saveConnection(db, 'imweb', { state: 'connected', siteCode: 'S1' }, Date.now())
  const app = await startPracticeBuyerApp({ answerMs: ANSWER_MS })
  const access = accessOf(db)
  await access.handlers['access.connect'](app.credentials)
  await access.handlers['access.pause']({})
  const told = storeAll(db)
  // All but some are laid aside: what is measured is the sending, not how long the shop's history is.
  const queued = Number(db.prepare(`select count(*) from access_event where state = 'pending'`).pluck().get())
  db.prepare(
    `update access_event set state = 'dropped' where seq in (select seq from access_event order by seq desc limit ?)`,
  ).run(Math.max(0, queued - EVENTS))
  await access.handlers['access.resume']({})
  const started = performance.now()
  const sent = await access.handlers['access.sync']({})
  const seconds = (performance.now() - started) / 1000
  await access.close()
  await app.close()
  store.close()
  if (sent.accepted !== Math.min(queued, EVENTS)) throw new Error(`only ${sent.accepted} of ${EVENTS} were accepted`)
  return [
    { name: 'orders stored a second, no app connected', value: without, unit: '/s', target: null },
    { name: `orders stored a second, ${queued} events queued with them`, value: told, unit: '/s', target: null },
    {
      name: `events a second to an app that answers in ${ANSWER_MS} ms, 8 connections`,
      value: Math.round(sent.accepted / seconds),
      unit: '/s',
      target: '≥ 100',
    },
  ]
}
