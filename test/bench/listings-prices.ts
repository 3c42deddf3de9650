import { RuleBook } from '../../main/pricing/book.ts'
import { AppError } from '../../shared/errors.ts'
import { makePrice, priceFor } from '../../shared/rules/price.ts'
import { rounded } from './measure.ts'
import { randomOf } from './orders.ts'
import type { BenchRow } from './row.ts'

const COUNT = 1_000_000

/** A million prices, each by the rule of its own product: of the market, of a wholesaler, of a category. */
export function measurePrices(): BenchRow[] {
  const base = { feeRate: 0.1055, targetMarginRate: 0.153, minMarginRate: 0.05, shipping: 3000, roundTo: 100 }
  const common = { market: 'coupang', updatedAt: 0 } as const
  const book = new RuleBook(
    'coupang',
    [
      { ...common, scope: 'market', target: '', rule: { ...base, roundDirection: 'up', minPrice: null } },
      { ...common, scope: 'wholesaler', target: 'zentrade', rule: { targetMarginRate: 0.2 } },
      { ...common, scope: 'category', target: 'ownerclan:분류 3', rule: { feeRate: 0.06, roundDirection: 'nearest' } },
    ],
    10,
  )
  const random = randomOf(17)
  const costs = Int32Array.from({ length: COUNT }, () => 500 + Math.floor(random() * 200_000))
  const subjects = Array.from({ length: 60 }, (_, i) => ({
    wholesaler: i % 3 === 0 ? 'zentrade' : 'ownerclan',
    productId: String(i),
    category: `분류 ${i % 20} > 세부 ${i}`,
  }))
  const ruleOf = (i: number) => {
    const rule = book.ruleFor(subjects[i % subjects.length] ?? { wholesaler: '', productId: '', category: null })
    if (rule instanceof AppError) throw rule
    return rule
  }
  const run = (each: (i: number, cost: number) => boolean, count: number) => {
    const started = performance.now()
    let made = 0
    for (let i = 0; i < count; i += 1) if (each(i, costs[i] ?? 0)) made += 1
    if (made !== count) throw new Error(`${count - made} prices are missing`)
    return (performance.now() - started) / 1000
  }
  const prices = run((i, cost) => priceFor({ cost, shipping: i % 4 === 0 ? null : 2500 }, ruleOf(i)).ok, COUNT)
  const explained = run((i, cost) => makePrice({ cost, shipping: null }, ruleOf(i)).made !== null, COUNT / 10)
  return [
    { name: '1,000,000 prices', value: rounded(prices), unit: 's', target: '≤ 2' },
    { name: '100,000 prices with every step in words', value: rounded(explained), unit: 's', target: null },
  ]
}
