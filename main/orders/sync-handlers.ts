import type { Connection } from '../../shared/contract/connections.ts'
import { type SyncProgress, syncProgress } from '../../shared/contract/orders.ts'
import type { Job } from '../../shared/contract/work.ts'
import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import { parseKstDay } from '../../shared/time.ts'
import type { Jobs } from '../jobs/queue.ts'
import type { JobKind } from '../jobs/types.ts'
import type { SettingsBook } from '../settings/handlers.ts'
import type { Db } from '../store/db.ts'
import { SYNC_KEY, SYNC_KIND } from './sync-job.ts'
import { newSyncPayload, type SyncMode, type SyncPayload, syncPayload } from './sync-payload.ts'
import { countSetAside, readSyncState } from './sync-state.repository.ts'

export interface SyncControlDeps {
  db: Db
  jobs: Jobs
  kind: JobKind<SyncPayload>
  settings: SettingsBook
  site: () => string | null
  connectionState: () => Connection['state']
  /** When the scheduler starts the next run by itself, ms UTC. */
  nextAt: () => number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER
const nothingYet: SyncProgress = {
  windows: 0,
  windowsDone: 0,
  pages: 0,
  seen: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  setAside: 0,
  expected: null,
  filterIgnored: false,
}

const payloadOf = (text: string): SyncPayload | null => {
  try {
    return syncPayload.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What starts, shows and holds back the order sync. */
export function createSyncControl(deps: SyncControlDeps) {
  const { db, jobs, kind, settings } = deps

  /** A first sync that ended early goes on where it stopped, whoever starts the next run. */
  const interruptedFirst = (): string | null => {
    const site = deps.site() ?? ''
    if (readSyncState(db, site).completeUntil !== null) return null
    const last = jobs.page(undefined, SYNC_KIND, NEWEST, 1)[0]
    const payload = last === undefined ? null : payloadOf(last.payload)
    const isUnfinished = payload?.plan?.whole === true && payload.plan.site === site && !payload.done
    return last !== undefined && isUnfinished ? last.job_id : null
  }

  const start = (mode: SyncMode = 'incremental', since: number | null = null): { jobId: string } => {
    const open = jobs.findOpen(SYNC_KIND, SYNC_KEY)
    if (open !== null) return { jobId: open.jobId }
    const interrupted = mode === 'incremental' ? interruptedFirst() : null
    if (interrupted !== null) return jobs.retry(interrupted)
    const { jobId } = jobs.add(kind, newSyncPayload(mode, since), { key: SYNC_KEY })
    return { jobId }
  }

  const isConnected = () => deps.connectionState() === 'connected'

  /** For the scheduler: null while paused or not connected. `lastAt`: when it last started a run. */
  const nextSyncAt = (lastAt: number | null, now: number): number | null => {
    const { syncPaused, syncEveryMinutes } = settings.get()
    if (syncPaused || !isConnected()) return null
    return lastAt === null ? now : lastAt + syncEveryMinutes * 60_000
  }

  const pausedReason = (): string | null => {
    if (settings.get().syncPaused) return '동기화를 일시 중지했습니다.'
    return isConnected() ? null : '아임웹에 연결되어 있지 않아 동기화하지 않습니다.'
  }

  const lastEnded = (): Job | null => {
    const rows = [jobs.page('succeeded', SYNC_KIND, NEWEST, 1)[0], jobs.page('dead', SYNC_KIND, NEWEST, 1)[0]]
    const ended = rows.flatMap((row) => (row === undefined ? [] : [row]))
    const newest = ended.sort((a, b) => (b.finished_at ?? 0) - (a.finished_at ?? 0))[0]
    return newest === undefined ? null : jobs.get(newest.job_id)
  }

  const handlers: Handlers<'sync.start' | 'sync.status' | 'sync.pause'> = {
    'sync.start': ({ mode, since }) => {
      const at = since === undefined ? null : parseKstDay(since)
      if (mode === 'since' && at === null) throw failCommon('BAD_INPUT', { values: { detail: 'since' } })
      const { jobId } = start(mode, mode === 'since' ? at : null)
      // A run that waits after a failure need not be waited for by somebody who asks.
      jobs.hurry(jobId)
      return { jobId }
    },
    'sync.status': () => {
      const open = jobs.findOpen(SYNC_KIND, SYNC_KEY)
      const last = lastEnded()
      const shown = syncProgress.safeParse(open?.progress)
      return {
        running:
          open?.status === 'running'
            ? {
                jobId: open.jobId,
                startedAt: open.startedAt ?? open.createdAt,
                progress: shown.success ? shown.data : nothingYet,
              }
            : null,
        lastFinishedAt: last?.finishedAt ?? null,
        lastOutcome: last === null ? null : (last.outcome ?? last.status),
        nextAt: deps.nextAt(),
        paused: settings.get().syncPaused,
        pausedReason: pausedReason(),
        setAside: countSetAside(db),
      }
    },
    'sync.pause': ({ paused }) => ({ paused: settings.set({ syncPaused: paused }).syncPaused }),
  }

  return { handlers, start, nextSyncAt }
}
