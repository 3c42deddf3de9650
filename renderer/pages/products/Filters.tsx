import { NumberInput } from '@mantine/core'
import type { Output } from '../../../shared/contract.ts'
import { productStatuses, wholesalers } from '../../../shared/product.ts'
import { type Strings, useStrings, useWords } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { FacetSelect } from '../../ui/FacetSelect.tsx'
import { type Language, won } from '../../ui/format.ts'
import { IconFilter } from '../../ui/icons.ts'
import { rateText } from '../approvals/words.ts'
import { DayField } from '../orders/DayField.tsx'
import { FilterPopover } from '../orders/FilterPopover.tsx'
import orders from '../orders/orders.module.css'
import { CategoryFilter } from './CategoryFilter.tsx'
import { MarginFilter } from './MarginFilter.tsx'
import classes from './products.module.css'
import { type FilterParts, listedPlaces, type ProductView } from './view.ts'

export type Facets = Output<'products.facets'>
interface Props {
  filter: ProductView['filter']
  facets: Facets | undefined
  change: (parts: FilterParts) => void
}

const placeText = (s: Strings, place: (typeof listedPlaces)[number]) =>
  place === 'none' ? s.markets.product.nowhere : s.listing.markets[place]
const yesNo = ['yes', 'no'] as const
const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no')
const fromFlag = (value: 'yes' | 'no' | undefined) => (value === undefined ? undefined : value === 'yes')

/** What the table is filtered by; each choice says how many products it would show. */
export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.products.filters
  return (
    <>
      <FacetSelect
        label={f.wholesaler}
        any={f.allWholesalers}
        width={124}
        values={wholesalers}
        nameOf={(value) => s.products.wholesaler[value]}
        facet={facets?.wholesaler}
        value={filter.wholesaler}
        // A category belongs to one wholesaler.
        onChange={(wholesaler) => change({ wholesaler, category: undefined })}
      />
      <CategoryFilter
        value={filter.category}
        wholesaler={filter.wholesaler}
        facets={facets}
        onChange={(category) => change({ category })}
      />
      <PriceFilter min={filter.minPrice} max={filter.maxPrice} onChange={change} />
      <FacetSelect
        label={f.status}
        any={f.anyStatus}
        width={112}
        values={productStatuses}
        nameOf={(value) => s.products.status[value]}
        facet={facets?.status}
        value={filter.status}
        onChange={(status) => change({ status })}
      />
      <MoreFilters filter={filter} facets={facets} change={change} />
    </>
  )
}

const bands: readonly { min?: number; max?: number }[] = [
  { max: 10_000 },
  { min: 10_000, max: 30_000 },
  { min: 30_000, max: 100_000 },
  { min: 100_000 },
]

export const priceBandText = (
  s: Strings,
  min: number | undefined,
  max: number | undefined,
  language: Language,
): string => {
  const f = s.products.filters
  if (min !== undefined && max !== undefined) return `${won(min, language)} – ${won(max, language)}`
  return min !== undefined ? f.from(won(min, language)) : f.upTo(won(max ?? 0, language))
}

interface PriceProps {
  min: number | undefined
  max: number | undefined
  onChange: (band: { minPrice: number | undefined; maxPrice: number | undefined }) => void
}

function PriceFilter({ min, max, onChange }: PriceProps) {
  const { s, language } = useWords()
  const f = s.products.filters
  const label = min === undefined && max === undefined ? f.anyPrice : priceBandText(s, min, max, language)
  const wrong = min !== undefined && max !== undefined && max < min
  const number = (value: string | number) => (value === '' ? undefined : Math.max(0, Math.round(Number(value))))
  return (
    <FilterPopover name={f.price} chosen={label}>
      {(close) => (
        <>
          <div className={orders.presets}>
            {bands.map((band, i) => (
              <button
                key={f.bands[i]}
                type="button"
                aria-pressed={band.min === min && band.max === max}
                onClick={() => {
                  onChange({ minPrice: band.min, maxPrice: band.max })
                  close()
                }}
              >
                {f.bands[i]}
              </button>
            ))}
          </div>
          <div className={orders.days}>
            <NumberInput
              label={f.minPrice}
              value={min ?? ''}
              min={0}
              max={999_999_999}
              thousandSeparator=","
              onChange={(value) => onChange({ minPrice: number(value), maxPrice: max })}
            />
            <NumberInput
              label={f.maxPrice}
              value={max ?? ''}
              min={0}
              max={999_999_999}
              thousandSeparator=","
              error={wrong ? f.badPrice : undefined}
              onChange={(value) => onChange({ minPrice: min, maxPrice: number(value) })}
            />
          </div>
        </>
      )}
    </FilterPopover>
  )
}

function MoreFilters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.products.filters
  const m = s.markets.product
  const watched = ['chosen', 'listed', 'any'] as const
  const active = [
    filter.stock,
    filter.listable,
    filter.watched,
    filter.edited,
    filter.changedSince,
    filter.listedOn,
    filter.margin,
  ].filter((part) => part !== undefined).length
  return (
    <FilterPopover
      name={f.more}
      icon={<IconFilter size={15} aria-hidden />}
      mark={active > 0 ? <span className={classes.active}>{active}</span> : null}
      className={classes.more}
    >
      {() => (
        <>
          <FacetSelect
            label={f.stock}
            any={f.anyStock}
            values={['counted', 'zero', 'unknown'] as const}
            nameOf={(value) => s.products.stockKind[value]}
            facet={facets?.stock}
            value={filter.stock}
            onChange={(stock) => change({ stock })}
          />
          <FacetSelect
            label={f.listable}
            any={f.any}
            values={yesNo}
            nameOf={(value) => (value === 'yes' ? s.products.listable : s.products.notListable)}
            facet={facets?.listable}
            facetOf={fromFlag}
            value={flag(filter.listable)}
            onChange={(value) => change({ listable: fromFlag(value) })}
          />
          <FacetSelect
            label={f.watched}
            any={f.any}
            values={watched}
            nameOf={(value) => f.watchedKinds[value]}
            value={filter.watched}
            onChange={(value) => change({ watched: value })}
          />
          <FacetSelect
            label={f.edited}
            any={f.any}
            values={yesNo}
            nameOf={(value) => (value === 'yes' ? f.editedYes : f.editedNo)}
            value={flag(filter.edited)}
            onChange={(value) => change({ edited: fromFlag(value) })}
          />
          <FacetSelect
            label={m.listedOn}
            any={f.any}
            values={listedPlaces}
            nameOf={(value) => placeText(s, value)}
            value={filter.listedOn}
            onChange={(listedOn) => change({ listedOn })}
          />
          <MarginFilter value={filter.margin} onChange={(margin) => change({ margin })} />
          <div>
            <DayField
              label={f.changedSince}
              value={filter.changedSince}
              onChange={(changedSince) => change({ changedSince })}
            />
            <p className={orders.note}>{f.changedSinceHint}</p>
          </div>
        </>
      )}
    </FilterPopover>
  )
}

/** Every part of the filter as a removable chip. */
export function chipsOf(
  { s, language }: { s: Strings; language: Language },
  filter: ProductView['filter'],
  categoryName: string | undefined,
  change: (parts: FilterParts) => void,
): Chip[] {
  const f = s.products.filters
  const chips: Chip[] = []
  const add = (id: string, name: string, value: string, parts: FilterParts) =>
    chips.push({ id, name, value, onRemove: () => change(parts) })
  if (filter.search) add('search', f.search, filter.search, { search: undefined })
  if (filter.wholesaler)
    add('wholesaler', f.wholesaler, s.products.wholesaler[filter.wholesaler], { wholesaler: undefined })
  if (filter.category !== undefined)
    add('category', f.category, categoryName ?? String(filter.category), { category: undefined })
  if (filter.minPrice !== undefined || filter.maxPrice !== undefined) {
    const text = priceBandText(s, filter.minPrice, filter.maxPrice, language)
    add('price', f.price, text, { minPrice: undefined, maxPrice: undefined })
  }
  if (filter.status) add('status', f.status, s.products.status[filter.status], { status: undefined })
  if (filter.stock) add('stock', f.stock, s.products.stockKind[filter.stock], { stock: undefined })
  if (filter.listable !== undefined) {
    const text = filter.listable ? s.products.listable : s.products.notListable
    add('listable', f.listable, text, { listable: undefined })
  }
  if (filter.watched) add('watched', f.watched, f.watchedKinds[filter.watched], { watched: undefined })
  if (filter.edited !== undefined)
    add('edited', f.edited, filter.edited ? f.editedYes : f.editedNo, { edited: undefined })
  const m = s.markets.product
  if (filter.listedOn) add('listedOn', m.listedOn, placeText(s, filter.listedOn), { listedOn: undefined })
  if (filter.margin) {
    const { market, minRate } = filter.margin
    add('margin', m.margin, m.from(s.listing.markets[market], rateText(minRate)), { margin: undefined })
  }
  if (filter.changedSince) add('changed', f.changedSince, f.since(filter.changedSince), { changedSince: undefined })
  return chips
}
