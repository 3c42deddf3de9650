import { recall, remember } from '../../ui/remember.ts'

export interface SavedView {
  name: string
  /** What stands behind `/products?`. */
  query: string
}

const key = 'products.views'
const most = 50
const isViews = (value: unknown): value is SavedView[] =>
  Array.isArray(value) &&
  value.every(
    (entry: unknown) =>
      typeof entry === 'object' &&
      entry !== null &&
      'name' in entry &&
      'query' in entry &&
      typeof entry.name === 'string' &&
      typeof entry.query === 'string',
  )

export const savedViews = (): SavedView[] => recall(key, [], isViews)

/** Keeps a view under a name; one of the same name is replaced in its place. */
export function withSaved(views: readonly SavedView[], view: SavedView): SavedView[] {
  const known = views.findIndex((entry) => entry.name === view.name)
  if (known === -1) return [...views, view].slice(-most)
  return views.map((entry, i) => (i === known ? view : entry))
}

export const keepViews = (views: readonly SavedView[]) => remember(key, views)
