import { type AccessRule, defaultAccessRules } from '../../shared/rules/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

interface StoredRule {
  product_no: string | null
  option_text: string | null
  kind: AccessRule['duration']['kind']
  days: number | null
  until_day: string | null
}

const sql = prepared((db) => ({
  all: db.prepare<[], StoredRule>('select * from access_rule order by position'),
  clear: db.prepare('delete from access_rule'),
  add: db.prepare(
    'insert into access_rule (product_no, option_text, kind, days, until_day) values (@productNo, @option, @kind, @days, @day)',
  ),
}))

const ruleOf = (row: StoredRule): AccessRule => ({
  productNo: row.product_no,
  option: row.option_text,
  duration:
    row.kind === 'days'
      ? { kind: 'days', days: row.days ?? 1 }
      : row.kind === 'until'
        ? { kind: 'until', day: row.until_day ?? '' }
        : { kind: row.kind },
})

/** The operator's rules; the default while none was ever saved. */
export function readRules(db: Db): { items: readonly AccessRule[]; isDefault: boolean } {
  const rows = sql(db).all.all()
  return rows.length === 0
    ? { items: defaultAccessRules, isDefault: true }
    : { items: rows.map(ruleOf), isDefault: false }
}

/** Replaces them all, inside the caller's transaction. None at all is the default again. */
export function writeRules(db: Db, rules: readonly AccessRule[]): void {
  const statements = sql(db)
  statements.clear.run()
  for (const { productNo, option, duration } of rules) {
    statements.add.run({
      productNo,
      option,
      kind: duration.kind,
      days: duration.kind === 'days' ? duration.days : null,
      day: duration.kind === 'until' ? duration.day : null,
    })
  }
}
