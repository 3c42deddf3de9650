import {
  type Access,
  type AccessProduct,
  type AccessRule,
  access,
  type RevokeReason,
} from '../../shared/rules/access.ts'
import type { Db } from '../store/db.ts'
import { getMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'
import { bodyHash, contactOf, contentHash, type EventContent, type Person } from './body.ts'
import { anyManual, factsOf, inheritManual, personOf } from './repository-facts.ts'
import {
  type EventCause,
  hasUnsent,
  lastHeard,
  queueEvent,
  supersede,
  takeUnsent,
  toldPerson,
} from './repository-outbox.ts'
import { readRules } from './repository-rules.ts'

/** Set once anybody asked about access: shops that do not use it pay nothing for it. */
export const ACTIVE = 'access.active'
/** Where a looking-at-everybody has got to, and why it goes on; see repository-recompute. */
export const RECOMPUTE = 'access.recompute'

interface StoredAccess {
  id: number
  buyer_id: string
  buyer: number
  state: 'granted' | 'revoked'
  reason: RevokeReason | null
  since: number
  until: number | null
  next_at: number | null
  order_no: string
  products: string
  contact: string | null
  content_hash: string
  told_state: 'granted' | 'revoked' | null
  told_hash: string | null
  told_seq: number | null
}

const sql = prepared((db) => ({
  byBuyer: db.prepare<[number], StoredAccess>('select * from buyer_access where buyer = ?'),
  byId: db.prepare<[string], StoredAccess>('select * from buyer_access where buyer_id = ?'),
  add: db.prepare(`insert into buyer_access (buyer_id, buyer, state, reason, since, until, next_at, order_no, products,
    contact, content_hash) values (@buyerId, @buyer, @state, @reason, @since, @until, @nextAt, @orderNo, @products,
    @contact, @hash)`),
  update: db.prepare(`update buyer_access set buyer = @buyer, state = @state, reason = @reason, since = @since,
    until = @until, next_at = @nextAt, order_no = @orderNo, products = @products, contact = @contact,
    content_hash = @hash where buyer_id = @buyerId`),
  remove: db.prepare<[number]>('delete from buyer_access where id = ?'),
  told: db.prepare<[string | null, string | null, number | null, string]>(
    'update buyer_access set told_state = ?, told_hash = ?, told_seq = ? where buyer_id = ?',
  ),
  doubt: db
    .prepare<[string], number>(
      `update buyer_access set told_state = 'granted', told_hash = '' where buyer_id = ? returning buyer`,
    )
    .pluck(),
  endpoint: db.prepare<[], string>(`select state from access_endpoint where id = 1`).pluck(),
}))

export interface AccessTurns {
  granted: number
  revoked: number
  queued: number
}

interface Due {
  cause: EventCause
  content: EventContent
  contact: string | null
  hash: string
}

const productsOf = (stored: StoredAccess): AccessProduct[] => JSON.parse(stored.products) as AccessProduct[]

/** One bringing-up-to-date: rows are written as people are looked at, events at the end, the revoking ones first. */
class Derivation {
  readonly turns: AccessTurns = { granted: 0, revoked: 0, queued: 0 }
  readonly #db: Db
  readonly #at: number
  readonly #cause: EventCause
  readonly #rules: readonly AccessRule[]
  readonly #tells: boolean
  readonly #hasManual: boolean
  readonly #revokes = new Map<string, Due>()
  readonly #grants: Due[] = []

  constructor(db: Db, at: number, cause: EventCause) {
    this.#db = db
    this.#at = at
    this.#cause = cause
    this.#rules = readRules(db).items
    this.#hasManual = anyManual(db)
    this.#tells = (sql(db).endpoint.get() ?? 'none') !== 'none'
  }

  /** The gone first: what was decided about them by hand may pass to somebody among the others. */
  lookAt(people: Iterable<number>): void {
    const there = new Map<number, Person>()
    for (const buyer of people) {
      const person = personOf(this.#db, buyer)
      if (person !== undefined) there.set(buyer, person)
      else {
        const heir = this.#gone(buyer)
        const inherits = heir === null ? undefined : personOf(this.#db, heir)
        if (heir !== null && inherits !== undefined) there.set(heir, inherits)
      }
    }
    for (const [buyer, person] of there) this.#look(buyer, person)
  }

  #look(buyer: number, person: Person): void {
    const facts = factsOf(this.#db, buyer, person.buyerId, this.#hasManual)
    const found = access(facts, this.#rules, this.#at)
    const stored = sql(this.#db).byId.get(person.buyerId)
    if (found.state === 'none' && stored === undefined) return
    this.#keep(buyer, person, found, stored)
  }

  finish(): AccessTurns {
    for (const due of [...this.#revokes.values(), ...this.#grants]) {
      const { content, contact, hash, cause } = due
      supersede(this.#db, content.buyerId)
      const seq = queueEvent(this.#db, content, contact, cause)
      const state = content.type === 'buyer.revoked' ? 'revoked' : 'granted'
      sql(this.#db).told.run(state, hash, seq, content.buyerId)
      this.turns.queued += 1
    }
    return this.turns
  }

  #keep(buyer: number, person: Person, found: Access, stored: StoredAccess | undefined): void {
    const next = stored !== undefined && found.state === 'none' ? this.#ended(stored) : found
    const contact = contactOf(person)
    const hash = contentHash(person, next)
    const row = {
      ...{ buyerId: person.buyerId, buyer, contact, hash },
      state: next.state === 'granted' ? 'granted' : 'revoked',
      reason: next.reason,
      since: next.since ?? this.#at,
      until: next.until,
      nextAt: next.nextAt,
      orderNo: next.orderNo,
      products: JSON.stringify(next.products),
    }
    if (stored === undefined) sql(this.#db).add.run(row)
    else if (!isSame(stored, row)) sql(this.#db).update.run(row)
    if (row.state === 'granted' && stored?.state !== 'granted') this.turns.granted += 1
    if (row.state === 'revoked' && stored?.state === 'granted') this.turns.revoked += 1
    this.#tell(person, next, stored, contact, hash)
  }

  /** A rule no longer names what this person bought: what access was for stays on record. */
  #ended(stored: StoredAccess): Access {
    const { since, until, order_no: orderNo } = stored
    const products = productsOf(stored)
    return { state: 'revoked', reason: stored.reason ?? 'expired', products, since, until, nextAt: null, orderNo }
  }

  /** At most one event waits unsent for each person, and it says what is new against what the app knows already. */
  #tell(person: Person, next: Access, stored: StoredAccess | undefined, contact: string | null, hash: string): void {
    if (!this.#tells) return
    const { buyerId } = person
    const isIn = next.state === 'granted'
    const wasGone = this.#revokes.delete(buyerId)
    if (!wasGone && isSaid(stored, isIn, hash)) return
    const unsent = takeUnsent(this.#db, buyerId, this.#at)
    const heard = lastHeard(this.#db, buyerId)
    const wasIn = heard !== undefined && heard.type !== 'buyer.revoked'
    // Told once more on purpose: a repair, or the whole history again.
    const isAgain =
      (stored?.told_state === null && stored.told_seq !== null) ||
      (unsent?.type === 'buyer.granted' && wasIn) ||
      (unsent?.type === 'buyer.revoked' && !wasIn)
    const { orderNo, products, since, until, reason } = next
    const base = { ...person, at: this.#at, orderNo, products, since, until, reason }
    const heardHash = heard === undefined ? null : bodyHash(buyerId, heard.body)
    if (isIn && (isAgain || !wasIn || heardHash !== hash)) {
      const type = wasIn && !isAgain ? 'buyer.updated' : 'buyer.granted'
      // Somebody new whose grant only says more now is told of it for the same reason as before.
      const cause = unsent !== undefined && unsent.type === type ? unsent.cause : this.#cause
      this.#grants.push({ content: { ...base, type }, contact, hash, cause })
    } else if (!isIn && (wasIn || (isAgain && unsent?.type === 'buyer.revoked'))) {
      this.#revokes.set(buyerId, { content: { ...base, type: 'buyer.revoked' }, contact, hash, cause: this.#cause })
    } else {
      supersede(this.#db, buyerId)
      const said = heard === undefined ? null : wasIn ? 'granted' : 'revoked'
      sql(this.#db).told.run(said, heardHash, heard?.seq ?? null, buyerId)
    }
  }

  /** The orders belong to somebody else now, who is let in by them; this id is shut out. Answers who inherits. */
  #gone(buyer: number): number | null {
    const stored = sql(this.#db).byBuyer.get(buyer)
    if (stored === undefined) return null
    const heir = inheritManual(this.#db, stored.buyer_id, stored.contact)
    if (this.#tells && stored.told_seq !== null) this.#shutOut(stored)
    sql(this.#db).remove.run(stored.id)
    if (stored.state === 'granted') this.turns.revoked += 1
    return heir
  }

  #shutOut(stored: StoredAccess): void {
    const { buyer_id: buyerId, since, until, order_no: orderNo, contact, content_hash: hash } = stored
    takeUnsent(this.#db, buyerId, this.#at)
    const heard = lastHeard(this.#db, buyerId)
    supersede(this.#db, buyerId)
    if (heard === undefined || heard.type === 'buyer.revoked') return
    const person = toldPerson(this.#db, heard.seq, buyerId)
    const what = { products: productsOf(stored), since, until, reason: 'expired' as const, orderNo }
    const content = { ...person, ...what, type: 'buyer.revoked' as const, at: this.#at }
    this.#revokes.set(buyerId, { content, contact, hash, cause: this.#cause })
  }
}

/** The newest event about this person, sent or not, says the same already. */
const isSaid = (stored: StoredAccess | undefined, isIn: boolean, hash: string): boolean =>
  isIn
    ? stored?.told_state === 'granted' && stored.told_hash === hash
    : (stored?.told_seq ?? null) === null || stored?.told_state === 'revoked'

const isSame = (
  stored: StoredAccess,
  row: {
    buyer: number
    state: string
    reason: string | null
    nextAt: number | null
    orderNo: string
    hash: string
    contact: string | null
  },
): boolean =>
  stored.buyer === row.buyer &&
  stored.state === row.state &&
  stored.reason === row.reason &&
  stored.next_at === row.nextAt &&
  stored.order_no === row.orderNo &&
  stored.content_hash === row.hash &&
  stored.contact === row.contact

/**
 * Brings the access of these people up to date and puts what the app must hear into the outbox, all inside the caller's
 * transaction: the one that stores their orders. Looking twice at the same state changes and queues nothing.
 */
export function deriveAccess(db: Db, people: Iterable<number>, at: number, cause?: EventCause): AccessTurns {
  if (getMeta(db, ACTIVE) === null) return { granted: 0, revoked: 0, queued: 0 }
  // While a new app is told of everybody, somebody whom a save touched first is history all the same.
  const otherwise = getMeta(db, RECOMPUTE)?.includes('history') === true ? 'history' : 'change'
  const derivation = new Derivation(db, at, cause ?? otherwise)
  derivation.lookAt(people)
  return derivation.finish()
}

/** The app refused news about these people: what waits for them was written for an app that had taken it. */
export function reconsider(db: Db, buyerIds: Iterable<string>, at: number): void {
  const people = [...new Set(buyerIds)]
    .filter((buyerId) => hasUnsent(db, buyerId))
    .flatMap((buyerId) => sql(db).doubt.get(buyerId) ?? [])
  if (people.length > 0) deriveAccess(db, people, at)
}
