import { onTestFinished } from 'vitest'
import { type AccessDeps, createAccess } from '../../../main/access/service.ts'
import { saveConnection } from '../../../main/connections/repository.ts'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import { type PracticeBuyerAppOptions, startPracticeBuyerApp } from '../../../main/practice/buyer-app/index.ts'
import type { Db } from '../../../main/store/db.ts'
import type { Order } from '../../../shared/order.ts'
import { tempDatabase } from '../../support/database.ts'
import { line, order, payment } from '../../support/orders.ts'

/** A clock that runs on by itself and can be pushed. */
export const movingClock = (from = Date.now()) => {
  const start = Date.now()
  let pushed = from - start
  return {
    now: () => Date.now() + pushed,
    push: (ms: number) => {
      pushed += ms
    },
  }
}

/** Order `n` of person `who`, of these products; unsaid: paid. */
export const orderOf = (
  n: number,
  who: number,
  more: { products?: string[]; status?: string; cancelled?: number } = {},
): Order => {
  const { products = ['100'], status = 'PAYMENT_COMPLETE', cancelled = -1 } = more
  return order({
    orderNo: `2026011000${String(n).padStart(5, '0')}`,
    memberCode: `m${who}`,
    ordererName: `구매자${who}`,
    ordererEmail: `buyer${who}@example.kr`,
    ordererPhone: `0101234${String(who).padStart(4, '0')}`,
    payments: [payment({ paymentNo: `P${n}`, status })],
    lines: products.map((productNo, i) =>
      line({
        lineNo: i + 1,
        itemNo: `I${i}`,
        productNo,
        productName: `상품 ${productNo}`,
        option: '',
        sectionStatus: i === cancelled ? 'CANCEL_COMPLETE' : 'SHIPPING',
      }),
    ),
  })
}

export async function accessRig(more: { app?: PracticeBuyerAppOptions; deps?: Partial<AccessDeps>; db?: Db } = {}) {
  const clock = movingClock()
  const app = await startPracticeBuyerApp({ clock, ...more.app })
  onTestFinished(() => app.close())
  const db = more.db ?? tempDatabase()
  saveConnection(db, 'imweb', { state: 'connected', siteCode: 'S1' }, clock.now())
  const secrets = new Map<string, string>()
  const told: { name: string; payload: unknown }[] = []
  const make = () =>
    createAccess({
      db,
      secrets: memoryStore(secrets),
      clock,
      emit: (name, payload) => void told.push({ name, payload }),
      log: (level, text) => {
        if (level === 'error') throw new Error(text)
      },
      recordCall: () => undefined,
      version: 'test',
      base: null,
      timeoutMs: 2000,
      pace: 0.02,
      ...more.deps,
    })
  const service = make()
  onTestFinished(() => service.close())
  const { handlers } = service
  const save = (...orders: Order[]) => db.transaction(() => saveOrders(db, orders, clock.now()))()
  const connect = () => handlers['access.connect']({ url: app.credentials.url, secret: app.credentials.secret })
  const sync = () => handlers['access.sync']({})
  /** What the app should hold: everybody who is granted here. */
  const granted = async () => {
    const { items } = await handlers['access.list']({ state: 'granted', unmask: false, limit: 200 })
    return items.map(({ buyerId }) => buyerId).sort()
  }
  const admitted = () =>
    app.control
      .list()
      .map(({ buyerId }) => buyerId)
      .sort()
  const events = () =>
    db.prepare('select type, state, cause, reason, buyer_id as buyerId from access_event order by seq').all() as {
      type: string
      state: string
      cause: string
      reason: string | null
      buyerId: string
    }[]
  return { clock, app, db, secrets, told, make, service, handlers, save, connect, sync, granted, admitted, events }
}
