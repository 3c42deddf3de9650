import type { AccessEndpoint, AccessMessage, AccessRow, OutboxEvent } from '../../../shared/contract/access.ts'
import type { Strings } from '../../strings/index.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

interface Said {
  tone: Tone
  word: string
}

const reasonTones = { refunded: 'idle', expired: 'idle', blocked: 'bad' } as const

/** Let in, or why not: a person's state in a word. */
export function stateSaid(s: Strings, { state, reason }: Pick<AccessRow, 'state' | 'reason'>): Said {
  if (state === 'granted') return { tone: 'ok', word: s.access.granted }
  return reason === null
    ? { tone: 'idle', word: s.access.none }
    : { tone: reasonTones[reason], word: s.access.reasons[reason] }
}

/** What the app said last about a person. */
export function answerSaid(s: Strings, { last, current }: Pick<AccessRow, 'last' | 'current'>): Said {
  const a = s.access.answer
  if (last === null) return current ? { tone: 'idle', word: a.notNeeded } : { tone: 'unknown', word: a.none }
  const withStatus = (word: string) => (last.status === null ? word : s.access.withStatus(word, last.status))
  switch (last.state) {
    case 'accepted':
      return current ? { tone: 'ok', word: withStatus(a.accepted) } : { tone: 'busy', word: a.waiting }
    case 'pending':
      return { tone: last.status === null ? 'busy' : 'warn', word: withStatus(a.waiting) }
    case 'rejected':
      return { tone: 'bad', word: withStatus(a.refused) }
    case 'failed':
      return { tone: 'bad', word: withStatus(a.failed) }
    case 'dropped':
      return { tone: 'idle', word: a.none }
  }
}

const eventTones = { pending: 'busy', accepted: 'ok', rejected: 'bad', failed: 'bad', dropped: 'idle' } as const

/** How an event stands; one that waits after a failure is no longer merely waiting. */
export function eventSaid(s: Strings, event: Pick<OutboxEvent, 'state' | 'error' | 'status'>): Said {
  const word = s.access.eventStates[event.state]
  const tone = event.state === 'pending' && event.error !== null ? 'warn' : eventTones[event.state]
  return { tone, word: event.status === null ? word : s.access.withStatus(word, event.status) }
}

/** How the app as a whole stands. A wait that is over is none. */
export function endpointSaid(s: Strings, endpoint: AccessEndpoint, now: number): Said {
  const t = s.access.strip
  if (endpoint.state === 'none') return { tone: 'idle', word: t.none }
  if (endpoint.state === 'stopped') return { tone: 'bad', word: t.stopped }
  if (endpoint.state === 'paused') return { tone: 'warn', word: t.paused }
  if (endpoint.heldUntil !== null && endpoint.heldUntil > now) return { tone: 'warn', word: t.held }
  return { tone: 'ok', word: t.active }
}

const messageTones = { queued: 'busy', sent: 'ok', failed: 'bad', skipped: 'idle', unknown: 'unknown' } as const

/** A message's state; a mail that its receiver's server turned away has a word of its own. */
export const messageSaid = (s: Strings, message: Pick<AccessMessage, 'state' | 'error'>): Said => ({
  tone: messageTones[message.state],
  word: message.error?.code === 'MAIL_BOUNCED' ? s.accessMessages.bounced : s.accessMessages.states[message.state],
})

/** `온라인 강의 1기 외 2개`; with the option of a product where it has one. */
export function productsText(s: Strings, products: AccessRow['products']): string {
  const [first, ...more] = products
  if (first === undefined) return ''
  const name = first.option === '' ? first.name : `${first.name} ${s.access.from(first.option)}`
  return more.length === 0 ? name : s.access.products(name, more.length)
}
