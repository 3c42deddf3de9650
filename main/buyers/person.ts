import { hash } from 'node:crypto'
import { emailKey, phoneKey } from '../../shared/people.ts'

/** By what an order's orderer is recognised: member code, e-mail, phone, or only by the order itself. */
export type KnownBy = 'm' | 'e' | 'p' | 'o'

export interface Identity {
  member: string | null
  email: string | null
  phone: string | null
  knownBy: KnownBy
}

const text = (value: string | null) => {
  const trimmed = value?.trim()
  return trimmed ? trimmed : null
}

export const identityOf = (order: {
  memberCode: string | null
  ordererEmail: string | null
  ordererPhone: string | null
}): Identity => {
  const member = text(order.memberCode)
  const email = emailKey(order.ordererEmail)
  const phone = phoneKey(order.ordererPhone)
  return { member, email, phone, knownBy: member ? 'm' : email ? 'e' : phone ? 'p' : 'o' }
}

/** Stable over replays of the same shop's history, and nothing personal can be read from it. */
export const buyerIdOf = (siteCode: string, personKey: string): string =>
  `b${hash('sha256', `${siteCode}\n${personKey}`, 'hex').slice(0, 20)}`
