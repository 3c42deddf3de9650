import { Button } from '@mantine/core'
import { type ReactNode, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ProductRow } from '../../../shared/contract/products.ts'
import { call } from '../../app/api.ts'
import { queryClient } from '../../app/query.ts'
import { useProductArrivals } from '../../stores/productArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import type { GridColumns } from '../../ui/grid/columns.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconStar } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { PrepareListings } from '../approvals/PrepareListings.tsx'
import { SelectionBar } from '../orders/ListFrame.tsx'
import { ListTable } from '../orders/ListTable.tsx'
import { chooseMatching, chooseRows, undoable } from './choose.ts'
import { sayWithUndo } from './undo.tsx'
import { keyText, type ProductSort, type ProductView, type ViewParts } from './view.ts'

interface Props {
  view: ProductView
  change: (parts: ViewParts) => void
  columns: GridColumns<ProductRow>
  chips: readonly Chip[]
  onClear: () => void
  empty: ReactNode
  drawer: ReactNode
  /** Where the page's main action stands, above what scrolls. */
  prepareSlot: HTMLElement | null
}

/** What a mark changes on screen is read anew; rows keep their places. */
const readAnew = () => {
  useProductArrivals.getState().own()
  void queryClient.invalidateQueries({ queryKey: ['rows', 'products.list'] })
  for (const name of ['products.get', 'products.facets']) void queryClient.invalidateQueries({ queryKey: [name] })
}

/** The table of products: a window of rows over a million that stay in SQLite. */
export function ProductTable({ view, change, prepareSlot, ...rest }: Props) {
  const s = useStrings()
  const { filter, sort, descending, open } = view
  const { added, updated, snapshot, show } = useProductArrivals()
  const openRow = useCallback((row: ProductRow) => change({ open: keyText(row) }), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  return (
    <ListTable<ProductRow>
      {...rest}
      label={s.products.table}
      source={{
        name: 'products.list',
        load: (place) => call('products.list', { ...filter, ...place, sort, descending }),
        countAll: async () => (await call('products.count', filter)).total,
      }}
      filterKey={JSON.stringify(filter)}
      keyOf={keyText}
      countText={s.products.countText}
      actions={({ selection, onCopy, total }) => (
        <>
          <SelectionBar selection={selection} onCopy={onCopy}>
            <Choose filter={filter} selection={selection} />
          </SelectionBar>
          {prepareSlot === null
            ? null
            : createPortal(<PrepareListings filter={filter} total={total} selection={selection} />, prepareSlot)}
        </>
      )}
      sort={{ by: sort, descending }}
      onSort={(next) => change({ sort: next.by as ProductSort, descending: next.descending, open })}
      openKey={open}
      onOpen={openRow}
      onClose={close}
      arrivals={{
        waiting: added + updated,
        text: added > 0 ? s.products.newProducts(added) : s.products.changedProducts(updated),
        show,
        snapshot,
      }}
    />
  )
}

/** Puts the selected products among those whose changes matter, or takes them out. */
function Choose({ filter, selection }: { filter: ProductView['filter']; selection: GridSelection<ProductRow> }) {
  const s = useStrings()
  const p = s.products
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<boolean | null>(null)
  const go = async (chosen: boolean) => {
    setBusy(true)
    useProductArrivals.getState().own()
    try {
      const { changed, undo } = selection.value.all
        ? await chooseMatching(filter, selection.value, chosen)
        : await chooseRows(selection.known(), chosen)
      const text = changed === 0 ? p.nothingChanged : chosen ? p.chosenDone(changed) : p.unchosenDone(changed)
      if (changed === 0 || undo === null) say(text)
      else sayWithUndo(text, () => undo().finally(readAnew))
      selection.clear()
    } catch (thrown) {
      sayFailure(thrown)
    } finally {
      readAnew()
      setBusy(false)
      setAsking(null)
    }
  }
  const start = (chosen: boolean) =>
    selection.value.all && selection.size > undoable ? setAsking(chosen) : void go(chosen)
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        leftSection={<IconStar size={14} aria-hidden />}
        onClick={() => start(true)}
      >
        {p.choose}
      </Button>
      <Button variant="default" size="compact-sm" loading={busy} onClick={() => start(false)}>
        {p.unchoose}
      </Button>
      <Confirm
        opened={asking !== null}
        title={asking === false ? p.unchooseManyTitle(selection.size) : p.chooseManyTitle(selection.size)}
        text={p.chooseManyText}
        go={asking === false ? p.unchoose : p.choose}
        busy={busy}
        onClose={() => setAsking(null)}
        onGo={() => void go(asking === true)}
      />
    </>
  )
}
