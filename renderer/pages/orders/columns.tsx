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

export const buyerColumns = (s: Strings): GridColumn<BuyerRow>[] => {
  const c = s.orders.columns
  return [
    {
      id: 'name',
      header: c.name,
      width: 112,
      sort: 'name',
      fixed: true,
      cell: (r) => <span>{r.name}</span>,
      text: (r) => r.name,
    },
    {
      id: 'phone',
      header: c.phone,
      width: 142,
      cell: (r) => <span className="num">{r.phone}</span>,
      text: (r) => r.phone,
    },
    { id: 'email', header: c.email, width: 200, cell: (r) => <span>{r.email}</span>, text: (r) => r.email },
    {
      id: 'products',
      header: c.products,
      width: 200,
      grow: true,
      cell: (r) => <span title={r.products}>{r.products}</span>,
      text: (r) => r.products,
    },
    {
      id: 'orders',
      header: c.orders,
      width: 84,
      align: 'end',
      sort: 'orders',
      cell: (r) => count(r.orders),
      text: (r) => String(r.orders),
    },
    {
      id: 'paid',
      header: c.paid,
      width: 124,
      align: 'end',
      sort: 'paid',
      cell: (r) => <Money value={r.paid} />,
      text: (r) => String(r.paid),
    },
    {
      id: 'firstPaidAt',
      header: c.firstPaidAt,
      width: 164,
      sort: 'firstPaidAt',
      hidden: true,
      cell: (r) => <When at={r.firstPaidAt} />,
      text: (r) => moment(r.firstPaidAt),
    },
    {
      id: 'lastPaidAt',
      header: c.lastPaidAt,
      width: 164,
      sort: 'lastPaidAt',
      cell: (r) => <When at={r.lastPaidAt} />,
      text: (r) => moment(r.lastPaidAt),
    },
    {
      id: 'state',
      header: c.state,
      width: 124,
      cell: (r) => <StateBadge tone={buyerTones[r.state]}>{s.orders.state[r.state]}</StateBadge>,
      text: (r) => s.orders.state[r.state],
    },
  ]
}

export const orderColumns = (s: Strings): GridColumn<OrderRow>[] => {
  const c = s.orders.columns
  return [
    {
      id: 'orderNo',
      header: c.orderNo,
      width: 168,
      fixed: true,
      cell: (r) => <span className="num">{r.orderNo}</span>,
      text: (r) => r.orderNo,
    },
    {
      id: 'orderedAt',
      header: c.orderedAt,
      width: 164,
      sort: 'orderedAt',
      cell: (r) => <When at={r.orderedAt} />,
      text: (r) => moment(r.orderedAt),
    },
    { id: 'name', header: c.name, width: 104, cell: (r) => <span>{r.name}</span>, text: (r) => r.name },
    {
      id: 'phone',
      header: c.phone,
      width: 142,
      hidden: true,
      cell: (r) => <span className="num">{r.phone}</span>,
      text: (r) => r.phone,
    },
    {
      id: 'email',
      header: c.email,
      width: 190,
      hidden: true,
      cell: (r) => <span>{r.email}</span>,
      text: (r) => r.email,
    },
    {
      id: 'products',
      header: c.products,
      width: 200,
      grow: true,
      cell: (r) => <span title={r.products}>{r.products}</span>,
      text: (r) => r.products,
    },
    {
      id: 'payment',
      header: c.payment,
      width: 124,
      align: 'end',
      sort: 'paymentPrice',
      cell: (r) => <Money value={r.paymentPrice} />,
      text: (r) => String(r.paymentPrice),
    },
    {
      id: 'state',
      header: c.state,
      width: 124,
      cell: (r) => <StateBadge tone={orderTones[r.state]}>{s.orders.orderState[r.state]}</StateBadge>,
      text: (r) => s.orders.orderState[r.state],
    },
    { id: 'sections', header: c.sections, width: 116, cell: (r) => <span>{sections(r)}</span>, text: sections },
    {
      id: 'channel',
      header: c.channel,
      width: 116,
      hidden: true,
      cell: (r) => <span>{channelName(r.channel)}</span>,
      text: (r) => channelName(r.channel),
    },
    {
      id: 'paidAt',
      header: c.paidAt,
      width: 164,
      hidden: true,
      cell: (r) => <When at={r.paidAt} />,
      text: (r) => moment(r.paidAt),
    },
  ]
}
