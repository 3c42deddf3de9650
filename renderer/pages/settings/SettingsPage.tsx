import { useCallback } from 'react'
import type { Settings } from '../../../shared/contract/work.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { PageHeader, ScrollPage } from '../../ui/Page.tsx'
import { About } from './About.tsx'
import { Backups } from './Backups.tsx'
import { AppSettings, LookSettings, NotifySettings } from './Choices.tsx'
import { PracticeSettings } from './PracticeSettings.tsx'
import { SyncSettings } from './SyncSettings.tsx'
import classes from './settings.module.css'

export type Change = (part: Partial<Settings>) => void

export default function SettingsPage() {
  const s = useStrings()
  const query = useCall('settings.get', {})
  const set = useAct('settings.set')
  const { mutate } = set
  const change: Change = useCallback(
    (part) =>
      mutate(part, {
        onSuccess: (saved) => queryClient.setQueryData(['settings.get', {}], saved),
        onError: sayFailure,
      }),
    [mutate],
  )
  const settings = query.data
  return (
    <>
      <PageHeader title={s.settings.title} />
      <ScrollPage>
        {query.isError ? (
          <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
        ) : settings === undefined ? null : (
          <div className={classes.page}>
            <SyncSettings settings={settings} change={change} />
            <AppSettings settings={settings} change={change} />
            <NotifySettings settings={settings} change={change} />
            <LookSettings settings={settings} change={change} />
            <PracticeSettings settings={settings} change={change} />
            <Backups />
            <About />
          </div>
        )}
      </ScrollPage>
    </>
  )
}
