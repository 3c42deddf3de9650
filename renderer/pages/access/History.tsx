import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { say } from '../../ui/notify.ts'
import { Section } from '../../ui/Page.tsx'
import classes from './access.module.css'
import { afterAct } from './refresh.ts'

/** Everybody with access told once more, after a question that names how many. */
export function History() {
  const s = useStrings()
  const a = s.accessApp
  const [asking, setAsking] = useState(false)
  const counts = useCall('access.counts', { state: 'granted' }, { staleTime: 0 })
  const send = useAct('access.sendHistory', { refresh: afterAct })
  const n = counts.data?.granted ?? 0
  const go = () =>
    send.mutate(
      { confirm: n },
      {
        onSuccess: ({ queued }) => {
          setAsking(false)
          say(a.historyDone(queued))
        },
        // The number has changed: the question is asked anew with the right one.
        onError: () => void counts.refetch(),
      },
    )
  return (
    <Section title={a.history}>
      <p className={classes.lead}>{a.historyHint}</p>
      <Button
        variant="default"
        disabled={n === 0}
        onClick={() => {
          void counts.refetch()
          setAsking(true)
        }}
      >
        {a.historyGo(n)}
      </Button>
      <Confirm
        opened={asking}
        title={a.historyTitle(n)}
        text={a.historyText}
        go={a.historyGo(n)}
        busy={send.isPending}
        error={send.error}
        onClose={() => setAsking(false)}
        onGo={go}
      />
    </Section>
  )
}
