import type { Output } from '../../../shared/contract.ts'
import { type Market, markets } from '../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import { useStrings } from '../../strings/index.ts'
import { FacetSelect } from '../../ui/FacetSelect.tsx'
import { marketName } from './words.ts'

interface Props<V> {
  width: number
  listWidth?: number
  value: V | undefined
  facets: Output<'listings.facets'> | undefined
  onChange: (value: V | undefined) => void
}

/** Where listings are. */
export function MarketFacet({ facets, ...rest }: Props<Market>) {
  const s = useStrings()
  const f = s.approvals.filters
  return (
    <FacetSelect
      {...rest}
      label={f.market}
      any={f.anyMarket}
      values={markets}
      nameOf={(value) => marketName(s, value)}
      facet={facets?.market}
    />
  )
}

/** Whose products they are. */
export function WholesalerFacet({ facets, ...rest }: Props<Wholesaler>) {
  const s = useStrings()
  const f = s.approvals.filters
  return (
    <FacetSelect
      {...rest}
      label={f.wholesaler}
      any={f.anyWholesaler}
      values={wholesalers}
      nameOf={(value) => s.products.wholesaler[value]}
      facet={facets?.wholesaler}
    />
  )
}
