import { create } from 'zustand'

/** What came in since a list was last loaded: the list waits for the operator instead of jumping. */
interface Arrivals {
  buyersAdded: number
  buyersRemoved: number
  ordersAdded: number
  ordersUpdated: number
  /** Bumped when a list is to be read anew. */
  buyersSnapshot: number
  ordersSnapshot: number
  buyersChanged(added: number, removed: number): void
  ordersChanged(added: number, updated: number): void
  showBuyers(): void
  showOrders(): void
}

export const useArrivals = create<Arrivals>()((set) => ({
  buyersAdded: 0,
  buyersRemoved: 0,
  ordersAdded: 0,
  ordersUpdated: 0,
  buyersSnapshot: 0,
  ordersSnapshot: 0,
  buyersChanged: (added, removed) =>
    set((s) => ({ buyersAdded: s.buyersAdded + added, buyersRemoved: s.buyersRemoved + removed })),
  ordersChanged: (added, updated) =>
    set((s) => ({ ordersAdded: s.ordersAdded + added, ordersUpdated: s.ordersUpdated + updated })),
  showBuyers: () => set((s) => ({ buyersAdded: 0, buyersRemoved: 0, buyersSnapshot: s.buyersSnapshot + 1 })),
  showOrders: () => set((s) => ({ ordersAdded: 0, ordersUpdated: 0, ordersSnapshot: s.ordersSnapshot + 1 })),
}))
