import { Select } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { Job } from '../../../shared/contract/work.ts'
import { call } from '../../app/api.ts'
import { endOf, itemsOf, jobName } from '../../app/progress.ts'
import { isOpenJob } from '../../stores/jobs.ts'
import { type Strings, useStrings, useWords } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { span } from '../../ui/format.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import orders from '../orders/orders.module.css'
import { FeedGrid } from './FeedGrid.tsx'
import { JobDrawer } from './JobDrawer.tsx'
import { jobState } from './jobWords.ts'

const statuses = ['queued', 'running', 'succeeded', 'dead'] as const
const keyOf = (job: Job) => job.jobId

const resultText = (s: Strings, job: Job): string => {
  if (job.lastError !== null && !(job.status === 'succeeded' && job.outcome === 'ok')) {
    return `${job.lastError.message} (${job.lastError.serviceCode ?? job.lastError.code})`
  }
  const { done, total } = itemsOf(job)
  return isOpenJob(job) ? (done === null ? '' : s.tray.items(done, total)) : endOf(s, job)
}

const jobColumns = (s: Strings, took: (job: Job) => string): GridColumn<Job>[] => {
  const c = s.activity.columns
  return [
    {
      id: 'state',
      header: c.state,
      width: 124,
      fixed: true,
      cell: (job) => {
        const { tone, word, spin } = jobState(s, job)
        return (
          <StateBadge tone={tone} spin={spin}>
            {word}
          </StateBadge>
        )
      },
      text: (job) => jobState(s, job).word,
    },
    {
      id: 'kind',
      header: c.kind,
      width: 170,
      fixed: true,
      cell: (job) => <span>{jobName(s, job)}</span>,
      text: (job) => jobName(s, job),
    },
    {
      id: 'createdAt',
      header: c.createdAt,
      width: 164,
      cell: (job) => <When at={job.startedAt ?? job.createdAt} />,
      text: () => '',
    },
    { id: 'took', header: c.took, width: 92, align: 'end', cell: took, text: took },
    {
      id: 'result',
      header: c.result,
      width: 240,
      grow: 760,
      cell: (job) => <span title={resultText(s, job)}>{resultText(s, job)}</span>,
      text: (job) => resultText(s, job),
    },
    {
      id: 'attempts',
      header: c.attempts,
      width: 72,
      align: 'end',
      cell: (job) => String(job.attempts),
      text: (job) => String(job.attempts),
    },
    {
      id: 'next',
      header: c.next,
      width: 164,
      cell: (job) => (job.status === 'queued' ? <When at={job.nextAttemptAt} /> : null),
      text: () => '',
    },
  ]
}

export function JobsTab() {
  const { s, language } = useWords()
  const [status, setStatus] = useState<(typeof statuses)[number] | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const filter = useMemo(() => (status === null ? {} : { status }), [status])
  const feed = useFeed<Job>('jobs.list', filter, (after) =>
    call('jobs.list', { ...filter, ...(after === undefined ? {} : { after }) }),
  )
  const columns = useColumns(
    'jobs',
    useMemo(() => {
      const took = (job: Job) =>
        job.startedAt === null || job.finishedAt === null ? '' : span(job.finishedAt - job.startedAt, language)
      return jobColumns(s, took)
    }, [s, language]),
  )
  const close = useCallback(() => setOpen(null), [])
  const shown = feed.rows.find((job) => job.jobId === open)
  return (
    <>
      <div className={orders.toolbar}>
        <Select
          aria-label={s.activity.statusFilter}
          placeholder={s.activity.allStatus}
          data={statuses.map((value) => ({ value, label: s.activity.status[value] }))}
          value={status}
          clearable
          w={150}
          onChange={(value) => setStatus(statuses.find((known) => known === value) ?? null)}
        />
        <span className={orders.toolbarEnd}>
          <ColumnsMenu columns={columns} />
        </span>
      </div>
      <FeedGrid
        label={s.activity.jobsTable}
        feed={feed}
        columns={columns}
        scope={`jobs|${status}`}
        keyOf={keyOf}
        openKey={open}
        onOpen={(job) => setOpen(job.jobId)}
        onClose={close}
        drawer={shown === undefined ? null : <JobDrawer job={shown} onClose={close} />}
        empty={<NoJobs filtered={status !== null} />}
      />
    </>
  )
}

function NoJobs({ filtered }: { filtered: boolean }) {
  const s = useStrings()
  return (
    <EmptyState
      title={filtered ? s.activity.noMatch : s.activity.emptyJobs}
      text={filtered ? s.orders.noMatchText : s.activity.emptyJobsText}
    />
  )
}
