import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconCopy, IconUsers } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { DrawerSkeleton } from './BuyerDrawer.tsx'
import { OrderBody, Why } from './OrderView.tsx'
import { orderTones } from './tones.ts'

interface Props {
  orderNo: string
  unmask: boolean
  onClose: () => void
}

export default function OrderDrawer({ orderNo, unmask, onClose }: Props) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const query = useCall('orders.get', { orderNo, unmask })
  const copy = useAct('shell.copyText')
  const order = query.data
  if (query.isError || order === undefined) {
    return (
      <Drawer
        label={s.detail.order}
        title={query.isError ? s.detail.order : <Skeleton width={160} height={18} />}
        onClose={onClose}
      >
        {query.isError ? (
          <ErrorPanel inline error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DrawerSkeleton />
        )}
      </Drawer>
    )
  }
  const c = s.orders.columns
  const { buyerId } = order
  return (
    <Drawer
      label={s.detail.order}
      title={
        <span className="num" data-copyable>
          {order.orderNo}
        </span>
      }
      aside={<StateBadge tone={orderTones[order.state]}>{s.orders.orderState[order.state]}</StateBadge>}
      onClose={onClose}
    >
      <dl className={ui.facts}>
        <dt>{c.orderedAt}</dt>
        <dd>
          <When at={order.orderedAt} />
        </dd>
        <dt>{c.paidAt}</dt>
        <dd>
          <When at={order.paidAt} />
        </dd>
        <dt>{c.name}</dt>
        <dd>{order.name || '–'}</dd>
        <dt>{c.phone}</dt>
        <dd className="num">{order.phone || '–'}</dd>
        <dt>{c.email}</dt>
        <dd>{order.email || '–'}</dd>
      </dl>
      <div className={ui.actions}>
        {buyerId === null ? null : (
          <Button
            variant="default"
            leftSection={<IconUsers size={15} aria-hidden />}
            onClick={() =>
              navigate(
                `/buyers?state=all&search=${encodeURIComponent(order.orderNo)}&open=${encodeURIComponent(buyerId)}`,
              )
            }
          >
            {s.detail.openBuyer}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconCopy size={15} aria-hidden />}
          onClick={() =>
            copy.mutate({ text: order.orderNo }, { onSuccess: () => say(s.common.copied), onError: sayFailure })
          }
        >
          {s.detail.copyOrderNo}
        </Button>
      </div>
      <OrderBody order={order} />
      <Why verdict="last" title={s.detail.whyPaid} steps={order.why} />
    </Drawer>
  )
}
