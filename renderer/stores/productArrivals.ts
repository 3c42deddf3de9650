import { create } from 'zustand'

/** What a collect brought since the product list was last read: the list waits for the operator instead of jumping. */
interface ProductArrivals {
  added: number
  updated: number
  /** Bumped when the list is to be read anew. */
  snapshot: number
  /** Until when changes are the operator's own doing, ms UTC: the list shows those at once. */
  ownUntil: number
  own(): void
  changed(added: number, updated: number): void
  show(): void
}

/** How long the engine may take to tell of what the operator just did. */
const ownMs = 1500

export const useProductArrivals = create<ProductArrivals>()((set) => ({
  added: 0,
  updated: 0,
  snapshot: 0,
  ownUntil: 0,
  own: () => set({ ownUntil: Date.now() + ownMs }),
  changed: (added, updated) =>
    set((s) => (added === 0 && Date.now() < s.ownUntil ? s : { added: s.added + added, updated: s.updated + updated })),
  show: () => set((s) => ({ added: 0, updated: 0, snapshot: s.snapshot + 1 })),
}))
