import type { Market } from '../../../shared/market.ts'
import { RuleBook } from '../../pricing/book.ts'
import { storedRules } from '../../pricing/repository.ts'
import { feesVersion, listedPlace, storedFees } from '../../pricing/repository-fees.ts'
import type { BanCheck } from '../../products/bans.ts'
import { storedBanCheck } from '../../products/repository-bans.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import { stepSettingsOf, templateOf } from '../settings.ts'
import type { StepTerms } from './types.ts'

const sql = prepared((db) => ({
  version: db
    .prepare<[string], string>(
      `select count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(sum(updated_at), 0) || ' '
        || coalesce(sum(length(rule)), 0) from price_rule where market = ?`,
    )
    .pluck(),
  bans: db.prepare<[], string>(`select count(*) || ' ' || coalesce(sum(id), 0) from product_ban`).pluck(),
}))

/** Rules, templates and settings as they stand at each use; a market's book of rules is made once for each change of it. */
export function storedTerms(db: Db, priceStep: (market: Market) => number): StepTerms {
  const books = new Map<Market, { version: string; book: RuleBook }>()
  const bookOf = (market: Market): RuleBook => {
    const version = `${sql(db).version.get(market) ?? ''} ${feesVersion(db, market)}`
    const known = books.get(market)
    if (known?.version === version) return known.book
    const book = new RuleBook(market, storedRules(db, market), priceStep(market), storedFees(db, market))
    books.set(market, { version, book })
    return book
  }
  let bans: { version: string; check: BanCheck } | null = null
  const banned: BanCheck = (product) => {
    const version = sql(db).bans.get() ?? ''
    if (bans?.version !== version) bans = { version, check: storedBanCheck(db) }
    return bans.check(product)
  }
  return {
    banned,
    rule: (market, product) => {
      const book = bookOf(market)
      return book.ruleFor(product, book.hasFees ? listedPlace(db, market, product) : null)
    },
    template: (market) => templateOf(db, market),
    settings: (market) => stepSettingsOf(db, market),
  }
}
