import { Button, Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useSearch } from 'wouter'
import type { BuyerRow } from '../../../shared/contract/buyers.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useArrivals } from '../../stores/arrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useView } from '../../ui/useView.ts'
import { buyerColumns } from './columns.tsx'
import { chipsOf, NewSinceFilter, PeriodFilter, ProductFilter } from './Filters.tsx'
import { ListEmpty } from './ListEmpty.tsx'
import { SelectionBar } from './ListFrame.tsx'
import { ListHeader } from './ListHeader.tsx'
import { ListTable } from './ListTable.tsx'
import classes from './orders.module.css'
import { type BuyerSort, buyerFilterOf, buyerRules, isFiltered, noFilter } from './rules.ts'
import { useUnmasked } from './useUnmasked.ts'

const BuyerDrawer = lazy(() => import('./BuyerDrawer.tsx'))
const ExportDialog = lazy(() => import('../exports/ExportDialog.tsx'))

const states = ['buyer', 'former', 'all'] as const
const keyOf = (row: BuyerRow) => row.buyerId

export function BuyersPage() {
  const s = useStrings()
  const { view, change } = useView('/buyers', buyerRules)
  const unmask = useUnmasked()
  const arrivals = useArrivals()
  const [exporting, setExporting] = useState(false)
  const products = useCall('buyers.products', {}).data

  const filter = buyerFilterOf(view)
  // Where every row has the same state, a column of it says nothing.
  const mixed = view.state !== undefined
  const columns = useColumns(
    'buyers',
    useMemo(() => buyerColumns(s).filter((column) => column.id !== 'state' || mixed), [s, mixed]),
  )
  const asksForExport = new URLSearchParams(useSearch()).has('export')
  useEffect(() => {
    // The menu's way in; the address itself keeps only what the list shows.
    if (!asksForExport) return
    setExporting(true)
    change({ open: undefined })
  }, [asksForExport, change])

  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: BuyerRow) => change({ open: row.buyerId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const startExport = () => setExporting(true)
  const names = {
    product: products?.items.find((item) => item.productNo === view.product)?.name,
    state: view.state === undefined || view.state === 'buyer' ? undefined : s.orders.state[view.state],
  }
  const chips = chipsOf(s, view, names, change)

  return (
    <>
      <ListHeader current="buyers" onExport={startExport} />
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
          data={states.map((value) => ({ value, label: s.orders.state[value] }))}
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
      <ListTable<BuyerRow>
        label={s.orders.buyersTable}
        source={{
          name: 'buyers.list',
          load: (place) =>
            call('buyers.list', { ...filter, ...place, sort: view.sort, descending: view.descending, unmask }),
          countAll: async () => (await call('buyers.count', filter)).total,
        }}
        filterKey={JSON.stringify(filter)}
        unmask={unmask}
        columns={columns}
        keyOf={keyOf}
        countText={s.orders.buyersCount}
        chips={chips}
        onClear={clear}
        actions={(list) => (
          <SelectionBar {...list}>
            {list.selection.value.all ? (
              <Button variant="default" size="compact-sm" onClick={startExport}>
                {s.orders.export}
              </Button>
            ) : null}
          </SelectionBar>
        )}
        sort={{ by: view.sort, descending: view.descending }}
        onSort={({ by, descending }) => change({ sort: by as BuyerSort, descending })}
        openKey={view.open}
        onOpen={open}
        onClose={close}
        arrivals={{
          waiting: arrivals.buyersAdded + arrivals.buyersRemoved,
          text: arrivals.buyersAdded > 0 ? s.orders.newBuyers(arrivals.buyersAdded) : s.orders.changedBuyers,
          show: arrivals.showBuyers,
          snapshot: arrivals.buyersSnapshot,
        }}
        empty={
          <ListEmpty
            filtered={isFiltered(filter)}
            noMatchTitle={s.orders.noMatchTitle}
            title={s.orders.emptyTitle}
            text={s.orders.emptyText}
            onClear={clear}
          />
        }
        drawer={
          <Suspense>
            {view.open === undefined ? null : <BuyerDrawer buyerId={view.open} unmask={unmask} onClose={close} />}
          </Suspense>
        }
      />
      <Suspense>
        {exporting ? <ExportDialog filter={filter} chips={chips} onClose={() => setExporting(false)} /> : null}
      </Suspense>
    </>
  )
}
