import { useState } from 'react'
import type { OrderDetail } from '../../../shared/contract/orders.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconChevronDown } from '../../ui/icons.ts'
import { Money } from '../../ui/Money.tsx'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import classes from './detail.module.css'
import { OrderBody, Why } from './OrderView.tsx'
import { buyerTones, orderTones } from './tones.ts'

interface Props {
  buyerId: string
  unmask: boolean
  onClose: () => void
}

export default function BuyerDrawer({ buyerId, unmask, onClose }: Props) {
  const s = useStrings()
  const buyer = useCall('buyers.get', { buyerId, unmask })
  const shown = buyer.data
  if (buyer.isError) {
    return (
      <Drawer label={s.detail.buyer} title={s.detail.buyer} onClose={onClose}>
        <ErrorPanel inline error={buyer.error} onRetry={() => void buyer.refetch()} />
      </Drawer>
    )
  }
  if (shown === undefined) {
    return (
      <Drawer label={s.detail.buyer} title={<Skeleton width={120} height={18} />} onClose={onClose}>
        <DrawerSkeleton />
      </Drawer>
    )
  }
  const c = s.orders.columns
  return (
    <Drawer
      label={s.detail.buyer}
      title={<span data-copyable>{shown.name || s.common.unknown}</span>}
      aside={<StateBadge tone={buyerTones[shown.state]}>{s.orders.state[shown.state]}</StateBadge>}
      onClose={onClose}
    >
      <dl className={ui.facts}>
        <dt>{c.phone}</dt>
        <dd className="num">{shown.phone || '–'}</dd>
        <dt>{c.email}</dt>
        <dd>{shown.email || '–'}</dd>
        <dt>{s.detail.memberCode}</dt>
        <dd>{shown.memberCode ?? s.detail.guest}</dd>
        <dt>{c.paid}</dt>
        <dd>
          <strong>
            <Money value={shown.paid} />
          </strong>
        </dd>
        <dt>{c.firstPaidAt}</dt>
        <dd>
          <When at={shown.firstPaidAt} />
        </dd>
        <dt>{c.lastPaidAt}</dt>
        <dd>
          <When at={shown.lastPaidAt} />
        </dd>
      </dl>
      {unmask ? null : <p className={classes.note}>{s.detail.masked}</p>}
      <Why verdict="first" title={shown.state === 'buyer' ? s.detail.why : s.detail.whyNot} steps={shown.why} />
      <p className={classes.note}>
        {s.detail.recognisedBy}: {s.detail.by[shown.recognisedBy] ?? shown.recognisedBy}
      </p>
      <h3 className={classes.listTitle}>{s.detail.orderList(shown.orderList.length)}</h3>
      <ul className={classes.orders}>
        {shown.orderList.map((order, i) => (
          <OrderItem key={order.orderNo} order={order} first={i === 0} />
        ))}
      </ul>
    </Drawer>
  )
}

function OrderItem({ order, first }: { order: OrderDetail; first: boolean }) {
  const s = useStrings()
  const [opened, setOpened] = useState(first)
  return (
    <li className={classes.order}>
      <button type="button" aria-expanded={opened} onClick={() => setOpened((open) => !open)}>
        <IconChevronDown size={15} aria-hidden className={classes.fold} />
        <span className={classes.orderWhen}>
          <When at={order.orderedAt} />
        </span>
        <StateBadge tone={orderTones[order.state]}>{s.orders.orderState[order.state]}</StateBadge>
        <span className={classes.amount}>
          <Money value={order.paymentPrice} />
        </span>
        <span className={classes.orderProducts}>
          <span className="num">{order.orderNo}</span> · {order.products}
        </span>
      </button>
      {opened ? (
        <div className={classes.orderBody}>
          <OrderBody order={order} />
          <Why verdict="last" title={s.detail.whyPaid} steps={order.why} />
        </div>
      ) : null}
    </li>
  )
}

export function DrawerSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy>
      {[180, 220, 140, 160, 200, 120].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
