import { Button, Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import { orderStates } from '../../../shared/order.ts'
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
import { orderColumns } from './columns.tsx'
import { chipsOf, PeriodFilter, ProductFilter } from './Filters.tsx'
import { ListEmpty } from './ListEmpty.tsx'
import { ArrivalsButton, copyRows, InfoLine } from './ListFrame.tsx'
import { OrderTabs } from './OrderTabs.tsx'
import classes from './orders.module.css'
import { isFiltered, type OrderSort, orderFilterOf, orderRules } from './rules.ts'
import { Unmask } from './Unmask.tsx'
import { useUnmasked } from './useUnmasked.ts'

const OrderDrawer = lazy(() => import('./OrderDrawer.tsx'))
const ExportDialog = lazy(() => import('../exports/ExportDialog.tsx'))

const keyOf = (row: OrderRow) => row.orderNo
const noFilter = { search: undefined, product: undefined, since: undefined, until: undefined, state: undefined }

export function OrdersPage() {
  const s = useStrings()
  const { view, change } = useView('/orders', orderRules)
  const unmask = useUnmasked()
  const arrivals = useArrivals()
  const [exporting, setExporting] = useState(false)
  const products = useCall('buyers.products', {}).data

  const filterKey = JSON.stringify(orderFilterOf(view))
  const filter = useMemo(() => JSON.parse(filterKey) as ReturnType<typeof orderFilterOf>, [filterKey])
  const rowScope = `${filterKey}|${view.sort}|${view.descending}|${arrivals.ordersSnapshot}`
  const rows = useRows<OrderRow>({
    name: 'orders.list',
    scope: `${rowScope}|${unmask}`,
    load: (place) => call('orders.list', { ...filter, ...place, sort: view.sort, descending: view.descending, unmask }),
    countAll: async () => (await call('orders.count', filter)).total,
  })
  const columns = useColumns(
    'orders',
    useMemo(() => orderColumns(s), [s]),
  )
  const total = rows.total ?? 0
  const selection = useSelection({
    total,
    scope: `${filterKey}|${arrivals.ordersSnapshot}`,
    keyOf,
    rowsBetween: rows.rowsBetween,
  })

  const waiting = arrivals.ordersAdded + arrivals.ordersUpdated
  const { showOrders } = arrivals
  useEffect(() => {
    if (waiting > 0 && rows.total === 0) showOrders()
  }, [waiting, rows.total, showOrders])

  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: OrderRow) => change({ open: row.orderNo }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const copy = () =>
    void copyRows(selection.known(), columns, { tooMany: s.grid.copyTooMany, copied: s.grid.copiedRows })
  const chips = chipsOf(
    s,
    view,
    {
      product: products?.items.find((item) => item.productNo === view.product)?.name,
      state: view.state === undefined ? undefined : s.orders.orderState[view.state],
    },
    change,
  )
  const { state: _, ...exportFilter } = filter

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
        <OrderTabs current="orders" />
      </PageHeader>
      <search className={classes.toolbar}>
        <SearchBox
          value={view.search ?? ''}
          placeholder={s.orders.searchOrders}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <ProductFilter value={view.product} onChange={(product) => change({ product })} />
        <PeriodFilter since={view.since} until={view.until} onChange={change} />
        <Select
          aria-label={s.orders.filterState}
          placeholder={s.orders.anyState}
          data={orderStates.map((value) => ({ value, label: s.orders.orderState[value] }))}
          value={view.state ?? null}
          clearable
          w={148}
          onChange={(value) => change({ state: orderStates.find((state) => state === value) })}
        />
        <span className={classes.toolbarEnd}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <InfoLine
        countText={rows.total === undefined ? s.orders.counting : s.orders.ordersCount(rows.total)}
        total={total}
        asOf={rows.asOf}
        chips={chips}
        onClear={clear}
        selection={selection}
        onCopy={copy}
      />
      <div className={classes.split}>
        {rows.error ? (
          <ErrorPanel error={rows.error} onRetry={rows.retry} />
        ) : (
          <div className={classes.gridBox}>
            <DataGrid
              label={s.orders.ordersTable}
              columns={columns}
              total={rows.total ?? 20}
              rowAt={rows.rowAt}
              keyOf={keyOf}
              onRange={rows.onRange}
              scope={rowScope}
              sort={{ by: view.sort, descending: view.descending }}
              onSort={({ by, descending }) => change({ sort: by as OrderSort, descending })}
              selection={selection}
              openKey={view.open ?? null}
              onOpen={open}
              onClose={close}
              onCopy={copy}
              stale={rows.stale}
            >
              <ListEmpty
                filtered={isFiltered(filter)}
                noMatchTitle={s.orders.noMatchOrdersTitle}
                title={s.orders.emptyOrdersTitle}
                text={s.orders.emptyOrdersText}
                onClear={clear}
              />
            </DataGrid>
            {waiting > 0 && total > 0 ? (
              <ArrivalsButton
                text={
                  arrivals.ordersAdded > 0
                    ? s.orders.newOrders(arrivals.ordersAdded)
                    : s.orders.changedOrders(arrivals.ordersUpdated)
                }
                onClick={showOrders}
              />
            ) : null}
          </div>
        )}
        <Suspense>
          {view.open === undefined ? null : (
            <OrderDrawer orderNo={view.open} unmask={unmask} snapshot={arrivals.ordersSnapshot} onClose={close} />
          )}
        </Suspense>
      </div>
      <Suspense>
        {exporting ? (
          <ExportDialog
            filter={exportFilter}
            chips={chips.filter((chip) => chip.id !== 'state')}
            onClose={() => setExporting(false)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
