import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { ProductFilter, ProductRow } from '../../../shared/contract/products.ts'
import { useStrings } from '../../strings/index.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconChecklist } from '../../ui/icons.ts'

const PrepareDialog = lazy(() => import('./PrepareDialog.tsx'))

/** Turns the selected products into drafts for the approval page. */
export function PrepareListings({
  filter,
  selection,
}: {
  filter: ProductFilter
  selection: GridSelection<ProductRow>
}) {
  const s = useStrings()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="compact-sm" leftSection={<IconChecklist size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {s.prepare.button}
      </Button>
      <Suspense>
        {open ? <PrepareDialog filter={filter} selection={selection} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  )
}
