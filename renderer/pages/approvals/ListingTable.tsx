import { type ReactNode, useCallback, useRef } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { call } from '../../app/api.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { ListTable } from '../orders/ListTable.tsx'
import { Actions } from './Actions.tsx'
import { type ApprovalView, engineFilter, type ListingSort, type ViewParts } from './view.ts'

interface Props {
  view: ApprovalView
  change: (parts: ViewParts) => void
  columns: GridColumns<ListingRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

const keyOf = (row: ListingRow) => row.listingId

/** The table of what waits for approval, or is on its way. */
export function ListingTable({ view, change, ...rest }: Props) {
  const s = useStrings()
  const { sort, descending, open } = view
  const { waiting, snapshot, show } = useListingArrivals()
  const filter = engineFilter(view)
  const openRow = useCallback((row: ListingRow) => change({ open: row.listingId }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const ask = useRef<((row: ListingRow | undefined) => void) | null>(null)
  return (
    <ListTable<ListingRow>
      {...rest}
      label={s.approvals.table}
      source={{
        name: 'listings.list',
        load: (place) => call('listings.list', { ...filter, ...place, sort, descending }),
        countAll: async () => (await call('listings.count', filter)).total,
      }}
      filterKey={JSON.stringify(filter)}
      keyOf={keyOf}
      countText={s.approvals.countText}
      actions={(list) => (
        <Actions
          {...list}
          stage={view.stage}
          filter={filter}
          ask={ask}
          onOpen={(listingId) => change({ open: listingId })}
        />
      )}
      sort={{ by: sort, descending }}
      onSort={(next) => change({ sort: next.by as ListingSort, descending: next.descending, open })}
      openKey={open}
      onOpen={openRow}
      onClose={close}
      onKey={(key, row) => {
        if (key !== 'a' && key !== 'ㅁ') return false
        ask.current?.(row)
        return true
      }}
      arrivals={{ waiting, text: s.approvals.changed(waiting), show, snapshot, atOnce: view.stage === 'approved' }}
    />
  )
}
