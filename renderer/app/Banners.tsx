import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useScreen } from '../stores/screen.ts'
import { useStrings } from '../strings/index.ts'
import { Confirm } from '../ui/Confirm.tsx'
import type { Failure } from './api.ts'
import { useAct } from './query.ts'
import classes from './shell.module.css'

export function PracticeBanner() {
  const s = useStrings()
  const [asking, setAsking] = useState(false)
  const stop = useAct('shell.stopPractice')
  return (
    <section className={classes.practice} aria-label={s.settings.sections.practice}>
      <span className={classes.stripes} aria-hidden />
      <span>{s.practice.banner}</span>
      <button type="button" className={classes.bannerButton} onClick={() => setAsking(true)}>
        {s.practice.leave}
      </button>
      <Confirm
        opened={asking}
        title={s.practice.leaveTitle}
        text={s.practice.leaveText}
        go={s.practice.leave}
        busy={stop.isPending}
        error={stop.error}
        onClose={() => setAsking(false)}
        onGo={() => stop.mutate({})}
      />
    </section>
  )
}

const useOnline = () => {
  const [online, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const read = () => setOnline(navigator.onLine)
    window.addEventListener('online', read)
    window.addEventListener('offline', read)
    return () => {
      window.removeEventListener('online', read)
      window.removeEventListener('offline', read)
    }
  }, [])
  return online
}

export function ProblemBanner({ problem }: { problem: Failure | null }) {
  const s = useStrings()
  const online = useOnline()
  const heard = useScreen((state) => state.problem)
  const setProblem = useScreen((state) => state.setProblem)
  const restart = useAct('shell.restart')
  const shown = heard ?? problem
  if (shown !== null) {
    return (
      <div className={classes.trouble} role="alert">
        <p>
          <strong>{shown.message}</strong> {shown.nextStep}{' '}
          <span className="mono">{shown.serviceCode ?? shown.code}</span>
        </p>
        <Button variant="default" size="compact-xs" loading={restart.isPending} onClick={() => restart.mutate({})}>
          {s.problem.restart}
        </Button>
        {heard === null ? null : (
          <button type="button" className={classes.bannerButton} onClick={() => setProblem(null)}>
            {s.common.dismiss}
          </button>
        )}
      </div>
    )
  }
  return online ? null : (
    <div className={classes.offline} role="status">
      {s.problem.offline}
    </div>
  )
}
