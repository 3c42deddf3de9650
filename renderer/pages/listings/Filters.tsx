import { Select, type SelectProps } from '@mantine/core'
import type { Output } from '../../../shared/contract.ts'
import { listingOutcomes, markets } from '../../../shared/market.ts'
import { wholesalers } from '../../../shared/product.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { count } from '../../ui/format.ts'
import { marketName } from '../approvals/words.ts'
import products from '../products/products.module.css'
import { type FilterParts, type ListedView, listedStates } from './view.ts'

type Filter = ListedView['filter']
type Facet = readonly { value: string; count: number }[] | undefined
interface Props {
  filter: Filter
  facets: Output<'listings.facets'> | undefined
  change: (parts: FilterParts) => void
}

/** Each choice with the number of listings it would show. */
const numbered =
  (facet: Facet): NonNullable<SelectProps['renderOption']> =>
  ({ option }) => (
    <span className={products.option}>
      <span className="cut">{option.label}</span>
      {facet === undefined ? null : (
        <span className={products.treeCount}>
          {count(facet.find((entry) => entry.value === option.value)?.count ?? 0)}
        </span>
      )}
    </span>
  )
const list = { clearable: true, comboboxProps: { width: 210, position: 'bottom-start' as const } }

export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.listed.filters
  return (
    <>
      <Select
        {...list}
        aria-label={f.market}
        placeholder={f.anyMarket}
        w={118}
        data={markets.map((value) => ({ value, label: marketName(s, value) }))}
        renderOption={numbered(facets?.market)}
        value={filter.market ?? null}
        onChange={(value) => change({ market: markets.find((known) => known === value) })}
      />
      <Select
        {...list}
        aria-label={f.state}
        placeholder={f.anyState}
        w={112}
        data={listedStates.map((value) => ({ value, label: s.listing.states[value] }))}
        renderOption={numbered(facets?.state)}
        value={filter.state ?? null}
        onChange={(value) => change({ state: listedStates.find((known) => known === value) })}
      />
      <Select
        {...list}
        aria-label={f.step}
        placeholder={f.anyStep}
        w={128}
        data={[
          { value: '1', label: f.outOfStep },
          { value: '0', label: f.inStep },
        ]}
        value={filter.outOfStep === undefined ? null : filter.outOfStep ? '1' : '0'}
        onChange={(value) => change({ outOfStep: value === null ? undefined : value === '1' })}
      />
      <Select
        {...list}
        aria-label={f.outcome}
        placeholder={f.anyOutcome}
        w={104}
        data={listingOutcomes.map((value) => ({ value, label: f.outcomes[value] }))}
        value={filter.outcome ?? null}
        onChange={(value) => change({ outcome: listingOutcomes.find((known) => known === value) })}
      />
      <Select
        {...list}
        aria-label={f.wholesaler}
        placeholder={f.anyWholesaler}
        w={114}
        data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
        renderOption={numbered(facets?.wholesaler)}
        value={filter.wholesaler ?? null}
        onChange={(value) => change({ wholesaler: wholesalers.find((known) => known === value) })}
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
