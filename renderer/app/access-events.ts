import type { ScreenCallName } from '../../shared/contract.ts'
import { listen } from './api.ts'

/** Joins what the engine says of access and the outbox to what is on screen. */
export const accessEvents = (refreshSoon: (name: ScreenCallName, every: number) => void) => [
  listen('access.changed', () => {
    refreshSoon('access.endpoint', 300)
    refreshSoon('access.counts', 1000)
    refreshSoon('access.get', 1000)
    refreshSoon('dashboard.get', 2000)
  }),
  listen('outbox.changed', () => {
    refreshSoon('access.endpoint', 300)
    refreshSoon('access.counts', 1000)
    refreshSoon('access.get', 1000)
    refreshSoon('access.eventCounts', 1000)
    refreshSoon('access.event', 1000)
    refreshSoon('access.messages', 3000)
    refreshSoon('dashboard.get', 2000)
  }),
]
