import type { BuyerRow } from '../../../shared/contract/buyers.ts'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import { nameOf, sectionStatusNames } from '../../../shared/order.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import { count } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { Money } from '../../ui/Money.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { buyerTones, orderTones } from './tones.ts'

const moment = (at: number | null) => (at === null ? '' : kstDateTime(at))
const channelNames: Record<string, string> = {
  IMWEB: '아임웹',
  NAVERPAY_ORDER: '네이버페이',
  TALKCHECKOUT: '톡체크아웃',
  SMARTSTORE: '스마트스토어',
}
export const channelName = (channel: string) => channelNames[channel] ?? channel
const sections = (row: OrderRow) =>
  [...new Set(row.sectionStatuses)].map((status) => nameOf(sectionStatusNames, status)).join(', ')

/** A column that shows a text as it is, whole on hover. */
const text = <R,>(id: string, header: string, width: number, of: (row: R) => string): GridColumn<R> => ({
  id,
  header,
  width,
  cell: (row) => <span title={of(row)}>{of(row)}</span>,
  text: of,
})
const digits = <R,>(id: string, header: string, width: number, of: (row: R) => string): GridColumn<R> => ({
  id,
  header,
  width,
  cell: (row) => <span className="num">{of(row)}</span>,
  text: of,
})
const time = <R,>(id: string, header: string, of: (row: R) => number | null): GridColumn<R> => ({
  id,
  header,
  width: 172,
  cell: (row) => <When at={of(row)} />,
  text: (row) => moment(of(row)),
})
const money = <R,>(id: string, header: string, width: number, of: (row: R) => number): GridColumn<R> => ({
  id,
  header,
  width,
  align: 'end',
  cell: (row) => <Money value={of(row)} />,
  text: (row) => String(of(row)),
})

export const buyerColumns = (s: Strings): GridColumn<BuyerRow>[] => {
  const c = s.orders.columns
  return [
    { ...text<BuyerRow>('name', c.name, 88, (row) => row.name), sort: 'name', fixed: true },
    digits('phone', c.phone, 134, (row) => row.phone),
    { ...text<BuyerRow>('email', c.email, 140, (row) => row.email), grow: 220 },
    { ...text<BuyerRow>('products', c.products, 110, (row) => row.products), grow: 620 },
    { ...digits<BuyerRow>('orders', c.orders, 76, (row) => count(row.orders)), align: 'end', sort: 'orders' },
    { ...money<BuyerRow>('paid', c.paid, 116, (row) => row.paid), sort: 'paid' },
    { ...time<BuyerRow>('firstPaidAt', c.firstPaidAt, (row) => row.firstPaidAt), sort: 'firstPaidAt', hidden: true },
    { ...time<BuyerRow>('lastPaidAt', c.lastPaidAt, (row) => row.lastPaidAt), sort: 'lastPaidAt' },
    {
      id: 'state',
      header: c.state,
      width: 124,
      cell: (row) => <StateBadge tone={buyerTones[row.state]}>{s.orders.state[row.state]}</StateBadge>,
      text: (row) => s.orders.state[row.state],
    },
  ]
}

export const orderColumns = (s: Strings): GridColumn<OrderRow>[] => {
  const c = s.orders.columns
  return [
    { ...digits<OrderRow>('orderNo', c.orderNo, 152, (row) => row.orderNo), fixed: true },
    { ...time<OrderRow>('orderedAt', c.orderedAt, (row) => row.orderedAt), sort: 'orderedAt' },
    text('name', c.name, 88, (row) => row.name),
    { ...digits<OrderRow>('phone', c.phone, 134, (row) => row.phone), hidden: true },
    { ...text<OrderRow>('email', c.email, 140, (row) => row.email), grow: 220, hidden: true },
    { ...text<OrderRow>('products', c.products, 110, (row) => row.products), grow: 620 },
    money('payment', c.payment, 116, (row) => row.paymentPrice),
    {
      id: 'state',
      header: c.state,
      width: 120,
      cell: (row) => <StateBadge tone={orderTones[row.state]}>{s.orders.orderState[row.state]}</StateBadge>,
      text: (row) => s.orders.orderState[row.state],
    },
    text('sections', c.sections, 100, sections),
    { ...text<OrderRow>('channel', c.channel, 116, (row) => channelName(row.channel)), hidden: true },
    { ...time<OrderRow>('paidAt', c.paidAt, (row) => row.paidAt), hidden: true },
  ]
}
