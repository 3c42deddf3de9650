import { create } from 'zustand'

/** What happened to listings since the table was last read: it waits for the operator instead of moving rows. */
interface ListingArrivals {
  waiting: number
  /** Bumped when the list is to be read anew. */
  snapshot: number
  /** Until when changes are the operator's own doing, ms UTC: the table shows those in place. */
  ownUntil: number
  /** Before an act of the operator for as long as it may take, and after it for the events that are on their way. */
  own(forMs?: number): void
  /** The table was just read anew: nothing waits any more. */
  fresh(): void
  changed(n: number): void
  show(): void
}

/** How long the engine may take to tell of what the operator just did. */
const ownMs = 1500
/** How long an act itself may take: the engine tells of it before it answers. */
export const actMs = 120_000

export const useListingArrivals = create<ListingArrivals>()((set) => ({
  waiting: 0,
  snapshot: 0,
  ownUntil: 0,
  own: (forMs = ownMs) => set({ ownUntil: Date.now() + forMs }),
  fresh: () => set({ ownUntil: Date.now() + ownMs, waiting: 0 }),
  changed: (n) => set((s) => (Date.now() < s.ownUntil ? s : { waiting: s.waiting + n })),
  show: () => set((s) => ({ waiting: 0, snapshot: s.snapshot + 1 })),
}))
