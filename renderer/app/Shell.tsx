import { useEffect } from 'react'
import { Redirect, useLocation } from 'wouter'
import { Doors } from '../pages/start/Doors.tsx'
import { useJobs } from '../stores/jobs.ts'
import { useStrings } from '../strings/index.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { PracticeBanner, ProblemBanner } from './Banners.tsx'
import { useCall } from './query.ts'
import { Rail } from './Rail.tsx'
import { Routes } from './Routes.tsx'
import classes from './shell.module.css'
import { Tray } from './Tray.tsx'

/** Jobs that were under way before this window opened belong into the tray as well. */
function useOpenJobs() {
  const found = useJobs((state) => state.found)
  const running = useCall('jobs.list', { status: 'running' }).data
  useEffect(() => {
    for (const job of running?.items ?? []) found(job)
  }, [running, found])
}

export function Shell() {
  const s = useStrings()
  const [path] = useLocation()
  const info = useCall('app.info', {})
  const connections = useCall('connections.list', {}).data
  useOpenJobs()

  if (info.isError) return <ErrorPanel error={info.error} onRetry={() => void info.refetch()} />
  if (info.data === undefined) return <main className={classes.blank} aria-busy />

  const connected =
    connections?.items.some((item) => item.service === 'imweb' && item.state !== 'disconnected') ?? false
  const wizard = path.startsWith('/connections/')
  if (info.data.firstStart && !wizard && !connected) {
    // In the practice shop the door has been chosen already: on to its consent.
    if (info.data.mode === 'practice' && path === '/' && connections !== undefined)
      return <Redirect to="/connections/imweb" />
    if (info.data.mode === 'real') return <Doors />
  }
  return (
    <div className={classes.window}>
      <a href="#main" className={classes.skip}>
        {s.app.skip}
      </a>
      <Rail />
      <div className={classes.right}>
        {info.data.mode === 'practice' ? <PracticeBanner /> : null}
        <ProblemBanner problem={info.data.problem} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Routes />
        </main>
        <Tray />
      </div>
    </div>
  )
}
