import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { useListingList } from '../approvals/useListingList.ts'
import { SelectionBar } from '../orders/ListFrame.tsx'
import { ListTable } from '../orders/ListTable.tsx'
import { planOf } from './chosen.ts'
import { useMarketPages, useOpenOnMarket } from './OnMarket.tsx'
import { useListedActs } from './useListedActs.tsx'
import { engineFilter, type ListedView, type ViewParts } from './view.ts'
import { type ActKind, acts } from './words.ts'

interface Props {
  view: ListedView
  change: (parts: ViewParts) => void
  columns: GridColumns<ListingRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
}

/** The table of what is on the markets. */
export function ListedTable({ view, change, ...rest }: Props) {
  const s = useStrings()
  const { waiting, snapshot, show } = useListingArrivals()
  const list = useListingList(engineFilter(view.filter), view, change)
  const pages = useMarketPages()
  const openOnMarket = useOpenOnMarket()
  return (
    <ListTable<ListingRow>
      {...rest}
      {...list}
      label={s.listed.table}
      countText={s.listed.countText}
      actions={(selected) => <Actions {...selected} view={view} />}
      onKey={(key, row) => {
        if ((key !== 'o' && key !== 'ㅐ') || !row?.marketUrl || !pages) return false
        openOnMarket(row.listingId)
        return true
      }}
      arrivals={{ waiting, text: s.listed.changed(waiting), show, snapshot }}
    />
  )
}

const kinds: readonly ActKind[] = ['stop', 'resume', 'resolve', 'delete']

/** What can be done with the selected listings: only what at least one of them can. */
function Actions({
  selection,
  view,
  onCopy,
}: {
  selection: GridSelection<ListingRow>
  view: ListedView
  onCopy: () => void
}) {
  const s = useStrings()
  const { ask, busy, dialog } = useListedActs(selection.clear)
  const { state } = view.filter
  const known = selection.known()
  const offered = kinds.filter((kind) =>
    selection.value.all ? state === undefined || acts[kind].states.includes(state) : known.some(acts[kind].can),
  )
  return (
    <>
      <SelectionBar selection={selection} onCopy={onCopy}>
        {offered.map((kind) => (
          <Button
            key={kind}
            variant="default"
            size="compact-sm"
            loading={busy}
            {...(kind === 'stop' || kind === 'delete' ? { color: 'red' } : {})}
            onClick={() => void ask(planOf(kind, selection.value, engineFilter(view.filter), known))}
          >
            {s.listed[kind]}
          </Button>
        ))}
      </SelectionBar>
      {dialog}
    </>
  )
}
