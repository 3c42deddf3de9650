import type { ApiCall } from '../../shared/contract/work.ts'
import type { Db } from '../store/db.ts'
import type { CallRecord } from './http-client.ts'

export interface ApiCallFilter {
  service?: string | undefined
  failedOnly?: boolean | undefined
  search?: string | undefined
}

/** A call with its place in the list. */
export type StoredCall = ApiCall & { id: number }

interface Row {
  id: number
  at: number
  service: string
  method: string
  path: string
  status: number | null
  ms: number
  attempt: number
  trace_id: string
  error_code: string | null
}

const toCall = ({ trace_id, error_code, ...row }: Row): StoredCall => ({
  ...row,
  traceId: trace_id,
  errorCode: error_code,
})

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

const where = (filter: ApiCallFilter) => {
  const parts: string[] = []
  const values: Record<string, string> = {}
  if (filter.service) {
    parts.push('service = @service')
    values.service = filter.service
  }
  if (filter.failedOnly) parts.push('(error_code is not null or status is null or status >= 400)')
  if (filter.search) {
    parts.push(
      `(path like @search escape '\\' or trace_id like @search escape '\\' or error_code like @search escape '\\' or cast(status as text) = @exact)`,
    )
    values.search = `%${escapeLike(filter.search)}%`
    values.exact = filter.search
  }
  return { sql: parts.length > 0 ? parts.join(' and ') : 'true', values }
}

export function insertCalls(db: Db, calls: readonly CallRecord[]): void {
  const insert = db.prepare(`insert into api_call (at, service, method, path, status, ms, attempt, trace_id, error_code)
    values (@at, @service, @method, @path, @status, @ms, @attempt, @traceId, @errorCode)`)
  db.transaction(() => {
    for (const call of calls) insert.run(call)
  })()
}

/** Newest first; `before` is the id of the last row of the page above. */
export function pageOfCalls(db: Db, filter: ApiCallFilter, before: number | null, limit: number): StoredCall[] {
  const { sql, values } = where(filter)
  const from = before === null ? '' : 'and id < @before'
  const rows = db
    .prepare(`select * from api_call where ${sql} ${from} order by id desc limit @limit`)
    .all({ ...values, limit, ...(before === null ? {} : { before }) }) as Row[]
  return rows.map(toCall)
}

export const pruneCalls = (db: Db, before: number): number =>
  db.prepare('delete from api_call where at < ?').run(before).changes
