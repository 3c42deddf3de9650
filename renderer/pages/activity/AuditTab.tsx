import { useMemo } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../app/api.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { When } from '../../ui/When.tsx'
import { FeedGrid } from './FeedGrid.tsx'

type Audit = Output<'audit.list'>['items'][number]
const keyOf = (row: Audit) => `${row.at}-${row.action}-${row.detail}`
const noFilter = {}

const auditColumns = (s: Strings): GridColumn<Audit>[] => {
  const c = s.activity.columns
  const action = (row: Audit) => s.activity.actions[row.action] ?? row.action
  return [
    { id: 'at', header: c.at, width: 170, fixed: true, cell: (r) => <When at={r.at} />, text: (r) => String(r.at) },
    { id: 'action', header: c.action, width: 170, fixed: true, cell: (r) => <span>{action(r)}</span>, text: action },
    {
      id: 'detail',
      header: c.detail,
      width: 360,
      grow: 760,
      cell: (r) => <span title={r.detail}>{r.detail}</span>,
      text: (r) => r.detail,
    },
  ]
}

/** Who looked at or took out personal data, and when. Nothing here can be removed. */
export function AuditTab() {
  const s = useStrings()
  const feed = useFeed<Audit>('audit.list', noFilter, (after) =>
    call('audit.list', after === undefined ? {} : { after }),
  )
  const columns = useColumns(
    'audit',
    useMemo(() => auditColumns(s), [s]),
  )
  return (
    <FeedGrid
      label={s.activity.auditTable}
      feed={feed}
      columns={columns}
      scope="audit"
      keyOf={keyOf}
      empty={<EmptyState title={s.activity.emptyAudit} text={s.activity.emptyAuditText} />}
    />
  )
}
