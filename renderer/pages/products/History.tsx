import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ProductChange, ProductDetail, ProductKey } from '../../../shared/contract/products.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { Skeleton } from '../../ui/Page.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import classes from './detail.module.css'
import { changedTimes, stepsOf } from './history.ts'
import { changeText } from './words.ts'

const HistoryChart = lazy(() => import('./HistoryChart.tsx'))

/** How price and stock went, as steps or as the list of changes. */
export function History({ product, id }: { product: ProductDetail; id: ProductKey }) {
  const { s } = useWords()
  const d = s.product
  const [asTable, setAsTable] = useState(false)
  const query = useInfiniteQuery({
    queryKey: ['products.history', id],
    queryFn: ({ pageParam }) =>
      call('products.history', { ...id, limit: 200, ...(pageParam === undefined ? {} : { after: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const changes = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={classes.part} aria-label={d.history}>
      <div className={classes.partHead}>
        <h3>{d.history}</h3>
        {changes.length === 0 ? null : (
          <button type="button" className={ui.linkButton} onClick={() => setAsTable((table) => !table)}>
            {asTable ? s.common.chart : s.common.table}
          </button>
        )}
      </div>
      {query.isError ? (
        <ErrorPanel inline error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Skeleton width="100%" height={132} />
      ) : changes.length === 0 ? (
        <p className="quiet">{d.historyNone}</p>
      ) : asTable ? (
        <ChangeTable changes={changes} />
      ) : (
        <Charts product={product} changes={changes} />
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className={ui.linkButton}
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {d.historyMore}
        </button>
      ) : null}
    </section>
  )
}

function Charts({ product, changes }: { product: ProductDetail; changes: readonly ProductChange[] }) {
  const { s } = useWords()
  const d = s.product
  const now = Date.now()
  const price = stepsOf(changes, 'price', product.price, product.firstSeenAt, now)
  const stock = stepsOf(changes, 'stock', product.stock, product.firstSeenAt, now)
  const times = { price: changedTimes(changes, 'price'), stock: changedTimes(changes, 'stock') }
  // A line that never moved says nothing that the figure above has not said.
  const charts = [
    { kind: 'price' as const, points: price, name: s.products.columns.price, label: d.priceChart(times.price) },
    { kind: 'stock' as const, points: stock, name: s.products.columns.stock, label: d.stockChart(times.stock) },
  ].filter(({ kind, points }) => times[kind] > 0 && points.some((point) => point.value !== null))
  if (charts.length === 0) return <ChangeTable changes={changes} />
  return charts.map(({ kind, points, name, label }) => (
    <figure key={kind} className={classes.chart}>
      <figcaption>{name}</figcaption>
      <div role="img" aria-label={label}>
        <Suspense fallback={<Skeleton width="100%" height={132} />}>
          <HistoryChart points={points} kind={kind} />
        </Suspense>
      </div>
    </figure>
  ))
}

function ChangeTable({ changes }: { changes: readonly ProductChange[] }) {
  const { s, language } = useWords()
  const d = s.product
  return (
    <table className={ui.plain}>
      <thead>
        <tr>
          <th scope="col">{d.at}</th>
          <th scope="col">{d.field}</th>
          <th scope="col">{d.change}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.at}.${change.field}.${change.option ?? ''}`}>
            <td>
              <When at={change.at} />
            </td>
            <td>
              {d.fields[change.field] ?? change.field}
              {change.option === null ? null : <span className={classes.sub}>{change.option}</span>}
            </td>
            <td className="num">{changeText(s, change.field, change.before, change.after, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
