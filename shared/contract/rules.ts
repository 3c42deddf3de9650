import { z } from 'zod'
import { done, engine, none, won } from './base.ts'
import { categoryFee, madePrice, market, noPrice, ruleScopes, ruleValues, storedRule } from './listing-shapes.ts'
import { productFilter, productId, productKey, wholesaler } from './product-shapes.ts'

const losing = productKey.extend({ name: z.string(), cost: won.nullable(), reason: noPrice })

const feesChanged = z.object({ added: z.int(), changed: z.int(), unchanged: z.int() })

export const ruleCalls = {
  'rules.list': engine(z.object({ market: market.optional() }), z.object({ items: z.array(storedRule) })),
  /** The market's own rule must be whole; narrower ones carry what differs. Refuses what could never make a price. */
  'rules.set': engine(
    z.object({
      market,
      scope: z.enum(ruleScopes).default('market'),
      target: z.string().max(500).default(''),
      rule: ruleValues,
    }),
    storedRule,
  ),
  'rules.remove': engine(z.object({ market, scope: z.enum(ruleScopes), target: z.string().max(500) }), done),
  /** The price that drafts would get, with its explanation. Throws PRICE_… when there is none. */
  'rules.price': engine(
    z.object({
      market,
      cost: won.min(0).max(1_000_000_000),
      shipping: won.min(0).max(10_000_000).optional(),
      fixedPrice: won.min(1).optional(),
      /** A price set by hand, to be held to the same guard instead of being made. */
      handPrice: won.min(1).max(1_000_000_000).optional(),
      wholesaler: wholesaler.optional(),
      productId: productId.optional(),
      /** Where it stands on the market, for the fee of its category; else where its listing or its category goes. */
      place: z.object({ code: z.string().max(60), path: z.string().max(500) }).optional(),
      /** A rule that is being written and not yet stored. */
      rule: ruleValues.optional(),
    }),
    madePrice,
  ),
  /** Over a selection: margins as a histogram, and what has no price, first of all what would lose. */
  'rules.preview': engine(
    z.object({
      market,
      products: z.array(productKey).max(10_000).optional(),
      filter: productFilter.optional(),
      rule: ruleValues.optional(),
    }),
    z.object({
      total: z.int(),
      priced: z.int(),
      averageMarginRate: z.number().nullable(),
      histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
      unpriced: z.array(z.object({ code: z.string(), message: z.string(), count: z.int() })),
      /** The first 200. */
      losing: z.array(losing),
      sample: z.array(productKey.extend({ name: z.string(), made: madePrice })),
    }),
  ),
  'fees.list': engine(
    z.object({ market, search: z.string().max(200).default(''), limit: z.int().min(1).max(1000).default(200) }),
    z.object({ items: z.array(categoryFee), total: z.int() }),
  ),
  /** Sets fees of categories; refuses the whole where one of them could never make a price. */
  'fees.put': engine(
    z.object({
      market,
      items: z
        .array(categoryFee.pick({ path: true, code: true, rate: true }))
        .min(1)
        .max(20_000),
    }),
    feesChanged,
  ),
  /** Answers what was removed, to be put back. */
  'fees.remove': engine(
    z.object({ market, paths: z.array(z.string().max(500)).min(1).max(20_000) }),
    z.object({ items: z.array(categoryFee) }),
  ),
  /** From the text of a file: a category's code or path, and its rate. Lines that cannot be used are told, the rest is set. */
  'fees.import': engine(
    z.object({ market, text: z.string().max(4_000_000) }),
    feesChanged.extend({
      /** The first 100. */
      rejected: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string() })),
      rejectedTotal: z.int(),
    }),
  ),
  'rules.markets': engine(none, z.object({ items: z.array(z.object({ market, complete: z.boolean() })) })),
} as const
