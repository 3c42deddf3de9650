import { Button } from '@mantine/core'
import type { Market } from '../../../shared/market.ts'
import { useAct } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { IconRefresh } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { marketName } from '../approvals/words.ts'

/** Sends what is queued and reads back, for the market in view or for all. */
export function SyncButton({ market }: { market: Market | undefined }) {
  const s = useStrings()
  const l = s.listed
  const sync = useAct('listings.sync', { refresh: ['step.summary', 'updates.list'] })
  const started = useJobs((state) => state.started)
  const running = useJobs((state) =>
    Object.values(state.jobs).some(
      (job) => job.kind === 'listing-sync' && isOpenJob(job) && state.mine.includes(job.jobId),
    ),
  )
  return (
    <Button
      title={l.syncHint}
      loading={sync.isPending || running}
      leftSection={<IconRefresh size={16} aria-hidden />}
      onClick={() =>
        sync.mutate(market === undefined ? {} : { market }, {
          onSuccess: ({ jobIds }) => {
            if (jobIds.length === 0) say(l.syncNothing)
            for (const jobId of jobIds) started(jobId)
          },
          onError: sayFailure,
        })
      }
    >
      {market === undefined ? l.sync : l.syncOf(marketName(s, market))}
    </Button>
  )
}
