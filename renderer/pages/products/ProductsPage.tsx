import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconFileImport, IconPlus } from '../../ui/icons.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { CatalogueTab } from './CatalogueTab.tsx'
import { InboxTab } from './InboxTab.tsx'
import { PlansTab } from './PlansTab.tsx'

const ImportDialog = lazy(() => import('./ImportDialog.tsx'))
const ids = ['catalogue', 'inbox', 'plans'] as const

/** What can be sold, what changed, and what is collected. */
export default function ProductsPage() {
  const s = useStrings()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('tab')
  const current = ids.find((id) => id === asked) ?? 'catalogue'
  const [importing, setImporting] = useState(false)
  const [prepareSlot, setPrepareSlot] = useState<HTMLElement | null>(null)
  const inbox = useCall('inbox.count', {}).data
  // The ban list once stood here.
  if (asked === 'bans') return <Redirect to="/settings?tab=bans" replace />
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
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => navigate('/products?tab=plans&new=1')}
              >
                {s.products.makePlan}
              </Button>
              {/* The table knows what is selected and how many match: it puts its button here. */}
              <span ref={setPrepareSlot} />
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
      {current === 'catalogue' ? <CatalogueTab prepareSlot={prepareSlot} /> : null}
      {current === 'inbox' ? <InboxTab /> : null}
      {current === 'plans' ? <PlansTab /> : null}
      <Suspense>{importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}</Suspense>
    </>
  )
}
