import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveBuyer } from '../../../main/buyers/derive.ts'
import { identityOf } from '../../../main/buyers/person.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import type { Db } from '../../../main/store/db.ts'
import type { Order } from '../../../shared/order.ts'
import { paymentVerdict } from '../../../shared/rules/paid.ts'
import { DAY_MS, kstDayNumber } from '../../../shared/time.ts'
import { DAY0, line, order, payment } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

const few = (...values: (string | null)[]) => fc.constantFrom(...values)

/** A state of one order in a shop so small that people collide all the time. */
const someOrder = fc
  .record({
    no: fc.integer({ min: 1, max: 9 }),
    day: fc.integer({ min: 0, max: 4 }),
    member: few(null, null, 'm1', 'm2'),
    email: few(null, 'a@x.kr', 'B@x.kr', 'b@x.kr '),
    phone: few(null, '010-1111-2222', '+82 10 1111 2222', '01033334444'),
    name: few(null, '', '김하나', '이두리'),
    status: few('PAYMENT_COMPLETE', 'PAYMENT_COMPLETE', 'REFUND_COMPLETE', 'PAYMENT_PREPARATION', 'REFUND_PROCESSING'),
    products: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    price: fc.integer({ min: 0, max: 5 }),
  })
  .map((o) => {
    const orderedAt = DAY0 + o.day * DAY_MS
    const paidPrice = o.price * 1000
    return order({
      orderNo: `20260110000000${o.no}`,
      orderedAt,
      memberCode: o.member,
      ordererEmail: o.email,
      ordererPhone: o.phone,
      ordererName: o.name,
      paymentPrice: paidPrice,
      payments: [payment({ status: o.status, paidPrice, completedAt: o.price === 1 ? null : orderedAt + 1000 })],
      lines: o.products.map((p, n) =>
        line({ lineNo: n + 1, productNo: `${p}`, productName: `상품 ${p}`, unitPrice: paidPrice }),
      ),
    })
  })

const history = fc.array(someOrder, { minLength: 1, maxLength: 25 })

/** Cuts a list into batches of the given sizes. */
const batches = (orders: readonly Order[], sizes: readonly number[]): Order[][] => {
  const cut: Order[][] = []
  for (let at = 0, n = 0; at < orders.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1
    cut.push(orders.slice(at, at + size))
    at += size
  }
  return cut
}

/** The rule "same person" said once more, over all orders at a time and without any state. */
function peopleOf(orders: readonly Order[]): Map<string, string> {
  const known = orders.map((o) => ({ no: o.orderNo, who: identityOf(o) }))
  const person = new Map<string, string>()
  const membersOf = (email: string) =>
    new Set(known.flatMap(({ who }) => (who.member !== null && who.email === email ? [who.member] : [])))
  for (const { no, who } of known) {
    if (who.member !== null) person.set(no, `m:${who.member}`)
    else if (who.email !== null) {
      const [member, second] = membersOf(who.email)
      person.set(no, member !== undefined && second === undefined ? `m:${member}` : `e:${who.email}`)
    }
  }
  const usersOf = (phone: string) =>
    new Set(known.flatMap(({ no, who }) => (who.phone === phone && person.has(no) ? [person.get(no) ?? ''] : [])))
  const phoneOnly = known.filter(({ who }) => who.member === null && who.email === null && who.phone !== null)
  const owners = phoneOnly.map(({ no, who }): [string, string] => {
    const [user, second] = usersOf(who.phone ?? '')
    return [no, user !== undefined && second === undefined ? user : `p:${who.phone}`]
  })
  for (const [no, owner] of owners) person.set(no, owner)
  for (const { no } of known) if (!person.has(no)) person.set(no, `o:${no}`)
  return person
}

const latest = (orders: readonly Order[]): Order[] => [...new Map(orders.map((o) => [o.orderNo, o])).values()]

function expectedBuyers(orders: readonly Order[]) {
  const person = peopleOf(orders)
  const keys = [...new Set(person.values())].sort()
  return keys.map((key) => {
    const own = orders
      .filter((o) => person.get(o.orderNo) === key)
      .sort((a, b) => b.orderedAt - a.orderedAt || (a.orderNo < b.orderNo ? 1 : -1))
    const derived = deriveBuyer(
      own.map((o) => {
        const verdict = paymentVerdict(o.payments)
        return {
          orderedAt: o.orderedAt,
          isPaid: verdict.isBuyer,
          isRefunded: verdict.state === 'refunded',
          paidAt: verdict.paidAt,
          paymentPrice: o.paymentPrice,
          name: o.ordererName,
          phone: o.ordererPhone,
          email: o.ordererEmail,
          firstSeenAt: 0,
          products: [],
        }
      }),
    )
    const { items: _items, firstSeenAt: _seen, ...rest } = derived
    return { key, ...rest, pairs: expectedPairs(own) }
  })
}

const expectedPairs = (own: readonly Order[]): string[] => {
  const pairs = own
    .filter((o) => paymentVerdict(o.payments).isBuyer)
    .flatMap((o) => {
      const day = kstDayNumber(o.orderedAt)
      return o.lines.length === 0 ? [`${day} -`] : o.lines.map((l) => `${day} ${l.productName}`)
    })
  return [...new Set(pairs)].sort()
}

function storedBuyers(db: Db) {
  const names = new Map(db.prepare<[], [number, string]>('select id, name from product_name').raw().all())
  return db
    .prepare<[], Record<string, unknown> & { items: Buffer }>('select * from buyer order by person_key')
    .all()
    .map((row) => {
      const pairs: string[] = []
      for (let at = 0; at < row.items.length; at += 8) {
        pairs.push(`${row.items.readUInt32LE(at)} ${names.get(row.items.readUInt32LE(at + 4)) ?? '-'}`)
      }
      return {
        key: row.person_key,
        name: row.name,
        phone: row.phone,
        email: row.email,
        orders: row.orders,
        paid: row.paid,
        firstPaidAt: row.first_paid_at,
        lastPaidAt: row.last_paid_at,
        state: row.state,
        search: row.search,
        pairs: pairs.sort(),
      }
    })
}

const empty = (db: Db) =>
  db.exec(`delete from order_line; delete from orders; delete from buyer_contact; delete from buyer;
    delete from day_sales; delete from day_product; delete from product_name`)

describe('people derived while orders arrive', () => {
  it('are those derived from all orders at once, whatever the order of arrival and the pages', async () => {
    const { db } = await testStore()
    fc.assert(
      fc.property(
        history,
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
        (orders, sizes) => {
          empty(db)
          for (const batch of batches(orders, sizes)) db.transaction(() => saveOrders(db, batch, 1))()
          expect(storedBuyers(db)).toEqual(expectedBuyers(latest(orders)))
        },
      ),
      { numRuns: 250 },
    )
  })

  it('keep the contacts that orders still name, and no others', async () => {
    const { db } = await testStore()
    fc.assert(
      fc.property(history, (orders) => {
        empty(db)
        for (const one of orders) db.transaction(() => saveOrders(db, [one], 1))()
        const kept = db.prepare('select contact, known_by, buyer from buyer_contact order by 1, 2, 3').all()
        const named = db
          .prepare(`select distinct 'e:' || email_key as contact, known_by, buyer from orders where email_key is not null
            union select distinct 'p:' || phone_key, known_by, buyer from orders where phone_key is not null order by 1, 2, 3`)
          .all()
        expect(kept).toEqual(named)
      }),
      { numRuns: 120 },
    )
  })

  it('give the same figures a day and a product as counting all paid orders', async () => {
    const { db } = await testStore()
    fc.assert(
      fc.property(history, (orders) => {
        empty(db)
        for (const one of orders) db.transaction(() => saveOrders(db, [one], 1))()
        const paid = latest(orders).filter((o) => paymentVerdict(o.payments).isBuyer)
        const days = new Map<number, { orders: number; revenue: number }>()
        for (const o of paid) {
          const day = kstDayNumber(o.orderedAt)
          const sum = days.get(day) ?? { orders: 0, revenue: 0 }
          days.set(day, { orders: sum.orders + 1, revenue: sum.revenue + o.paymentPrice })
        }
        const stored = db.prepare<[], { day: number; orders: number; revenue: number }>('select * from day_sales').all()
        expect(new Map(stored.map(({ day, ...rest }) => [day, rest]))).toEqual(days)
        const quantity = paid.reduce((sum, o) => sum + o.lines.reduce((n, l) => n + l.quantity, 0), 0)
        expect(db.prepare('select coalesce(sum(quantity), 0) from day_product').pluck().get()).toBe(quantity)
      }),
      { numRuns: 120 },
    )
  })
})
