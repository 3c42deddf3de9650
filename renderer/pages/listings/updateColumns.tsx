import type { ListingUpdate } from '../../../shared/contract/listing-shapes.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import type { Language } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { marketName } from '../approvals/words.ts'
import { Thumb } from '../products/Picture.tsx'
import products from '../products/products.module.css'
import classes from './listings.module.css'
import type { UpdateShow } from './view.ts'
import { kindText, statusTones, updateText } from './words.ts'

const at = (value: number | null) => (value === null ? '' : kstDateTime(value))

/** What will be told to a market, why, and how far it got. */
export const updateColumns = (s: Strings, language: Language, show: UpdateShow): GridColumn<ListingUpdate>[] => {
  const c = s.updates.columns
  const isOver = show === 'failed' || show === 'ended'
  const error = (row: ListingUpdate) =>
    row.lastError === null ? '' : `${row.lastError.serviceCode ?? row.lastError.code} ${row.lastError.message}`
  return [
    {
      id: 'kind',
      header: c.kind,
      width: 108,
      cell: (row) =>
        // What must not be sold any longer leaves first, and looks like it.
        row.urgency === 0 ? <StateBadge tone="bad">{kindText(s, row)}</StateBadge> : kindText(s, row),
      text: (row) => kindText(s, row),
    },
    {
      id: 'name',
      header: c.name,
      width: 206,
      grow: 560,
      fixed: true,
      cell: (row) => (
        <span className={products.nameCell}>
          <Thumb url={row.imageUrl} />
          <span className="cut" title={row.name}>
            {row.name}
          </span>
        </span>
      ),
      text: (row) => row.name,
    },
    {
      id: 'market',
      header: c.market,
      width: 128,
      cell: (row) => marketName(s, row.market),
      text: (row) => marketName(s, row.market),
    },
    {
      id: 'change',
      header: c.change,
      width: 214,
      align: 'end',
      cell: (row) => <span className={classes.value}>{updateText(s, row, language)}</span>,
      text: (row) => updateText(s, row, language),
    },
    {
      id: 'why',
      header: c.why,
      width: 200,
      grow: 520,
      cell: (row) => <span title={row.why}>{row.why}</span>,
      text: (row) => row.why,
    },
    {
      id: 'status',
      header: c.status,
      width: show === 'ended' ? 150 : 108,
      cell: (row) => (
        <StateBadge tone={statusTones[row.status]} spin={row.status === 'sending'}>
          {s.updates.statuses[row.status]}
        </StateBadge>
      ),
      text: (row) => s.updates.statuses[row.status],
    },
    {
      id: 'queuedAt',
      header: c.queuedAt,
      width: 142,
      hidden: isOver,
      cell: (row) => <When at={row.queuedAt} />,
      text: (row) => at(row.queuedAt),
    },
    {
      id: 'doneAt',
      header: c.doneAt,
      width: 142,
      hidden: !isOver,
      cell: (row) => <When at={row.doneAt} />,
      text: (row) => at(row.doneAt),
    },
    {
      id: 'next',
      header: c.next,
      width: 146,
      hidden: isOver || show === 'waiting',
      cell: (row) =>
        row.attempts === 0 ? (
          <span className="quiet">–</span>
        ) : (
          <span title={s.updates.attempts(row.attempts)}>
            <When at={row.nextAttemptAt} />
          </span>
        ),
      text: (row) => at(row.nextAttemptAt),
    },
    {
      id: 'error',
      header: c.error,
      width: 200,
      grow: 480,
      hidden: show === 'waiting',
      cell: (row) =>
        row.lastError === null ? (
          <span className="quiet">–</span>
        ) : (
          <span title={`${row.lastError.message}\n${row.lastError.nextStep}`}>
            <span className={`mono ${classes.code}`}>{row.lastError.serviceCode ?? row.lastError.code}</span>{' '}
            {row.lastError.message}
          </span>
        ),
      text: error,
    },
  ]
}
