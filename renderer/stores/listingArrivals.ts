import { create } from 'zustand'

/** What happened to listings since the table was last read: it waits for the operator instead of moving rows. */
interface ListingArrivals {
  waiting: number
  /** Bumped when the list is to be read anew. */
  snapshot: number
  /** Until when changes are the operator's own doing, ms UTC: the table shows those in place. */
  ownUntil: number
  own(): void
  /** The table was just read anew: nothing waits any more. */
  fresh(): void
  changed(n: number): void
  show(): void
}

/** How long the engine may take to tell of what the operator just did. */
const ownMs = 1500

export const useListingArrivals = create<ListingArrivals>()((set) => ({
  waiting: 0,
  snapshot: 0,
  ownUntil: 0,
  own: () => set({ ownUntil: Date.now() + ownMs }),
  fresh: () => set({ ownUntil: Date.now() + ownMs, waiting: 0 }),
  changed: (n) => set((s) => (Date.now() < s.ownUntil ? s : { waiting: s.waiting + n })),
  show: () => set((s) => ({ waiting: 0, snapshot: s.snapshot + 1 })),
}))
