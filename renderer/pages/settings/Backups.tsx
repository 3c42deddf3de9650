import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { bytes, when } from '../../ui/format.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { Group, Line } from './Line.tsx'
import classes from './settings.module.css'

type Backup = Output<'backups.list'>['items'][number]

export function Backups() {
  const { s, language } = useWords()
  const backups = useCall('backups.list', {})
  const create = useAct('backups.create', { refresh: ['backups.list'], onDone: () => say(s.settings.backupCreated) })
  const restore = useAct('backups.restore')
  const [chosen, setChosen] = useState<Backup | null>(null)
  const items = backups.data?.items ?? []
  return (
    <Group title={s.settings.sections.backups}>
      <Line name={s.settings.backupNow} hint={s.settings.backupsHint}>
        <Button variant="default" loading={create.isPending} onClick={() => create.mutate({}, { onError: sayFailure })}>
          {s.settings.createBackup}
        </Button>
      </Line>
      {backups.isError ? <ErrorPanel inline error={backups.error} onRetry={() => void backups.refetch()} /> : null}
      {backups.data !== undefined && items.length === 0 ? <p className={classes.none}>{s.settings.noBackups}</p> : null}
      {items.length === 0 ? null : (
        <table className={ui.plain}>
          <thead>
            <tr>
              <th scope="col">{s.settings.backupAt}</th>
              <th scope="col">{s.settings.backupReason}</th>
              <th scope="col" className={ui.end}>
                {s.settings.backupSize}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((backup) => (
              <tr key={backup.name}>
                <td title={backup.name}>
                  <When at={backup.at} />
                </td>
                <td>{s.settings.backupReasons[backup.reason] ?? backup.reason}</td>
                <td className={ui.end}>{bytes(backup.bytes)}</td>
                <td className={ui.end}>
                  <Button variant="default" size="compact-sm" onClick={() => setChosen(backup)}>
                    {s.settings.restore}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Confirm
        opened={chosen !== null}
        danger
        title={s.settings.restoreTitle(chosen === null ? '' : when(chosen.at, Date.now(), language))}
        text={s.settings.restoreText}
        go={s.settings.restore}
        busy={restore.isPending}
        error={restore.error}
        onClose={() => setChosen(null)}
        onGo={() => chosen !== null && restore.mutate({ name: chosen.name }, { onSuccess: () => setChosen(null) })}
      />
    </Group>
  )
}
