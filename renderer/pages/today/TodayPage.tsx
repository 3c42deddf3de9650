import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Output } from '../../../shared/contract.ts'
import { useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { pathOfNeed } from '../../ui/address.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count, won } from '../../ui/format.ts'
import { IconAlertTriangleFilled, IconChevronRight, IconCircleCheckFilled } from '../../ui/icons.ts'
import { PageHeader, ScrollPage, Section } from '../../ui/Page.tsx'
import ui from '../../ui/ui.module.css'
import { Checklist } from './Checklist.tsx'
import { ConnectionLines } from './ConnectionLines.tsx'
import { DailyTable } from './DailyTable.tsx'
import { Figures } from './Figures.tsx'
import { Goods } from './Goods.tsx'
import { TodaySkeleton } from './TodaySkeleton.tsx'
import classes from './today.module.css'

const DailyChart = lazy(() => import('./DailyChart.tsx'))
export type Dashboard = Output<'dashboard.get'>

export function TodayPage() {
  const s = useStrings()
  const dashboard = useCall('dashboard.get', {}, { refetchInterval: 60_000 })
  const [, navigate] = useLocation()
  const data = dashboard.data
  const changes = useCall('inbox.count', {}).data?.total ?? 0
  const productNeeds =
    changes === 0 ? [] : [{ code: 'PRODUCT_CHANGES', text: s.inbox.needs(changes), page: '/products?tab=inbox' }]
  return (
    <>
      <PageHeader title={s.today.title} />
      <ScrollPage>
        {dashboard.isError && data === undefined ? (
          <ErrorPanel error={dashboard.error} onRetry={() => void dashboard.refetch()} />
        ) : data === undefined ? (
          <TodaySkeleton />
        ) : (
          <>
            {dashboard.isError ? <p className={classes.stale}>{s.common.stale}</p> : null}
            <Needs needs={[...data.needs, ...productNeeds]} />
            <Checklist checklist={data.checklist} />
            {data.total.orders === 0 && data.lastSyncAt === null ? (
              <>
                <Goods />
                <EmptyState
                  title={s.today.emptyTitle}
                  text={s.today.emptyText}
                  action={<Button onClick={() => navigate('/connections/imweb')}>{s.orders.connect}</Button>}
                />
              </>
            ) : (
              <div className={classes.columns}>
                <div className={classes.main}>
                  <Figures data={data} />
                  <Goods />
                  <Daily daily={data.daily} />
                  <Products products={data.products} />
                </div>
                <ConnectionLines connections={data.connections} lastSyncAt={data.lastSyncAt} />
              </div>
            )}
          </>
        )}
      </ScrollPage>
    </>
  )
}

function Needs({ needs }: { needs: Dashboard['needs'] }) {
  const s = useStrings()
  if (needs.length === 0) {
    return (
      <p className={classes.calm}>
        <IconCircleCheckFilled size={16} aria-hidden />
        {s.today.needsNothing}
      </p>
    )
  }
  return (
    <section aria-label={s.today.needs} className={classes.needs}>
      <h2>{s.today.needs}</h2>
      <ul>
        {needs.map((need) => (
          <li key={`${need.code}-${need.text}`}>
            <Link href={pathOfNeed(need)}>
              <IconAlertTriangleFilled size={16} aria-hidden />
              <span>{need.text}</span>
              <span className={classes.go}>
                {s.today.go}
                <IconChevronRight size={15} aria-hidden />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Daily({ daily }: { daily: Dashboard['daily'] }) {
  const { s, language } = useWords()
  const [asTable, setAsTable] = useState(false)
  const orders = daily.reduce((sum, entry) => sum + entry.orders, 0)
  const revenue = won(
    daily.reduce((sum, entry) => sum + entry.revenue, 0),
    language,
  )
  return (
    <Section
      title={s.today.daily}
      aside={
        <button type="button" className={ui.linkButton} onClick={() => setAsTable((table) => !table)}>
          {asTable ? s.common.chart : s.common.table}
        </button>
      }
    >
      {orders === 0 ? (
        <p className="quiet">{s.today.noSales}</p>
      ) : asTable ? (
        <DailyTable daily={daily} />
      ) : (
        <figure className={classes.chart} role="img" aria-label={s.today.chartLabel(orders, revenue)}>
          <Suspense>
            <DailyChart daily={daily} />
          </Suspense>
        </figure>
      )}
    </Section>
  )
}

function Products({ products }: { products: Dashboard['products'] }) {
  const { s, language } = useWords()
  if (products.length === 0) return null
  const most = Math.max(1, ...products.map((product) => product.revenue))
  return (
    <Section title={s.today.products} aside={s.today.productsSpan}>
      <table className={ui.plain}>
        <thead>
          <tr>
            <th scope="col">{s.today.product}</th>
            <th scope="col" className={ui.end}>
              {s.today.quantity}
            </th>
            <td />
            <th scope="col" className={ui.end}>
              {s.today.revenue}
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={product.productNo}>
              <td>
                <Link href={`/buyers?product=${encodeURIComponent(product.productNo)}`} className={classes.productLink}>
                  {product.name}
                </Link>
              </td>
              <td className={ui.end}>{count(product.quantity)}</td>
              <td className={classes.shareCell}>
                <span
                  className={classes.shareBar}
                  style={{ width: `${(product.revenue / most) * 100}%` }}
                  aria-hidden
                />
              </td>
              <td className={`${ui.end} ${classes.share}`}>{won(product.revenue, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
