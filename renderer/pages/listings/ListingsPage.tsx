import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react'
import { useLocation } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import orders from '../orders/orders.module.css'
import products from '../products/products.module.css'
import { listedColumns } from './columns.tsx'
import { chipsOf, Filters } from './Filters.tsx'
import { ListedTable } from './ListedTable.tsx'
import { MarketStrip } from './MarketStrip.tsx'
import { useMarketPages, useOpenOnMarket } from './OnMarket.tsx'
import { SyncButton } from './SyncButton.tsx'
import { UpdatesTab } from './UpdatesTab.tsx'
import { useListedView } from './useListedView.ts'
import { engineFilter, noFilter, pathWith } from './view.ts'

const ListedDrawer = lazy(() => import('./ListedDrawer.tsx'))

/** What is on sale where, and what is out of step. */
export default function ListingsPage() {
  const s = useStrings()
  const { view, change } = useListedView()
  const summary = useCall('step.summary', {}).data?.markets ?? []
  const pending = summary.reduce((sum, entry) => sum + entry.queued + entry.waiting + entry.failed, 0)
  const { market } = view.filter
  const close = useCallback(() => change({ open: undefined }), [change])
  const drawer = (
    <Suspense>{view.open === undefined ? null : <ListedDrawer listingId={view.open} onClose={close} />}</Suspense>
  )
  return (
    <>
      <PageHeader title={s.listed.title} actions={<SyncButton market={market} />}>
        <Tabs
          label={s.listed.title}
          current={view.tab}
          tabs={[
            { id: 'all', label: s.listed.tabs.all, href: pathWith({ market }) },
            { id: 'updates', label: s.listed.tabs.updates, href: pathWith({ tab: 'updates', market }), count: pending },
          ]}
        />
      </PageHeader>
      <MarketStrip />
      {view.tab === 'updates' ? <UpdatesTab drawer={drawer} /> : <Listed drawer={drawer} />}
    </>
  )
}

function Listed({ drawer }: { drawer: ReactNode }) {
  const { s, language } = useWords()
  const { view, change } = useListedView()
  const { filter } = view
  const facets = useCall('listings.facets', engineFilter(filter)).data
  const pages = useMarketPages()
  const open = useOpenOnMarket()
  const columns = useColumns(
    'listings',
    useMemo(() => listedColumns(s, language, pages ? open : null), [s, language, pages, open]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const chips = chipsOf(s, filter, change)
  return (
    <>
      <search className={`${orders.toolbar} ${products.toolbar}`}>
        <SearchBox
          value={filter.search ?? ''}
          placeholder={s.listed.search}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <Filters filter={filter} facets={facets} change={change} />
        <span className={`${orders.toolbarEnd} ${products.tools}`}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <ListedTable
        view={view}
        change={change}
        columns={columns}
        chips={chips}
        onClear={clear}
        empty={<Empty filtered={chips.length > 0} onClear={clear} />}
        drawer={drawer}
      />
    </>
  )
}

function Empty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const s = useStrings()
  const [, navigate] = useLocation()
  return filtered ? (
    <EmptyState
      title={s.listed.noMatch}
      text={s.listed.noMatchText}
      action={
        <Button variant="default" onClick={onClear}>
          {s.common.clear}
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={s.listed.empty}
      text={s.listed.emptyText}
      action={<Button onClick={() => navigate('/approvals')}>{s.listed.toApprovals}</Button>}
    />
  )
}
