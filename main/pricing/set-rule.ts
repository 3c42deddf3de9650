import type { CategoryFee, RuleValues, StoredRule } from '../../shared/contract/listing-shapes.ts'
import type { Parsed } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import { wholesalers } from '../../shared/product.ts'
import { failPrice } from '../../shared/rules/price-errors.ts'
import { readyRule, ruleFault } from '../../shared/rules/price-rule.ts'
import { RuleBook, type RuleSubject } from './book.ts'

const badTarget = (target: string) => failPrice('PRICE_RULE_TARGET', { values: { target: target || '(없음)' } })

/** A product or category the rule is about, to try the rules together that meet there. Throws PRICE_RULE_TARGET. */
export function subjectOf({ scope, target }: Pick<StoredRule, 'scope' | 'target'>): RuleSubject | null {
  if (scope === 'market') {
    if (target !== '') throw badTarget(target)
    return null
  }
  const wholesaler = wholesalers.find((name) => target === name || target.startsWith(`${name}:`))
  const rest = target.slice((wholesaler?.length ?? 0) + 1)
  if (wholesaler === undefined || (scope === 'wholesaler') !== (target === wholesaler)) throw badTarget(target)
  if (scope !== 'wholesaler' && rest.trim() === '') throw badTarget(target)
  return {
    wholesaler,
    productId: scope === 'product' ? rest : '',
    category: scope === 'category' ? rest : null,
  }
}

const given = (rule: Parsed<'rules.set'>['rule']): RuleValues =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))

/**
 * The rule as it will be stored, after everything that could never make a price was refused: wrong values, a market rule
 * that is not whole, and values that clash with rules that stand already.
 */
export function checkedRule(
  input: Parsed<'rules.set'>,
  stored: readonly StoredRule[],
  at: number,
  fees: readonly CategoryFee[] = [],
): StoredRule {
  const { market, scope, target } = input
  const subject = subjectOf(input)
  const rule = given(input.rule)
  const fault = ruleFault(rule)
  if (fault !== null) throw fault
  if (scope === 'market') {
    readyRule(rule)
    Object.assign(rule, { roundDirection: rule.roundDirection ?? 'up', minPrice: rule.minPrice ?? null })
  }
  const next: StoredRule = { market, scope, target, rule, updatedAt: at }
  const others = stored.filter((one) => one.market === market && (one.scope !== scope || one.target !== target))
  refuseClashes(next, others, subject)
  refuseFeeClash(market, [...others, next], fees)
  return next
}

function refuseClashes(next: StoredRule, others: readonly StoredRule[], subject: RuleSubject | null): void {
  const book = new RuleBook(next.market, [...others, next], 1)
  if (book.marketRule === null) return
  const own = subject === null ? book.ruleOfMarket() : book.ruleFor(subject)
  if (own instanceof AppError) throw own
  for (const other of others) {
    const its = other.scope === 'market' ? null : subjectOf(other)
    const met = its === null ? null : book.ruleFor(its)
    if (met instanceof AppError) {
      throw failPrice('PRICE_RULE_CLASH', { values: { target: other.target, reason: met.message } })
    }
  }
}

/** Throws PRICE_RULE_CLASH where the highest of the fees leaves no room for a rule that it would meet. */
export function refuseFeeClash(market: Market, rules: readonly StoredRule[], fees: readonly CategoryFee[]): void {
  const highest = fees.reduce<CategoryFee | null>(
    (most, fee) => (most === null || fee.rate > most.rate ? fee : most),
    null,
  )
  if (highest === null) return
  const book = new RuleBook(market, rules, 1, [highest])
  if (book.marketRule === null) return
  const place = { code: highest.code ?? '', path: highest.path }
  const subjects = rules.flatMap((rule) => subjectOf(rule) ?? { wholesaler: '', productId: '', category: null })
  for (const subject of subjects) {
    const met = book.ruleFor(subject, place)
    if (met instanceof AppError) {
      throw failPrice('PRICE_RULE_CLASH', { values: { target: highest.path, reason: met.message } })
    }
  }
}
