import type { ProductDetail } from '../../../shared/contract/products.ts'
import { shippingFee } from '../../../shared/rules/shipping.ts'
import { type Strings, useWords } from '../../strings/index.ts'
import { type Language, won } from '../../ui/format.ts'
import ui from '../../ui/ui.module.css'
import classes from './detail.module.css'
import { shippingText } from './words.ts'

type Rule = ProductDetail['shipping']['rule']
const usual = [1, 2, 5, 10, 50]

/** Quantities at which the operator sees how the rule works: the usual ones, and where its first step lies. */
export const tellingQuantities = (rule: Rule, minimum: number): number[] => {
  const edges =
    rule.kind === 'per_box'
      ? [rule.boxQuantity, rule.boxQuantity + 1]
      : rule.kind === 'bands'
        ? rule.bands.map((band) => band.from)
        : rule.kind === 'steps'
          ? [rule.first.upTo, rule.first.upTo + 1]
          : []
  const all = new Set([Math.max(1, minimum), ...usual, ...edges])
  return [...all]
    .filter((n) => n >= Math.max(1, minimum) && n <= 10_000)
    .sort((a, b) => a - b)
    .slice(0, 8)
}

const sentence = (s: Strings, rule: Rule, language: Language): string => {
  const r = s.product.shippingRules
  switch (rule.kind) {
    case 'unknown':
      return r.unknown
    case 'free':
      return r.free
    case 'flat':
      return r.flat(won(rule.fee, language))
    case 'per_box':
      return r.perBox(rule.boxQuantity, won(rule.fee, language))
    case 'bands':
      return r.bands
    case 'steps':
      return `${r.stepsFirst(rule.first.upTo, won(rule.first.fee, language))}, ${r.stepsMore(rule.step.size, won(rule.step.fee, language))}`
  }
}

/** Shipping in a sentence, what it comes to for some quantities, and the wholesaler's own words. */
export function ShippingFacts({ product }: { product: ProductDetail }) {
  const { s, language } = useWords()
  const d = s.product
  const { shipping } = product
  const { rule } = shipping
  const facts = [
    [d.payment, d.payments[shipping.payment]],
    [d.returnFee, shipping.returnFee === null ? null : won(shipping.returnFee, language)],
    [d.extraJeju, shipping.extraJeju === null ? null : won(shipping.extraJeju, language)],
    [d.extraIslands, shipping.extraIslands === null ? null : won(shipping.extraIslands, language)],
    [d.stated, shipping.stated === '' ? null : shipping.stated],
  ].filter((fact): fact is [string, string] => fact[1] !== null)
  const quantities =
    rule.kind === 'unknown' || rule.kind === 'free' ? [] : tellingQuantities(rule, product.minimumQuantity)
  return (
    <section className={classes.part} aria-label={d.shipping}>
      <div className={classes.partHead}>
        <h3>{d.shipping}</h3>
      </div>
      <p>{sentence(s, rule, language)}</p>
      {quantities.length === 0 ? null : (
        <table className={`${ui.plain} ${classes.fees}`}>
          <thead>
            <tr>
              <th scope="col">{d.quantity}</th>
              <th scope="col" className={ui.end}>
                {d.fee}
              </th>
              <th scope="col" className={ui.end}>
                {d.perPiece}
              </th>
            </tr>
          </thead>
          <tbody>
            {quantities.map((n) => {
              const fee = shippingFee(rule, n)
              return (
                <tr key={n}>
                  <td className="num">{d.shippingFor(n)}</td>
                  <td className={ui.end}>{shippingText(s, fee, language)}</td>
                  <td className={ui.end}>{fee === null ? '–' : won(Math.ceil(fee / n), language)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <dl className={ui.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd data-copyable>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
