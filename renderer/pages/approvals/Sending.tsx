import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { markets } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { count } from '../../ui/format.ts'
import { IconUpload } from '../../ui/icons.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './approvals.module.css'
import { readAnew } from './refresh.ts'
import { marketName, placeText } from './words.ts'

const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

/** How the approved ones are getting to the markets, and the button for those that were approved without being sent. */
export function Sending({ waiting }: { waiting: number }) {
  const s = useStrings()
  const a = s.approvals
  const [asking, setAsking] = useState(false)
  const started = useJobs((state) => state.started)
  const open = useJobs(
    useShallow((state) => Object.values(state.jobs).filter((job) => job.kind === 'listing-upload' && isOpenJob(job))),
  )
  const approved = useCall(
    'listings.facets',
    { states: ['approved'], approvalStale: false },
    { enabled: waiting > 0 },
  ).data
  const busyMarkets = new Set(open.map((job) => job.progress?.market))
  const idle = markets
    .map((market) => ({ market, count: approved?.market.find((entry) => entry.value === market)?.count ?? 0 }))
    .filter((entry) => entry.count > 0 && !busyMarkets.has(entry.market))
  const total = idle.reduce((sum, entry) => sum + entry.count, 0)
  const upload = useMutation({
    mutationFn: async () => {
      for (const { market } of idle)
        for (const jobId of (await call('listings.upload', { market })).jobIds) started(jobId)
    },
    onSuccess: () => setAsking(false),
    onSettled: readAnew,
  })
  return (
    <>
      {open.map((job) => {
        const market = markets.find((known) => known === job.progress?.market)
        const refused = numberOf(job.progress?.rejected)
        return (
          <span key={job.jobId} className={classes.sending}>
            <StateBadge tone="busy" spin={job.status === 'running'}>
              {a.sendingTo(
                market === undefined ? '' : marketName(s, market),
                count(numberOf(job.progress?.done)),
                count(numberOf(job.progress?.total)),
              )}
            </StateBadge>
            {refused > 0 ? <span className={classes.sendingBad}>{a.sendingRefused(refused)}</span> : null}
          </span>
        )
      })}
      {waiting > 0 && total > 0 ? (
        <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setAsking(true)}>
          {a.sendApproved(total)}
        </Button>
      ) : null}
      <Confirm
        opened={asking}
        title={a.approveTitle(
          total,
          placeText(
            s,
            idle.map(({ market }) => market),
          ),
        )}
        text={a.sendText}
        go={a.send}
        busy={upload.isPending}
        error={upload.error}
        onClose={() => {
          upload.reset()
          setAsking(false)
        }}
        onGo={() => upload.mutate()}
      />
    </>
  )
}
