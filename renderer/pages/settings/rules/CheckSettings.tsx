import { Switch } from '@mantine/core'
import { MIN_CHECK_MINUTES } from '../../../../shared/contract/products.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useWords } from '../../../strings/index.ts'
import { sayFailure } from '../../../ui/notify.ts'
import { Group, Line } from '../Line.tsx'
import { NumberSetting } from '../NumberSetting.tsx'

/** How often wholesalers are asked again about the products that matter. */
export function CheckSettings() {
  const { s } = useWords()
  const t = s.schedule.checks
  const settings = useCall('products.settings', {}).data
  const checks = useCall('collect.checks', {}).data
  const save = useAct('products.setSettings', { refresh: ['products.settings', 'collect.checks'] })
  if (settings === undefined) return null
  const change = (part: Parameters<typeof save.mutate>[0]) => save.mutate(part, { onError: sayFailure })
  return (
    <Group title={t.title}>
      <Line name={t.listed} hint={t.listedHint}>
        <NumberSetting
          label={t.listed}
          value={settings.checkListedMinutes}
          min={MIN_CHECK_MINUTES}
          max={1440}
          suffix={t.minutes}
          onChange={(checkListedMinutes) => change({ checkListedMinutes })}
        />
      </Line>
      <Line name={t.chosen} hint={t.chosenHint}>
        <NumberSetting
          label={t.chosen}
          value={settings.checkChosenHours}
          min={1}
          max={168}
          suffix={t.hours}
          onChange={(checkChosenHours) => change({ checkChosenHours })}
        />
      </Line>
      <Line name={t.paused} hint={t.pausedHint}>
        <Switch
          aria-label={t.paused}
          checked={settings.checkPaused}
          onChange={(event) => change({ checkPaused: event.currentTarget.checked })}
        />
      </Line>
      {(checks?.items ?? [])
        .filter(({ listed, chosen }) => listed + chosen > 0)
        .map(({ wholesaler, listed, chosen, callsPerDay, stretched }) => (
          <Line
            key={wholesaler}
            name={s.products.wholesaler[wholesaler]}
            hint={
              stretched ? `${t.load(listed, chosen, callsPerDay)} ${t.stretched}` : t.load(listed, chosen, callsPerDay)
            }
          >
            {null}
          </Line>
        ))}
    </Group>
  )
}
