import type { ScreenCallName } from '../../shared/contract.ts'
import { useProductArrivals } from '../stores/productArrivals.ts'
import { listen } from './api.ts'

/** Joins what the engine says of wholesale products to what is on screen. */
export const productEvents = (refreshSoon: (name: ScreenCallName, every: number) => void) => [
  listen('products.changed', ({ added, updated, soldOut }) => {
    useProductArrivals.getState().changed(added, updated + soldOut)
    refreshSoon('products.get', 1500)
    refreshSoon('products.history', 1500)
    refreshSoon('products.facets', 3000)
    refreshSoon('products.categories', 5000)
  }),
  listen('inbox.changed', () => {
    refreshSoon('inbox.count', 500)
    refreshSoon('inbox.list', 1000)
  }),
  listen('plans.changed', () => refreshSoon('plans.list', 300)),
]
