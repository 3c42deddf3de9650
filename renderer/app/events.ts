import type { Connection } from '../../shared/contract/connections.ts'
import type { ScreenCallName } from '../../shared/contract.ts'
import { useArrivals } from '../stores/arrivals.ts'
import { useJobs } from '../stores/jobs.ts'
import { useScreen } from '../stores/screen.ts'
import { accessEvents } from './access-events.ts'
import { listen } from './api.ts'
import { listingEvents } from './listing-events.ts'
import { productEvents } from './product-events.ts'
import { queryClient } from './query.ts'

const lastRun = new Map<ScreenCallName, number>()
const waiting = new Map<ScreenCallName, ReturnType<typeof setTimeout>>()

/** A first sync says something ten times a second; what hangs on it is read anew at most once in `every` ms. */
const refreshSoon = (name: ScreenCallName, every: number) => {
  if (waiting.has(name)) return
  const since = Date.now() - (lastRun.get(name) ?? 0)
  const timer = setTimeout(
    () => {
      waiting.delete(name)
      lastRun.set(name, Date.now())
      void queryClient.invalidateQueries({ queryKey: [name] })
    },
    Math.max(0, every - since),
  )
  waiting.set(name, timer)
}

/** Joins what the engine says by itself to what is on screen. */
export function bridgeEvents(): () => void {
  const stops = [
    listen('connection.changed', (connection) => {
      queryClient.setQueryData<{ items: Connection[] }>(['connections.list', {}], (old) =>
        old === undefined
          ? old
          : { items: old.items.map((item) => (item.service === connection.service ? connection : item)) },
      )
      refreshSoon('connections.list', 500)
      refreshSoon('dashboard.get', 1000)
      refreshSoon('sync.status', 500)
    }),
    listen('connection.attempt', ({ attemptId, state, error }) => {
      useScreen.getState().attemptHeard(attemptId, state, error)
    }),
    listen('orders.changed', ({ added, updated }) => {
      useArrivals.getState().ordersChanged(added, updated)
      refreshSoon('dashboard.get', 2000)
      refreshSoon('orders.setAside', 5000)
      refreshSoon('orders.get', 2000)
      refreshSoon('buyers.get', 2000)
    }),
    listen('buyers.changed', ({ added, removed }) => {
      useArrivals.getState().buyersChanged(added, removed)
      refreshSoon('dashboard.get', 2000)
      refreshSoon('buyers.products', 5000)
    }),
    listen('sync.progress', () => refreshSoon('sync.status', 500)),
    listen('job.changed', (job) => {
      useJobs.getState().heard(job)
      refreshSoon('jobs.list', 1000)
      if (job.finishedAt !== null) {
        refreshSoon('sync.status', 300)
        refreshSoon('dashboard.get', 1000)
        refreshSoon('apiCalls.list', 1000)
        refreshSoon('audit.list', 1000)
        refreshSoon('exports.presets', 1000)
      }
    }),
    listen('settings.changed', (settings) => {
      queryClient.setQueryData(['settings.get', {}], settings)
      refreshSoon('sync.status', 300)
    }),
    ...productEvents(refreshSoon),
    ...listingEvents(refreshSoon),
    ...accessEvents(refreshSoon),
    listen('engine.problem', ({ error }) => {
      useScreen.getState().setProblem(error)
      refreshSoon('app.info', 500)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    for (const timer of waiting.values()) clearTimeout(timer)
    waiting.clear()
  }
}
