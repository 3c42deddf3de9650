import { lazy, Suspense, useCallback } from 'react'
import { useSearch } from 'wouter'
import type { Settings } from '../../../shared/contract/work.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { PageHeader, ScrollPage } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { About } from './About.tsx'
import { Backups } from './Backups.tsx'
import { AppSettings, LookSettings, NotifySettings } from './Choices.tsx'
import { PracticeSettings } from './PracticeSettings.tsx'
import { SyncSettings } from './SyncSettings.tsx'
import classes from './settings.module.css'

export type Change = (part: Partial<Settings>) => void

const BansTab = lazy(async () => ({ default: (await import('./bans/BansTab.tsx')).BansTab }))
const CategoriesTab = lazy(async () => ({ default: (await import('./rules/CategoriesTab.tsx')).CategoriesTab }))
const RulesTab = lazy(async () => ({ default: (await import('./rules/RulesTab.tsx')).RulesTab }))
const ScheduleTab = lazy(async () => ({ default: (await import('./rules/ScheduleTab.tsx')).ScheduleTab }))
const StepTab = lazy(async () => ({ default: (await import('./rules/StepTab.tsx')).StepTab }))
const TemplatesTab = lazy(async () => ({ default: (await import('./rules/TemplatesTab.tsx')).TemplatesTab }))
const WordsTab = lazy(async () => ({ default: (await import('./rules/WordsTab.tsx')).WordsTab }))
const tabs = {
  app: AppTab,
  rules: RulesTab,
  templates: TemplatesTab,
  categories: CategoriesTab,
  words: WordsTab,
  bans: BansTab,
  step: StepTab,
  schedule: ScheduleTab,
} as const
type TabId = keyof typeof tabs
/** Tables scroll inside themselves. */
const filling: ReadonlySet<TabId> = new Set(['bans'])
const ids = Object.keys(tabs) as TabId[]
/** What is set for each market apart keeps the market when the tab changes. */
const ofMarket: ReadonlySet<TabId> = new Set(['rules', 'templates', 'words', 'step'])

export default function SettingsPage() {
  const s = useStrings()
  const params = new URLSearchParams(useSearch())
  const asked = params.get('tab')
  const market = params.get('market')
  const current = ids.find((id) => id === asked) ?? 'app'
  const Current = tabs[current]
  const hrefOf = (id: TabId) => {
    if (id === 'app') return '/settings'
    return `/settings?tab=${id}${ofMarket.has(id) && market !== null ? `&market=${encodeURIComponent(market)}` : ''}`
  }
  const shown = (
    <Suspense>
      <Current />
    </Suspense>
  )
  return (
    <>
      <PageHeader title={s.settings.title}>
        <Tabs
          label={s.settings.title}
          current={current}
          tabs={ids.map((id) => ({ id, label: s.settingsTabs[id], href: hrefOf(id) }))}
        />
      </PageHeader>
      {filling.has(current) ? shown : <ScrollPage>{shown}</ScrollPage>}
    </>
  )
}

function AppTab() {
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
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (settings === undefined) return null
  return (
    <div className={classes.page}>
      <SyncSettings settings={settings} change={change} />
      <AppSettings settings={settings} change={change} />
      <NotifySettings settings={settings} change={change} />
      <LookSettings settings={settings} change={change} />
      <PracticeSettings settings={settings} change={change} />
      <Backups />
      <About />
    </div>
  )
}
