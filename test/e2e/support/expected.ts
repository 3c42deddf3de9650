import type { ImwebOrder } from '../../../main/practice/imweb/types.ts'
import { isPaid, peopleOf } from '../../support/truth.ts'

/** What screen and files must say of a shop's orders: AUTOMATION.md and api/imweb.md worked out anew, without the app's code. */

const KST = 9 * 3_600_000
export const kst = (at: string | number): string => {
  const iso = new Date((typeof at === 'number' ? at : Date.parse(at)) + KST).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
export const kstToday = (daysAgo = 0): string => kst(Date.now() - daysAgo * 86_400_000).slice(0, 10)

const statusNames: Record<string, string> = {
  PRODUCT_PREPARATION: '상품준비',
  SHIPPING_READY: '배송대기',
  SHIPPING: '배송중',
  SHIPPING_COMPLETE: '배송완료',
  PURCHASE_CONFIRMATION: '구매확정',
  CANCEL_REQUEST: '취소접수',
  CANCEL_COMPLETE: '취소완료',
  RETURN_REQUEST: '반품접수',
  RETURN_COMPLETE: '반품완료',
  EXCHANGE_REQUEST: '교환접수',
  EXCHANGE_COMPLETE: '교환완료',
}
/** After an exchange the same stages come once more. */
const statusName = (status: string): string =>
  statusNames[status] ?? (status.startsWith('EXCHANGE_') ? `교환 ${statusNames[status.slice(9)]}` : status)

const hyphened = (typed: string): string => {
  const digits = typed.replace(/\D/g, '').replace(/^82/, '0').replace(/^00/, '0')
  return /^010\d{8}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}` : typed
}

/** Excel would run a cell that begins like this. */
const defused = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

const isPartlyRefunded = (order: ImwebOrder): boolean =>
  (order.payments ?? []).some(
    (row) =>
      row.paymentStatus === 'PARTIAL_REFUND_COMPLETE' || row.paymentStatus === 'REFUND_COMPLETE' || row.paidPrice < 0,
  )

const linesOf = (order: ImwebOrder) =>
  order.sections.flatMap((section) =>
    section.sectionItems.map((item) => ({ item, status: section.orderSectionStatus })),
  )

const optionOf = (info: NonNullable<ReturnType<typeof linesOf>[number]['item']['productInfo']>): string => {
  const flat = Object.entries(info.optionInfo ?? {})
  const pairs = flat.length > 0 ? flat : (info.optionInfoList ?? [])
  return pairs.map(([name, value]) => `${name}: ${value}`).join(' / ')
}

/** Imweb's texts may hold tabs and line breaks; in a table and a file they are blanks. */
const text = (value: string | null | undefined): string => (value ?? '').replace(/[\t\r\n]+/g, ' ').trim()
const newestFirst = (a: ImwebOrder, b: ImwebOrder) =>
  Date.parse(b.wtime) - Date.parse(a.wtime) || (String(b.orderNo) < String(a.orderNo) ? -1 : 1)

export const lineColumns =
  '주문번호,주문일시,상품명,옵션,수량,상품금액,결제금액,구매자명,연락처,이메일,결제상태,주문상태'
export const buyerColumns = '구매자명,연락처,이메일,주문수,누적결제금액,첫결제일시,최근결제일시,상품'

/** One record for each line of a paid order, newest first. */
export const expectedLines = (orders: readonly ImwebOrder[], productNo?: number): string[][] =>
  orders
    .filter(isPaid)
    .sort(newestFirst)
    .flatMap((order) =>
      linesOf(order)
        .filter(({ item }) => productNo === undefined || item.productInfo?.prodNo === productNo)
        .map(({ item, status }) => [
          String(order.orderNo),
          kst(order.wtime),
          defused(text(item.productInfo?.prodName)),
          item.productInfo ? defused(optionOf(item.productInfo)) : '',
          String(item.qty),
          item.productInfo ? String(item.productInfo.itemPrice * item.qty) : '',
          String(order.totalPaymentPrice),
          defused(text(order.ordererName)),
          defused(hyphened(text(order.ordererCall))),
          defused(text(order.ordererEmail)),
          isPartlyRefunded(order) ? '부분환불' : '결제완료',
          statusName(status),
        ]),
    )

export interface ExpectedBuyer {
  name: string
  phone: string
  email: string
  orders: ImwebOrder[]
  paid: number
  first: number
  last: number
  products: string[]
  productNos: Set<number>
  /** Whether every order of this person, paid or not, was refunded in full or never paid. */
  names: string[]
}

const paidAt = (order: ImwebOrder): number => {
  const times = (order.payments ?? [])
    .filter((row) => row.paidPrice >= 0 && /COMPLETE|REFUND/.test(row.paymentStatus ?? ''))
    .map((row) => Date.parse(row.paymentCompleteTime ?? row.bankTransfer?.depositCompletedTime ?? ''))
    .filter((at) => Number.isFinite(at))
  return times.length > 0 ? Math.min(...times) : Date.parse(order.wtime)
}

/** Everybody with a paid order. */
export const expectedBuyers = (orders: readonly ImwebOrder[]): ExpectedBuyer[] =>
  [...peopleOf(orders).values()].flatMap((own) => {
    const paid = own.filter(isPaid).sort(newestFirst)
    if (paid.length === 0) return []
    const latest = (pick: (order: ImwebOrder) => string | null | undefined) =>
      paid.map(pick).map(text).find(Boolean) ?? ''
    const infos = paid.flatMap((order) => linesOf(order).flatMap(({ item }) => item.productInfo ?? []))
    return [
      {
        name: latest((order) => order.ordererName),
        phone: latest((order) => order.ordererCall),
        email: latest((order) => order.ordererEmail),
        orders: paid,
        paid: paid.reduce((sum, order) => sum + order.totalPaymentPrice, 0),
        first: Math.min(...paid.map(paidAt)),
        last: Math.max(...paid.map(paidAt)),
        products: [...new Set(infos.map((info) => text(info.prodName)))],
        productNos: new Set(infos.map((info) => info.prodNo)),
        names: own.map((order) => text(order.ordererName)),
      },
    ]
  })

/** People who have paid once and whose money went back whole. */
export const expectedFormer = (orders: readonly ImwebOrder[]): number =>
  [...peopleOf(orders).values()].filter(
    (own) =>
      !own.some(isPaid) &&
      own.some((order) =>
        (order.payments ?? []).some((row) => row.paymentStatus === 'REFUND_COMPLETE' || row.paidPrice < 0),
      ),
  ).length

export const buyerRecord = (buyer: ExpectedBuyer): string[] => [
  defused(buyer.name),
  defused(hyphened(buyer.phone)),
  defused(buyer.email),
  String(buyer.orders.length),
  String(buyer.paid),
  kst(buyer.first),
  kst(buyer.last),
  defused(buyer.products.join(', ')),
]

/** Buyers with a paid order between two days in Seoul, both included; of one product where named. */
export const boughtBetween = (buyers: readonly ExpectedBuyer[], since: string, until: string, productNo?: number) =>
  buyers.filter((buyer) =>
    buyer.orders.some((order) => {
      const day = kst(order.wtime).slice(0, 10)
      const fits = productNo === undefined || linesOf(order).some(({ item }) => item.productInfo?.prodNo === productNo)
      return day >= since && day <= until && fits
    }),
  )

/** RFC 4180 with CRLF, as records. Throws where the text is not that. */
export const parseCsv = (csv: string): string[][] => {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < csv.length; at += 1) {
    const sign = csv[at] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (csv[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === ',') {
      record.push(cell)
      cell = ''
    } else if (sign === '\r' && csv[at + 1] === '\n') {
      records.push([...record, cell])
      record = []
      cell = ''
      at += 1
    } else if (sign === '\n' || sign === '\r' || sign === '"') throw new Error(`bad CSV near record ${records.length}`)
    else cell += sign
  }
  if (quoted || cell !== '' || record.length > 0) throw new Error('the CSV ends inside a record')
  return records
}
