import { NumberInput, Select, type SelectProps } from '@mantine/core'
import type { Output } from '../../../shared/contract.ts'
import { productStatuses, wholesalers } from '../../../shared/product.ts'
import { type Strings, useStrings, useWords } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { count, type Language, won } from '../../ui/format.ts'
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

type Facet = { value: unknown; count: number }[] | undefined

/** Each choice with the number of products it would show; the field itself names the choice alone. */
const numbered =
  (facet: Facet, keyFor: (option: string) => unknown = (option) => option): NonNullable<SelectProps['renderOption']> =>
  ({ option }) => (
    <span className={classes.option}>
      <span className="cut">{option.label}</span>
      {facet === undefined ? null : (
        <span className={classes.treeCount}>
          {count(facet.find((entry) => entry.value === keyFor(option.value))?.count ?? 0)}
        </span>
      )}
    </span>
  )
const placeText = (s: Strings, place: (typeof listedPlaces)[number]) =>
  place === 'none' ? s.markets.product.nowhere : s.listing.markets[place]
const isYes = (option: string) => option === 'yes'
/** A Select whose clearing means: any. */
const listProps = { clearable: true, comboboxProps: { width: 220, position: 'bottom-start' as const } }

/** What the table is filtered by; each choice says how many products it would show. */
export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.products.filters
  return (
    <>
      <Select
        {...listProps}
        aria-label={f.wholesaler}
        placeholder={f.allWholesalers}
        w={124}
        data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
        renderOption={numbered(facets?.wholesaler)}
        value={filter.wholesaler ?? null}
        onChange={(value) =>
          // A category belongs to one wholesaler.
          change({ wholesaler: wholesalers.find((known) => known === value), category: undefined })
        }
      />
      <CategoryFilter
        value={filter.category}
        wholesaler={filter.wholesaler}
        facets={facets}
        onChange={(category) => change({ category })}
      />
      <PriceFilter min={filter.minPrice} max={filter.maxPrice} onChange={change} />
      <Select
        {...listProps}
        aria-label={f.status}
        placeholder={f.anyStatus}
        w={112}
        data={productStatuses.map((value) => ({ value, label: s.products.status[value] }))}
        renderOption={numbered(facets?.status)}
        value={filter.status ?? null}
        onChange={(value) => change({ status: productStatuses.find((known) => known === value) })}
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
  const flag = (value: boolean | undefined) => (value === undefined ? null : value ? 'yes' : 'no')
  const fromFlag = (value: string | null) => (value === null ? undefined : value === 'yes')
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
  // Lists inside the popover stay inside it: a click on them must not close it.
  const inside = { clearable: true, comboboxProps: { withinPortal: false } }
  return (
    <FilterPopover
      name={f.more}
      icon={<IconFilter size={15} aria-hidden />}
      mark={active > 0 ? <span className={classes.active}>{active}</span> : null}
      className={classes.more}
    >
      {() => (
        <>
          <Select
            {...inside}
            label={f.stock}
            placeholder={f.anyStock}
            data={(['counted', 'zero', 'unknown'] as const).map((value) => ({
              value,
              label: s.products.stockKind[value],
            }))}
            renderOption={numbered(facets?.stock)}
            value={filter.stock ?? null}
            onChange={(value) =>
              change({ stock: value === 'counted' || value === 'zero' || value === 'unknown' ? value : undefined })
            }
          />
          <Select
            {...inside}
            label={f.listable}
            placeholder={f.any}
            data={[
              { value: 'yes', label: s.products.listable },
              { value: 'no', label: s.products.notListable },
            ]}
            renderOption={numbered(facets?.listable, isYes)}
            value={flag(filter.listable)}
            onChange={(value) => change({ listable: fromFlag(value) })}
          />
          <Select
            {...inside}
            label={f.watched}
            placeholder={f.any}
            data={watched.map((value) => ({ value, label: f.watchedKinds[value] }))}
            value={filter.watched ?? null}
            onChange={(value) => change({ watched: watched.find((known) => known === value) })}
          />
          <Select
            {...inside}
            label={f.edited}
            placeholder={f.any}
            data={[
              { value: 'yes', label: f.editedYes },
              { value: 'no', label: f.editedNo },
            ]}
            value={flag(filter.edited)}
            onChange={(value) => change({ edited: fromFlag(value) })}
          />
          <Select
            {...inside}
            label={m.listedOn}
            placeholder={f.any}
            data={listedPlaces.map((value) => ({ value, label: placeText(s, value) }))}
            value={filter.listedOn ?? null}
            onChange={(value) => change({ listedOn: listedPlaces.find((known) => known === value) })}
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
