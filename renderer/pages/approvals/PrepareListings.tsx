import { Button, VisuallyHidden } from '@mantine/core'
import { lazy, Suspense, useId, useState } from 'react'
import type { ProductFilter, ProductRow } from '../../../shared/contract/products.ts'
import { useStrings } from '../../strings/index.ts'
import { everything } from '../../ui/grid/selection.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconChecklist } from '../../ui/icons.ts'
import type { Asked } from './prepare.ts'

const PrepareDialog = lazy(() => import('./PrepareDialog.tsx'))

interface Props {
  filter: ProductFilter
  /** How many match; absent while they are counted. */
  total: number | undefined
  selection: GridSelection<ProductRow>
}

/** Turns the selected products, or all that match where none is selected, into drafts for the approval page. */
export function PrepareListings({ filter, total, selection }: Props) {
  const s = useStrings()
  const reasonId = useId()
  const [asked, setAsked] = useState<Asked | null>(null)
  const nothing = total === 0
  const reason = Object.keys(filter).length > 0 ? s.products.noMatchTitle : s.products.emptyTitle
  // What the question names stays what it named, whatever the list does behind it.
  const ask = () => {
    const rows = selection.known()
    const all = selection.size === 0
    setAsked({
      filter,
      value: all ? everything : selection.value,
      size: all ? (total ?? 0) : selection.size,
      known: () => rows,
      unselected: all,
    })
  }
  return (
    <span title={nothing ? reason : undefined}>
      <Button
        leftSection={<IconChecklist size={16} aria-hidden />}
        disabled={total === undefined || nothing}
        aria-describedby={nothing ? reasonId : undefined}
        onClick={ask}
      >
        {s.prepare.button}
      </Button>
      {nothing ? <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden> : null}
      <Suspense>
        {asked === null ? null : (
          <PrepareDialog asked={asked} onStarted={selection.clear} onClose={() => setAsked(null)} />
        )}
      </Suspense>
    </span>
  )
}
