import { Tooltip } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import { useJobs } from '../stores/jobs.ts'
import { useStrings, useWords } from '../strings/index.ts'
import { ago, wholeMoment } from '../ui/format.ts'
import {
  IconActivity,
  IconBuildingStore,
  IconChecklist,
  IconDoorEnter,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
  IconSunHigh,
  IconTags,
  IconUsers,
} from '../ui/icons.ts'
import { sayFailure } from '../ui/notify.ts'
import uiClasses from '../ui/ui.module.css'
import { useNow } from '../ui/useNow.ts'
import { useAct, useCall } from './query.ts'
import classes from './shell.module.css'

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className={classes.mark}>
      <path
        className={classes.awning}
        d="M3 3h16l2 6.2a2.8 2.8 0 0 1-5 1.4 3 3 0 0 1-5 0 3 3 0 0 1-5 0 2.8 2.8 0 0 1-5-1.4z"
      />
      <path className={classes.stall} d="M4 13.5V19h14v-5.5" />
    </svg>
  )
}

function SyncLine() {
  const { s, language } = useWords()
  const now = useNow(15_000)
  const status = useCall('sync.status', {}, { refetchInterval: 60_000 }).data
  const connections = useCall('connections.list', {}).data
  const start = useAct('sync.start', { refresh: ['sync.status'] })
  const started = useJobs((state) => state.started)
  const imweb = connections?.items.find((item) => item.service === 'imweb')
  if (imweb === undefined || imweb.state === 'disconnected') {
    return <p className={classes.syncLine}>{connections === undefined ? '' : s.rail.notConnected}</p>
  }
  const running = status?.running !== null && status?.running !== undefined
  const last = status?.lastFinishedAt ?? null
  const text = running
    ? s.rail.syncing
    : status?.paused
      ? s.rail.paused
      : last === null
        ? s.rail.neverSynced
        : s.rail.syncedAgo(ago(last, now, language))
  return (
    <div className={classes.syncLine}>
      <span className="cut" title={last === null ? undefined : wholeMoment(last, language)}>
        {text}
      </span>
      <Tooltip label={running ? s.rail.syncing : s.rail.sync} position="right">
        <button
          type="button"
          className={classes.syncButton}
          aria-label={s.rail.sync}
          aria-disabled={running}
          onClick={() => running || start.mutate({}, { onSuccess: ({ jobId }) => started(jobId), onError: sayFailure })}
        >
          <IconRefresh size={16} aria-hidden className={running ? uiClasses.spin : undefined} />
        </button>
      </Tooltip>
    </div>
  )
}

export function Rail() {
  const s = useStrings()
  const [path] = useLocation()
  const connections = useCall('connections.list', {}).data
  const ailing = connections?.items.some(
    (item) => item.state === 'needs_reauth' || item.state === 'error' || item.state === 'needs_setup',
  )
  const items = [
    { href: '/', label: s.rail.today, icon: IconSunHigh, current: path === '/' },
    { href: '/buyers', label: s.rail.orders, icon: IconUsers, current: path === '/buyers' || path === '/orders' },
    { href: '/access', label: s.access.title, icon: IconDoorEnter, current: path === '/access' },
    { href: '/products', label: s.products.title, icon: IconBuildingStore, current: path === '/products' },
    { href: '/approvals', label: s.approvals.title, icon: IconChecklist, current: path === '/approvals' },
    { href: '/listings', label: s.listed.title, icon: IconTags, current: path === '/listings' },
    { href: '/activity', label: s.rail.activity, icon: IconActivity, current: path === '/activity' },
    {
      href: '/connections',
      label: s.rail.connections,
      icon: IconPlugConnected,
      current: path.startsWith('/connections'),
      alert: ailing,
    },
    { href: '/settings', label: s.rail.settings, icon: IconSettings, current: path === '/settings' },
  ]
  return (
    <nav className={classes.rail} aria-label={s.rail.label}>
      <div className={classes.brand}>
        <Mark />
        <span className={classes.label}>{s.app.name}</span>
      </div>
      <ul>
        {items.map(({ href, label, icon: Icon, current, alert }) => (
          <li key={href}>
            <Link href={href} className={classes.item} aria-current={current ? 'page' : undefined} title={label}>
              <Icon size={19} stroke={1.7} aria-hidden />
              <span className={classes.label}>{label}</span>
              {alert ? <span className={classes.alert} role="img" aria-label={s.states.warn} /> : null}
            </Link>
          </li>
        ))}
      </ul>
      <SyncLine />
    </nav>
  )
}
