import type { ScreenCallName } from '../../shared/contract.ts'
import { useListingArrivals } from '../stores/listingArrivals.ts'
import { listen } from './api.ts'

/** Joins what the engine says of listings to what is on screen. */
export const listingEvents = (refreshSoon: (name: ScreenCallName, every: number) => void) => [
  listen('listings.changed', ({ total }) => {
    useListingArrivals.getState().changed(total)
    refreshSoon('listings.get', 1500)
    refreshSoon('listings.facets', 2000)
    refreshSoon('listings.count', 2000)
    refreshSoon('step.summary', 2000)
    refreshSoon('categoryMap.list', 5000)
  }),
  listen('updates.changed', () => {
    refreshSoon('updates.list', 1000)
    refreshSoon('step.summary', 1000)
  }),
]
