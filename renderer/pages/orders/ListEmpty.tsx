import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { useAct, useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sayFailure } from '../../ui/notify.ts'

interface Props {
  filtered: boolean
  noMatchTitle: string
  title: string
  text: string
  onClear: () => void
}

/** Why a list is empty, and the one button that changes it. */
export function ListEmpty({ filtered, noMatchTitle, title, text, onClear }: Props) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const connections = useCall('connections.list', {}).data
  const running = useCall('sync.status', {}).data?.running
  const start = useAct('sync.start', { refresh: ['sync.status'] })
  const started = useJobs((state) => state.started)
  if (filtered) {
    return (
      <EmptyState
        title={noMatchTitle}
        text={s.orders.noMatchText}
        action={
          <Button variant="default" onClick={onClear}>
            {s.common.clear}
          </Button>
        }
      />
    )
  }
  const imweb = connections?.items.find((item) => item.service === 'imweb')
  if (imweb === undefined || imweb.state === 'disconnected') {
    return (
      <EmptyState
        title={title}
        text={text}
        action={<Button onClick={() => navigate('/connections/imweb')}>{s.orders.connect}</Button>}
      />
    )
  }
  if (running !== null && running !== undefined) {
    return <EmptyState title={s.orders.emptySyncing} text={s.orders.emptySyncingText(running.progress.seen)} />
  }
  return (
    <EmptyState
      title={title}
      text={text}
      action={
        <Button
          loading={start.isPending}
          onClick={() => start.mutate({}, { onSuccess: ({ jobId }) => started(jobId), onError: sayFailure })}
        >
          {s.orders.syncNow}
        </Button>
      }
    />
  )
}
