import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { useCall } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useConnectedWholesalers } from './useConnected.ts'

/** Why the table is empty, and the one button that changes it. */
export function CatalogueEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const s = useStrings()
  const p = s.products
  const [, navigate] = useLocation()
  const connected = useConnectedWholesalers()
  const collecting = useJobs((state) =>
    Object.values(state.jobs).some((job) => job.kind === 'collect' && isOpenJob(job)),
  )
  const stored = useCall('products.count', {}, { enabled: filtered }).data
  if (filtered && stored?.total !== 0) {
    return (
      <EmptyState
        title={p.noMatchTitle}
        text={p.noMatchText}
        action={
          <Button variant="default" onClick={onClear}>
            {s.common.clear}
          </Button>
        }
      />
    )
  }
  if (collecting) return <EmptyState title={p.emptyCollecting} text={p.emptyCollectingText} />
  if (connected === undefined || connected.length === 0) {
    return (
      <EmptyState
        title={p.emptyTitle}
        text={p.emptyText}
        action={<Button onClick={() => navigate('/connections')}>{p.connectWholesaler}</Button>}
      />
    )
  }
  return (
    <EmptyState
      title={p.emptyTitle}
      text={p.emptyConnected}
      action={<Button onClick={() => navigate('/products?tab=plans&new=1')}>{p.makePlan}</Button>}
    />
  )
}
