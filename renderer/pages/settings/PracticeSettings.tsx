import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '../../../shared/contract/work.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { Group, Line } from './Line.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import type { Change } from './SettingsPage.tsx'

export function PracticeSettings({ settings, change }: { settings: Settings; change: Change }) {
  const s = useStrings()
  const info = useCall('app.info', {}).data
  const [leaving, setLeaving] = useState(false)
  const start = useAct('shell.startPractice')
  const stop = useAct('shell.stopPractice')
  if (info === undefined) return null
  const practice = info.mode === 'practice'
  return (
    <Group title={s.settings.sections.practice}>
      <Line name={practice ? s.settings.practiceOn : s.settings.practiceOff} hint={s.start.practiceText}>
        {practice ? (
          <Button variant="default" onClick={() => setLeaving(true)}>
            {s.settings.stopPractice}
          </Button>
        ) : (
          <Button variant="default" loading={start.isPending} onClick={() => start.mutate({}, { onError: sayFailure })}>
            {s.settings.startPractice}
          </Button>
        )}
      </Line>
      {/* Each folder has settings of its own: set in the real one, it would change nothing. */}
      {practice ? (
        <Line name={s.settings.practiceOrders} hint={s.settings.practiceOrdersHint}>
          <NumberSetting
            label={s.settings.practiceOrders}
            value={settings.practiceOrders}
            min={0}
            max={1_000_000}
            onChange={(practiceOrders) => change({ practiceOrders })}
          />
        </Line>
      ) : null}
      {info.practiceImwebUrl === null ? null : (
        <Line name={s.settings.practiceAddress}>
          <code className="mono" data-copyable>
            {info.practiceImwebUrl}
          </code>
        </Line>
      )}
      <Confirm
        opened={leaving}
        title={s.practice.leaveTitle}
        text={s.practice.leaveText}
        go={s.practice.leave}
        busy={stop.isPending}
        error={stop.error}
        onClose={() => setLeaving(false)}
        onGo={() => stop.mutate({})}
      />
    </Group>
  )
}
