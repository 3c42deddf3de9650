import { ActionIcon, Button, Progress } from '@mantine/core'
import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Job } from '../../shared/contract/work.ts'
import { isOpenJob, trayJobs, useJobs } from '../stores/jobs.ts'
import { useWords } from '../strings/index.ts'
import { span, when } from '../ui/format.ts'
import { IconFolderOpen, IconX } from '../ui/icons.ts'
import { sayFailure } from '../ui/notify.ts'
import { StateBadge } from '../ui/StateBadge.tsx'
import { useNow } from '../ui/useNow.ts'
import { endOf, isExport, isSync, itemsOf, jobName, leftOf, shareOf } from './progress.ts'
import { useAct, useCall } from './query.ts'
import classes from './shell.module.css'

/** A collect that waits for its turn says nothing of itself yet: its plan does. */
function useJobName(job: Job): string {
  const { s } = useWords()
  const plans = useCall('plans.list', {}, { enabled: job.kind === 'collect' && job.progress === null }).data
  return jobName(
    s,
    job,
    plans?.items.find(({ lastJobId }) => lastJobId === job.jobId),
  )
}

function OpenJob({ job }: { job: Job }) {
  const { s, language } = useWords()
  const now = useNow(1000)
  const cancel = useAct('jobs.cancel', { refresh: ['jobs.list'] })
  const { done, total } = itemsOf(job)
  const share = shareOf(job)
  const left = leftOf(job, now)
  const parts = [
    job.status === 'queued' && job.nextAttemptAt !== null && job.nextAttemptAt > now
      ? s.tray.retryAt(when(job.nextAttemptAt, now, language))
      : null,
    done === null ? null : s.tray.items(done, total),
    left === null ? null : s.tray.left(span(left, language)),
  ].filter((part) => part !== null)
  const name = useJobName(job)
  return (
    <li className={classes.trayJob}>
      <span className={classes.trayName}>{name}</span>
      {job.status === 'queued' ? (
        <StateBadge tone="idle">{s.tray.queued}</StateBadge>
      ) : (
        <Progress
          className={classes.trayBar ?? ''}
          size={6}
          value={share === null ? 100 : share * 100}
          animated={share === null}
          striped={share === null}
          color="ink"
          aria-label={name}
        />
      )}
      <span className={classes.trayText}>{parts.join(' · ')}</span>
      <span className={classes.trayActions}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={s.tray.cancelJob(name)}
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ jobId: job.jobId }, { onError: sayFailure })}
        >
          {s.common.cancel}
        </Button>
      </span>
    </li>
  )
}

function ExportEnd({ job }: { job: Job }) {
  const { s } = useWords()
  const result = useCall('exports.result', { jobId: job.jobId }).data
  const reveal = useAct('shell.revealExport')
  return (
    <>
      <span className={classes.trayText}>
        {result === undefined ? '' : s.exports.doneRows(result.rows)}
        {result !== undefined && result.replacedCharacters > 0 ? (
          <>
            {' '}
            {s.exports.replaced(result.replacedCharacters)}{' '}
            {s.exports.replacedSamples(result.replacedSamples.join(' '))}
          </>
        ) : null}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFolderOpen size={15} aria-hidden />}
        onClick={() => reveal.mutate({ jobId: job.jobId }, { onError: sayFailure })}
      >
        {s.exports.reveal}
      </Button>
    </>
  )
}

const readMs = 12_000

function EndedJob({ job }: { job: Job }) {
  const { s } = useWords()
  const dismiss = useJobs((state) => state.dismiss)
  const retry = useAct('jobs.retry', { refresh: ['jobs.list'] })
  const name = useJobName(job)
  const ok = job.status === 'succeeded' && job.outcome === 'ok'
  const cancelled = job.outcome === 'cancelled'
  const { jobId } = job
  const passing = ok && isSync(job)
  useEffect(() => {
    // A sync that went well is news for a moment; a file or a failure waits for the operator.
    if (!passing) return
    const timer = setTimeout(() => dismiss(jobId), readMs)
    return () => clearTimeout(timer)
  }, [passing, jobId, dismiss])
  return (
    <li className={classes.trayJob}>
      <span className={classes.trayName}>{name}</span>
      <StateBadge tone={ok ? 'ok' : cancelled ? 'idle' : 'bad'}>
        {ok ? s.tray.done : cancelled ? s.tray.cancelled : s.tray.failed}
      </StateBadge>
      {ok && isExport(job) ? (
        <ExportEnd job={job} />
      ) : (
        <span className={classes.trayText}>
          {ok
            ? endOf(s, job)
            : job.lastError === null
              ? ''
              : `${job.lastError.message} ${job.lastError.nextStep} (${job.lastError.serviceCode ?? job.lastError.code})`}
        </span>
      )}
      <span className={classes.trayActions}>
        {ok || job.lastError?.retryable === false ? null : (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() =>
              retry.mutate({ jobId: job.jobId }, { onSuccess: () => dismiss(job.jobId), onError: sayFailure })
            }
          >
            {s.common.retry}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={s.tray.dismissJob(name)}
          onClick={() => dismiss(job.jobId)}
        >
          <IconX size={15} />
        </ActionIcon>
      </span>
    </li>
  )
}

/** Long work, over all pages: what runs, how far it is, and what it did. */
export function Tray() {
  const { s } = useWords()
  const state = useJobs(useShallow(({ jobs, mine, dismissed }) => ({ jobs, mine, dismissed })))
  const shown = trayJobs(state, useNow(1000))
  if (shown.length === 0) return null
  return (
    <section className={classes.tray} aria-label={s.tray.label} data-testid="tray">
      <ul aria-live="polite">
        {shown.map((job) =>
          isOpenJob(job) ? <OpenJob key={job.jobId} job={job} /> : <EndedJob key={job.jobId} job={job} />,
        )}
      </ul>
    </section>
  )
}
