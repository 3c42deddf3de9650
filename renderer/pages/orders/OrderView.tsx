import { useState } from 'react'
import type { OrderDetail } from '../../../shared/contract/orders.ts'
import { nameOf, paymentMethodNames, paymentStatusNames, sectionStatusNames } from '../../../shared/order.ts'
import { useStrings } from '../../strings/index.ts'
import { Money } from '../../ui/Money.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { channelName } from './columns.tsx'
import classes from './detail.module.css'

function Lines({ order }: { order: OrderDetail }) {
  const s = useStrings()
  return (
    <ul className={classes.lines}>
      {order.lines.map((line) => (
        <li key={line.lineNo}>
          <span className={classes.lineName}>
            {line.productName}
            {line.isGift ? <span className={classes.tag}>{s.detail.gift}</span> : null}
            {line.option === '' ? null : <span className={classes.option}>{line.option}</span>}
          </span>
          <span className={classes.lineStatus}>{nameOf(sectionStatusNames, line.sectionStatus)}</span>
          <span className="num">{s.detail.quantity(line.quantity)}</span>
          <span className={classes.amount}>
            {line.unitPrice === null ? (
              <span className="quiet">{s.detail.unitUnknown}</span>
            ) : (
              <Money value={line.unitPrice * line.quantity} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Sums({ order }: { order: OrderDetail }) {
  const s = useStrings()
  const rows: [string, number][] = [
    [s.detail.itemPrice, order.itemPrice],
    [s.detail.deliveryPrice, order.deliveryPrice],
    [s.detail.totalPrice, order.totalPrice],
    [s.detail.paymentPrice, order.paymentPrice],
  ]
  if (order.refundedPrice !== 0) rows.push([s.detail.refunded, -Math.abs(order.refundedPrice)])
  if (order.refundPendingPrice !== 0) rows.push([s.detail.refundPending, -Math.abs(order.refundPendingPrice)])
  return (
    <dl className={classes.sums}>
      {rows.map(([name, value]) => (
        <div key={name} data-main={name === s.detail.paymentPrice || undefined}>
          <dt>{name}</dt>
          <dd>
            <Money value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Everything known of one order: what was bought, how it was paid, what happened since. */
export function OrderBody({ order }: { order: OrderDetail }) {
  const s = useStrings()
  return (
    <>
      <h3 className={classes.sub}>{s.detail.lines}</h3>
      <Lines order={order} />
      <Sums order={order} />
      <h3 className={classes.sub}>{s.detail.payments}</h3>
      {order.payments.length === 0 ? <p className="quiet">{s.detail.noPayments}</p> : null}
      <ul className={classes.payments}>
        {order.payments.map((payment) => (
          <li key={payment.paymentNo}>
            <span>{nameOf(paymentMethodNames, payment.method) || s.common.unknown}</span>
            <span>{nameOf(paymentStatusNames, payment.status) || s.common.unknown}</span>
            <When at={payment.completedAt} />
            <span className={classes.amount}>
              <Money value={payment.paidPrice} />
            </span>
          </li>
        ))}
      </ul>
      <h3 className={classes.sub}>{s.detail.timeline}</h3>
      <Timeline order={order} />
      <dl className={`${ui.facts} ${classes.facts}`}>
        <dt>{s.detail.channel}</dt>
        <dd>{channelName(order.channel)}</dd>
        {order.channelOrderNo === null ? null : (
          <>
            <dt>{s.detail.channelOrderNo}</dt>
            <dd className="num">{order.channelOrderNo}</dd>
          </>
        )}
      </dl>
    </>
  )
}

function Timeline({ order }: { order: OrderDetail }) {
  const s = useStrings()
  if (order.timeline.length === 0) return <p className="quiet">{s.detail.noTimeline}</p>
  return (
    <ol className={classes.timeline}>
      {order.timeline.map((entry) => (
        <li key={`${entry.at}-${entry.kind}-${entry.text}`} data-kind={entry.kind}>
          <When at={entry.at} />
          <span>{entry.text}</span>
        </li>
      ))}
    </ol>
  )
}

interface WhyProps {
  title: string
  steps: readonly string[]
  /** Where the verdict stands among the steps. */
  verdict: 'first' | 'last'
}

const shownSteps = 4

/** The reasoning of a rule, step by step, its verdict set off. */
export function Why({ title, steps, verdict }: WhyProps) {
  const s = useStrings()
  const [whole, setWhole] = useState(false)
  if (steps.length === 0) return null
  const decisive = verdict === 'first' ? 0 : steps.length - 1
  const folded = verdict === 'first' && !whole && steps.length > shownSteps + 1
  const shown = folded ? steps.slice(0, shownSteps) : steps
  return (
    <section className={classes.why} aria-label={title}>
      <h3>{title}</h3>
      <ol>
        {shown.map((step, i) => (
          // The rule may say the same sentence for two equal payments: what came before tells them apart.
          <li key={steps.slice(0, i + 1).join('|')} data-verdict={i === decisive || undefined}>
            {step}
          </li>
        ))}
      </ol>
      {folded ? (
        <button type="button" className={ui.linkButton} onClick={() => setWhole(true)}>
          {s.detail.moreSteps(steps.length - shownSteps)}
        </button>
      ) : null}
    </section>
  )
}
