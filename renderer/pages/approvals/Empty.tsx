import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { Stage } from './view.ts'

interface Props {
  stage: Stage
  filtered: boolean
  onClear: () => void
}

/** Why the table is empty, and the one button that changes it. */
export function ApprovalsEmpty({ stage, filtered, onClear }: Props) {
  const s = useStrings()
  const a = s.approvals
  const [, navigate] = useLocation()
  const drafting = useJobs((state) =>
    Object.values(state.jobs).some((job) => job.kind === 'listing-draft' && isOpenJob(job)),
  )
  if (filtered) {
    return (
      <EmptyState
        title={a.noMatch}
        text={a.noMatchText}
        action={
          <Button variant="default" onClick={onClear}>
            {s.common.clear}
          </Button>
        }
      />
    )
  }
  if (drafting) return <EmptyState title={a.drafting} text={a.draftingText} />
  return (
    <EmptyState
      title={a.empty[stage].title}
      text={a.empty[stage].text}
      action={stage === 'draft' ? <Button onClick={() => navigate('/products')}>{a.toProducts}</Button> : undefined}
    />
  )
}
