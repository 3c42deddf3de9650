import type { Connection } from '../../../shared/contract/connections.ts'
import type { Job } from '../../../shared/contract/work.ts'
import type { Strings } from '../../strings/index.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

/** A job's state in one word. The machine's state and the service's answer are two things: a refusal is not a crash. */
export function jobState(s: Strings, job: Job): { tone: Tone; word: string; spin: boolean } {
  if (job.status === 'running') return { tone: 'busy', word: s.activity.status.running, spin: true }
  if (job.status === 'queued') return { tone: 'busy', word: s.activity.status.queued, spin: false }
  if (job.outcome === 'cancelled') return { tone: 'idle', word: s.activity.outcome.cancelled, spin: false }
  if (job.outcome === 'rejected') return { tone: 'bad', word: s.activity.outcome.rejected, spin: false }
  if (job.outcome === 'needs_setup') return { tone: 'warn', word: s.activity.outcome.needs_setup, spin: false }
  if (job.status === 'dead') return { tone: 'bad', word: s.activity.status.dead, spin: false }
  return { tone: 'ok', word: s.activity.outcome.ok, spin: false }
}

const canRetry = (job: Job): boolean => job.status === 'dead' || (job.status === 'succeeded' && job.outcome !== 'ok')

/** The service whose connection an ended job stands or falls with; null where its failure is another's. */
export const endsAt = (job: Job): string | null =>
  job.outcome === 'needs_setup' ? (job.lastError?.service ?? null) : null

/** What is offered for an ended job: `connect` while the connection that refused it is not well. */
export function nextAct(job: Job, connections: readonly Connection[] | undefined): 'retry' | 'connect' | null {
  if (!canRetry(job)) return null
  const service = endsAt(job)
  const connection = connections?.find((item) => item.service === service)
  return connection === undefined || connection.state === 'connected' ? 'retry' : 'connect'
}
