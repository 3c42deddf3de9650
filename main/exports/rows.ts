import type { ExportSpec } from '../../shared/contract/buyers.ts'
import { nameOf, sectionStatusNames } from '../../shared/order.ts'
import { formatPhone } from '../../shared/people.ts'
import { kstDateTime, kstDayNumberStart } from '../../shared/time.ts'
import { productsText } from '../buyers/list.ts'
import { dayOf } from '../buyers/period.ts'
import type { ProductNames } from '../buyers/products.ts'
import type { BuyerIndex } from '../buyers/repository-index.ts'
import type { Db } from '../store/db.ts'
import { csvRow, numberCell, textCell } from './csv.ts'
import { type BuyerSlice, buyerIdsOf, buyersIn, type OrderSlice, paidOrders } from './repository-lines.ts'

export interface RowChunk {
  text: string
  rows: number
}

export const lineHeader =
  '주문번호,주문일시,상품명,옵션,수량,상품금액,결제금액,구매자명,연락처,이메일,결제상태,주문상태'.split(',')
export const buyerHeader = '구매자명,연락처,이메일,주문수,누적결제금액,첫결제일시,최근결제일시,상품'.split(',')

/** Files repeat the same products, options and states on most lines: each is made into a cell once. */
const remembered = (make: (text: string) => string, most = 20_000) => {
  const known = new Map<string, string>()
  return (text: string): string => {
    let cell = known.get(text)
    if (cell === undefined) {
      if (known.size >= most) known.clear()
      cell = make(text)
      known.set(text, cell)
    }
    return cell
  }
}

/** One row for each line of a paid order, newest first. The product and the period choose lines, all else buyers. */
export function* lineRows(snapshot: Db, index: BuyerIndex, filter: ExportSpec['filter']): Generator<RowChunk> {
  if (filter.state === 'former') return
  const wanted = index.products().wanted(filter)
  const who =
    filter.search || filter.newSince ? index.match({ search: filter.search, newSince: filter.newSince }).mask : null
  const from = filter.since === undefined ? null : kstDayNumberStart(dayOf(filter.since))
  const until = filter.until === undefined ? null : kstDayNumberStart(dayOf(filter.until) + 1)
  const names = index.products()
  const cell = remembered(textCell)
  const status = remembered((text) => textCell(nameOf(sectionStatusNames, text)))

  const head = ([, orderNo, orderedAt]: OrderSlice) => `${textCell(orderNo)},${kstDateTime(orderedAt)},`
  const tail = ([, , , paymentPrice, name, phone, email, state]: OrderSlice) => {
    const person = `${textCell(name ?? '')},${textCell(formatPhone(phone))},${textCell(email ?? '')}`
    return `,${paymentPrice},${person},${state === 'paid' ? '결제완료' : '부분환불'},`
  }
  for (const { orders, linesOf } of paidOrders(snapshot, from, until)) {
    let text = ''
    let rows = 0
    for (const order of orders) {
      if (who !== null && who[order[8]] !== 1) continue
      const before = head(order)
      const after = tail(order)
      for (const [, productId, option, quantity, unitPrice, sectionStatus] of linesOf(order[0])) {
        if (wanted !== null && !wanted.has(productId)) continue
        const sold = `${cell(names.get(productId)?.name ?? '')},${cell(option)},${quantity}`
        const amount = unitPrice === null ? '' : unitPrice * quantity
        text += `${before}${sold},${amount}${after}${status(sectionStatus ?? '')}\r\n`
        rows += 1
      }
    }
    yield { text, rows }
  }
}

/** Buyers of this filter, who paid last first; equal times by their stable number. */
function sortedBuyers(snapshot: Db, index: BuyerIndex, filter: ExportSpec['filter']): Int32Array {
  const { mask } = index.match(filter)
  const columns = index.columns()
  const ids = columns
    .sorted('lastPaidAt')
    .filter((id) => mask[id] === 1)
    .reverse()
  const at = (place: number) => columns.keyOf('lastPaidAt', ids[place] ?? 0)
  for (let start = 0; start < ids.length; ) {
    let end = start + 1
    while (end < ids.length && at(end) === at(start)) end += 1
    if (end - start > 1) {
      const run = ids.subarray(start, end)
      const names = buyerIdsOf(snapshot, [...run])
      run.sort((a, b) => ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1))
    }
    start = end
  }
  return ids
}

const buyerRow = (buyer: BuyerSlice, names: ProductNames): string => {
  const [name, phone, email, orders, paid, firstPaidAt, lastPaidAt, items] = buyer
  return csvRow([
    textCell(name),
    textCell(formatPhone(phone)),
    textCell(email),
    numberCell(orders),
    numberCell(paid),
    kstDateTime(firstPaidAt),
    kstDateTime(lastPaidAt),
    textCell(productsText(items, names, Number.POSITIVE_INFINITY)),
  ])
}

export function* buyerRows(snapshot: Db, index: BuyerIndex, filter: ExportSpec['filter']): Generator<RowChunk> {
  const ids = sortedBuyers(snapshot, index, filter)
  const names = index.products()
  for (const buyers of buyersIn(snapshot, ids)) {
    yield { text: buyers.map((buyer) => buyerRow(buyer, names)).join(''), rows: buyers.length }
  }
}
