import { randomUUID } from 'node:crypto'
import type { AppErrorShape } from '../../shared/errors.ts'
import { maskName } from '../../shared/people.ts'
import { writeAudit } from '../store/audit.ts'
import { eventBody } from './body.ts'
import { failAccess } from './errors.ts'
import type { AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { differencesOf, readTheirs } from './readback.ts'
import { endpointView, readEndpoint, retellGranted, saveEndpoint } from './repository-endpoint.ts'
import { countAccess, grantedPeople } from './repository-list.ts'
import { markRecompute, recomputeRest } from './repository-recompute.ts'
import { differencesFound, keepDifferences, repair } from './repository-repair.ts'
import { calledUrl, webhookUrl } from './url.ts'

/** So many differences cross to the screen; a repair takes all of them. */
const MOST_SHOWN = 1000

export const endpointHandlers = (
  deps: HandlerDeps,
): AccessHandlers<
  | 'access.connect'
  | 'access.endpoint'
  | 'access.rotateSecret'
  | 'access.pause'
  | 'access.resume'
  | 'access.sendHistory'
  | 'access.sendTest'
  | 'access.setReadback'
  | 'access.reconcile'
  | 'access.repair'
> => {
  const { db, clock, connection, delivery } = deps
  const view = () => endpointView(db, recomputeRest(db))
  const known = () => {
    const endpoint = readEndpoint(db)
    if (endpoint.state === 'none') throw failAccess('ACCESS_NOT_CONNECTED', { service: 'buyer-app' })
    return endpoint
  }
  const nothing = { granted: 0, revoked: 0, queued: 0 }
  const audit = (action: string, detail: string) => writeAudit(db, clock.now(), action, detail)

  return {
    'access.connect': async (given) => {
      const opened = await connection.open(given)
      audit('access.connect', '구매자 앱을 연결했습니다.')
      return { connection: opened.connection, endpoint: view(), secret: opened.secret }
    },
    'access.endpoint': view,
    'access.rotateSecret': async ({ overlapHours }) => {
      const secret = await connection.rotate(overlapHours)
      audit('access.rotate', `구매자 앱의 비밀값을 바꾸었습니다. 앞의 값도 쓰는 시간: ${overlapHours}시간`)
      return { endpoint: view(), secret }
    },
    'access.pause': () => {
      if (known().state === 'active') saveEndpoint(db, { state: 'paused' })
      audit('access.pause', '구매자 앱으로 보내기를 멈추었습니다.')
      deps.changed(nothing)
      return view()
    },
    'access.resume': () => {
      known()
      saveEndpoint(db, { state: 'active', problem: null, heldUntil: null, heldBy: null, streak: 0 })
      connection.note(null, false)
      audit('access.resume', '구매자 앱으로 보내기를 다시 시작했습니다.')
      deps.changed(nothing)
      return view()
    },
    'access.sendHistory': async ({ confirm }) => {
      known()
      await deps.activate(true)
      const { granted } = countAccess(db, { state: 'granted' })
      if (granted !== confirm) throw failAccess('ACCESS_COUNT_CHANGED', { values: { count: granted } })
      db.transaction(() => {
        retellGranted(db)
        markRecompute(db, 'history')
      }).immediate()
      audit('access.history', `구매자 앱에 현재 접근 전체(${granted}명)를 다시 보냅니다.`)
      await deps.settle()
      delivery.wake()
      return { queued: granted }
    },
    'access.sendTest': async () => {
      known()
      const eventId = `msg_test_${randomUUID().replaceAll('-', '')}`
      const at = clock.now()
      const body = eventBody({
        ...{ type: 'buyer.revoked', at, buyerId: 'test', name: '연결 시험', email: 'test@example.invalid', phone: '' },
        ...{ orderNo: '', products: [], since: null, until: null, reason: 'expired' },
      })
      const sent = await deps.send({ eventId, body }, at, AbortSignal.timeout(60_000))
      const error: AppErrorShape | null = sent.verdict.kind === 'accepted' ? null : sent.verdict.error.toShape()
      return { eventId, status: sent.status, error, answer: sent.answer, ms: Math.max(0, clock.now() - at) }
    },
    'access.setReadback': ({ base }) => {
      known()
      saveEndpoint(db, { readbackBase: base === null || base === '' ? null : webhookUrl(base) })
      return view()
    },
    'access.reconcile': async () => {
      const { readbackBase } = known()
      if (readbackBase === null) throw failAccess('READBACK_OFF', { service: 'buyer-app' })
      await deps.activate(true)
      await deps.settle()
      const base = calledUrl(readbackBase, deps.base)
      const theirs = await readTheirs({ base, secrets: await deps.signing(), clock, version: deps.version })
      db.transaction(() => keepDifferences(db, differencesOf(grantedPeople(db), theirs))).immediate()
      const items = differencesFound(db)
      const ours = countAccess(db, { state: 'granted' }).total
      return {
        at: clock.now(),
        theirs: theirs.size,
        ours,
        differences: items.length,
        items: items.slice(0, MOST_SHOWN).map((item) => ({ ...item, name: maskName(item.name) })),
      }
    },
    'access.repair': ({ buyerIds }) => {
      known()
      const queued = db.transaction(() => repair(db, buyerIds ?? null, clock.now())).immediate()
      audit('access.repair', `구매자 앱과 다른 ${queued}명을 바로잡는 이벤트를 보냅니다.`)
      deps.changed({ ...nothing, queued })
      return { queued }
    },
  }
}
