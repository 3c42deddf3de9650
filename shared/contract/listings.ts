import { z } from 'zod'
import { listingStates, readinessLevels } from '../market.ts'
import { appErrorShape, cursor, done, engine, limit, ms, page, won } from './base.ts'
import {
  finding,
  formField,
  listingContent,
  listingEdits,
  listingEvent,
  listingFilter,
  listingId,
  listingRow,
  listingSorts,
  listingUpdate,
  madePrice,
  market,
  marketPlace,
  noPrice,
  selection,
  updateStatuses,
} from './listing-shapes.ts'
import { productFilter, productKey, wholesaler } from './product-shapes.ts'

const facet = <T extends z.ZodType>(value: T) => z.array(z.object({ value, count: z.int() }))

/** What is drafted, checked and approved. */
export const listingCalls = {
  /** A job of the kind `listing-draft`: a draft for each product and market, known ones made anew. Its progress is `draftProgress`. */
  'listings.draft': engine(
    z.object({
      markets: z.array(market).min(1).max(3),
      products: z.array(productKey).max(10_000).optional(),
      filter: productFilter.optional(),
      overrides: listingEdits.optional(),
    }),
    z.object({ jobId: z.string() }),
  ),
  'listings.list': engine(
    listingFilter.extend({
      sort: z.enum(listingSorts).default('updatedAt'),
      descending: z.boolean().default(true),
      after: cursor.optional(),
      limit,
      at: z.int().min(0).optional(),
    }),
    page(listingRow),
  ),
  'listings.count': engine(listingFilter, z.object({ total: z.int() })),
  'listings.facets': engine(
    listingFilter,
    z.object({
      total: z.int(),
      market: facet(market),
      state: facet(z.enum(listingStates)),
      level: facet(z.enum(readinessLevels)),
      wholesaler: facet(wholesaler),
      finding: facet(z.string()),
    }),
  ),
  'listings.get': engine(
    z.object({ listingId }),
    listingRow.extend({
      content: listingContent,
      /** What was approved, when it differs from now. */
      approved: listingContent.nullable(),
      edits: listingEdits,
      made: madePrice.nullable(),
      noPrice: noPrice.nullable(),
      form: z.array(formField),
      outbound: z.array(marketPlace),
      inbound: z.array(marketPlace),
      events: z.array(listingEvent),
      updates: z.array(listingUpdate),
      /** Values of an approval each, newest first. */
      approvals: z.array(z.object({ at: ms, price: won, margin: won.nullable(), name: z.string() })),
    }),
  ),
  /** Sets values by hand and checks again. A listing that is on a market keeps its approval only where nothing that it covers changed. */
  'listings.edit': engine(z.object({ listingId, edits: listingEdits }), listingRow),
  /** Derives and checks again, with the pictures; answers at once for few, else through a job. */
  'listings.recheck': engine(selection, z.object({ jobId: z.string().nullable(), checked: z.int() })),
  /** Only from the approval page and the command line. `expected`: the count the operator confirmed; another one refuses the whole. */
  'listings.approve': engine(
    selection.extend({ expected: z.int().optional() }),
    z.object({
      approved: z.array(listingId),
      refused: z.array(z.object({ listingId, reasons: z.array(finding) })),
    }),
  ),
  /** Takes an approval back that was not yet sent. */
  'listings.withdraw': engine(selection, z.object({ changed: z.int() })),
  /** Removes drafts that were never sent to a market. */
  'listings.discard': engine(selection, z.object({ removed: z.int() })),
} as const

/** What lives on the markets. */
export const listingLifeCalls = {
  /** Sends what is approved: a job of the kind `listing-upload` for each market. */
  'listings.upload': engine(z.object({ market: market.optional() }), z.object({ jobIds: z.array(z.string()) })),
  /** Sends what is queued and reads back: a job of the kind `listing-sync` for each market. */
  'listings.sync': engine(z.object({ market: market.optional() }), z.object({ jobIds: z.array(z.string()) })),
  /** Looks up now what became of listings whose create has no known result. */
  'listings.resolve': engine(selection, z.object({ jobIds: z.array(z.string()) })),
  'listings.stop': engine(selection.extend({ expected: z.int().optional() }), z.object({ changed: z.int() })),
  /** Queues the deletion of what is stopped or refused, on markets that can; the listings stay with their numbers. */
  'listings.delete': engine(selection.extend({ expected: z.int().optional() }), z.object({ changed: z.int() })),
  /** `kept`: no longer held by hand, and yet not sold until the reason is gone; the first 100 with their reasons. */
  'listings.resume': engine(
    selection.extend({ expected: z.int().optional() }),
    z.object({
      changed: z.int(),
      kept: z.object({ count: z.int(), reasons: z.array(z.object({ listingId, error: appErrorShape })) }),
    }),
  ),
  'updates.list': engine(
    z.object({
      market: market.optional(),
      statuses: z.array(z.enum(updateStatuses)).max(7).optional(),
      /** In the order in which they are sent, sold out first, without failed ones that were asked anew since. Else newest first. */
      inOrder: z.boolean().optional(),
      after: cursor.optional(),
      limit,
    }),
    page(listingUpdate),
  ),
  /** Changes of price beyond the daily limit. */
  'updates.approve': engine(
    z.object({
      updateIds: z.array(z.int()).max(10_000).optional(),
      market: market.optional(),
      all: z.boolean().optional(),
    }),
    z.object({ changed: z.int() }),
  ),
  'updates.dismiss': engine(
    z.object({ updateIds: z.array(z.int()).min(1).max(10_000) }),
    z.object({ changed: z.int() }),
  ),
  'step.summary': engine(
    z.object({}),
    z.object({
      markets: z.array(
        z.object({
          market,
          paused: z.boolean(),
          /** Why the market's work waits: key, address, limits. */
          problem: appErrorShape.nullable(),
          onSale: z.int(),
          outOfStep: z.int(),
          queued: z.int(),
          waiting: z.int(),
          failed: z.int(),
          unresolved: z.int(),
          oldestQueuedAt: ms.nullable(),
          lastReadAt: ms.nullable(),
          nextRunAt: ms.nullable(),
        }),
      ),
    }),
  ),
  'step.pause': engine(z.object({ market, paused: z.boolean() }), done),
  'report.get': engine(
    z.object({}),
    z.object({
      products: z.int(),
      /** Won: price × counted stock of what is available. */
      stockValue: won,
      listings: z.record(z.string(), z.record(z.string(), z.int())),
      averageMarginRate: z.number().nullable(),
      orders: z.int(),
      buyers: z.int(),
      revenue: won,
    }),
  ),
} as const

export const draftProgress = z.object({
  done: z.int(),
  total: z.int(),
  red: z.int(),
  yellow: z.int(),
  green: z.int(),
  /** The first 10,000. */
  listingIds: z.array(z.string()),
  /** Products for which no draft could be made, and why: the first 1,000. */
  refused: z.array(
    z.object({
      /** `*`: all of them. */
      product: z.string(),
      market,
      code: z.string(),
      message: z.string(),
      /** Of a product that is listed already. */
      listingId: z.string().optional(),
    }),
  ),
})
export const uploadProgress = z.object({
  market,
  done: z.int(),
  total: z.int(),
  uploaded: z.int(),
  rejected: z.int(),
  unresolved: z.int(),
  /** Approved, and to be tried later. */
  waiting: z.int(),
  /** Back to draft: what was approved is no longer so. */
  returned: z.int(),
})
export const syncMarketProgress = z.object({
  market,
  done: z.int(),
  total: z.int(),
  pushed: z.int(),
  /** Read back, and as they should be. */
  confirmed: z.int(),
  rejected: z.int(),
  /** Read back, and the market has something else than it was told. */
  differs: z.int(),
  /** Not read although their turn had come: the market does not tell of them yet, or did not answer. */
  unread: z.int().default(0),
  /** Changes that are still to be sent. */
  queued: z.int().default(0),
  /** Listings of another account of this market: with the keys of now nothing can be told of them. */
  otherAccount: z.int().default(0),
})

export const listingEvents = {
  'listings.changed': {
    screen: true,
    payload: z.object({ listingIds: z.array(z.string()).max(1000), total: z.int() }),
  },
  'updates.changed': { screen: true, payload: z.object({ queued: z.int(), waiting: z.int() }) },
} as const
