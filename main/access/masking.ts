import type { AccessMessage, OutboxEvent } from '../../shared/contract/access.ts'
import { formatPhone, maskEmail, maskName, maskPhone } from '../../shared/people.ts'
import type { ListedEvent } from './repository-events.ts'

/** An event without its body and place, its person masked unless unmasked. */
export const shownEvent = ({ seq: _, body: __, ...event }: ListedEvent, unmasked: boolean): OutboxEvent => ({
  ...event,
  name: unmasked ? event.name : maskName(event.name),
})

export const shownMessage = (message: AccessMessage, unmasked: boolean): AccessMessage => {
  const { to, channel } = message
  const plain = channel === 'mail' ? to : formatPhone(to)
  return { ...message, to: unmasked ? plain : channel === 'mail' ? maskEmail(to) : maskPhone(to) }
}

interface EventJson {
  data?: { name?: unknown; email?: unknown; phone?: unknown }
}

/** The body as sent, or the same with the person masked. */
export function shownBody(body: string, unmasked: boolean): string {
  if (unmasked) return body
  const event = JSON.parse(body) as EventJson & Record<string, unknown>
  const { name, email, phone } = event.data ?? {}
  const data = {
    ...event.data,
    name: maskName(String(name ?? '')),
    email: maskEmail(String(email ?? '')),
    phone: maskPhone(String(phone ?? '')),
  }
  return JSON.stringify({ ...event, data })
}
