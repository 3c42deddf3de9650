import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconFileImport, IconPlus } from '../../ui/icons.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { BansTab } from './BansTab.tsx'
import { CatalogueTab } from './CatalogueTab.tsx'
import { InboxTab } from './InboxTab.tsx'
import { PlansTab } from './PlansTab.tsx'

const ImportDialog = lazy(() => import('./ImportDialog.tsx'))
const tabs = { catalogue: CatalogueTab, inbox: InboxTab, plans: PlansTab, bans: BansTab } as const
type TabId = keyof typeof tabs
const ids = Object.keys(tabs) as TabId[]

/** What can be sold, what changed, what is collected and what is kept out. */
export default function ProductsPage() {
  const s = useStrings()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('tab')
  const current = ids.find((id) => id === asked) ?? 'catalogue'
  const Current = tabs[current]
  const [importing, setImporting] = useState(false)
  const inbox = useCall('inbox.count', {}).data
  return (
    <>
      <PageHeader
        title={s.products.title}
        actions={
          current === 'catalogue' ? (
            <>
              <Button
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
                onClick={() => setImporting(true)}
              >
                {s.products.importOld}
              </Button>
              <Button
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => navigate('/products?tab=plans&new=1')}
              >
                {s.products.makePlan}
              </Button>
            </>
          ) : null
        }
      >
        <Tabs
          label={s.products.title}
          current={current}
          tabs={ids.map((id) => ({
            id,
            label: s.products.tabs[id],
            href: id === 'catalogue' ? '/products' : `/products?tab=${id}`,
            count: id === 'inbox' ? inbox?.total : undefined,
          }))}
        />
      </PageHeader>
      <Current />
      <Suspense>{importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}</Suspense>
    </>
  )
}
