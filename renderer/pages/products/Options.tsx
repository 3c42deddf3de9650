import { useState } from 'react'
import type { ProductDetail } from '../../../shared/contract/products.ts'
import { useWords } from '../../strings/index.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import classes from './detail.module.css'
import { priceText, statusTones, stockText } from './words.ts'

const firstShown = 12

/** Every option with its full price and its own stock, and what more pieces cost. */
export function Options({ product }: { product: ProductDetail }) {
  const { s, language } = useWords()
  const d = s.product
  const { options, optionCount, tiers } = product
  const [all, setAll] = useState(false)
  const shown = all ? options : options.slice(0, firstShown)
  const single = optionCount <= 1 && (options[0]?.name ?? '') === ''
  return (
    <section className={classes.part} aria-label={d.option}>
      <div className={classes.partHead}>
        <h3>{single ? d.option : d.options(optionCount)}</h3>
      </div>
      {single ? (
        <p className="quiet">{d.singleOption}</p>
      ) : (
        <table className={ui.plain}>
          <thead>
            <tr>
              <th scope="col">{d.option}</th>
              <th scope="col" className={ui.end}>
                {s.products.columns.price}
              </th>
              <th scope="col" className={ui.end}>
                {s.products.columns.stock}
              </th>
              <th scope="col">{s.products.columns.status}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((option) => (
              <tr key={option.key}>
                <td>{option.name || option.key}</td>
                <td className={ui.end} data-quiet={option.price === null || undefined}>
                  {priceText(s, option.price, language)}
                </td>
                <td className={ui.end} data-quiet={option.stock === null || undefined}>
                  {stockText(s, option.stock)}
                </td>
                <td>
                  <StateBadge tone={statusTones[option.status]}>{s.products.status[option.status]}</StateBadge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < options.length ? (
        <button type="button" className={ui.linkButton} onClick={() => setAll(true)}>
          {d.showAll(options.length)}
        </button>
      ) : null}
      {all && options.length < optionCount ? (
        <p className={classes.note}>{d.optionsMore(options.length, optionCount)}</p>
      ) : null}
      {tiers.length === 0 ? null : (
        <dl className={`${ui.facts} ${classes.tiers}`}>
          <dt>{d.tiers}</dt>
          <dd>
            {tiers.map((tier) => (
              <span key={tier.from} className={classes.tier}>
                {d.tierFrom(tier.from)} <strong className="num">{priceText(s, tier.price, language)}</strong>
              </span>
            ))}
          </dd>
        </dl>
      )}
    </section>
  )
}
