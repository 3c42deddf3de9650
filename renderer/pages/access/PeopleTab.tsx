import { Button } from '@mantine/core'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useLocation } from 'wouter'
import type { AccessRow } from '../../../shared/contract/access.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { ListEmpty } from '../orders/ListEmpty.tsx'
import { ListTable } from '../orders/ListTable.tsx'
import orders from '../orders/orders.module.css'
import { useUnmasked } from '../orders/useUnmasked.ts'
import { peopleColumns } from './columns.tsx'
import { PeopleFilters, peopleChips, StateFilter } from './PeopleFilters.tsx'
import { Strip } from './Strip.tsx'
import { useAccessView } from './useAccessView.ts'
import { useMoved } from './useMoved.ts'
import { noFilter, peopleFilterOf } from './view.ts'

const PersonDrawer = lazy(() => import('./PersonDrawer.tsx'))
const keyOf = (row: AccessRow) => row.buyerId
const sort = { by: 'since', descending: true }
const keep = () => {}

export function PeopleTab() {
  const s = useStrings()
  const { view, change } = useAccessView()
  const unmask = useUnmasked()
  const snapshot = useAccessLists((state) => state.people)
  const show = useAccessLists((state) => state.showPeople)
  const filter = peopleFilterOf(view)
  const filterKey = JSON.stringify(filter)
  const products = useCall('access.products', {}).data
  const counts = useCall('access.counts', filter)
  const { total, granted, revoked } = counts.data ?? {}
  const moved = useMoved(
    'access.list',
    `${filterKey}|${snapshot}`,
    total === undefined ? undefined : [total, granted ?? 0, revoked ?? 0],
    counts.dataUpdatedAt,
  )
  const columns = useColumns(
    'access',
    useMemo(() => peopleColumns(s), [s]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: AccessRow) => change({ open: row.buyerId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const name = products?.items.find((item) => item.productNo === view.product)?.name
  const chips = peopleChips(s, view, name, change)
  return (
    <>
      <Strip />
      <search className={orders.toolbar}>
        <SearchBox
          value={view.search ?? ''}
          placeholder={s.access.search}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <StateFilter view={view} change={change} />
        <PeopleFilters view={view} change={change} />
        <span className={orders.toolbarEnd}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <ListTable<AccessRow>
        label={s.access.peopleTable}
        source={{
          name: 'access.list',
          load: (place) => call('access.list', { ...filter, ...place, unmask }),
          countAll: async () => (await call('access.counts', filter)).total,
        }}
        filterKey={filterKey}
        unmask={unmask}
        columns={columns}
        keyOf={keyOf}
        countText={s.access.people}
        chips={chips}
        onClear={clear}
        sort={sort}
        onSort={keep}
        openKey={view.open}
        onOpen={open}
        onClose={close}
        arrivals={{ waiting: moved, text: s.access.changed(moved), show, snapshot }}
        empty={<PeopleEmpty filtered={chips.length > 0} onClear={clear} />}
        drawer={
          <Suspense>
            {view.open === undefined ? null : (
              <PersonDrawer key={view.open} buyerId={view.open} unmask={unmask} onClose={close} />
            )}
          </Suspense>
        }
      />
    </>
  )
}

/** Why nobody is here yet: no app, no shop, or nobody who paid for what the rules name. */
function PeopleEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const endpoint = useCall('access.endpoint', {}).data
  if (!filtered && endpoint?.state === 'none') {
    return (
      <EmptyState
        title={s.access.noAppTitle}
        text={s.access.noAppText}
        action={<Button onClick={() => navigate('/access?tab=app')}>{s.access.connectApp}</Button>}
      />
    )
  }
  return (
    <ListEmpty
      filtered={filtered}
      noMatchTitle={s.access.noMatchTitle}
      title={s.access.emptyTitle}
      text={s.access.emptyText}
      onClear={onClear}
    />
  )
}
