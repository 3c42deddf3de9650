import { Button, Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { eventStates, eventTypes, type OutboxEvent } from '../../../shared/contract/access.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count } from '../../ui/format.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { ListTable } from '../orders/ListTable.tsx'
import orders from '../orders/orders.module.css'
import { useUnmasked } from '../orders/useUnmasked.ts'
import { eventColumns } from './columns.tsx'
import { PauseButton } from './PauseButton.tsx'
import { Strip } from './Strip.tsx'
import { TestEvent } from './TestEvent.tsx'
import { useAccessView } from './useAccessView.ts'
import { useMoved } from './useMoved.ts'
import { type AccessView, eventFilterOf, noFilter, type ViewParts } from './view.ts'

const EventDrawer = lazy(() => import('./EventDrawer.tsx'))
const keyOf = (row: OutboxEvent) => row.eventId
const sort = { by: 'at', descending: true }
const keep = () => {}

function chipsOf(s: Strings, view: AccessView, change: (parts: ViewParts) => void): Chip[] {
  const f = s.access.filters
  const chips: Chip[] = []
  const add = (id: keyof ViewParts, name: string, value: string) =>
    chips.push({ id, name, value, onRemove: () => change({ [id]: undefined }) })
  if (view.search) add('search', f.search, view.search)
  if (view.event) add('event', f.state, s.access.eventStates[view.event])
  if (view.type) add('type', f.type, s.access.types[view.type])
  if (view.buyer) add('buyer', f.buyer, f.oneBuyer)
  return chips
}

/** Everything the app was or will be told, with its answers. */
export function SentTab() {
  const s = useStrings()
  const f = s.access.filters
  const { view, change } = useAccessView()
  const [, navigate] = useLocation()
  const [testing, setTesting] = useState(false)
  const unmask = useUnmasked()
  const snapshot = useAccessLists((state) => state.sent)
  const show = useAccessLists((state) => state.showSent)
  const filter = eventFilterOf(view)
  const filterKey = JSON.stringify(filter)
  const { state, ...rest } = filter
  const endpoint = useCall('access.endpoint', {}).data
  const counts = useCall('access.eventCounts', rest)
  const listed = counts.data?.[state ?? 'total']
  const moved = useMoved(
    'access.events',
    `${filterKey}|${snapshot}`,
    listed === undefined ? undefined : [listed],
    counts.dataUpdatedAt,
  )
  const columns = useColumns(
    'accessEvents',
    useMemo(() => eventColumns(s), [s]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const open = useCallback((row: OutboxEvent) => change({ open: row.eventId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const chips = chipsOf(s, view, change)
  const connected = endpoint !== undefined && endpoint.state !== 'none'
  return (
    <>
      <Strip
        acts={
          connected ? (
            <>
              <Button variant="default" onClick={() => setTesting(true)}>
                {s.access.test}
              </Button>
              <PauseButton endpoint={endpoint} />
            </>
          ) : null
        }
      />
      <search className={orders.toolbar}>
        <SearchBox
          value={view.search ?? ''}
          placeholder={s.access.search}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <Select
          aria-label={f.state}
          placeholder={s.access.all}
          data={eventStates.map((value) => ({
            value,
            label: `${s.access.eventStates[value]} ${count(counts.data?.[value] ?? 0)}`,
          }))}
          value={view.event ?? null}
          onChange={(value) => change({ event: eventStates.find((known) => known === value) })}
          clearable
          w={150}
        />
        <Select
          aria-label={f.type}
          placeholder={f.anyType}
          data={eventTypes.map((value) => ({ value, label: s.access.types[value] }))}
          value={view.type ?? null}
          onChange={(value) => change({ type: eventTypes.find((known) => known === value) })}
          clearable
          w={140}
        />
        <span className={orders.toolbarEnd}>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <ListTable<OutboxEvent>
        label={s.access.sentTable}
        source={{
          name: 'access.events',
          load: (place) => call('access.events', { ...filter, ...place, unmask }),
          countAll: async () => (await call('access.eventCounts', rest))[state ?? 'total'],
        }}
        filterKey={filterKey}
        unmask={unmask}
        columns={columns}
        keyOf={keyOf}
        countText={s.access.events}
        chips={chips}
        onClear={clear}
        sort={sort}
        onSort={keep}
        openKey={view.open}
        onOpen={open}
        onClose={close}
        arrivals={{ waiting: moved, text: s.access.newEvents(moved), show, snapshot }}
        empty={
          chips.length > 0 ? (
            <EmptyState
              title={s.access.noEventMatch}
              text={s.orders.noMatchText}
              action={
                <Button variant="default" onClick={clear}>
                  {s.common.clear}
                </Button>
              }
            />
          ) : connected ? (
            <EmptyState title={s.access.noEventsTitle} text={s.access.noEventsText} />
          ) : (
            <EmptyState
              title={s.access.noAppTitle}
              text={s.access.noAppText}
              action={<Button onClick={() => navigate('/access?tab=app')}>{s.access.connectApp}</Button>}
            />
          )
        }
        drawer={
          <Suspense>
            {view.open === undefined ? null : (
              <EventDrawer key={view.open} eventId={view.open} unmask={unmask} onClose={close} />
            )}
          </Suspense>
        }
      />
      {testing ? <TestEvent onClose={() => setTesting(false)} /> : null}
    </>
  )
}
