import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { ColumnsMenu } from '../../ui/grid/ColumnsMenu.tsx'
import { useColumns } from '../../ui/grid/columns.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import orders from '../orders/orders.module.css'
import { CatalogueEmpty } from './CatalogueEmpty.tsx'
import { productColumns } from './columns.tsx'
import { chipsOf, Filters } from './Filters.tsx'
import { ProductTable } from './ProductTable.tsx'
import classes from './products.module.css'
import { SavedViews } from './SavedViews.tsx'
import { useProductView } from './useProductView.ts'
import { keyOfText, noFilter } from './view.ts'

const ProductDrawer = lazy(() => import('./ProductDrawer.tsx'))

/** All collected products. */
export function CatalogueTab({ prepareSlot }: { prepareSlot: HTMLElement | null }) {
  const words = useWords()
  const { s, language } = words
  const { view, change } = useProductView()
  const { filter } = view
  const facets = useCall('products.facets', filter).data
  const categories = useCall('products.categories', {}, { enabled: filter.category !== undefined }).data
  const columns = useColumns(
    'products',
    useMemo(() => productColumns(s, language), [s, language]),
  )
  const clear = useCallback(() => change(noFilter), [change])
  const close = useCallback(() => change({ open: undefined }), [change])
  const categoryName = categories?.items.find((item) => item.category === filter.category)?.name
  const chips = chipsOf(words, filter, categoryName, change)
  const open = view.open === undefined ? null : keyOfText(view.open)
  return (
    <>
      <search className={`${orders.toolbar} ${classes.toolbar}`}>
        <SearchBox
          value={filter.search ?? ''}
          placeholder={s.products.search}
          onChange={(text) => change({ search: text === '' ? undefined : text })}
        />
        <Filters filter={filter} facets={facets} change={change} />
        <span className={`${orders.toolbarEnd} ${classes.tools}`}>
          <SavedViews view={view} />
          <ColumnsMenu columns={columns} />
        </span>
      </search>
      <ProductTable
        view={view}
        change={change}
        columns={columns}
        prepareSlot={prepareSlot}
        chips={chips}
        onClear={clear}
        empty={<CatalogueEmpty filtered={chips.length > 0} onClear={clear} />}
        drawer={<Suspense>{open === null ? null : <ProductDrawer product={open} onClose={close} />}</Suspense>}
      />
    </>
  )
}
