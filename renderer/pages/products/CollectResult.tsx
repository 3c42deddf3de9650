import { Link } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useWords } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count, when } from '../../ui/format.ts'
import ui from '../../ui/ui.module.css'
import { JobActs } from '../activity/JobActs.tsx'
import { JobFrame } from '../activity/JobFrame.tsx'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import { collectProgressOf } from './planWords.ts'
import classes from './products.module.css'

interface Props {
  jobId: string
  name: string
  onClose: () => void
}

/** What one collect did: the sums, what was set aside and why, and how it can go on. */
export default function CollectResult({ jobId, name, onClose }: Props) {
  const { s, language } = useWords()
  const p = s.plans
  const heard = useJobs((state) => state.jobs[jobId])
  const read = useCall('jobs.get', { jobId })
  const job = heard ?? read.data
  if (job === undefined) {
    return (
      <Drawer label={p.resultLabel} title={name} onClose={onClose}>
        {read.isError ? <ErrorPanel inline error={read.error} /> : <DrawerSkeleton />}
      </Drawer>
    )
  }
  const done = collectProgressOf(job.progress)
  const sums: [string, number][] =
    done === null
      ? []
      : [
          [p.seen, done.seen],
          [p.added, done.added],
          [p.updated, done.updated],
          [p.unchanged, done.unchanged],
          [p.soldOut, done.soldOut],
          [p.discontinued, done.discontinued],
          [p.rejected, done.rejectedCount],
        ]
  return (
    <JobFrame job={job} label={p.resultLabel} title={name} onClose={onClose}>
      {done === null || done.since == null ? null : (
        <p className={classes.hint}>{p.changedFrom(when(done.since, Date.now(), language))}</p>
      )}
      <dl className={classes.sums}>
        {sums.map(([title, n]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{count(n)}</dd>
          </div>
        ))}
      </dl>
      <div className={ui.actions}>
        <JobActs job={job} cancelLabel={p.cancel} retryLabel={p.resume} />
        <Link href="/activity">{p.inActivity}</Link>
      </div>
      {done === null || done.warnings.length === 0 ? null : (
        <>
          <h3 className={classes.sectionTitle}>{p.warnings}</h3>
          <ul>
            {done.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
      {done === null || done.rejectedCount === 0 ? null : (
        <>
          <h3 className={classes.sectionTitle}>{p.rejectedTitle(done.rejectedCount)}</h3>
          {done.rejected.length < done.rejectedCount ? (
            <p className={classes.hint}>{p.rejectedMore(done.rejected.length)}</p>
          ) : null}
          <p className={classes.hint}>
            {p.bansText} <Link href="/settings?tab=bans">{s.settingsTabs.bans}</Link>
          </p>
          <Reasons head={s.products.columns.code} rows={done.rejected.map((row) => [row.productId, row.reason])} />
        </>
      )}
    </JobFrame>
  )
}

export function Reasons({ head, rows }: { head: string; rows: readonly (readonly [string, string])[] }) {
  const { s } = useWords()
  return (
    <section className={classes.reasons} aria-label={s.plans.reason}>
      <table className={ui.plain}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{s.plans.reason}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, reason]) => (
            <tr key={`${key} ${reason}`}>
              <td className="num">{key}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
