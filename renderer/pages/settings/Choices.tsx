import { SegmentedControl, Select, Switch } from '@mantine/core'
import type { Settings } from '../../../shared/contract/work.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Group, Line } from './Line.tsx'
import type { Change } from './SettingsPage.tsx'

interface Props {
  settings: Settings
  change: Change
}

export function AppSettings({ settings, change }: Props) {
  const s = useStrings()
  const canStartAtLogin = useCall('app.info', {}).data?.canStartAtLogin === true
  const closings = { ask: s.settings.closeAsk, tray: s.settings.closeTray, quit: s.settings.closeQuit }
  return (
    <Group title={s.settings.sections.app}>
      <Line name={s.settings.close}>
        <Select
          aria-label={s.settings.close}
          data={Object.entries(closings).map(([value, label]) => ({ value, label }))}
          value={settings.closeToTray}
          allowDeselect={false}
          w={220}
          onChange={(value) => {
            if (value === 'ask' || value === 'tray' || value === 'quit') change({ closeToTray: value })
          }}
        />
      </Line>
      {canStartAtLogin ? (
        <Line name={s.settings.startAtLogin} hint={s.settings.startAtLoginHint}>
          <Switch
            aria-label={s.settings.startAtLogin}
            checked={settings.startAtLogin}
            onChange={(event) => change({ startAtLogin: event.currentTarget.checked })}
          />
        </Line>
      ) : null}
    </Group>
  )
}

export function NotifySettings({ settings, change }: Props) {
  const s = useStrings()
  return (
    <Group title={s.settings.sections.notify}>
      <Line name={s.settings.notifyNewBuyers}>
        <Switch
          aria-label={s.settings.notifyNewBuyers}
          checked={settings.notifyNewBuyers}
          onChange={(event) => change({ notifyNewBuyers: event.currentTarget.checked })}
        />
      </Line>
      <Line name={s.settings.notifyConnections}>
        <Switch
          aria-label={s.settings.notifyConnections}
          checked={settings.notifyConnections}
          onChange={(event) => change({ notifyConnections: event.currentTarget.checked })}
        />
      </Line>
    </Group>
  )
}

export function LookSettings({ settings, change }: Props) {
  const s = useStrings()
  return (
    <Group title={s.settings.sections.look}>
      <Line name={s.settings.theme}>
        <SegmentedControl
          aria-label={s.settings.theme}
          value={settings.theme}
          data={[
            { value: 'system', label: s.settings.themeSystem },
            { value: 'light', label: s.settings.themeLight },
            { value: 'dark', label: s.settings.themeDark },
          ]}
          onChange={(value) => {
            if (value === 'system' || value === 'light' || value === 'dark') change({ theme: value })
          }}
        />
      </Line>
      <Line name={s.settings.language}>
        <SegmentedControl
          aria-label={s.settings.language}
          value={settings.language}
          data={[
            { value: 'ko', label: s.settings.korean },
            { value: 'en', label: s.settings.english },
          ]}
          onChange={(value) => {
            if (value === 'ko' || value === 'en') change({ language: value })
          }}
        />
      </Line>
    </Group>
  )
}
