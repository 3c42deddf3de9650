import { useState } from 'react'
import { useLocation } from 'wouter'
import { queryClient, useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconChevronRight } from '../../ui/icons.ts'
import classes from './start.module.css'

/** First start: two doors, each leading without a detour to the first table with rows in it. */
export function Doors() {
  const s = useStrings()
  const [, navigate] = useLocation()
  const [starting, setStarting] = useState(false)
  const practice = useAct('shell.startPractice')
  const startPractice = () => {
    setStarting(true)
    practice.mutate(
      {},
      {
        onError: () => setStarting(false),
        onSuccess: () => {
          void queryClient.invalidateQueries()
          navigate('/connections/imweb')
        },
      },
    )
  }
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <svg width="64" height="64" viewBox="0 0 22 22" aria-hidden="true">
          <path
            className={classes.awning}
            d="M3 3h16l2 6.2a2.8 2.8 0 0 1-5 1.4 3 3 0 0 1-5 0 3 3 0 0 1-5 0 2.8 2.8 0 0 1-5-1.4z"
          />
          <path className={classes.stall} d="M4 13.5V19h14v-5.5" />
        </svg>
        <h1>{s.start.title}</h1>
        <p className={classes.lead}>{s.start.lead}</p>
        <div className={classes.doors}>
          <button
            type="button"
            className={classes.door}
            disabled={starting}
            onClick={() => navigate('/connections/imweb')}
          >
            <span className={classes.doorName}>{s.start.real}</span>
            <span className={classes.doorText}>{s.start.realText}</span>
            <IconChevronRight size={18} aria-hidden />
          </button>
          <button
            type="button"
            className={classes.door}
            disabled={starting}
            aria-busy={starting}
            onClick={startPractice}
          >
            <span className={classes.doorName}>{s.start.practice}</span>
            <span className={classes.doorText}>{starting ? s.start.starting : s.start.practiceText}</span>
            <IconChevronRight size={18} aria-hidden />
          </button>
        </div>
        {practice.isError ? <ErrorPanel inline error={practice.error} onRetry={startPractice} /> : null}
        <p className={classes.privacy}>{s.start.privacy}</p>
      </div>
    </main>
  )
}
