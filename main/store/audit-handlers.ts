import { z } from 'zod'
import type { Handlers } from '../../shared/contract.ts'
import type { Clock } from '../../shared/time.ts'
import { cursorOf } from './cursor.ts'
import type { Db } from './db.ts'
import { prepared } from './statements.ts'

interface AuditRow {
  id: number
  at: number
  action: string
  detail: string
}

const sql = prepared((db) => ({
  page: db.prepare<[number, number], AuditRow>(
    'select id, at, action, detail from audit where id < ? order by id desc limit ?',
  ),
}))

const cursor = cursorOf(z.object({ id: z.int() }).strict())

export const auditHandlers = (db: Db, clock: Clock): Handlers<'audit.list'> => ({
  'audit.list': ({ after, limit }) => {
    const before = after === undefined ? Number.MAX_SAFE_INTEGER : cursor.read(after).id
    const rows = sql(db).page.all(before, limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const next = rows.length > limit && last !== undefined ? cursor.write({ id: last.id }) : null
    return { items: shown.map(({ at, action, detail }) => ({ at, action, detail })), next, asOf: clock.now() }
  },
})
