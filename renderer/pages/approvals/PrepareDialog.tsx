import { Button, Checkbox, Modal, Progress } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type Market, markets } from '../../../shared/market.ts'
import { itemsOf, shareOf } from '../../app/progress.ts'
import { useCall } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import classes from './approvals.module.css'
import { type Asked, draftEndOf, prepare } from './prepare.ts'
import { marketName } from './words.ts'

interface Props {
  asked: Asked
  onStarted: () => void
  onClose: () => void
}

/** Which markets the products are drafted for, and what came of it. */
export default function PrepareDialog({ asked, onStarted, onClose }: Props) {
  const s = useStrings()
  const p = s.prepare
  const { size } = asked
  const connections = useCall('connections.list', {}).data
  const rules = useCall('rules.markets', {}).data
  const [chosen, setChosen] = useState<ReadonlySet<Market> | null>(null)
  const [jobIds, setJobIds] = useState<readonly string[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const started = useJobs((state) => state.started)

  const connected = (market: Market) =>
    connections?.items.some((item) => String(item.service) === market && item.state !== 'disconnected') ?? false
  const ruled = (market: Market) => rules?.items.find((item) => item.market === market)?.complete ?? false
  const picked = chosen ?? new Set(markets.filter((market) => connected(market)))
  const go = async () => {
    setBusy(true)
    setError(null)
    try {
      const made = await prepare([...picked], asked)
      for (const jobId of made) started(jobId)
      setJobIds(made)
      onStarted()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  if (jobIds !== null) return <Running jobIds={jobIds} onClose={onClose} />
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={p.title(size)}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      {asked.unselected ? (
        <p className={ui.confirmText}>{Object.keys(asked.filter).length === 0 ? p.everything : p.allThatMatch}</p>
      ) : null}
      <p className={ui.confirmText}>{p.text}</p>
      <ul className={classes.prepareMarkets}>
        {markets.map((market) => (
          <li key={market}>
            <Checkbox
              label={marketName(s, market)}
              checked={picked.has(market)}
              disabled={!connected(market)}
              onChange={(event) => {
                const next = new Set(picked)
                if (event.currentTarget.checked) next.add(market)
                else next.delete(market)
                setChosen(next)
              }}
            />
            <span className={classes.prepareNote}>
              {connections === undefined || rules === undefined ? null : !connected(market) ? (
                <Link href="/connections">{p.notConnected}</Link>
              ) : ruled(market) ? (
                <StateBadge tone="ok">{p.hasRule}</StateBadge>
              ) : (
                <Link href={`/settings?tab=rules&market=${market}`}>{p.noRule}</Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      {[...picked].some((market) => rules !== undefined && !ruled(market)) ? (
        <p className={classes.pickerLead}>{p.noRuleText}</p>
      ) : null}
      {error === null ? null : <ErrorPanel inline error={error} />}
      <div className={ui.confirmActions}>
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button loading={busy} disabled={picked.size === 0} data-autofocus onClick={() => void go()}>
          {p.go(size * picked.size)}
        </Button>
      </div>
    </Modal>
  )
}

function Running({ jobIds, onClose }: { jobIds: readonly string[]; onClose: () => void }) {
  const s = useStrings()
  const p = s.prepare
  const [, navigate] = useLocation()
  const known = useJobs((state) => state.jobs)
  const jobs = jobIds.flatMap((jobId) => known[jobId] ?? [])
  const open = jobs.length < jobIds.length || jobs.some(isOpenJob)
  const failed = jobs.find((job) => !isOpenJob(job) && job.lastError !== null && job.outcome !== 'ok')
  const ends = jobs.map((job) => draftEndOf(job.progress))
  const sum = (level: 'red' | 'yellow' | 'green') => ends.reduce((total, end) => total + end[level], 0)
  const refused = ends.flatMap((end) => end.refused)
  const running = jobs.find(isOpenJob)
  const share = running === undefined ? null : shareOf(running)
  const items = running === undefined ? { done: null, total: null } : itemsOf(running)
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={open ? p.running : p.done(sum('red') + sum('yellow') + sum('green'))}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      {open ? (
        <>
          <Progress
            size={6}
            value={share === null ? 100 : share * 100}
            animated={share === null}
            striped={share === null}
            aria-label={p.running}
          />
          <p className={classes.pickerLead}>
            {items.done === null ? p.starting : s.tray.items(items.done, items.total)} {p.runningText}
          </p>
        </>
      ) : (
        <p className={classes.prepareEnd}>
          {(['green', 'yellow', 'red'] as const).map((level) => (
            <span key={level}>
              <StateBadge tone={level === 'green' ? 'ok' : level === 'yellow' ? 'warn' : 'bad'}>
                {s.listing.levels[level]}
              </StateBadge>{' '}
              <strong className="num">{count(sum(level))}</strong>
            </span>
          ))}
        </p>
      )}
      {failed?.lastError ? <ErrorPanel inline error={failed.lastError} /> : null}
      {refused.length === 0 ? null : (
        <ul className={classes.refused} aria-label={p.refused}>
          {refused.map((reason) => (
            <li key={`${reason.code}|${reason.message}`}>
              <strong className="num">{s.products.countText(reason.count)}</strong> {reason.message}{' '}
              <span className="mono">{reason.code}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={ui.confirmActions}>
        <Button variant="default" onClick={onClose}>
          {open ? p.keepRunning : s.common.close}
        </Button>
        <Button onClick={() => navigate('/approvals')}>{p.toApprovals}</Button>
      </div>
    </Modal>
  )
}
