import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { queryClient } from '../../app/query.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'

const counted = ['listings.facets', 'listings.count', 'listings.get', 'step.summary'] as const

/** What the operator just did to listings is read anew at once. */
export function readAnew(): void {
  useListingArrivals.getState().fresh()
  void queryClient.invalidateQueries({ queryKey: ['rows', 'listings.list'] })
  for (const name of counted) void queryClient.invalidateQueries({ queryKey: [name] })
}

interface Page {
  items: ListingRow[]
}

/** An edited listing takes its new values where its row stands: it neither moves nor leaves while it is being worked on. */
export function putInPlace(row: ListingRow): void {
  useListingArrivals.getState().own()
  queryClient.setQueriesData<Page | number>({ queryKey: ['rows', 'listings.list'] }, (old) =>
    old === undefined || typeof old === 'number' || !old.items.some((known) => known.listingId === row.listingId)
      ? old
      : { ...old, items: old.items.map((known) => (known.listingId === row.listingId ? row : known)) },
  )
  for (const name of counted) void queryClient.invalidateQueries({ queryKey: [name] })
}
