import { z } from 'zod'
import type { AccessRow } from '../../shared/contract/access.ts'
import { failCommon } from '../../shared/errors.ts'
import { explainAccess } from '../../shared/rules/access.ts'
import { DAY_MS, parseKstDay } from '../../shared/time.ts'
import { mayUnmask, shown } from '../buyers/unmask.ts'
import { writeAudit } from '../store/audit.ts'
import { cursorOf } from '../store/cursor.ts'
import type { AccessHandlers, HandlerDeps } from './handler-deps.ts'
import { shownEvent, shownMessage } from './masking.ts'
import { messagesOfBuyer } from './messages/repository-messages.ts'
import { deriveAccess } from './repository-derive.ts'
import { eventsOfBuyer } from './repository-events.ts'
import { factsOf, manualOf, numberOf, removeManual, writeManual } from './repository-facts.ts'
import { accessOf, countAccess, type ListedAccess, pageOfAccess } from './repository-list.ts'
import { readRules } from './repository-rules.ts'

const cursor = cursorOf(z.object({ since: z.int(), id: z.int() }).strict())

const toRow = ({ id: _, ...row }: ListedAccess, unmasked: boolean): AccessRow => ({ ...row, ...shown(row, unmasked) })

export const listHandlers = (
  deps: HandlerDeps,
): AccessHandlers<
  'access.list' | 'access.counts' | 'access.get' | 'access.setManual' | 'access.clearManual' | 'access.settle'
> => {
  const { db, clock } = deps

  const person = (buyerId: string): number => {
    const found = numberOf(db, buyerId)
    if (found === undefined) throw failCommon('NOT_FOUND', { values: { what: '구매자' } })
    return found
  }
  const decide = (buyerId: string, action: string, detail: string, change: () => void): { done: true } => {
    const buyer = person(buyerId)
    const turns = db
      .transaction(() => {
        change()
        writeAudit(db, clock.now(), action, detail)
        return deriveAccess(db, [buyer], clock.now())
      })
      .immediate()
    deps.changed(turns)
    return { done: true }
  }

  return {
    'access.list': async (input) => {
      await deps.activate()
      const now = clock.now()
      const unmasked = input.unmask && mayUnmask(db, now)
      const jumps = input.at !== undefined
      const found = pageOfAccess(db, input, {
        after: jumps || input.after === undefined ? null : cursor.read(input.after),
        at: input.at ?? 0,
        limit: input.limit + 1,
      })
      const page = found.slice(0, input.limit)
      const last = page.at(-1)
      const isMore = found.length > page.length && last !== undefined
      const next = isMore ? cursor.write({ since: last.since, id: last.id }) : null
      return { items: page.map((row) => toRow(row, unmasked)), next, asOf: now }
    },
    'access.counts': async (filter) => {
      await deps.activate()
      return countAccess(db, filter)
    },
    'access.get': async ({ buyerId, unmask }) => {
      await deps.activate()
      const now = clock.now()
      const buyer = person(buyerId)
      const unmasked = unmask && mayUnmask(db, now)
      const row = accessOf(db, buyerId)
      return {
        row: row === null ? null : toRow(row, unmasked),
        why: explainAccess(factsOf(db, buyer, buyerId), readRules(db).items, now),
        manual: manualOf(db, buyerId),
        events: eventsOfBuyer(db, buyerId).map((event) => shownEvent(event, unmasked)),
        messages: messagesOfBuyer(db, buyerId).map((message) => shownMessage(message, unmasked)),
      }
    },
    'access.setManual': async ({ buyerId, kind, reason, until }) => {
      await deps.activate()
      const day = until === undefined ? null : parseKstDay(until)
      if (until !== undefined && (day === null || kind === 'blocked')) {
        throw failCommon('BAD_INPUT', { values: { detail: '끝나는 날' } })
      }
      const at = clock.now()
      const words = kind === 'granted' ? '직접 허용' : '차단'
      return decide(buyerId, `access.${kind}`, `구매자 ${buyerId}의 앱 접근을 ${words}: ${reason}`, () =>
        writeManual(db, buyerId, { kind, reason, at, until: day === null ? null : day + DAY_MS }),
      )
    },
    'access.clearManual': async ({ buyerId, reason }) => {
      await deps.activate()
      return decide(buyerId, 'access.cleared', `구매자 ${buyerId}의 앱 접근을 규칙대로 되돌림: ${reason}`, () => {
        if (!removeManual(db, buyerId)) throw failCommon('NOT_FOUND', { values: { what: '직접 정한 접근' } })
      })
    },
    'access.settle': async () => {
      await deps.activate(true)
      await deps.settle()
      return { done: true }
    },
  }
}
