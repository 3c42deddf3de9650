import { Button, NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { shapeOf } from '../../../app/api.ts'
import { useCall } from '../../../app/query.ts'
import { useWords } from '../../../strings/index.ts'
import { won } from '../../../ui/format.ts'
import { IconPencil } from '../../../ui/icons.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import products from '../../products/detail.module.css'
import { NoPriceText, PriceSteps } from '../PriceSteps.tsx'
import { rateText } from '../words.ts'
import classes from './detail.module.css'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

/** The price with every step that led to it, and a price by hand, which the same rule has to bear. */
export function PricePart() {
  const { s, language } = useWords()
  const p = s.listing.price
  const { detail, pending, change } = useWorking()
  const typed = typeof pending.price === 'number' ? pending.price : null
  const byHand = typed ?? (pending.price === null ? null : (detail.edits.price ?? null))
  const [open, setOpen] = useState(byHand !== null)
  return (
    <Part
      field="price"
      title={p.title}
      edit="price"
      aside={
        <Link href={`/settings?tab=rules&market=${detail.market}`} className={classes.aside}>
          {p.toRules}
        </Link>
      }
    >
      <p className={products.price} data-unknown={detail.price === null || undefined}>
        {detail.price === null ? p.none : won(detail.price, language)}
      </p>
      {detail.made === null ? null : <PriceSteps made={detail.made} />}
      {detail.noPrice === null ? null : <NoPriceText reason={detail.noPrice} />}
      {open ? (
        <div className={classes.hand}>
          <NumberInput
            label={p.byHand}
            description={p.byHandHint}
            w={220}
            value={byHand ?? ''}
            min={1}
            max={1_000_000_000}
            thousandSeparator=","
            suffix={s.rules.wonSuffix}
            onChange={(next) => {
              if (next === '') change({ price: null })
              else if (Number(next) >= 1) change({ price: Math.round(Number(next)) })
            }}
          />
          {typed === null || detail.cost === null ? null : <HandCheck price={typed} cost={detail.cost} />}
        </div>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          mt={10}
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {p.setByHand}
        </Button>
      )}
    </Part>
  )
}

const settleMs = 250

/** What would be left of a price while it is being typed; the engine checks it again when it is saved. */
function HandCheck({ price, cost }: { price: number; cost: number }) {
  const { s, language } = useWords()
  const p = s.listing.price
  const { detail } = useWorking()
  const [settled, setSettled] = useState(price)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(price), settleMs)
    return () => clearTimeout(timer)
  }, [price])
  const product = useCall('products.get', { wholesaler: detail.wholesaler, productId: detail.productId }).data
  const check = useCall('rules.price', {
    market: detail.market,
    cost,
    ...(detail.made === null ? {} : { shipping: detail.made.shipping }),
    handPrice: settled,
    ...(product?.fixedPrice ? { fixedPrice: product.fixedPrice } : {}),
    wholesaler: detail.wholesaler,
    productId: detail.productId,
    ...(detail.category === null ? {} : { place: { code: detail.category, path: detail.categoryPath ?? '' } }),
  })
  if (settled !== price || check.isPending) return <p className="quiet">{p.checking}</p>
  return (
    <p className={classes.handCheck} aria-live="polite">
      {check.isError ? (
        <>
          <StateBadge tone="bad">{p.refused}</StateBadge> <span>{shapeOf(check.error).message}</span>
        </>
      ) : check.data === undefined ? null : (
        <>
          <StateBadge tone="ok">{p.holds}</StateBadge>{' '}
          <span className="num">
            {p.margin} {won(check.data.margin, language)} ({rateText(check.data.marginRate)})
          </span>
        </>
      )}
    </p>
  )
}
