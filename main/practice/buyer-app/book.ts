import { hash } from 'node:crypto'
import { z } from 'zod'

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
const data = {
  buyerId: z.string().min(1),
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  orderNo: z.string(),
  products: z.array(z.object({ productId: z.string(), name: z.string(), option: z.string() }).strict()),
  since: time.nullable(),
  until: time.nullable(),
}
const granting = (type: 'buyer.granted' | 'buyer.updated') =>
  z.object({ type: z.literal(type), timestamp: time, data: z.object(data).strict() }).strict()

/** Exactly what the contract names: one field more or less is refused. */
export const eventShape = z.discriminatedUnion('type', [
  granting('buyer.granted'),
  granting('buyer.updated'),
  z
    .object({
      type: z.literal('buyer.revoked'),
      timestamp: time,
      data: z.object({ ...data, reason: z.enum(['refunded', 'expired', 'blocked']) }).strict(),
    })
    .strict(),
])
export type BuyerEvent = z.infer<typeof eventShape>

export interface Admitted {
  buyerId: string
  name: string
  email: string
  products: BuyerEvent['data']['products']
  since: string | null
  until: string | null
}

export interface BookState {
  admitted: Admitted[]
  /** Event id → hash of its body. */
  ids: Record<string, string>
  /** Time of the newest event of each buyer. */
  newest: Record<string, string>
}

export type Taken = 'taken' | 'again' | 'other-body' | 'overtaken'

/** Who has access, by the events so far. The same id with the same body is taken once; with another body never. */
export class Book {
  readonly #admitted = new Map<string, Admitted>()
  readonly #ids = new Map<string, string>()
  readonly #newest = new Map<string, string>()

  constructor(state?: BookState) {
    if (state === undefined) return
    for (const one of state.admitted) this.#admitted.set(one.buyerId, one)
    for (const [id, body] of Object.entries(state.ids)) this.#ids.set(id, body)
    for (const [id, at] of Object.entries(state.newest)) this.#newest.set(id, at)
  }

  take(id: string, body: string, event: BuyerEvent): Taken {
    const own = hash('sha256', body, 'base64')
    const known = this.#ids.get(id)
    if (known !== undefined) return known === own ? 'again' : 'other-body'
    this.#ids.set(id, own)
    const { buyerId, name, email, products, since, until } = event.data
    const isLate = (this.#newest.get(buyerId) ?? '') > event.timestamp
    if (!isLate) this.#newest.set(buyerId, event.timestamp)
    if (event.type === 'buyer.revoked') this.#admitted.delete(buyerId)
    else this.#admitted.set(buyerId, { buyerId, name, email, products, since, until })
    return isLate ? 'overtaken' : 'taken'
  }

  admitted(): Admitted[] {
    return [...this.#admitted.values()]
  }

  /** Something the app's own people did: nobody was told of it. */
  forget(buyerId: string): void {
    this.#admitted.delete(buyerId)
  }

  add(one: Admitted): void {
    this.#admitted.set(one.buyerId, one)
  }

  clear(): void {
    this.#admitted.clear()
    this.#ids.clear()
    this.#newest.clear()
  }

  state(): BookState {
    return {
      admitted: this.admitted(),
      ids: Object.fromEntries(this.#ids),
      newest: Object.fromEntries(this.#newest),
    }
  }
}
