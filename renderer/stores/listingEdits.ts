import { create } from 'zustand'
import type { ListingEdits } from '../../shared/contract/listing-shapes.ts'

/** What was typed into listings and not yet saved: it outlives a look at another row. */
interface Edits {
  pending: Record<string, ListingEdits>
  change(listingId: string, part: ListingEdits): void
  drop(listingId: string): void
}

export const useListingEdits = create<Edits>()((set) => ({
  pending: {},
  change: (listingId, part) =>
    set((s) => ({ pending: { ...s.pending, [listingId]: { ...s.pending[listingId], ...part } } })),
  drop: (listingId) =>
    set((s) => {
      const { [listingId]: _, ...pending } = s.pending
      return { pending }
    }),
}))
