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

/** Stop, sell again, delete, look up: asked first with the count and the place where it changes what buyers see. */
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
      const said = {
        resolve: l.resolving,
        stop: l.stopped(changed),
        delete: changed > 0 ? l.deleting(changed) : l.nothingToDo,
        resume: sold > 0 ? l.resumed(sold) : null,
      }[plan.kind]
      if (said !== null) say(said)
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
  const words = {
    stop: { title: l.stopTitle, text: l.stopText, go: l.stop },
    delete: { title: l.deleteTitle, text: l.deleteText, go: l.delete },
    resume: { title: l.resumeTitle, text: l.resumeText, go: l.resume },
  }[asked === null || asked.kind === 'resolve' ? 'resume' : asked.kind]
  const dialog = (
    <Confirm
      opened={asked !== null}
      danger={asked?.kind === 'stop' || asked?.kind === 'delete'}
      title={asked === null ? '' : words.title(asked.count, place)}
      text={words.text}
      go={words.go}
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
