import { Link } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import { useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { span } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import { connectionTones, serviceName } from '../connections/words.ts'
import classes from './today.module.css'

interface Props {
  connections: readonly Connection[]
  lastSyncAt: number | null
}

export function ConnectionLines({ connections, lastSyncAt }: Props) {
  const { s, language } = useWords()
  const now = useNow(15_000)
  const status = useCall('sync.status', {}).data
  const used = connections.filter((item) => item.service === 'imweb' || item.state !== 'disconnected')
  return (
    <div className={classes.side}>
      <Section title={s.today.connections}>
        <ul className={classes.lines}>
          {used.map((item) => (
            <li key={item.service}>
              <Link href="/connections">{item.siteName ?? serviceName(s, item.service)}</Link>
              <StateBadge tone={connectionTones[item.state]}>{s.connections.state[item.state]}</StateBadge>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={s.today.lastSync}>
        <p>
          <When at={lastSyncAt} />
        </p>
        {status?.paused ? <p className="quiet">{status.pausedReason ?? s.rail.paused}</p> : null}
        {status?.nextAt === null || status?.nextAt === undefined || status.paused ? null : (
          <p className="quiet num">{s.today.nextSync(span(status.nextAt - now, language))}</p>
        )}
        {status !== undefined && status.setAside > 0 ? (
          <p>
            <Link href="/activity?tab=setAside">{s.activity.setAsideTotal(status.setAside)}</Link>
          </p>
        ) : null}
      </Section>
    </div>
  )
}
