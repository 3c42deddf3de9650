import { Button } from '@mantine/core'
import type { Job } from '../../../shared/contract/work.ts'
import { isExport, jobName } from '../../app/progress.ts'
import { useAct } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { count } from '../../ui/format.ts'
import { IconFolderOpen } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import ui from '../../ui/ui.module.css'
import { JobActs } from './JobActs.tsx'
import { JobFrame } from './JobFrame.tsx'

/** What one job did, what the service said, and what can be done about it. */
export function JobDrawer({ job, onClose }: { job: Job; onClose: () => void }) {
  const { s } = useWords()
  const reveal = useAct('shell.revealExport')
  const value = (entry: unknown): string =>
    typeof entry === 'number'
      ? count(entry)
      : typeof entry === 'boolean'
        ? entry
          ? s.common.yes
          : s.common.no
        : String(entry)
  const entries = Object.entries(job.progress ?? {}).filter(([, entry]) =>
    ['number', 'boolean', 'string'].includes(typeof entry),
  )
  const exported = isExport(job) && job.status === 'succeeded' && job.outcome === 'ok'
  return (
    <JobFrame
      job={job}
      label={s.activity.jobDetail}
      title={jobName(s, job)}
      onClose={onClose}
      facts={
        <>
          <dt>{s.activity.columns.attempts}</dt>
          <dd className="num">{s.activity.attempt(job.attempts)}</dd>
          {entries.map(([name, entry]) => (
            <Fact key={name} name={s.activity.progressNames[name] ?? name} value={value(entry)} />
          ))}
        </>
      }
    >
      <div className={ui.actions}>
        {exported ? (
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={15} aria-hidden />}
            onClick={() => reveal.mutate({ jobId: job.jobId }, { onError: sayFailure })}
          >
            {s.exports.reveal}
          </Button>
        ) : null}
        <JobActs job={job} cancelLabel={s.activity.cancelJob} retryLabel={s.activity.retryJob} />
      </div>
    </JobFrame>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </>
  )
}
