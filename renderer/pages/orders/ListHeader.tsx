import { Button } from '@mantine/core'
import { useStrings } from '../../strings/index.ts'
import { IconDownload } from '../../ui/icons.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Unmask } from './Unmask.tsx'

/** What both tabs share: their names, showing personal data, and the file. */
export function ListHeader({ current, onExport }: { current: 'buyers' | 'orders'; onExport: () => void }) {
  const s = useStrings()
  return (
    <PageHeader
      title={s.orders.title}
      actions={
        <>
          <Unmask />
          <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={onExport}>
            {s.orders.export}
          </Button>
        </>
      }
    >
      <Tabs
        label={s.orders.title}
        current={current}
        tabs={[
          { id: 'buyers', label: s.orders.tabBuyers, href: '/buyers' },
          { id: 'orders', label: s.orders.tabOrders, href: '/orders' },
        ]}
      />
    </PageHeader>
  )
}
