import { Button, Radio } from '@mantine/core'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useScreen } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './wizard.module.css'

/** Connected: the first sync starts at once, and the way on leads to the first table with rows. */
export function Done() {
  const s = useStrings()
  const w = s.wizard
  const [, navigate] = useLocation()
  const setAttempt = useScreen((state) => state.setAttempt)
  const connections = useCall('connections.list', {}).data
  const imweb = connections?.items.find((item) => item.service === 'imweb')
  const choose = useAct('connections.chooseUnit', { refresh: ['connections.list'] })
  const start = useAct('sync.start', { refresh: ['sync.status', 'app.info', 'dashboard.get'] })
  const { mutate } = start
  const started = useJobs((state) => state.started)
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ['connections.list'] })
    // A run that is already under way is answered instead of a second one.
    mutate({}, { onSuccess: ({ jobId }) => started(jobId) })
  }, [mutate, started])
  const several = (imweb?.units.length ?? 0) > 1
  return (
    <>
      <h2 className={classes.title}>{w.doneTitle(imweb?.siteName ?? imweb?.siteCode ?? s.connections.imweb)}</h2>
      <StateBadge tone="ok">{s.connections.state.connected}</StateBadge>
      <p>{w.doneText}</p>
      {start.isError ? <ErrorPanel inline error={start.error} onRetry={() => mutate({})} /> : null}
      {several && imweb !== undefined ? (
        <Radio.Group
          label={w.unitTitle}
          description={w.unitText}
          value={imweb.unitCode}
          onChange={(unitCode) => choose.mutate({ unitCode })}
        >
          <div className={classes.units}>
            {imweb.units.map((unit) => (
              <Radio key={unit.unitCode} value={unit.unitCode} label={`${unit.name} (${unit.currency})`} />
            ))}
          </div>
        </Radio.Group>
      ) : null}
      <div className={classes.actions}>
        <Button
          autoFocus
          onClick={() => {
            setAttempt(null)
            navigate('/buyers')
          }}
        >
          {w.seeBuyers}
        </Button>
      </div>
    </>
  )
}
