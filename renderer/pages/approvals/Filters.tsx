import type { Output } from '../../../shared/contract.ts'
import { readinessLevels } from '../../../shared/market.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { FacetSelect } from '../../ui/FacetSelect.tsx'
import { count } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { MarginFilter } from './MarginFilter.tsx'
import { MarketFacet, WholesalerFacet } from './PlaceFacets.tsx'
import type { ApprovalView, FilterParts } from './view.ts'
import { findingName, levelTones, marketName, rateText } from './words.ts'

type Facets = Output<'listings.facets'>
interface Props {
  filter: ApprovalView['filter']
  facets: Facets | undefined
  change: (parts: FilterParts) => void
}
export function Filters({ filter, facets, change }: Props) {
  const s = useStrings()
  const f = s.approvals.filters
  const codes = [
    ...new Set([...(facets?.finding ?? []).map(({ value }) => value), ...(filter.finding ? [filter.finding] : [])]),
  ]
  const countOf = (code: string) => facets?.finding.find((entry) => entry.value === code)?.count ?? 0
  return (
    <>
      <MarketFacet width={132} facets={facets} value={filter.market} onChange={(market) => change({ market })} />
      <FacetSelect
        label={f.finding}
        any={f.anyFinding}
        width={172}
        listWidth={320}
        nothingFound={f.noFinding}
        values={codes.toSorted((a, b) => countOf(b) - countOf(a))}
        nameOf={(value) => findingName(s, value)}
        facet={facets?.finding}
        value={filter.finding}
        onChange={(finding) => change({ finding })}
      />
      <WholesalerFacet
        width={124}
        facets={facets}
        value={filter.wholesaler}
        onChange={(wholesaler) => change({ wholesaler })}
      />
      <MarginFilter value={filter.maxMarginRate} onChange={(maxMarginRate) => change({ maxMarginRate })} />
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
