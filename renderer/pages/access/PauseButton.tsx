import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AccessEndpoint } from '../../../shared/contract/access.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { IconPlayerPause, IconPlayerPlay } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import { afterAct } from './refresh.ts'

/** Stops sending for a while, or goes on. Nothing is lost meanwhile. */
export function PauseButton({ endpoint }: { endpoint: AccessEndpoint }) {
  const s = useStrings()
  const [asking, setAsking] = useState(false)
  const pause = useAct('access.pause', { refresh: afterAct })
  const resume = useAct('access.resume', { refresh: afterAct })
  if (endpoint.state === 'none') return null
  if (endpoint.state !== 'active') {
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={15} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate({}, { onError: sayFailure })}
      >
        {s.access.resume}
      </Button>
    )
  }
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPause size={15} aria-hidden />} onClick={() => setAsking(true)}>
        {s.access.pause}
      </Button>
      <Confirm
        opened={asking}
        title={s.access.pauseTitle}
        text={s.access.pauseText}
        go={s.access.pause}
        busy={pause.isPending}
        error={pause.error}
        onClose={() => setAsking(false)}
        onGo={() => pause.mutate({}, { onSuccess: () => setAsking(false) })}
      />
    </>
  )
}
