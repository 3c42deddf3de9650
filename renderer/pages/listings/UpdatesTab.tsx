import { Button, Select } from '@mantine/core'
import { type ReactNode, useCallback, useMemo } from 'react'
import { useLocation } from 'wouter'
import type { ListingUpdate } from '../../../shared/contract/listing-shapes.ts'
import { markets } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { useSelection } from '../../ui/grid/useSelection.ts'
import { StateBadge, type Tone } from '../../ui/StateBadge.tsx'
import { AsOf, FeedCount } from '../activity/FeedGrid.tsx'
import approvals from '../approvals/approvals.module.css'
import { marketName } from '../approvals/words.ts'
import { copyRows } from '../orders/ListFrame.tsx'
import orders from '../orders/orders.module.css'
import products from '../products/products.module.css'
import classes from './listings.module.css'
import { UpdateActions } from './UpdateActions.tsx'
import { updateColumns } from './updateColumns.tsx'
import { useListedView } from './useListedView.ts'
import { statusesOf, type UpdateShow, updateShows } from './view.ts'

const outlineRows = 20
const pageSize = 200
const keyOf = (row: ListingUpdate) => String(row.updateId)
const tones: Record<UpdateShow, Tone> = { open: 'busy', waiting: 'warn', failed: 'bad', ended: 'idle' }

/** What the markets are still to be told, the most urgent first, and what became of it. */
export function UpdatesTab({ drawer }: { drawer: ReactNode }) {
  const { view, change } = useListedView()
  const s = useStrings()
  const { show } = view
  const { market } = view.filter
  const summary = useCall('step.summary', {}).data?.markets
  const chosen = summary?.filter((entry) => market === undefined || entry.market === market)
  const sum = (of: (entry: NonNullable<typeof summary>[number]) => number) =>
    chosen?.reduce((total, entry) => total + of(entry), 0)
  const counts: Record<UpdateShow, number | undefined> = {
    open: sum((entry) => entry.queued),
    waiting: sum((entry) => entry.waiting),
    failed: sum((entry) => entry.failed),
    ended: undefined,
  }
  return (
    <>
      <div className={`${orders.toolbar} ${products.toolbar}`}>
        <fieldset className={approvals.levels} aria-label={s.updates.showLabel}>
          {updateShows.map((each) => (
            <button key={each} type="button" aria-pressed={show === each} onClick={() => change({ show: each })}>
              <StateBadge tone={tones[each]}>{s.updates.shows[each]}</StateBadge>
              {counts[each] === undefined ? null : <span className="num">{count(counts[each])}</span>}
            </button>
          ))}
        </fieldset>
        <Select
          clearable
          aria-label={s.listed.filters.market}
          placeholder={s.listed.filters.anyMarket}
          w={150}
          data={markets.map((value) => ({ value, label: marketName(s, value) }))}
          value={market ?? null}
          onChange={(value) => change({ market: markets.find((known) => known === value) })}
        />
      </div>
      {/* Columns and what is remembered of them differ. */}
      <Updates key={show} total={counts[show]} drawer={drawer} />
    </>
  )
}

function Updates({ total, drawer }: { total: number | undefined; drawer: ReactNode }) {
  const { s, language } = useWords()
  const u = s.updates
  const { view, change } = useListedView()
  const [, navigate] = useLocation()
  const { show, open } = view
  const { market } = view.filter
  const filter = {
    statuses: statusesOf[show],
    ...(market === undefined ? {} : { market }),
    ...(show === 'ended' ? {} : { inOrder: true }),
  }
  const feed = useFeed<ListingUpdate>('updates.list', filter, (after) =>
    call('updates.list', { ...filter, limit: pageSize, ...(after === undefined ? {} : { after }) }),
  )
  const columns = useColumns(
    `updates.${show}`,
    useMemo(() => updateColumns(s, language, show), [s, language, show]),
  )
  const scope = JSON.stringify(filter)
  const all = feed.more ? Math.max(total ?? 0, feed.rows.length) : feed.rows.length
  const selection = useSelection<ListingUpdate>({
    total: all,
    scope,
    keyOf,
    rowsBetween: useCallback(async (from: number, to: number) => feed.rows.slice(from, to + 1), [feed.rows]),
  })
  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const openRow = useCallback((row: ListingUpdate) => change({ open: row.listingId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const shown = feed.rows.find((row) => row.listingId === open)
  return (
    <>
      <div className={orders.info}>
        {feed.more && total !== undefined && total > feed.rows.length ? (
          <output className={orders.count}>{u.countText(total)}</output>
        ) : (
          <FeedCount feed={feed} />
        )}
        <UpdateActions show={show} market={market} selection={selection} total={all} onCopy={copy} />
        {show === 'open' && all > 0 ? <span className="quiet">{u.order}</span> : null}
        <span className={classes.end}>
          <AsOf at={feed.asOf} />
          <ColumnsMenu columns={columns} />
        </span>
      </div>
      <div className={orders.split}>
        {feed.error ? (
          <ErrorPanel error={feed.error} onRetry={feed.retry} />
        ) : (
          <div className={orders.gridBox}>
            <DataGrid
              label={u.table}
              columns={columns}
              total={feed.total ?? outlineRows}
              rowAt={feed.rowAt}
              keyOf={keyOf}
              onRange={feed.onRange}
              scope={scope}
              {...(show === 'waiting' ? { selection } : {})}
              openKey={shown === undefined ? null : keyOf(shown)}
              onOpen={openRow}
              onClose={close}
              onCopy={copy}
              stale={feed.stale}
            >
              <EmptyState
                title={u.empty[show].title}
                text={u.empty[show].text}
                action={
                  show === 'waiting' ? (
                    <Button variant="default" onClick={() => navigate('/settings?tab=step')}>
                      {u.toSettings}
                    </Button>
                  ) : undefined
                }
              />
            </DataGrid>
          </div>
        )}
        {drawer}
      </div>
    </>
  )
}
