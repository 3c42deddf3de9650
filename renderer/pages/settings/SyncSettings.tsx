import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '../../../shared/contract/work.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { Group, Line } from './Line.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import type { Change } from './SettingsPage.tsx'

export function SyncSettings({ settings, change }: { settings: Settings; change: Change }) {
  const s = useStrings()
  const [asking, setAsking] = useState(false)
  const pause = useAct('sync.pause', { refresh: ['settings.get', 'sync.status'] })
  const start = useAct('sync.start', { refresh: ['sync.status', 'jobs.list'] })
  const started = useJobs((state) => state.started)
  const connections = useCall('connections.list', {}).data
  const connected = connections?.items.some((item) => item.service === 'imweb' && item.state === 'connected') ?? false
  return (
    <Group title={s.settings.sections.sync}>
      <Line name={s.settings.syncEvery} hint={s.settings.syncEveryHint}>
        <NumberSetting
          label={s.settings.syncEvery}
          value={settings.syncEveryMinutes}
          min={1}
          max={60}
          suffix={s.common.minutes(0).replace('0', '')}
          onChange={(syncEveryMinutes) => change({ syncEveryMinutes })}
        />
      </Line>
      <Line name={s.settings.syncPaused} hint={s.settings.syncPausedHint}>
        <Switch
          aria-label={s.settings.syncPaused}
          checked={settings.syncPaused}
          onChange={(event) => pause.mutate({ paused: event.currentTarget.checked }, { onError: sayFailure })}
        />
      </Line>
      <Line name={s.settings.fullSync} hint={s.settings.fullSyncHint}>
        <Button variant="default" disabled={!connected} onClick={() => setAsking(true)}>
          {s.settings.fullSyncGo}
        </Button>
      </Line>
      <Line name={s.settings.port} hint={s.settings.portHint}>
        <NumberSetting
          label={s.settings.port}
          value={settings.loopbackPort}
          min={1024}
          max={65535}
          onChange={(loopbackPort) => change({ loopbackPort })}
        />
      </Line>
      <Confirm
        opened={asking}
        title={s.settings.fullSyncTitle}
        text={s.settings.fullSyncText}
        go={s.settings.fullSyncGo}
        busy={start.isPending}
        error={start.error}
        onClose={() => setAsking(false)}
        onGo={() =>
          start.mutate(
            { mode: 'full' },
            {
              onSuccess: ({ jobId }) => {
                started(jobId)
                setAsking(false)
              },
            },
          )
        }
      />
    </Group>
  )
}
