import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import orders from '../orders/orders.module.css'
import products from '../products/products.module.css'
import classes from './approvals.module.css'
import { listingColumns } from './columns.tsx'
import { ApprovalsEmpty } from './Empty.tsx'
import { chipsOf, Filters, Levels } from './Filters.tsx'
import { ListingTable } from './ListingTable.tsx'
import { Sending } from './Sending.tsx'
import { useApprovalView } from './useApprovalView.ts'
import { type ApprovalView, approvalsPath, engineFilter, noFilter, type Stage, stages } from './view.ts'

const ListingDrawer = lazy(() => import('./ListingDrawer.tsx'))

const plain = (stage: Stage): ApprovalView => ({ stage, filter: {}, sort: 'updatedAt', descending: true })

/** What would go where at which price, and what is wrong with it. Nothing reaches a market from any other page. */
export default function ApprovalsPage() {
  const s = useStrings()
  const { view } = useApprovalView()
  const counts = {
    draft: useCall('listings.count', engineFilter(plain('draft'))).data?.total,
    again: useCall('listings.count', engineFilter(plain('again'))).data?.total,
    approved: useCall('listings.count', engineFilter(plain('approved'))).data?.total,
    rejected: useCall('listings.count', engineFilter(plain('rejected'))).data?.total,
  }
  return (
    <>
      <PageHeader title={s.approvals.title} actions={<Sending waiting={counts.approved ?? 0} />}>
        <Tabs
          label={s.approvals.title}
          current={view.stage}
          tabs={stages.map((id) => ({
            id,
            label: s.approvals.stages[id],
            href: approvalsPath(plain(id)),
            count: counts[id],
          }))}
        />
      </PageHeader>
      {/* Columns and what is remembered of them differ from stage to stage. */}
      <Listings key={view.stage} />
    </>
  )
}

function Listings() {
  const { s, language } = useWords()
  const { view, change } = useApprovalView()
  const { filter, stage } = view
  const facets = useCall('listings.facets', engineFilter(view)).data
  const columns = useColumns(
    `approvals.${stage}`,
    useMemo(() => listingColumns(s, language, stage), [s, language, stage]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const chips = chipsOf(s, filter, change)
  return (
    <>
      <search className={`${orders.toolbar} ${products.toolbar}`}>
        <SearchBox
          value={filter.search ?? ''}
          placeholder={s.approvals.search}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <Levels filter={filter} facets={facets} change={change} className={classes.levels} />
        <Filters filter={filter} facets={facets} change={change} />
        <span className={`${orders.toolbarEnd} ${products.tools}`}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <ListingTable
        view={view}
        change={change}
        columns={columns}
        chips={chips}
        onClear={clear}
        empty={<ApprovalsEmpty stage={stage} filtered={chips.length > 0} onClear={clear} />}
        drawer={
          <Suspense>
            {view.open === undefined ? null : <ListingDrawer listingId={view.open} onClose={close} />}
          </Suspense>
        }
      />
    </>
  )
}
