import { create } from 'zustand'

/** What a collect brought since the product list was last read: the list waits for the operator instead of jumping. */
interface ProductArrivals {
  added: number
  updated: number
  /** Bumped when the list is to be read anew. */
  snapshot: number
  changed(added: number, updated: number): void
  show(): void
}

export const useProductArrivals = create<ProductArrivals>()((set) => ({
  added: 0,
  updated: 0,
  snapshot: 0,
  changed: (added, updated) => set((s) => ({ added: s.added + added, updated: s.updated + updated })),
  show: () => set((s) => ({ added: 0, updated: 0, snapshot: s.snapshot + 1 })),
}))
