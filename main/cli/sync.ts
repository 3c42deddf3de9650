import type { Job } from '../../shared/contract/work.ts'
import { jobStatuses } from '../../shared/contract/work.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import type { Command, CommandContext } from './command.ts'
import { iso } from './command.ts'
import { UsageError } from './errors.ts'
import { choiceOption, countOption, dayOption } from './options.ts'

/** Waits for a job and answers its result; a job that did not end well is thrown as its own error. */
export async function finished(context: Pick<CommandContext, 'call'>, jobId: string): Promise<Record<string, unknown>> {
  const job = await context.call('jobs.wait', { jobId })
  if (job.status === 'succeeded' && job.outcome === 'ok') return job.progress ?? {}
  throw job.lastError === null ? failCommon('INTERNAL') : new AppError(job.lastError)
}

const numberIn = (result: Record<string, unknown>, name: string): number => {
  const value = result[name]
  return typeof value === 'number' ? value : 0
}

/** What a crash left half-done is finished first; its figures count, because this command did that work. */
async function finishInterrupted(context: CommandContext): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = []
  for (const status of ['running', 'queued'] as const) {
    const open = await context.call('jobs.list', { status, kind: 'order-sync' })
    for (const { jobId } of open.items) {
      const job = await context.call('jobs.wait', { jobId })
      if (job.outcome === 'ok' && job.progress !== null) results.push(job.progress)
    }
  }
  return results
}

export const syncCommand: Command = {
  usage: 'sync imweb [--since YYYY-MM-DD] [--full]',
  options: { since: { type: 'string' }, full: { type: 'boolean' } },
  run: async (context) => {
    if (context.positionals[0] !== 'imweb' || context.positionals.length !== 1)
      throw new UsageError('sync 다음에는 imweb이 필요합니다.')
    const since = dayOption(context.options, 'since')
    const full = context.options.full === true
    context.startWork()
    const earlier = await finishInterrupted(context)
    const { jobId } = await context.call('sync.start', {
      // Everything since a day is read again anyway, so --full adds nothing to --since.
      mode: since !== undefined ? 'since' : full ? 'full' : 'incremental',
      ...(since === undefined ? {} : { since }),
    })
    const results = [...earlier, await finished(context, jobId)]
    const counts = Object.fromEntries(
      ['pages', 'seen', 'added', 'updated', 'unchanged', 'setAside'].map((name) => [
        name,
        results.reduce((sum, result) => sum + numberIn(result, name), 0),
      ]),
    )
    return {
      json: { ...counts, filterIgnored: results.some((result) => result.filterIgnored === true) },
      text: `주문 ${counts.seen}건을 확인했습니다: 새 주문 ${counts.added}건, 바뀐 주문 ${counts.updated}건, 그대로 ${counts.unchanged}건, 읽지 못한 주문 ${counts.setAside}건`,
    }
  },
}

export const jobsCommand: Command = {
  usage: 'jobs list [--state 상태] [--limit N]',
  options: { state: { type: 'string' }, limit: { type: 'string' } },
  run: async ({ call, positionals, options }) => {
    if (positionals[0] !== 'list' || positionals.length !== 1) throw new UsageError('jobs 다음에는 list가 필요합니다.')
    const status = choiceOption(options, 'state', jobStatuses)
    const limit = countOption(options, 'limit', 100)
    const items: Record<string, unknown>[] = []
    let after: string | null = null
    do {
      const page: { items: Job[]; next: string | null } = await call('jobs.list', {
        limit: Math.min(200, limit - items.length),
        ...(status === undefined ? {} : { status }),
        ...(after === null ? {} : { after }),
      })
      for (const job of page.items) {
        const { jobId, kind, attempts, outcome, lastError } = job
        items.push({
          jobId,
          kind,
          status: job.status,
          outcome,
          attempts,
          nextAttemptAt: iso(job.nextAttemptAt),
          lastError,
        })
      }
      after = page.next
    } while (after !== null && items.length < limit)
    const lines = items.map((job) => `${job.jobId} ${job.kind} ${job.status} ${job.outcome ?? ''}`.trimEnd())
    return { json: { items }, text: lines.length === 0 ? '작업이 없습니다.' : lines.join('\n') }
  },
}
