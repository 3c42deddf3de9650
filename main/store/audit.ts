import type { Db } from './db.ts'
import { prepared } from './statements.ts'

const sql = prepared((db) => ({
  add: db.prepare<[number, string, string]>('insert into audit (at, action, detail) values (?, ?, ?)'),
  newest: db.prepare<[string], number>('select at from audit where action = ? order by id desc limit 1').pluck(),
}))

/** Who saw or took personal data, when and how much. `detail` is a Korean sentence without names of people. */
export const writeAudit = (db: Db, at: number, action: string, detail: string): void => {
  sql(db).add.run(at, action, detail)
}

/** When the newest audit row of this action was written, ms UTC. */
export const lastAudit = (db: Db, action: string): number | null => sql(db).newest.get(action) ?? null
