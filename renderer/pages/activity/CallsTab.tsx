import { Button, Checkbox, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ApiCall } from '../../../shared/contract/work.ts'
import { call } from '../../app/api.ts'
import { useAct, useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count } from '../../ui/format.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { IconDownload } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { serviceName } from '../connections/words.ts'
import orders from '../orders/orders.module.css'
import { FeedGrid } from './FeedGrid.tsx'

const keyOf = (row: ApiCall) => `${row.at}-${row.traceId}-${row.attempt}`
const failed = (row: ApiCall) => row.status === null || row.status >= 400 || row.errorCode !== null

const callColumns = (s: Strings): GridColumn<ApiCall>[] => {
  const c = s.activity.columns
  const answer = (row: ApiCall) => (row.status === null ? s.activity.noAnswer : String(row.status))
  return [
    { id: 'at', header: c.at, width: 164, fixed: true, cell: (r) => <When at={r.at} />, text: (r) => String(r.at) },
    {
      id: 'service',
      header: c.service,
      width: 92,
      cell: (r) => <span>{serviceName(s, r.service)}</span>,
      text: (r) => r.service,
    },
    {
      id: 'method',
      header: c.method,
      width: 76,
      cell: (r) => <span className="mono">{r.method}</span>,
      text: (r) => r.method,
    },
    {
      id: 'path',
      header: c.path,
      width: 260,
      grow: 760,
      fixed: true,
      cell: (r) => (
        <span className="mono" title={r.path}>
          {r.path}
        </span>
      ),
      text: (r) => r.path,
    },
    {
      id: 'status',
      header: c.status,
      width: 118,
      cell: (r) => <StateBadge tone={failed(r) ? 'bad' : 'ok'}>{answer(r)}</StateBadge>,
      text: answer,
    },
    {
      id: 'errorCode',
      header: c.errorCode,
      width: 124,
      cell: (r) => <span className="mono">{r.errorCode}</span>,
      text: (r) => r.errorCode ?? '',
    },
    { id: 'ms', header: c.ms, width: 88, align: 'end', cell: (r) => `${count(r.ms)} ms`, text: (r) => String(r.ms) },
    {
      id: 'attempts',
      header: c.attempts,
      width: 76,
      align: 'end',
      cell: (r) => s.activity.attempt(r.attempt),
      text: (r) => String(r.attempt),
    },
    {
      id: 'traceId',
      header: c.traceId,
      width: 180,
      cell: (r) => (
        <span className="mono quiet" data-copyable>
          {r.traceId}
        </span>
      ),
      text: (r) => r.traceId,
    },
  ]
}

export function CallsTab() {
  const s = useStrings()
  const [failedOnly, setFailedOnly] = useState(false)
  const [search, setSearch] = useState('')
  const [service, setService] = useState<string | null>(null)
  const services = useCall('connections.list', {}).data?.items ?? []
  const filter = useMemo(
    () => ({
      ...(failedOnly ? { failedOnly } : {}),
      ...(search === '' ? {} : { search }),
      ...(service === null ? {} : { service }),
    }),
    [failedOnly, search, service],
  )
  const feed = useFeed<ApiCall>('apiCalls.list', filter, (after) =>
    call('apiCalls.list', { ...filter, limit: 200, ...(after === undefined ? {} : { after }) }),
  )
  const columns = useColumns(
    'apiCalls',
    useMemo(() => callColumns(s), [s]),
  )
  const save = useAct('shell.exportApiCalls')
  const filtered = failedOnly || search !== '' || service !== null
  return (
    <>
      <search className={orders.toolbar}>
        <SearchBox value={search} placeholder={s.activity.searchCalls} onChange={setSearch} />
        <Select
          aria-label={s.activity.columns.service}
          placeholder={s.activity.anyService}
          data={services.map((item) => ({ value: item.service, label: serviceName(s, item.service) }))}
          value={service}
          clearable
          w={160}
          onChange={setService}
        />
        <Checkbox
          label={s.activity.failedOnly}
          checked={failedOnly}
          onChange={(event) => setFailedOnly(event.currentTarget.checked)}
        />
        <span className={orders.toolbarEnd}>
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            loading={save.isPending}
            onClick={() =>
              save.mutate(filter, {
                onSuccess: ({ rows }) => rows !== null && say(s.activity.exportedCalls(rows)),
                onError: sayFailure,
              })
            }
          >
            {s.activity.exportCalls}
          </Button>
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <FeedGrid
        label={s.activity.callsTable}
        feed={feed}
        columns={columns}
        scope={`calls|${JSON.stringify(filter)}`}
        keyOf={keyOf}
        empty={
          <EmptyState
            title={filtered ? s.activity.noMatch : s.activity.emptyCalls}
            text={filtered ? s.orders.noMatchText : s.activity.emptyCallsText}
          />
        }
      />
    </>
  )
}
