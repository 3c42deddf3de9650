import type { ReactNode } from 'react'
import { useStrings, useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { when, wholeMoment } from '../../ui/format.ts'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import type { Feed } from '../../ui/grid/useFeed.ts'
import { useNow } from '../../ui/useNow.ts'
import classes from '../orders/orders.module.css'

interface Props<R> {
  label: string
  feed: Feed<R>
  columns: GridColumns<R>
  scope: string
  keyOf: (row: R) => string
  empty: ReactNode
  openKey?: string | null
  onOpen?: (row: R) => void
  onClose?: () => void
  drawer?: ReactNode
  note?: ReactNode
}

/** One of the logs: the line above, the grid, the drawer beside it. */
export function FeedGrid<R>({ label, feed, columns, scope, keyOf, empty, drawer, note, ...rest }: Props<R>) {
  return (
    <>
      <div className={classes.info}>
        <FeedCount feed={feed} />
        {note}
        <AsOf at={feed.asOf} />
      </div>
      <div className={classes.split}>
        {feed.error ? (
          <ErrorPanel error={feed.error} onRetry={feed.retry} />
        ) : (
          <div className={classes.gridBox}>
            <DataGrid
              label={label}
              columns={columns}
              total={feed.total ?? 20}
              rowAt={feed.rowAt}
              keyOf={keyOf}
              onRange={feed.onRange}
              scope={scope}
              stale={feed.stale}
              {...rest}
            >
              {empty}
            </DataGrid>
          </div>
        )}
        {drawer}
      </div>
    </>
  )
}

/** How many rows there are, as far as they have been read. */
export function FeedCount<R>({ feed }: { feed: Pick<Feed<R>, 'total' | 'more'> }) {
  const s = useStrings()
  return (
    <output className={classes.count}>
      {feed.total === undefined
        ? s.orders.counting
        : feed.more
          ? s.common.rowsAtLeast(feed.total)
          : s.common.rows(feed.total)}
    </output>
  )
}

export function AsOf({ at }: { at: number | null }) {
  const { s, language } = useWords()
  const now = useNow(60_000)
  if (at === null) return null
  return (
    <time className={classes.asOf} dateTime={new Date(at).toISOString()} title={wholeMoment(at, language)}>
      {s.common.asOf(when(at, now, language))}
    </time>
  )
}
