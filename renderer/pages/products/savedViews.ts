import { useEffect, useRef } from 'react'
import { mostViews, type SavedView, savedView } from '../../../shared/contract/views.ts'
import { call } from '../../app/api.ts'
import { queryClient, useCall } from '../../app/query.ts'
import { sayFailure } from '../../ui/notify.ts'
import { forget, recall } from '../../ui/remember.ts'

/** Where this window kept views before they went to the database. */
const formerKey = 'products.views'
const isList = (value: unknown): value is unknown[] => Array.isArray(value)

/** Keeps a view under a name; one of the same name is replaced in its place. */
export function withSaved(views: readonly SavedView[], view: SavedView): SavedView[] {
  const known = views.findIndex((entry) => entry.name === view.name)
  if (known === -1) return [...views, view]
  return views.map((entry, i) => (i === known ? view : entry))
}

/** The views and behind them those of a former window that still fit; a name that is taken stays what it is. */
export function withFormer(views: readonly SavedView[], former: readonly unknown[]): SavedView[] {
  const all = [...views]
  for (const entry of former) {
    const read = savedView.safeParse(entry)
    if (read.success && !all.some(({ name }) => name === read.data.name)) all.push(read.data)
  }
  return all.slice(0, Math.max(mostViews, views.length))
}

const query = ['views.list', {}]

export const keepViews = async (views: readonly SavedView[]): Promise<void> => {
  queryClient.setQueryData(query, await call('views.set', { items: [...views] }))
}

/** The saved views as they are read. Views that a former version kept in the window are taken over once. */
export function useSavedViews() {
  const read = useCall('views.list', {})
  const views = read.data?.items
  // They were made for the own shop's products.
  const mode = useCall('app.info', {}).data?.mode
  const taking = useRef(false)
  useEffect(() => {
    if (views === undefined || mode !== 'real' || taking.current) return
    const former = recall(formerKey, [], isList)
    if (former.length === 0) return
    taking.current = true
    void keepViews(withFormer(views, former)).then(() => forget(formerKey), sayFailure)
  }, [views, mode])
  return { views, error: read.error }
}
