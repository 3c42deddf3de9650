import { z } from 'zod'
import { failCommon } from '../../shared/errors.ts'
import { mayUnmask } from '../buyers/unmask.ts'
import { cursorOf } from '../store/cursor.ts'
import { failAccess } from './errors.ts'
import type { AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { shownBody, shownEvent } from './masking.ts'
import { requeueNewest, retryAll, retryOne } from './repository-delivery.ts'
import { readEndpoint } from './repository-endpoint.ts'
import { countEvents, eventById, pageOfEvents, triesOf } from './repository-events.ts'
import { accessOf } from './repository-list.ts'
import { tellAgain } from './repository-repair.ts'

const cursor = cursorOf(z.object({ seq: z.int() }).strict())

export const eventHandlers = (
  deps: HandlerDeps,
): AccessHandlers<
  'access.events' | 'access.eventCounts' | 'access.event' | 'access.retry' | 'access.resend' | 'access.sync'
> => {
  const { db, clock, delivery } = deps
  const nothing = { granted: 0, revoked: 0, queued: 0 }
  const needed = () => {
    if (readEndpoint(db).state === 'none') throw failAccess('ACCESS_NOT_CONNECTED', { service: 'buyer-app' })
  }
  const unmasks = (unmask: boolean) => unmask && mayUnmask(db, clock.now())

  return {
    'access.events': (input) => {
      const unmasked = unmasks(input.unmask)
      const jumps = input.at !== undefined
      const found = pageOfEvents(db, input, {
        before: jumps || input.after === undefined ? null : cursor.read(input.after).seq,
        at: input.at ?? 0,
        limit: input.limit + 1,
      })
      const page = found.slice(0, input.limit)
      const last = page.at(-1)
      const next = found.length > page.length && last !== undefined ? cursor.write({ seq: last.seq }) : null
      return { items: page.map((event) => shownEvent(event, unmasked)), next, asOf: clock.now() }
    },
    'access.eventCounts': (filter) => countEvents(db, filter),
    'access.event': ({ eventId, unmask }) => {
      const event = eventById(db, eventId)
      if (event === null) throw failCommon('NOT_FOUND', { values: { what: '이벤트' } })
      const unmasked = unmasks(unmask)
      return { ...shownEvent(event, unmasked), body: shownBody(event.body, unmasked), tries: triesOf(db, event.seq) }
    },
    'access.retry': (input) => {
      needed()
      const now = clock.now()
      if ('all' in input) {
        const retried = db.transaction(() => retryAll(db, now)).immediate()
        deps.changed(nothing)
        return { retried }
      }
      const answers = db.transaction(() => input.eventIds.map((id) => retryOne(db, id, now))).immediate()
      if (answers.every((answer) => answer === 'unknown')) {
        throw failCommon('NOT_FOUND', { values: { what: '이벤트' } })
      }
      const retried = answers.filter((answer) => answer === 'queued' || answer === 'waiting').length
      if (retried === 0) throw failAccess('ACCESS_OVERTAKEN', { service: 'buyer-app' })
      deps.changed(nothing)
      return { retried }
    },
    'access.resend': async ({ buyerId }) => {
      needed()
      await deps.activate(true)
      await deps.settle()
      const row = accessOf(db, buyerId)
      const isQueued = db
        .transaction(() => {
          if (requeueNewest(db, buyerId, clock.now())) return true
          // Somebody whom the app never heard of is announced; a stranger it never let in is not shut out.
          return row?.state === 'granted' && tellAgain(db, buyerId, clock.now(), 'repair')
        })
        .immediate()
      if (!isQueued) {
        if (row === null) throw failCommon('NOT_FOUND', { values: { what: '구매자의 앱 접근' } })
        throw failAccess('ACCESS_NOTHING_TO_RESEND', { service: 'buyer-app' })
      }
      return delivery.drain(buyerId)
    },
    'access.sync': async () => {
      needed()
      await deps.activate(true)
      await deps.settle()
      const drained = await delivery.drain()
      await deps.messenger.run()
      return drained
    },
  }
}
