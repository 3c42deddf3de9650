import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import type { ProductFilter } from '../../../shared/contract/products.ts'
import { markets } from '../../../shared/market.ts'
import { useStrings } from '../../strings/index.ts'
import orders from '../orders/orders.module.css'

type Margin = ProductFilter['margin']
interface Props {
  value: Margin
  onChange: (margin: Margin) => void
}

/** What a market's rules would leave of the price: which market, and at least how much. */
export function MarginFilter({ value, onChange }: Props) {
  const s = useStrings()
  const m = s.markets.product
  const [market, setMarket] = useState(value?.market ?? null)
  const rate = value === undefined ? '' : Math.round(value.minRate * 1000) / 10
  return (
    <fieldset className={orders.filterSet}>
      <legend>{m.margin}</legend>
      <div className={orders.days}>
        <Select
          aria-label={m.marginMarket}
          placeholder={m.marginMarket}
          clearable
          comboboxProps={{ withinPortal: false }}
          data={markets.map((each) => ({ value: each, label: s.listing.markets[each] }))}
          value={value?.market ?? market}
          onChange={(next) => {
            const known = markets.find((each) => each === next) ?? null
            setMarket(known)
            onChange(known === null || value === undefined ? undefined : { ...value, market: known })
          }}
        />
        <NumberInput
          aria-label={m.minMargin}
          placeholder={m.minMargin}
          disabled={(value?.market ?? market) === null}
          suffix=" %"
          decimalScale={1}
          min={-100}
          max={99}
          value={rate}
          onChange={(next) => {
            const at = value?.market ?? market
            if (at !== null)
              onChange(next === '' ? undefined : { market: at, minRate: Math.round(Number(next) * 10) / 1000 })
          }}
        />
      </div>
      <p className={orders.note}>{m.marginHint}</p>
    </fieldset>
  )
}
