import { useSearch } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AuditTab } from './AuditTab.tsx'
import { CallsTab } from './CallsTab.tsx'
import { JobsTab } from './JobsTab.tsx'
import { SetAsideTab } from './SetAsideTab.tsx'

const tabs = { jobs: JobsTab, calls: CallsTab, setAside: SetAsideTab, audit: AuditTab } as const
type TabId = keyof typeof tabs
const ids = Object.keys(tabs) as TabId[]

export default function ActivityPage() {
  const s = useStrings()
  const search = useSearch()
  const setAside = useCall('sync.status', {}).data?.setAside
  const asked = new URLSearchParams(search).get('tab')
  const current = ids.find((id) => id === asked) ?? 'jobs'
  const Current = tabs[current]
  return (
    <>
      <PageHeader title={s.activity.title}>
        <Tabs
          label={s.activity.title}
          current={current}
          tabs={ids.map((id) => ({
            id,
            label: s.activity.tabs[id],
            href: id === 'jobs' ? '/activity' : `/activity?tab=${id}`,
            count: id === 'setAside' ? setAside : undefined,
          }))}
        />
      </PageHeader>
      <Current />
    </>
  )
}
