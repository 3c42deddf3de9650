import { Button, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type AccessMessage, messageStates } from '../../../shared/contract/access.ts'
import { kstDateTime } from '../../../shared/time.ts'
import { call } from '../../app/api.ts'
import { useAct } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { say } from '../../ui/notify.ts'
import { Section } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { FeedGrid } from '../activity/FeedGrid.tsx'
import { useUnmasked } from '../orders/useUnmasked.ts'
import classes from './access.module.css'
import { messageSaid } from './words.ts'

const keyOf = (row: AccessMessage) => row.messageId
const channels = ['mail', 'alimtalk'] as const
const again = (row: AccessMessage) => row.state === 'failed' || row.state === 'unknown'

const columnsOf = (s: Strings, ask: (row: AccessMessage) => void): GridColumn<AccessMessage>[] => {
  const m = s.accessMessages
  return [
    {
      id: 'at',
      header: s.access.columns.at,
      width: 156,
      fixed: true,
      cell: (row) => <When at={row.createdAt} />,
      text: (row) => kstDateTime(row.createdAt),
    },
    {
      id: 'state',
      header: s.access.columns.status,
      width: 104,
      fixed: true,
      cell: (row) => {
        const { tone, word } = messageSaid(s, row)
        return <StateBadge tone={tone}>{word}</StateBadge>
      },
      text: (row) => messageSaid(s, row).word,
    },
    { id: 'channel', header: m.channel, width: 80, cell: (row) => m.channels[row.channel], text: (row) => row.channel },
    { id: 'type', header: m.what, width: 92, cell: (row) => s.access.types[row.type], text: (row) => row.type },
    { id: 'to', header: m.to, width: 170, cell: (row) => <span title={row.to}>{row.to}</span>, text: (row) => row.to },
    {
      id: 'why',
      header: m.why,
      width: 180,
      grow: 560,
      cell: (row) => (
        <span title={row.error === null ? undefined : `${row.error.message} ${row.error.nextStep}`}>
          {row.error?.message ?? ''}
        </span>
      ),
      text: (row) => row.error?.message ?? '',
    },
    {
      id: 'act',
      header: m.act,
      width: 108,
      cell: (row) =>
        again(row) ? (
          <Button
            variant="default"
            size="compact-xs"
            onClick={(event) => {
              event.stopPropagation()
              ask(row)
            }}
          >
            {m.retry}
          </Button>
        ) : null,
      text: () => '',
    },
  ]
}

/** Every message to a buyer: sent, waiting, come back. */
export function Messages() {
  const s = useStrings()
  const m = s.accessMessages
  const unmask = useUnmasked()
  const [state, setState] = useState<AccessMessage['state'] | null>(null)
  const [channel, setChannel] = useState<AccessMessage['channel'] | null>(null)
  const [asking, setAsking] = useState<AccessMessage | null>(null)
  const filter = { ...(state === null ? {} : { state }), ...(channel === null ? {} : { channel }) }
  const feed = useFeed<AccessMessage>('access.messages', { ...filter, unmask }, (after) =>
    call('access.messages', { ...filter, unmask, limit: 100, ...(after === undefined ? {} : { after }) }),
  )
  const retry = useAct('access.retryMessage', { refresh: ['access.messages', 'access.get'] })
  const columns = useColumns(
    'accessMessages',
    useMemo(() => columnsOf(s, setAsking), [s]),
  )
  const filtered = state !== null || channel !== null
  return (
    <Section
      title={m.title}
      aside={
        <>
          <Select
            aria-label={s.access.columns.status}
            placeholder={m.anyState}
            data={messageStates.map((value) => ({ value, label: m.states[value] }))}
            value={state}
            onChange={(value) => setState(messageStates.find((known) => known === value) ?? null)}
            clearable
            w={130}
          />
          <Select
            aria-label={m.channel}
            placeholder={m.anyChannel}
            data={channels.map((value) => ({ value, label: m.channels[value] }))}
            value={channel}
            onChange={(value) => setChannel(channels.find((known) => known === value) ?? null)}
            clearable
            w={130}
          />
        </>
      }
    >
      <div className={classes.messages}>
        <FeedGrid
          label={s.access.messagesTable}
          feed={feed}
          columns={columns}
          scope={`messages|${JSON.stringify(filter)}`}
          keyOf={keyOf}
          empty={
            <EmptyState
              title={filtered ? m.noMatch : m.emptyTitle}
              text={filtered ? s.orders.noMatchText : m.emptyText}
            />
          }
        />
      </div>
      <Confirm
        opened={asking !== null}
        title={m.retryTitle}
        text={asking === null ? '' : m.retryText(asking.to)}
        go={m.retry}
        busy={retry.isPending}
        error={retry.error}
        onClose={() => setAsking(null)}
        onGo={() =>
          asking !== null &&
          retry.mutate(
            { messageId: asking.messageId },
            {
              onSuccess: () => {
                setAsking(null)
                say(m.retried)
              },
            },
          )
        }
      />
    </Section>
  )
}
