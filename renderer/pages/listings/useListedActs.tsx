import { useState } from 'react'
import { CallError } from '../../app/api.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { say, sayFailure } from '../../ui/notify.ts'
import approvals from '../approvals/approvals.module.css'
import { readAnew } from '../approvals/refresh.ts'
import { marketName, placeText } from '../approvals/words.ts'
import { carryOut, type Plan } from './chosen.ts'

/** Stop, sell again, look up: asked first with the count and the place where it changes what buyers see. */
export function useListedActs(onDone: () => void = () => {}) {
  const s = useStrings()
  const l = s.listed
  const [asked, setAsked] = useState<Plan | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const started = useJobs((state) => state.started)

  const go = async (plan: Plan) => {
    setBusy(true)
    setError(null)
    try {
      const { changed, jobIds, kept } = await carryOut(plan)
      for (const jobId of jobIds) started(jobId)
      const sold = changed - kept.count
      if (plan.kind !== 'resume' || sold > 0) {
        say(plan.kind === 'resolve' ? l.resolving : plan.kind === 'stop' ? l.stopped(changed) : l.resumed(sold))
      }
      // Why something that was asked for is not done stays until it is read.
      if (kept.why !== null)
        sayFailure(new CallError({ ...kept.why, message: l.keptOff(kept.count, kept.why.message) }))
      setAsked(null)
      onDone()
    } catch (thrown) {
      if (plan.kind === 'resolve') sayFailure(thrown)
      else setError(thrown)
    } finally {
      readAnew()
      setBusy(false)
    }
  }
  const ask = async (making: Plan | Promise<Plan>) => {
    setBusy(true)
    setError(null)
    try {
      const plan = await making
      if (plan.count === 0) say(l.nothingToDo)
      else if (plan.kind === 'resolve') await go(plan)
      else setAsked(plan)
    } catch (thrown) {
      sayFailure(thrown)
    } finally {
      setBusy(false)
    }
  }
  const place =
    asked === null
      ? ''
      : placeText(
          s,
          asked.markets.map(({ market }) => market),
        )
  const stopping = asked?.kind === 'stop'
  const dialog = (
    <Confirm
      opened={asked !== null}
      danger={stopping}
      title={asked === null ? '' : stopping ? l.stopTitle(asked.count, place) : l.resumeTitle(asked.count, place)}
      text={stopping ? l.stopText : l.resumeText}
      go={stopping ? l.stop : l.resume}
      busy={busy}
      error={error}
      onClose={() => setAsked(null)}
      onGo={() => asked !== null && void go(asked)}
    >
      {asked === null || asked.markets.length < 2 ? null : (
        <dl className={approvals.tally}>
          {asked.markets.map((entry) => (
            <div key={entry.market}>
              <dt>{marketName(s, entry.market)}</dt>
              <dd className="num">{s.approvals.countText(entry.count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Confirm>
  )
  return { ask, busy, dialog }
}
