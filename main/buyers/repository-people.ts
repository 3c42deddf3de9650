import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { buyerIdOf, type Identity } from './person.ts'

const sql = prepared((db) => ({
  // The first and the last name in the index: equal means that one person alone uses it, however many orders there are.
  members: db.prepare<[string, string], { least: string | null; most: string | null }>(`select
    (select member_code from orders where email_key = ? and member_code is not null order by member_code limit 1) as least,
    (select member_code from orders where email_key = ? and member_code is not null order by member_code desc limit 1) as most`),
  phoneUsers: db.prepare<{ phone: string }, PhoneUsers>(`select
    (select buyer from orders where phone_key = :phone and known_by = 'm' order by buyer limit 1) as m1,
    (select buyer from orders where phone_key = :phone and known_by = 'm' order by buyer desc limit 1) as m2,
    (select buyer from orders where phone_key = :phone and known_by = 'e' order by buyer limit 1) as e1,
    (select buyer from orders where phone_key = :phone and known_by = 'e' order by buyer desc limit 1) as e2`),
  emailGuest: db
    .prepare<[string], number>(
      'select buyer from orders where email_key = ? and member_code is null order by buyer limit 1',
    )
    .pluck(),
  emailGuestOrders: db.prepare<[string], { id: number; phone_key: string | null }>(
    'select id, phone_key from orders where email_key = ? and member_code is null',
  ),
  phoneGuest: db
    .prepare<[string], number>(`select buyer from orders where phone_key = ? and known_by = 'p' limit 1`)
    .pluck(),
  moveEmailGuests: db.prepare<[number, string]>(
    'update orders set buyer = ? where email_key = ? and member_code is null',
  ),
  movePhoneGuests: db.prepare<[number, string]>(`update orders set buyer = ? where phone_key = ? and known_by = 'p'`),
  personByKey: db.prepare<[string], number>('select id from buyer where person_key = ?').pluck(),
  addPerson: db
    .prepare<[string, string, string | null], number>(
      'insert into buyer (buyer_id, person_key, member_code) values (?, ?, ?) returning id',
    )
    .pluck(),
}))

interface PhoneUsers {
  m1: number | null
  m2: number | null
  e1: number | null
  e2: number | null
}

/**
 * Which person each order belongs to, kept true while orders arrive in any order. An e-mail order belongs to the member
 * who alone uses that e-mail, a phone order to the member or e-mail guest who alone uses that phone; so a new member
 * order can move earlier guests, and every person touched by such a move is collected for deriving anew.
 */
export class People {
  readonly touched = new Set<number>()
  readonly #sql: ReturnType<typeof sql>
  readonly #siteCode: string
  readonly #ids = new Map<string, number>()

  constructor(db: Db, siteCode: string) {
    this.#sql = sql(db)
    this.#siteCode = siteCode
  }

  /** The person of an order with this identity, as things stand now. `orderNo` names the person of a nameless order. */
  personOf(who: Identity, orderNo: string): number {
    if (who.member !== null) return this.#person(`m:${who.member}`)
    if (who.email !== null) return this.#personOfEmail(who.email)
    if (who.phone !== null) return this.#personOfPhone(who.phone)
    return this.#person(`o:${orderNo}`)
  }

  /** To be called after an order with this identity was stored or lost it: moves the guests whose owner changed by that. */
  settle(who: Identity): void {
    if (who.member !== null && who.email !== null) this.#settleEmail(who.email)
    if (who.knownBy !== 'p' && who.phone !== null) this.#settlePhone(who.phone)
  }

  #personOfEmail(email: string): number {
    const users = this.#sql.members.get(email, email)
    const alone = users?.least != null && users.least === users.most
    return this.#person(alone ? `m:${users.least}` : `e:${email}`)
  }

  #personOfPhone(phone: string): number {
    const users = this.#sql.phoneUsers.get({ phone })
    const least = users?.m1 ?? users?.e1 ?? null
    const alone =
      least !== null && [users?.m1, users?.m2, users?.e1, users?.e2].every((user) => user == null || user === least)
    return alone ? least : this.#person(`p:${phone}`)
  }

  /** All guests of one e-mail share a person, so looking at one of them is enough to see that nothing moves. */
  #settleEmail(email: string): void {
    const before = this.#sql.emailGuest.get(email)
    if (before === undefined) return
    const after = this.#personOfEmail(email)
    if (before === after) return
    const phones = new Set(this.#sql.emailGuestOrders.all(email).map((order) => order.phone_key))
    this.#sql.moveEmailGuests.run(after, email)
    this.#move(before, after)
    for (const phone of phones) if (phone !== null) this.#settlePhone(phone)
  }

  #settlePhone(phone: string): void {
    const before = this.#sql.phoneGuest.get(phone)
    if (before === undefined) return
    const after = this.#personOfPhone(phone)
    if (before === after) return
    this.#sql.movePhoneGuests.run(after, phone)
    this.#move(before, after)
  }

  #move(before: number, after: number): void {
    this.touched.add(before)
    this.touched.add(after)
  }

  #person(key: string): number {
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id =
      this.#sql.personByKey.get(key) ??
      this.#sql.addPerson.get(buyerIdOf(this.#siteCode, key), key, key.startsWith('m:') ? key.slice(2) : null)
    if (id === undefined) throw new Error('a person could not be stored')
    this.#ids.set(key, id)
    // A person named here may end up without orders; deriving it anew removes it then.
    this.touched.add(id)
    return id
  }
}
