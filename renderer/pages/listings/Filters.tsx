import type { Output } from '../../../shared/contract.ts'
import { listingOutcomes } from '../../../shared/market.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { FacetSelect } from '../../ui/FacetSelect.tsx'
import { MarketFacet, WholesalerFacet } from '../approvals/PlaceFacets.tsx'
import { marketName } from '../approvals/words.ts'
import { type FilterParts, type ListedView, listedStates } from './view.ts'

type Filter = ListedView['filter']
interface Props {
  filter: Filter
  facets: Output<'listings.facets'> | undefined
  change: (parts: FilterParts) => void
}

const list = { listWidth: 210 }

export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.listed.filters
  return (
    <>
      <MarketFacet
        {...list}
        width={118}
        facets={facets}
        value={filter.market}
        onChange={(market) => change({ market })}
      />
      <FacetSelect
        {...list}
        label={f.state}
        any={f.anyState}
        width={112}
        values={listedStates}
        nameOf={(value) => s.listing.states[value]}
        facet={facets?.state}
        value={filter.state}
        onChange={(state) => change({ state })}
      />
      <FacetSelect
        {...list}
        label={f.step}
        any={f.anyStep}
        width={128}
        values={['out', 'in'] as const}
        nameOf={(value) => (value === 'out' ? f.outOfStep : f.inStep)}
        value={filter.outOfStep === undefined ? undefined : filter.outOfStep ? 'out' : 'in'}
        onChange={(value) => change({ outOfStep: value === undefined ? undefined : value === 'out' })}
      />
      <FacetSelect
        {...list}
        label={f.outcome}
        any={f.anyOutcome}
        width={104}
        values={listingOutcomes}
        nameOf={(value) => f.outcomes[value]}
        value={filter.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <WholesalerFacet
        {...list}
        width={114}
        facets={facets}
        value={filter.wholesaler}
        onChange={(wholesaler) => change({ wholesaler })}
      />
    </>
  )
}

/** Every part of the filter as a removable chip. */
export function chipsOf(s: Strings, filter: Filter, change: (parts: FilterParts) => void): Chip[] {
  const f = s.listed.filters
  const chips: Chip[] = []
  const add = (id: keyof Filter, name: string, value: string) =>
    chips.push({ id, name, value, onRemove: () => change({ [id]: undefined }) })
  if (filter.search) add('search', f.search, filter.search)
  if (filter.market) add('market', f.market, marketName(s, filter.market))
  if (filter.state) add('state', f.state, s.listing.states[filter.state])
  if (filter.outOfStep !== undefined) add('outOfStep', f.step, filter.outOfStep ? f.outOfStep : f.inStep)
  if (filter.outcome) add('outcome', f.outcome, f.outcomes[filter.outcome])
  if (filter.wholesaler) add('wholesaler', f.wholesaler, s.products.wholesaler[filter.wholesaler])
  return chips
}
