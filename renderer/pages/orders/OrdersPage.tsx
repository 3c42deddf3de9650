import { Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import { orderStates } from '../../../shared/order.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useArrivals } from '../../stores/arrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useView } from '../../ui/useView.ts'
import { orderColumns } from './columns.tsx'
import { chipsOf, PeriodFilter, ProductFilter } from './Filters.tsx'
import { ListEmpty } from './ListEmpty.tsx'
import { ListHeader } from './ListHeader.tsx'
import { ListTable } from './ListTable.tsx'
import classes from './orders.module.css'
import { isFiltered, noFilter, orderFilterOf, orderRules } from './rules.ts'
import { useUnmasked } from './useUnmasked.ts'

const OrderDrawer = lazy(() => import('./OrderDrawer.tsx'))
const ExportDialog = lazy(() => import('../exports/ExportDialog.tsx'))

const keyOf = (row: OrderRow) => row.orderNo

export function OrdersPage() {
  const s = useStrings()
  const { view, change } = useView('/orders', orderRules)
  const unmask = useUnmasked()
  const arrivals = useArrivals()
  const [exporting, setExporting] = useState(false)
  const products = useCall('buyers.products', {}).data

  const filter = orderFilterOf(view)
  const columns = useColumns(
    'orders',
    useMemo(() => orderColumns(s), [s]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: OrderRow) => change({ open: row.orderNo }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const names = {
    product: products?.items.find((item) => item.productNo === view.product)?.name,
    state: view.state === undefined ? undefined : s.orders.orderState[view.state],
  }
  const chips = chipsOf(s, view, names, change)
  // The file is one of buyers and what they paid for: an order's own state does not narrow it.
  const { state: _, ...exportFilter } = filter

  return (
    <>
      <ListHeader current="orders" onExport={() => setExporting(true)} />
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
      <ListTable<OrderRow>
        label={s.orders.ordersTable}
        source={{
          name: 'orders.list',
          load: (place) => call('orders.list', { ...filter, ...place, descending: view.descending, unmask }),
          countAll: async () => (await call('orders.count', filter)).total,
        }}
        filterKey={JSON.stringify(filter)}
        unmask={unmask}
        columns={columns}
        keyOf={keyOf}
        countText={s.orders.ordersCount}
        chips={chips}
        onClear={clear}
        sort={{ by: view.sort, descending: view.descending }}
        onSort={({ descending }) => change({ descending })}
        openKey={view.open}
        onOpen={open}
        onClose={close}
        arrivals={{
          waiting: arrivals.ordersAdded + arrivals.ordersUpdated,
          text:
            arrivals.ordersAdded > 0
              ? s.orders.newOrders(arrivals.ordersAdded)
              : s.orders.changedOrders(arrivals.ordersUpdated),
          show: arrivals.showOrders,
          snapshot: arrivals.ordersSnapshot,
        }}
        empty={
          <ListEmpty
            filtered={isFiltered(filter)}
            noMatchTitle={s.orders.noMatchOrdersTitle}
            title={s.orders.emptyOrdersTitle}
            text={s.orders.emptyOrdersText}
            onClear={clear}
          />
        }
        drawer={
          <Suspense>
            {view.open === undefined ? null : <OrderDrawer orderNo={view.open} unmask={unmask} onClose={close} />}
          </Suspense>
        }
      />
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
