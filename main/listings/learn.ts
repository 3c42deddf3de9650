import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import type { ChosenCategory } from './facts.ts'
import type { ProductFacts } from './product-facts.ts'
import { type Choosing, saveChoice } from './repository-choices.ts'

/** What the operator sets in one draft goes for its whole category from then on; it can be undone in the category map. */
export function learn(
  db: Db,
  market: Market,
  { wholesaler, category: path }: Pick<ProductFacts, 'wholesaler' | 'category'>,
  chosen: ChosenCategory,
  at: number,
): void {
  if (path === '') return
  const choosing: Choosing = {
    market,
    wholesaler,
    path,
    category: chosen.code,
    categoryPath: chosen.path,
    source: 'operator',
    at,
  }
  saveChoice(db, choosing)
}
