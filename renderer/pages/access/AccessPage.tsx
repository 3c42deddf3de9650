import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { PageHeader, ScrollPage } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Unmask } from '../orders/Unmask.tsx'
import { AppTab } from './AppTab.tsx'
import { MainAct } from './MainAct.tsx'
import { NoticesTab } from './NoticesTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'
import { RulesTab } from './RulesTab.tsx'
import { SentTab } from './SentTab.tsx'
import { useAccessView } from './useAccessView.ts'
import { accessTabs, pathOf } from './view.ts'

/** Who was let in, who was shut out, and what the operator's app answered. */
export default function AccessPage() {
  const s = useStrings()
  const { view } = useAccessView()
  const endpoint = useCall('access.endpoint', {}).data
  return (
    <>
      <PageHeader
        title={s.access.title}
        actions={
          <>
            {view.tab === 'rules' || view.tab === 'app' ? null : <Unmask />}
            <MainAct tab={view.tab} endpoint={endpoint} />
          </>
        }
      >
        <Tabs
          label={s.access.title}
          current={view.tab}
          tabs={accessTabs.map((tab) => ({
            id: tab,
            label: s.access.tabs[tab],
            href: pathOf({ tab }),
            count: tab === 'sent' ? endpoint?.retriable : undefined,
          }))}
        />
      </PageHeader>
      {view.tab === 'people' ? (
        <PeopleTab />
      ) : view.tab === 'sent' ? (
        <SentTab />
      ) : (
        <ScrollPage>
          {view.tab === 'rules' ? <RulesTab /> : view.tab === 'app' ? <AppTab /> : <NoticesTab />}
        </ScrollPage>
      )}
    </>
  )
}
