import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { Job } from '../../../shared/contract/work.ts'
import { useAct, useCall } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useWords } from '../../strings/index.ts'
import { sayFailure } from '../../ui/notify.ts'
import { endsAt, nextAct } from './jobWords.ts'

interface Props {
  job: Job
  cancelLabel: string
  retryLabel: string
}

/** What can be done about a job now. Tried again, a job that its service refuses would only be refused again: the way leads to the connection first. */
export function JobActs({ job, cancelLabel, retryLabel }: Props) {
  const { s } = useWords()
  const [, navigate] = useLocation()
  const started = useJobs((state) => state.started)
  const retry = useAct('jobs.retry', { refresh: ['jobs.list', 'jobs.get', 'plans.list'] })
  const cancel = useAct('jobs.cancel', { refresh: ['jobs.list', 'jobs.get'] })
  const connections = useCall('connections.list', {}, { enabled: endsAt(job) !== null }).data?.items
  const { jobId } = job
  if (isOpenJob(job)) {
    return (
      <Button
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ jobId }, { onError: sayFailure })}
      >
        {cancelLabel}
      </Button>
    )
  }
  const act = nextAct(job, connections)
  if (act === 'connect') return <Button onClick={() => navigate('/connections')}>{s.activity.toConnections}</Button>
  if (act === null) return null
  return (
    <Button
      loading={retry.isPending}
      onClick={() => retry.mutate({ jobId }, { onSuccess: (next) => started(next.jobId), onError: sayFailure })}
    >
      {retryLabel}
    </Button>
  )
}
