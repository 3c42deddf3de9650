import { Button } from '@mantine/core'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconFolderOpen } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Group, Line } from './Line.tsx'

export function About() {
  const s = useStrings()
  const info = useCall('app.info', {}).data
  const help = useAct('shell.openHelp')
  const update = useAct('shell.checkForUpdate')
  const open = (topic: 'data-folder' | 'logs') => help.mutate({ topic }, { onError: sayFailure })
  const check = () =>
    update.mutate(
      {},
      {
        onSuccess: ({ available, version }) =>
          say(available && version !== null ? s.settings.updateAvailable(version) : s.settings.upToDate),
        onError: sayFailure,
      },
    )
  return (
    <Group title={s.settings.sections.about}>
      <Line name={`${s.app.name} ${info?.version ?? ''}`}>
        <Button variant="default" loading={update.isPending} onClick={check}>
          {s.settings.checkUpdate}
        </Button>
      </Line>
      <Line name={s.settings.dataFolder} hint={s.start.privacy}>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} aria-hidden />}
          aria-label={`${s.settings.dataFolder} ${s.common.open}`}
          onClick={() => open('data-folder')}
        >
          {s.common.open}
        </Button>
      </Line>
      <Line name={s.settings.logs}>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} aria-hidden />}
          aria-label={`${s.settings.logs} ${s.common.open}`}
          onClick={() => open('logs')}
        >
          {s.common.open}
        </Button>
      </Line>
    </Group>
  )
}
