import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import { type Clock, kstDateTime } from '../../shared/time.ts'
import type { ApiCallFilter, StoredCall } from './api-calls.repository.ts'
import type { CallLog } from './api-calls.ts'
import { type CsvRow, writeCsvFile } from './csv-file.ts'
import { failNet, serviceName } from './errors.ts'

const columns = ['시각', '서비스', '방식', '경로', '상태', '걸린 시간(ms)', '시도', '추적 번호', '오류 코드']
const BATCH = 1000

const toRow = (call: StoredCall): CsvRow => [
  kstDateTime(call.at),
  serviceName(call.service),
  call.method,
  call.path,
  call.status,
  call.ms,
  call.attempt,
  call.traceId,
  call.errorCode,
]

const before = (after: string | undefined): number | null => {
  if (after === undefined) return null
  const id = Number(after)
  if (!/^\d+$/.test(after) || !Number.isSafeInteger(id)) throw failCommon('BAD_INPUT', { values: { detail: 'after' } })
  return id
}

function* batches(log: CallLog, filter: ApiCallFilter): Generator<CsvRow[]> {
  for (let from: number | null = null; ; ) {
    const page = log.page(filter, from, BATCH)
    const last = page.at(-1)
    if (last === undefined) return
    yield page.map(toRow)
    from = last.id
  }
}

/** The list of calls the operator sees, and the same list as a file. */
export const apiCallsHandlers = (log: CallLog, clock: Clock): Handlers<'apiCalls.list' | 'apiCalls.export'> => ({
  'apiCalls.list': ({ after, limit, ...filter }) => {
    const page = log.page(filter, before(after), limit + 1)
    const items = page.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map(({ id: _id, ...call }) => call),
      next: page.length > limit && last ? String(last.id) : null,
      asOf: clock.now(),
    }
  },
  'apiCalls.export': ({ path, ...filter }) => {
    try {
      return { path, rows: writeCsvFile(path, columns, batches(log, filter)) }
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException
      throw failNet('API_CALLS_NOT_WRITTEN', { values: { detail: code ?? 'UNKNOWN' }, cause: thrown })
    }
  },
})
