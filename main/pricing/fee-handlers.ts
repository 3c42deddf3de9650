import type { CategoryFee } from '../../shared/contract/listing-shapes.ts'
import type { Handlers, Output, Parsed } from '../../shared/contract.ts'
import type { Market } from '../../shared/market.ts'
import { failPrice } from '../../shared/rules/price-errors.ts'
import { ruleFault } from '../../shared/rules/price-rule.ts'
import { CsvError } from '../products/import/csv.ts'
import { writeAudit } from '../store/audit.ts'
import { readFees } from './fee-csv.ts'
import { pathForm, SEPARATOR } from './fees.ts'
import type { PricingDeps } from './handlers.ts'
import { storedRules } from './repository.ts'
import { pageOfFees, putFee, removeFees, storedFees } from './repository-fees.ts'
import { refuseFeeClash } from './set-rule.ts'

type Names = 'fees.list' | 'fees.put' | 'fees.remove' | 'fees.import'
type Given = Pick<CategoryFee, 'path' | 'code' | 'rate'>

const SHOWN_REJECTED = 100

/** Sets all or none of them. Throws PRICE_RULE_RATE, PRICE_RULE_CLASH. */
function put({ db, clock, onRulesChanged }: PricingDeps, market: Market, items: readonly Given[]) {
  for (const { rate } of items) {
    const fault = ruleFault({ feeRate: rate })
    if (fault !== null) throw fault
  }
  const at = clock.now()
  const known = new Map(storedFees(db, market).map((fee) => [fee.path, fee]))
  const counts = { added: 0, changed: 0, unchanged: 0 }
  const next = items.filter(({ path, code, rate }) => {
    const before = known.get(path)
    counts[before === undefined ? 'added' : before.rate === rate && before.code === code ? 'unchanged' : 'changed'] += 1
    return before?.rate !== rate || before.code !== code
  })
  if (next.length === 0) return counts
  refuseFeeClash(
    market,
    storedRules(db, market),
    next.map((fee) => ({ ...fee, market, updatedAt: at })),
  )
  db.transaction(() => {
    for (const fee of next) putFee(db, { ...fee, market, updatedAt: at })
    const named = next.length === 1 ? `${next[0]?.path} ${next[0]?.rate}` : `${next.length}개`
    writeAudit(db, at, 'fees.put', `${market} 카테고리 수수료를 정했습니다: ${named}`)
  }).immediate()
  onRulesChanged?.(market)
  return counts
}

async function fromFile(deps: PricingDeps, { market, text }: Parsed<'fees.import'>): Promise<Output<'fees.import'>> {
  const lines = readable(text)
  const categories = await deps.categories(market)
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const byPath = new Map<string, Given>()
  for (const { code, path } of categories) {
    // A branch may be on no list of its own.
    for (let n = 1; n < path.length; n += 1) {
      const above = path.slice(0, n).join(SEPARATOR)
      if (!byPath.has(pathForm(above))) byPath.set(pathForm(above), { code: null, path: above, rate: 0 })
    }
    byPath.set(pathForm(path.join(SEPARATOR)), { code, path: path.join(SEPARATOR), rate: 0 })
  }
  const items = new Map<string, Given>()
  const rejected: Output<'fees.import'>['rejected'] = []
  for (const { line, text: said, code, path, rate } of lines) {
    const coded = code === null ? undefined : byCode.get(code)
    const place =
      coded === undefined
        ? path === null
          ? undefined
          : byPath.get(pathForm(path))
        : { code: coded.code, path: coded.path.join(SEPARATOR) }
    const fault = rate === null ? null : ruleFault({ feeRate: rate })
    if (rate === null) rejected.push({ line, text: said, reason: '수수료율이 숫자가 아닙니다.' })
    else if (fault !== null) rejected.push({ line, text: said, reason: fault.message })
    else if (place === undefined) rejected.push({ line, text: said, reason: '마켓에 없는 카테고리입니다.' })
    else items.set(place.path, { path: place.path, code: place.code, rate })
  }
  const counts = items.size === 0 ? { added: 0, changed: 0, unchanged: 0 } : put(deps, market, [...items.values()])
  return { ...counts, rejected: rejected.slice(0, SHOWN_REJECTED), rejectedTotal: rejected.length }
}

function readable(text: string) {
  try {
    const lines = readFees(text)
    if (lines.some(({ rate }) => rate !== null)) return lines
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw failPrice('PRICE_FEES_UNREADABLE', { values: { reason: error.message } })
  }
  throw failPrice('PRICE_FEES_UNREADABLE', { values: { reason: '수수료율이 있는 줄이 없음' } })
}

/** What a market takes in its categories. */
export const feeHandlers = (deps: PricingDeps): Handlers<Names> => ({
  'fees.list': ({ market, search, limit }) => pageOfFees(deps.db, market, search, limit),
  'fees.put': ({ market, items }) => put(deps, market, items),
  'fees.remove': ({ market, paths }) => {
    const { db, clock, onRulesChanged } = deps
    const items = db
      .transaction(() => {
        const removed = removeFees(db, market, paths)
        if (removed.length > 0) {
          writeAudit(db, clock.now(), 'fees.remove', `${market} 카테고리 수수료 ${removed.length}개를 지웠습니다.`)
        }
        return removed
      })
      .immediate()
    if (items.length > 0) onRulesChanged?.(market)
    return { items }
  },
  'fees.import': (input) => fromFile(deps, input),
})
