import type { MadePrice, NoPrice } from '../../../shared/contract/listing-shapes.ts'
import { useWords } from '../../strings/index.ts'
import { won } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './approvals.module.css'
import { rateText } from './words.ts'

/** A price with its whole explanation: what it is made of, then each step on the way to it. */
export function PriceSteps({ made }: { made: MadePrice }) {
  const { s, language } = useWords()
  const p = s.listing.price
  const parts: [string, number][] = [
    [p.cost, made.cost],
    [p.fee, made.fee],
    [p.shipping, made.shipping],
    [p.margin, made.margin],
  ]
  return (
    <>
      <dl className={classes.sum}>
        {parts.map(([name, amount], i) => (
          <div key={name} data-last={i === parts.length - 1 || undefined}>
            <dt>{name}</dt>
            <dd className="num">{won(amount, language)}</dd>
          </div>
        ))}
        <div data-total>
          <dt>{p.price}</dt>
          <dd className="num">{won(made.price, language)}</dd>
        </div>
      </dl>
      <p className={classes.rates}>
        {p.marginRate} <strong className="num">{rateText(made.marginRate)}</strong>
        <span className="quiet"> {p.marginRateOf}</span>
        {made.markupRate === null ? null : (
          <>
            {' · '}
            {p.markupRate} <strong className="num">{rateText(made.markupRate)}</strong>
            <span className="quiet"> {p.markupRateOf}</span>
          </>
        )}
      </p>
      <Steps steps={made.steps} />
    </>
  )
}

function Steps({ steps }: { steps: MadePrice['steps'] }) {
  const { language } = useWords()
  if (steps.length === 0) return null
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={`${step.code}|${step.text}`}>
          <span>{step.text}</span>
          {step.amount === null ? null : <span className="num">{won(step.amount, language)}</span>}
        </li>
      ))}
    </ol>
  )
}

/** Why there is no price, with the steps up to where it failed. */
export function NoPriceText({ reason }: { reason: NoPrice }) {
  const { s } = useWords()
  return (
    <>
      <p className={classes.noPrice} role="note">
        <StateBadge tone="bad">{s.listing.price.none}</StateBadge>
        <span>
          {reason.message} <span className="mono">{reason.code}</span>
        </span>
      </p>
      <Steps steps={reason.steps} />
    </>
  )
}
