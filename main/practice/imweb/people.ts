import { familyNames, foreignNames, givenNames, mailWords } from './data/people.ts'
import { between, type Draw, drawsFor, hexFor, pick } from './random.ts'

export interface Person {
  index: number
  name: string
  email: string
  /** Digits with the leading 0. */
  phone: string
  isMember: boolean
  memberCode: string
}

/** 010-0… is not given out in Korea: the first 10,000 people have 010-0000-xxxx, each their own number. */
const phoneOf = (person: number): string =>
  `0100${String(Math.floor(person / 10_000) % 1000).padStart(3, '0')}${String((person * 7919 + 1) % 10_000).padStart(4, '0')}`

const mailOf = (seed: number, person: number): string =>
  `${pick(mailWords, drawsFor(seed, person, 103)())}${person}@example.com`

/** The invented customer number `index`; one in fifty shares the phone of the customer before, one in a hundred the e-mail. */
export function personOf(seed: number, index: number): Person {
  const draw = drawsFor(seed, index, 101)
  const name = draw() < 0.01 ? pick(foreignNames, draw()) : `${pick(familyNames, draw())}${pick(givenNames, draw())}`
  const shares = index > 0 ? draw() : 1
  return {
    index,
    name,
    email: mailOf(seed, shares > 0.99 && index > 0 ? index - 1 : index),
    phone: phoneOf(shares < 0.02 ? index - 1 : index),
    isMember: draw() < 0.62,
    memberCode: `m20250301${hexFor(seed, index, 102, 13)}`,
  }
}

/** Which customer ordered: about 45 for each 100 orders, a tenth of them regulars with four orders of ten. */
export function customerOf(draw: Draw, order: number, orders: number): number {
  const known = Math.max(1, Math.floor(orders * 0.45))
  const grown = order < orders ? known : known + Math.floor((order - orders) / 2)
  return draw() < 0.4
    ? between(0, Math.max(0, Math.floor(known / 10) - 1), draw())
    : between(0, Math.max(0, grown - 1), draw())
}

/** The same number as people type it. */
export function typedPhone(digits: string, draw: Draw): string {
  const [a, b, c] = [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)]
  const form = draw()
  if (form < 0.45) return digits
  if (form < 0.8) return `${a}-${b}-${c}`
  if (form < 0.88) return `+82${digits.slice(1)}`
  if (form < 0.93) return `+82 ${a.slice(1)}-${b}-${c}`
  if (form < 0.96) return `${a} ${b} ${c}`
  if (form < 0.98) return `82-${a.slice(1)}-${b}-${c}`
  return `${a}.${b}.${c}`
}
