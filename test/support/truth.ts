import type { ImwebOrder } from '../../main/practice/imweb/types.ts'

/** What the documents say about a shop's orders, computed anew and without the app's own code: the tests' yardstick. */

const paidStatuses = ['PAYMENT_COMPLETE', 'PARTIAL_REFUND_COMPLETE', 'REFUND_PROCESSING', 'REFUND_FAILED']
const openStatuses = [
  'REFUND_PROCESSING',
  'REFUND_FAILED',
  'PAYMENT_FAILED',
  'PAYMENT_PREPARATION',
  'PAYMENT_OVERDUE',
  'PAYMENT_EXIT',
  'CANCELLED_BEFORE_DEPOSIT',
]

export const isPaid = (order: ImwebOrder): boolean => {
  let came = 0
  let went = 0
  let any = false
  for (const row of order.payments ?? []) {
    const amount = Number(row.paidPrice)
    if (amount < 0) {
      if (!openStatuses.includes(row.paymentStatus ?? '')) went -= amount
    } else if (paidStatuses.includes(row.paymentStatus ?? '')) {
      any = true
      came += amount
    }
  }
  return any && !(went > 0 && came - went <= 0)
}

const email = (value: unknown): string =>
  typeof value === 'string' && /^\S+@\S+$/.test(value.trim()) ? value.trim().toLowerCase() : ''
const phone = (value: unknown): string => {
  const digits = String(value ?? '').replace(/\D/g, '')
  const national = digits.replace(/^(00)?82(?=0?1)/, '0').replace(/^00(?=1)/, '0')
  return national.length >= 7 ? national : ''
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** People by the rule of ADR 004: member, else the one member of that e-mail, else the e-mail; phones likewise. */
export const peopleOf = (orders: readonly ImwebOrder[]): Map<string, ImwebOrder[]> => {
  const membersOfEmail = new Map<string, Set<string>>()
  for (const order of orders) {
    const [member, mail] = [textOf(order.memberCode), email(order.ordererEmail)]
    if (member && mail) membersOfEmail.set(mail, (membersOfEmail.get(mail) ?? new Set()).add(member))
  }
  const byMail = (order: ImwebOrder): string | null => {
    const member = textOf(order.memberCode)
    if (member) return `m:${member}`
    const mail = email(order.ordererEmail)
    if (!mail) return null
    const members = membersOfEmail.get(mail)
    return members?.size === 1 ? `m:${[...members][0]}` : `e:${mail}`
  }
  const peopleOfPhone = new Map<string, Set<string>>()
  for (const order of orders) {
    const [person, digits] = [byMail(order), phone(order.ordererCall)]
    if (person && digits) peopleOfPhone.set(digits, (peopleOfPhone.get(digits) ?? new Set()).add(person))
  }
  const people = new Map<string, ImwebOrder[]>()
  for (const order of orders) {
    const digits = phone(order.ordererCall)
    const known = digits ? peopleOfPhone.get(digits) : undefined
    const person =
      byMail(order) ?? (digits ? (known?.size === 1 ? ([...known][0] ?? '') : `p:${digits}`) : `o:${order.orderNo}`)
    people.set(person, [...(people.get(person) ?? []), order])
  }
  return people
}

export interface Truth {
  orders: number
  buyers: number
  lines: number
  orderNos: Set<string>
  paid: number
}

export const truthOf = (orders: readonly ImwebOrder[]): Truth => {
  const paid = orders.filter(isPaid)
  return {
    orders: orders.length,
    buyers: [...peopleOf(orders).values()].filter((own) => own.some(isPaid)).length,
    lines: paid.reduce(
      (sum, order) => sum + order.sections.reduce((n, section) => n + section.sectionItems.length, 0),
      0,
    ),
    orderNos: new Set(orders.map((order) => String(order.orderNo))),
    paid: paid.reduce((sum, order) => sum + Number(order.totalPaymentPrice), 0),
  }
}
