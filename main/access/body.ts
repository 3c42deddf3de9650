import { hash } from 'node:crypto'
import { z } from 'zod'
import type { OutboxEvent } from '../../shared/contract/access.ts'
import { emailKey, formatPhone, phoneKey } from '../../shared/people.ts'
import type { Access, AccessProduct, RevokeReason } from '../../shared/rules/access.ts'

/** Whom an event is about, as the newest orders name the person. */
export interface Person {
  buyerId: string
  name: string
  email: string
  phone: string
}

export interface EventContent extends Person {
  type: OutboxEvent['type']
  /** When the event was made, ms UTC. */
  at: number
  orderNo: string
  products: readonly AccessProduct[]
  since: number | null
  until: number | null
  reason: RevokeReason | null
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** The bytes that are sent, on every try the same. Field names and order as AUTOMATION.md has them. */
export const eventBody = (content: EventContent): string =>
  JSON.stringify({
    type: content.type,
    timestamp: iso(content.at),
    data: {
      buyerId: content.buyerId,
      name: content.name,
      email: content.email,
      phone: formatPhone(content.phone),
      orderNo: content.orderNo,
      products: content.products.map(({ productId, name, option }) => ({ productId, name, option })),
      since: iso(content.since),
      until: iso(content.until),
      ...(content.type === 'buyer.revoked' ? { reason: content.reason } : {}),
    },
  })

/** What an app would know differently if it were told again. The order number alone is no news. */
export const contentHash = (person: Person, found: Pick<Access, 'products' | 'since' | 'until'>): string =>
  hash(
    'sha1',
    JSON.stringify([person.name, person.email, formatPhone(person.phone), found.products, found.since, found.until]),
    'base64url',
  )

const sentBody = z.object({
  data: z.object({
    ...{ name: z.string(), email: z.string(), phone: z.string() },
    products: z.array(z.object({ productId: z.string(), name: z.string(), option: z.string() })),
    ...{ since: z.string().nullable(), until: z.string().nullable() },
  }),
})

const time = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** `contentHash` of what an event said. */
export function bodyHash(buyerId: string, body: string): string {
  const { products, since, until, ...person } = sentBody.parse(JSON.parse(body)).data
  return contentHash({ ...person, buyerId }, { products, since: time(since), until: time(until) })
}

/** By what an app may recognise a person whose id changed. */
export const contactOf = (person: Pick<Person, 'email' | 'phone'>): string | null => {
  const email = emailKey(person.email)
  if (email !== null) return `e:${email}`
  const phone = phoneKey(person.phone)
  return phone === null ? null : `p:${phone}`
}
