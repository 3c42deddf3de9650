import type { RuleValues, StoredRule } from '../../shared/contract/listing-shapes.ts'
import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

interface StoredRow {
  market: Market
  scope: StoredRule['scope']
  target: string
  rule: string
  updated_at: number
}

const sql = prepared((db) => ({
  all: db.prepare<[], StoredRow>('select market, scope, target, rule, updated_at from price_rule order by id'),
  of: db.prepare<[string], StoredRow>(
    'select market, scope, target, rule, updated_at from price_rule where market = ? order by id',
  ),
  set: db.prepare<[string, string, string, string, number]>(`insert into price_rule
    (market, scope, target, rule, updated_at) values (?, ?, ?, ?, ?)
    on conflict (market, scope, target) do update set rule = excluded.rule, updated_at = excluded.updated_at`),
  // What may be sold now, or by itself at any time; what the operator stopped is not.
  guarded: db
    .prepare<[string], number>(
      `select count(*) from listing where market = ? and (state in ('uploading', 'unresolved')
        or (state in ('in_review', 'on_sale', 'sold_out') and read_state is not 'deleted'
          and not (held = 1 and zero_confirmed_at is not null)))`,
    )
    .pluck(),
  remove: db.prepare<[string, string, string]>('delete from price_rule where market = ? and scope = ? and target = ?'),
}))

const toRule = ({ market, scope, target, rule, updated_at }: StoredRow): StoredRule => ({
  ...{ market, scope, target, updatedAt: updated_at },
  // Written by `saveRule` alone.
  rule: JSON.parse(rule) as RuleValues,
})

/** Every rule, or those of one market, in the order in which they were made. */
export const storedRules = (db: Db, market?: Market): StoredRule[] =>
  (market === undefined ? sql(db).all.all() : sql(db).of.all(market)).map(toRule)

export const saveRule = (db: Db, { market, scope, target, rule, updatedAt }: StoredRule): void => {
  sql(db).set.run(market, scope, target, JSON.stringify(rule), updatedAt)
}

/** How many listings of a market sell at prices that its rules guard. */
export const guardedListings = (db: Db, market: Market): number => sql(db).guarded.get(market) ?? 0

/** False where there was none. */
export const removeRule = (db: Db, { market, scope, target }: Omit<StoredRule, 'rule' | 'updatedAt'>): boolean =>
  sql(db).remove.run(market, scope, target).changes > 0
