import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { buyerIdOf, type Identity, type KnownBy } from './person.ts'

const sql = prepared((db) => ({
  /** At most two: more than one is all that matters. */
  users: db
    .prepare<[string, string], number>('select buyer from buyer_contact where contact = ? and known_by = ? limit 2')
    .pluck(),
  link: db.prepare<[string, string, number]>(
    'insert or ignore into buyer_contact (contact, known_by, buyer) values (?, ?, ?)',
  ),
  unlink: db.prepare<[string, string, number]>(
    'delete from buyer_contact where contact = ? and known_by = ? and buyer = ?',
  ),
  usesEmail: db.prepare<[number, string, string]>(
    'select 1 from orders where buyer = ? and email_key = ? and known_by = ? limit 1',
  ),
  usesPhone: db.prepare<[number, string, string]>(
    'select 1 from orders where buyer = ? and phone_key = ? and known_by = ? limit 1',
  ),
  guestPhones: db
    .prepare<[number, string], string>(`select distinct phone_key from orders
      where buyer = ? and email_key = ? and known_by = 'e' and phone_key is not null`)
    .pluck(),
  moveEmailGuests: db.prepare<[number, number, string]>(
    `update orders set buyer = ? where buyer = ? and email_key = ? and known_by = 'e'`,
  ),
  movePhoneGuests: db.prepare<[number, number, string]>(
    `update orders set buyer = ? where buyer = ? and phone_key = ? and known_by = 'p'`,
  ),
  personByKey: db.prepare<[string], number>('select id from buyer where person_key = ?').pluck(),
  addPerson: db
    .prepare<[string, string, string | null], number>(
      'insert into buyer (buyer_id, person_key, member_code) values (?, ?, ?) returning id',
    )
    .pluck(),
}))

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

  /** To be called once the order is stored under `buyer`: its contacts are now used by that person. */
  joined(who: Identity, buyer: number): void {
    if (who.email !== null) this.#link(`e:${who.email}`, who.knownBy, buyer)
    if (who.phone !== null) this.#link(`p:${who.phone}`, who.knownBy, buyer)
    this.#settle(who)
  }

  /** To be called once the order is no longer stored under `buyer` with this identity. */
  left(who: Identity, buyer: number): void {
    this.touched.add(buyer)
    if (who.email !== null) this.#unlinkEmail(who.email, who.knownBy, buyer)
    if (who.phone !== null) this.#unlinkPhone(who.phone, who.knownBy, buyer)
    this.#settle(who)
  }

  #settle(who: Identity): void {
    if (who.member !== null && who.email !== null) this.#settleEmail(who.email)
    if (who.knownBy !== 'p' && who.phone !== null) this.#settlePhone(who.phone)
  }

  #personOfEmail(email: string): number {
    const [first, second] = this.#sql.users.all(`e:${email}`, 'm')
    return first !== undefined && second === undefined ? first : this.#person(`e:${email}`)
  }

  #personOfPhone(phone: string): number {
    const contact = `p:${phone}`
    const users = new Set([...this.#sql.users.all(contact, 'm'), ...this.#sql.users.all(contact, 'e')])
    const [first] = users
    return first !== undefined && users.size === 1 ? first : this.#person(contact)
  }

  /** All guests of one e-mail share a person, so one look tells whether they have to move. */
  #settleEmail(email: string): void {
    const contact = `e:${email}`
    const before = this.#sql.users.get(contact, 'e')
    if (before === undefined) return
    const after = this.#personOfEmail(email)
    if (before === after) return
    const phones = this.#sql.guestPhones.all(before, email)
    this.#sql.moveEmailGuests.run(after, before, email)
    this.#moved(contact, 'e', before, after)
    for (const phone of phones) {
      this.#link(`p:${phone}`, 'e', after)
      this.#unlinkPhone(phone, 'e', before)
      this.#settlePhone(phone)
    }
  }

  #settlePhone(phone: string): void {
    const contact = `p:${phone}`
    const before = this.#sql.users.get(contact, 'p')
    if (before === undefined) return
    const after = this.#personOfPhone(phone)
    if (before === after) return
    this.#sql.movePhoneGuests.run(after, before, phone)
    this.#moved(contact, 'p', before, after)
  }

  #moved(contact: string, knownBy: KnownBy, before: number, after: number): void {
    this.#sql.unlink.run(contact, knownBy, before)
    this.#link(contact, knownBy, after)
    this.touched.add(before)
    this.touched.add(after)
  }

  #link(contact: string, knownBy: KnownBy, buyer: number): void {
    this.#sql.link.run(contact, knownBy, buyer)
  }

  #unlinkEmail(email: string, knownBy: KnownBy, buyer: number): void {
    if (this.#sql.usesEmail.get(buyer, email, knownBy) === undefined) this.#sql.unlink.run(`e:${email}`, knownBy, buyer)
  }

  #unlinkPhone(phone: string, knownBy: KnownBy, buyer: number): void {
    if (this.#sql.usesPhone.get(buyer, phone, knownBy) === undefined) this.#sql.unlink.run(`p:${phone}`, knownBy, buyer)
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
