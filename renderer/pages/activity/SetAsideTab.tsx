import { useMemo } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { When } from '../../ui/When.tsx'
import orders from '../orders/orders.module.css'

type SetAside = Output<'orders.setAside'>['items'][number]
const keyOf = (row: SetAside) => row.ref

const setAsideColumns = (s: Strings): GridColumn<SetAside>[] => {
  const c = s.activity.columns
  return [
    {
      id: 'ref',
      header: c.ref,
      width: 190,
      fixed: true,
      cell: (r) => (
        <span className="num" data-copyable>
          {r.ref}
        </span>
      ),
      text: (r) => r.ref,
    },
    {
      id: 'reason',
      header: c.reason,
      width: 320,
      grow: 760,
      fixed: true,
      cell: (r) => <span title={r.reason}>{r.reason}</span>,
      text: (r) => r.reason,
    },
    { id: 'at', header: c.at, width: 170, cell: (r) => <When at={r.seenAt} />, text: (r) => String(r.seenAt) },
  ]
}

/** Orders that came in a shape this app cannot read: set aside with a reason, never silently lost. */
export function SetAsideTab() {
  const s = useStrings()
  const query = useCall('orders.setAside', { limit: 200 })
  const columns = useColumns(
    'setAside',
    useMemo(() => setAsideColumns(s), [s]),
  )
  const items = query.data?.items ?? []
  return (
    <>
      <div className={orders.info}>
        <output className={orders.count}>
          {query.data === undefined ? s.orders.counting : s.common.rows(query.data.total)}
        </output>
        {items.length > 0 ? <span className="quiet">{s.activity.setAsideNote}</span> : null}
      </div>
      <div className={orders.split}>
        {query.isError ? (
          <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DataGrid
            label={s.activity.setAsideTable}
            columns={columns}
            total={query.data === undefined ? 20 : items.length}
            rowAt={(index) => items[index]}
            keyOf={keyOf}
            scope="setAside"
          >
            <EmptyState title={s.activity.emptySetAside} text={s.activity.emptySetAsideText} />
          </DataGrid>
        )}
      </div>
    </>
  )
}
