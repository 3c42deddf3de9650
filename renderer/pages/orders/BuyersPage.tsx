import { Button, Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { BuyerRow } from '../../../shared/contract/buyers.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useArrivals } from '../../stores/arrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { useRows } from '../../ui/grid/useRows.ts'
import { useSelection } from '../../ui/grid/useSelection.ts'
import { IconDownload } from '../../ui/icons.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useView } from '../../ui/useView.ts'
import { buyerColumns } from './columns.tsx'
import { chipsOf, NewSinceFilter, PeriodFilter, ProductFilter } from './Filters.tsx'
import { ListEmpty } from './ListEmpty.tsx'
import { ArrivalsButton, copyRows, InfoLine } from './ListFrame.tsx'
import { OrderTabs } from './OrderTabs.tsx'
import classes from './orders.module.css'
import { type BuyerSort, buyerFilterOf, buyerRules, isFiltered } from './rules.ts'
import { Unmask } from './Unmask.tsx'
import { useUnmasked } from './useUnmasked.ts'

const BuyerDrawer = lazy(() => import('./BuyerDrawer.tsx'))
const ExportDialog = lazy(() => import('../exports/ExportDialog.tsx'))

const keyOf = (row: BuyerRow) => row.buyerId
const noFilter = {
  search: undefined,
  product: undefined,
  since: undefined,
  until: undefined,
  state: undefined,
  newSince: undefined,
}

export function BuyersPage() {
  const s = useStrings()
  const { view, change } = useView('/buyers', buyerRules)
  const unmask = useUnmasked()
  const arrivals = useArrivals()
  const [exporting, setExporting] = useState(false)
  const products = useCall('buyers.products', {}).data

  const filterKey = JSON.stringify(buyerFilterOf(view))
  const filter = useMemo(() => JSON.parse(filterKey) as ReturnType<typeof buyerFilterOf>, [filterKey])
  const rowScope = `${filterKey}|${view.sort}|${view.descending}|${arrivals.buyersSnapshot}`
  const rows = useRows<BuyerRow>({
    name: 'buyers.list',
    scope: `${rowScope}|${unmask}`,
    load: (place) => call('buyers.list', { ...filter, ...place, sort: view.sort, descending: view.descending, unmask }),
    countAll: async () => (await call('buyers.count', filter)).total,
  })
  // Where every row has the same state, a column of it says nothing.
  const mixed = view.state !== undefined
  const columns = useColumns(
    'buyers',
    useMemo(() => buyerColumns(s).filter((column) => column.id !== 'state' || mixed), [s, mixed]),
  )
  const total = rows.total ?? 0
  const selection = useSelection({
    total,
    scope: `${filterKey}|${arrivals.buyersSnapshot}`,
    keyOf,
    rowsBetween: rows.rowsBetween,
  })

  const waiting = arrivals.buyersAdded + arrivals.buyersRemoved
  const { showBuyers } = arrivals
  useEffect(() => {
    // Nothing is being read yet: the first rows need not wait behind a button.
    if (waiting > 0 && rows.total === 0) showBuyers()
  }, [waiting, rows.total, showBuyers])

  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: BuyerRow) => change({ open: row.buyerId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const chips = chipsOf(
    s,
    view,
    {
      product: products?.items.find((item) => item.productNo === view.product)?.name,
      state: view.state === undefined || view.state === 'buyer' ? undefined : s.orders.state[view.state],
    },
    change,
  )

  return (
    <>
      <PageHeader
        title={s.orders.title}
        actions={
          <>
            <Unmask />
            <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setExporting(true)}>
              {s.orders.export}
            </Button>
          </>
        }
      >
        <OrderTabs current="buyers" />
      </PageHeader>
      <search className={classes.toolbar}>
        <SearchBox
          value={view.search ?? ''}
          placeholder={s.orders.searchBuyers}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <ProductFilter value={view.product} onChange={(product) => change({ product })} />
        <PeriodFilter since={view.since} until={view.until} onChange={change} />
        <Select
          aria-label={s.orders.filterState}
          data={(['buyer', 'former', 'all'] as const).map((value) => ({ value, label: s.orders.state[value] }))}
          value={view.state ?? 'buyer'}
          allowDeselect={false}
          w={124}
          onChange={(value) => change({ state: value === 'former' || value === 'all' ? value : undefined })}
        />
        <NewSinceFilter value={view.newSince} onChange={(newSince) => change({ newSince })} />
        <span className={classes.toolbarEnd}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <InfoLine
        countText={rows.total === undefined ? s.orders.counting : s.orders.buyersCount(rows.total)}
        total={total}
        asOf={rows.asOf}
        chips={chips}
        onClear={clear}
        selection={selection}
        onCopy={copy}
        allAction={
          <Button variant="default" size="compact-sm" onClick={() => setExporting(true)}>
            {s.orders.export}
          </Button>
        }
      />
      <div className={classes.split}>
        {rows.error ? (
          <ErrorPanel error={rows.error} onRetry={rows.retry} />
        ) : (
          <div className={classes.gridBox}>
            <DataGrid
              label={s.orders.buyersTable}
              columns={columns}
              total={rows.total ?? 20}
              rowAt={rows.rowAt}
              keyOf={keyOf}
              onRange={rows.onRange}
              scope={rowScope}
              sort={{ by: view.sort, descending: view.descending }}
              onSort={({ by, descending }) => change({ sort: by as BuyerSort, descending })}
              selection={selection}
              openKey={view.open ?? null}
              onOpen={open}
              onClose={close}
              onCopy={copy}
              stale={rows.stale}
            >
              <ListEmpty
                filtered={isFiltered(filter)}
                noMatchTitle={s.orders.noMatchTitle}
                title={s.orders.emptyTitle}
                text={s.orders.emptyText}
                onClear={clear}
              />
            </DataGrid>
            {waiting > 0 && total > 0 ? (
              <ArrivalsButton
                text={arrivals.buyersAdded > 0 ? s.orders.newBuyers(arrivals.buyersAdded) : s.orders.changedBuyers}
                onClick={showBuyers}
              />
            ) : null}
          </div>
        )}
        <Suspense>
          {view.open === undefined ? null : (
            <BuyerDrawer buyerId={view.open} unmask={unmask} snapshot={arrivals.buyersSnapshot} onClose={close} />
          )}
        </Suspense>
      </div>
      <Suspense>
        {exporting ? <ExportDialog filter={filter} chips={chips} onClose={() => setExporting(false)} /> : null}
      </Suspense>
    </>
  )
}
