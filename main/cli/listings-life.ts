import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { syncMarketProgress, uploadProgress } from '../../shared/contract/listings.ts'
import type { Job } from '../../shared/contract/work.ts'
import { failCommon } from '../../shared/errors.ts'
import { type Market, marketNames, markets } from '../../shared/market.ts'
import { toExportError } from '../exports/errors.ts'
import { putInPlace } from '../store/files.ts'
import type { Command, CommandContext, CommandResult } from './command.ts'
import { PartlyDone } from './errors.ts'
import { choiceOption, given, textOption } from './options.ts'

const chosen = ({ options }: CommandContext): { market?: Market } =>
  given({ market: choiceOption(options, 'market', markets) as Market | undefined })

const sum = <K extends string>(rows: readonly Record<K, number>[], name: K): number =>
  rows.reduce((total, row) => total + row[name], 0)

/**
 * Waits for the jobs of all markets, and adds up what they did. One that only the operator can mend is thrown with it when
 * the others are done.
 */
async function ended<K extends string>(
  { call, note }: CommandContext,
  jobIds: readonly string[],
  { shape, names }: { shape: { safeParse(progress: unknown): { data?: Record<K, number> } }; names: readonly K[] },
): Promise<{ jobs: Job[]; counts: Record<K, number> }> {
  const jobs = await Promise.all(jobIds.map((jobId) => call('jobs.wait', { jobId })))
  const rows = jobs.flatMap(({ progress }) => shape.safeParse(progress).data ?? [])
  const counts = Object.fromEntries(names.map((name) => [name, sum(rows, name)])) as Record<K, number>
  const failed = jobs.find(({ status, outcome }) => status !== 'succeeded' || outcome !== 'ok')
  if (failed === undefined) return { jobs, counts }
  for (const { progress } of jobs) if (progress !== null) note(JSON.stringify(progress))
  throw new PartlyDone(failed.lastError ?? failCommon('INTERNAL').toShape(), counts)
}

/** What had to wait although nothing else was done: the market was away the whole time. */
function throwIfAway(jobs: readonly Job[], isIdle: boolean, counts: Record<string, number>): void {
  const error = jobs.find(({ lastError }) => lastError !== null)?.lastError ?? null
  if (isIdle && error !== null) throw new PartlyDone(error, counts)
}

const uploadCounts = ['uploaded', 'rejected', 'unresolved', 'waiting', 'returned'] as const
const syncCounts = ['pushed', 'confirmed', 'rejected', 'differs', 'unread', 'queued', 'otherAccount'] as const

export async function uploadListings(context: CommandContext): Promise<CommandResult> {
  context.startWork()
  const { jobIds } = await context.call('listings.upload', chosen(context))
  const { jobs, counts } = await ended(context, jobIds, { shape: uploadProgress, names: uploadCounts })
  const { uploaded, rejected, unresolved, waiting, returned } = counts
  throwIfAway(jobs, waiting > 0 && uploaded + rejected + unresolved + returned === 0, counts)
  if (returned > 0) context.note(`승인한 뒤에 사정이 바뀐 상품 ${returned}개를 등록 준비로 되돌렸습니다.`)
  if (waiting > 0) context.note(`마켓이 나중에 다시 요청하라고 답한 상품 ${waiting}개가 기다립니다.`)
  return {
    json: counts,
    text: `등록 ${uploaded}개, 거절 ${rejected}개, 결과 확인 중 ${unresolved}개`,
  }
}

/** Changes that the operator has to approve first. */
async function waitingUpdates({ call, ...context }: CommandContext): Promise<number> {
  const { market } = chosen({ call, ...context })
  const { markets: rows } = await call('step.summary', {})
  return rows.filter((row) => market === undefined || row.market === market).reduce((all, row) => all + row.waiting, 0)
}

export async function syncListings(context: CommandContext): Promise<CommandResult> {
  context.startWork()
  const { jobIds } = await context.call('listings.sync', chosen(context))
  const { jobs, counts } = await ended(context, jobIds, { shape: syncMarketProgress, names: syncCounts })
  const { pushed, confirmed, rejected, differs, unread, queued, otherAccount } = counts
  throwIfAway(jobs, pushed + confirmed + rejected + differs === 0, counts)
  if (unread > 0) context.note(`마켓이 아직 알려 주지 않은 상품 ${unread}개는 다음에 다시 확인합니다.`)
  if (queued > 0) context.note(`아직 보내지 못한 변경이 ${queued}건 있습니다. 다음 동기화에서 다시 보냅니다.`)
  if (otherAccount > 0)
    context.note(
      `다른 계정으로 등록한 상품 ${otherAccount}개는 지금 연결된 계정으로는 확인하거나 바꿀 수 없습니다. 그 계정을 다시 연결하십시오.`,
    )
  const waiting = await waitingUpdates(context)
  if (waiting > 0)
    context.note(
      `승인을 기다리는 변경이 ${waiting}건 있습니다. listings approve 또는 등록 상품 화면에서 승인할 수 있습니다.`,
    )
  return {
    json: { ...counts, waiting },
    text: `보낸 변경 ${pushed}건, 확인한 상품 ${confirmed}개, 거절 ${rejected}건, 마켓의 값이 다른 상품 ${differs}개`,
  }
}

/** There is never half a file of that name. */
function save(path: string, text: string): void {
  const half = join(dirname(path), `.jangteo-report-${process.pid}.part`)
  try {
    writeFileSync(half, text, { mode: 0o600 })
    putInPlace(half, path)
  } catch (error) {
    rmSync(half, { force: true })
    throw toExportError(error)
  }
}

export const reportCommand: Command = {
  usage: 'report [--out 파일]',
  options: { out: { type: 'string' } },
  run: async ({ call, options }) => {
    const report = await call('report.get', {})
    const out = textOption(options, 'out')
    const path = out === undefined ? undefined : resolve(out)
    if (path !== undefined) save(path, `${JSON.stringify(report, null, 2)}\n`)
    const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`
    const listings = markets.flatMap((market) =>
      Object.entries(report.listings[market] ?? {}).map(
        ([state, count]) => `${marketNames[market]} ${state} ${count}개`,
      ),
    )
    const rate = report.averageMarginRate
    const lines = [
      `도매 상품 ${report.products}개, 재고 금액 ${won(report.stockValue)}`,
      listings.length === 0 ? '등록 상품이 없습니다.' : listings.join(', '),
      rate === null ? '평균 마진율은 아직 없습니다.' : `평균 마진율 ${Math.round(rate * 1000) / 10}%`,
      `주문 ${report.orders}건, 구매자 ${report.buyers}명, 매출 ${won(report.revenue)}`,
    ]
    return { json: path === undefined ? report : { ...report, path }, text: lines.join('\n') }
  },
}
