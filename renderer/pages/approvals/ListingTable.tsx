import { type ReactNode, useRef } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { ListTable } from '../orders/ListTable.tsx'
import { Actions } from './Actions.tsx'
import { useListingList } from './useListingList.ts'
import { type ApprovalView, engineFilter, type ViewParts } from './view.ts'

interface Props {
  view: ApprovalView
  change: (parts: ViewParts) => void
  columns: GridColumns<ListingRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

/** The table of what waits for approval, or is on its way. */
export function ListingTable({ view, change, ...rest }: Props) {
  const s = useStrings()
  const { waiting, snapshot, show } = useListingArrivals()
  const filter = engineFilter(view)
  const list = useListingList(filter, view, change)
  const ask = useRef<((row: ListingRow | undefined) => void) | null>(null)
  return (
    <ListTable<ListingRow>
      {...rest}
      {...list}
      label={s.approvals.table}
      countText={s.approvals.countText}
      actions={(selected) => (
        <Actions
          {...selected}
          stage={view.stage}
          filter={filter}
          ask={ask}
          onOpen={(listingId) => change({ open: listingId })}
        />
      )}
      onKey={(key, row) => {
        if (key !== 'a' && key !== 'ㅁ') return false
        ask.current?.(row)
        return true
      }}
      arrivals={{ waiting, text: s.approvals.changed(waiting), show, snapshot, atOnce: view.stage === 'approved' }}
    />
  )
}
