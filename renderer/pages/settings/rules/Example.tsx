import { NumberInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleValues } from '../../../../shared/contract/listing-shapes.ts'
import type { Market } from '../../../../shared/market.ts'
import { call, shapeOf } from '../../../app/api.ts'
import { useStrings } from '../../../strings/index.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { PriceSteps } from '../../approvals/PriceSteps.tsx'
import classes from './rules.module.css'

/** The price that the rule on screen would make, saved or not, with its steps. */
export function Example({ market, rule }: { market: Market; rule: RuleValues }) {
  const s = useStrings()
  const e = s.rules.example
  const [cost, setCost] = useState(10_000)
  const [shipping, setShipping] = useState<number | null>(null)
  const input = { market, cost, ...(shipping === null ? {} : { shipping }), rule }
  const price = useQuery({
    queryKey: ['rules.price', input],
    queryFn: () => call('rules.price', input),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })
  const failure = price.isError ? shapeOf(price.error) : null
  return (
    <section className={classes.example} aria-label={e.title}>
      <h3>{e.title}</h3>
      <div className={classes.exampleInputs}>
        <NumberInput
          label={e.cost}
          value={cost}
          min={0}
          max={1_000_000_000}
          thousandSeparator=","
          suffix={s.rules.wonSuffix}
          onChange={(value) => setCost(Math.max(0, Math.round(Number(value) || 0)))}
        />
        <NumberInput
          label={e.shipping}
          placeholder={e.shippingByRule}
          value={shipping ?? ''}
          min={0}
          max={10_000_000}
          thousandSeparator=","
          suffix={s.rules.wonSuffix}
          onChange={(value) => setShipping(value === '' ? null : Math.max(0, Math.round(Number(value) || 0)))}
        />
      </div>
      <div aria-live="polite">
        {failure !== null ? (
          <p className={classes.failure}>
            <StateBadge tone="bad">{s.listing.price.none}</StateBadge>
            <span>
              {failure.message} {failure.nextStep}
            </span>
          </p>
        ) : price.data === undefined ? null : (
          <PriceSteps made={price.data} />
        )}
      </div>
    </section>
  )
}
