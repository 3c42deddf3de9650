import { z } from 'zod'
import { done, engine, ms, none } from './base.ts'
import { formField, listingWord, market, marketPlace, stepSettings, template, wordKinds } from './listing-shapes.ts'
import { wholesaler } from './product-shapes.ts'

const categoryRow = z.object({ code: z.string(), name: z.string(), path: z.string(), leaf: z.boolean() })
const choice = z.object({
  choiceId: z.int(),
  market,
  wholesaler,
  /** The wholesaler's path, names joined by ` > `. */
  path: z.string(),
  category: z.string(),
  categoryPath: z.string(),
  source: z.enum(['operator', 'wholesaler', 'market']),
  at: ms,
})
export type CategoryChoice = z.infer<typeof choice>

export const marketCalls = {
  /** What each market can do, from its adapter. */
  'markets.capabilities': engine(
    none,
    z.object({
      items: z.array(
        z.object({
          market,
          maxOptions: z.int(),
          nameLimit: z.object({ unit: z.enum(['characters', 'euckr_bytes']), max: z.int() }),
          maxImages: z.int(),
          priceStep: z.int(),
          priceChange: z.object({ down: z.number(), up: z.number() }).nullable(),
          fetchesImages: z.boolean(),
          suggestsCategory: z.boolean(),
          reviews: z.boolean(),
          findsBySku: z.boolean(),
          setsPrice: z.boolean(),
          setsStock: z.boolean(),
          stops: z.boolean(),
          resumes: z.boolean(),
          deletes: z.boolean(),
          limits: z.object({ perSecond: z.number(), perDay: z.number().nullable() }),
        }),
      ),
    }),
  ),
  /** Leaves whose path holds all the words; asked from the market once a week, `refresh` asks now. */
  'markets.categories': engine(
    z.object({ market, search: z.string().trim().max(200), refresh: z.boolean().optional() }),
    z.object({ items: z.array(categoryRow), total: z.int(), fetchedAt: ms }),
  ),
  'markets.form': engine(
    z.object({ market, category: z.string().max(60), refresh: z.boolean().optional() }),
    z.object({ category: z.string(), path: z.string(), fields: z.array(formField), fetchedAt: ms }),
  ),
  'markets.places': engine(
    z.object({ market, refresh: z.boolean().optional() }),
    z.object({ outbound: z.array(marketPlace), inbound: z.array(marketPlace), fetchedAt: ms }),
  ),
  'templates.get': engine(z.object({ market }), template),
  'templates.set': engine(z.object({ market, template: template.partial() }), template),
  'words.get': engine(z.object({ market: market.nullable() }), z.object({ items: z.array(listingWord) })),
  /** Makes the words of a kind exactly these; a word of the other kind changes over. Null = for every market. */
  'words.set': engine(
    z.object({
      market: market.nullable(),
      kind: z.enum(wordKinds),
      words: z.array(listingWord.pick({ word: true, reason: true })).max(5000),
    }),
    z.object({ items: z.array(listingWord) }),
  ),
  'categoryMap.list': engine(
    z.object({ market: market.optional(), wholesaler: wholesaler.optional(), search: z.string().max(200).optional() }),
    z.object({
      items: z.array(choice),
      /** Categories of drafts or chosen products that go nowhere yet. */
      unmapped: z.array(z.object({ market, wholesaler, path: z.string(), products: z.int() })),
    }),
  ),
  'categoryMap.suggest': engine(
    z.object({ market, wholesaler, path: z.string().max(500) }),
    z.object({
      items: z.array(
        z.object({ code: z.string(), path: z.string(), source: z.enum(['operator', 'wholesaler', 'market', 'words']) }),
      ),
    }),
  ),
  'categoryMap.set': engine(
    z.object({ market, wholesaler, path: z.string().max(500), category: z.string().max(60) }),
    choice,
  ),
  /** Ends a choice and brings the one before it back. */
  'categoryMap.undo': engine(z.object({ choiceId: z.int() }), done),
  'step.settings': engine(z.object({ market }), stepSettings),
  'step.setSettings': engine(z.object({ market, settings: stepSettings.partial() }), stepSettings),
} as const
