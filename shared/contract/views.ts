import { z } from 'zod'
import { engine, none } from './base.ts'

export const mostViews = 50
/** Filters and order of the product page under a name. */
export const savedView = z.object({
  name: z.string().trim().min(1).max(60),
  /** What stands behind `/products?`. */
  query: z.string().max(4000),
})
export type SavedView = z.infer<typeof savedView>

const views = z.object({
  items: z
    .array(savedView)
    .max(mostViews)
    .refine((items) => new Set(items.map(({ name }) => name)).size === items.length, 'each name once'),
})

export const viewCalls = {
  'views.list': engine(none, views),
  /** All of them, in the order in which they are shown. */
  'views.set': engine(views, views),
}
