import { useStrings } from '../../strings/index.ts'
import { Tabs } from '../../ui/Tabs.tsx'

export function OrderTabs({ current }: { current: 'buyers' | 'orders' }) {
  const s = useStrings()
  return (
    <Tabs
      label={s.orders.title}
      current={current}
      tabs={[
        { id: 'buyers', label: s.orders.tabBuyers, href: '/buyers' },
        { id: 'orders', label: s.orders.tabOrders, href: '/orders' },
      ]}
    />
  )
}
