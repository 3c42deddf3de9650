import { useCallback } from 'react'
import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { call } from '../../app/api.ts'
import type { ListingSort } from './view.ts'

interface View {
  sort: ListingSort
  descending: boolean
  open?: string | undefined
}
interface Parts {
  sort?: ListingSort
  descending?: boolean
  open?: string | undefined
}

const keyOf = (row: ListingRow) => row.listingId

/** What every table of listings is given: its rows, their order, and the one that is open. */
export function useListingList(filter: ListingFilter, view: View, change: (parts: Parts) => void) {
  const { sort, descending, open } = view
  return {
    source: {
      name: 'listings.list',
      load: (place: { at?: number; after?: string; limit: number }) =>
        call('listings.list', { ...filter, ...place, sort, descending }),
      countAll: async () => (await call('listings.count', filter)).total,
    },
    filterKey: JSON.stringify(filter),
    keyOf,
    sort: { by: sort, descending },
    onSort: (next: { by: string; descending: boolean }) =>
      change({ sort: next.by as ListingSort, descending: next.descending, open }),
    openKey: open,
    onOpen: useCallback((row: ListingRow) => change({ open: row.listingId }), [change]),
    onClose: useCallback(() => change({ open: undefined }), [change]),
  }
}
