import { Select, type SelectProps } from '@mantine/core'
import type { Output } from '../../../shared/contract.ts'
import { markets, readinessLevels } from '../../../shared/market.ts'
import { wholesalers } from '../../../shared/product.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { count } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import products from '../products/products.module.css'
import type { ApprovalView, FilterParts } from './view.ts'
import { findingName, levelTones, marketName, rateText } from './words.ts'

type Facets = Output<'listings.facets'>
interface Props {
  filter: ApprovalView['filter']
  facets: Facets | undefined
  change: (parts: FilterParts) => void
}
type Facet = readonly { value: string; count: number }[] | undefined

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
const listProps = { clearable: true, comboboxProps: { width: 230, position: 'bottom-start' as const } }

export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.approvals.filters
  const codes = [
    ...new Set([...(facets?.finding ?? []).map(({ value }) => value), ...(filter.finding ? [filter.finding] : [])]),
  ]
  const countOf = (code: string) => facets?.finding.find((entry) => entry.value === code)?.count ?? 0
  return (
    <>
      <Select
        {...listProps}
        aria-label={f.market}
        placeholder={f.anyMarket}
        w={132}
        data={markets.map((value) => ({ value, label: marketName(s, value) }))}
        renderOption={numbered(facets?.market)}
        value={filter.market ?? null}
        onChange={(value) => change({ market: markets.find((known) => known === value) })}
      />
      <Select
        {...listProps}
        aria-label={f.finding}
        placeholder={f.anyFinding}
        w={172}
        searchable
        nothingFoundMessage={f.noFinding}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        data={codes
          .toSorted((a, b) => countOf(b) - countOf(a))
          .map((value) => ({ value, label: findingName(s, value) }))}
        renderOption={numbered(facets?.finding)}
        value={filter.finding ?? null}
        onChange={(value) => change({ finding: value ?? undefined })}
      />
      <Select
        {...listProps}
        aria-label={f.wholesaler}
        placeholder={f.anyWholesaler}
        w={124}
        data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
        renderOption={numbered(facets?.wholesaler)}
        value={filter.wholesaler ?? null}
        onChange={(value) => change({ wholesaler: wholesalers.find((known) => known === value) })}
      />
    </>
  )
}

/** The three levels with their counts, each a filter: the first thing an operator looks at. */
export function Levels({ filter, facets, change, className }: Props & { className: string | undefined }) {
  const s = useStrings()
  return (
    <fieldset className={className} aria-label={s.approvals.filters.level}>
      {readinessLevels.toReversed().map((level) => (
        <button
          key={level}
          type="button"
          aria-pressed={filter.level === level}
          onClick={() => change({ level: filter.level === level ? undefined : level })}
        >
          <StateBadge tone={levelTones[level]}>{s.listing.levels[level]}</StateBadge>
          <span className="num">
            {facets === undefined ? '–' : count(facets.level.find((entry) => entry.value === level)?.count ?? 0)}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

/** Every part of the filter as a removable chip. */
export function chipsOf(s: Strings, filter: ApprovalView['filter'], change: (parts: FilterParts) => void): Chip[] {
  const f = s.approvals.filters
  const chips: Chip[] = []
  const add = (id: keyof ApprovalView['filter'], name: string, value: string) =>
    chips.push({ id, name, value, onRemove: () => change({ [id]: undefined }) })
  if (filter.search) add('search', f.search, filter.search)
  if (filter.market) add('market', f.market, marketName(s, filter.market))
  if (filter.level) add('level', f.level, s.listing.levels[filter.level])
  if (filter.finding) add('finding', f.finding, findingName(s, filter.finding))
  if (filter.wholesaler) add('wholesaler', f.wholesaler, s.products.wholesaler[filter.wholesaler])
  if (filter.maxMarginRate !== undefined) add('maxMarginRate', f.margin, f.upTo(rateText(filter.maxMarginRate)))
  return chips
}
