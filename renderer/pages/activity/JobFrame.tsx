import type { ReactNode } from 'react'
import type { Job } from '../../../shared/contract/work.ts'
import { useWords } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { jobState } from './jobWords.ts'

interface Props {
  job: Job
  label: string
  title: string
  /** Further lines beside the times. */
  facts?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** Any job in the drawer: its state, what went wrong, when it was asked for, began and ended. */
export function JobFrame({ job, label, title, facts, onClose, children }: Props) {
  const { s } = useWords()
  const { tone, word, spin } = jobState(s, job)
  return (
    <Drawer
      label={label}
      title={title}
      aside={
        <StateBadge tone={tone} spin={spin}>
          {word}
        </StateBadge>
      }
      onClose={onClose}
    >
      {job.lastError === null ? null : <ErrorPanel inline error={job.lastError} />}
      <dl className={ui.facts}>
        <dt>{s.activity.created}</dt>
        <dd>
          <When at={job.createdAt} />
        </dd>
        <dt>{s.activity.started}</dt>
        <dd>
          <When at={job.startedAt} />
        </dd>
        <dt>{s.activity.finished}</dt>
        <dd>
          <When at={job.finishedAt} />
        </dd>
        {facts}
      </dl>
      {children}
    </Drawer>
  )
}
