import { useWords } from '../../strings/index.ts'
import { count, won } from '../../ui/format.ts'
import ui from '../../ui/ui.module.css'
import type { Detail } from '../approvals/detail/useDetail.ts'
import products from '../products/detail.module.css'

const firstShown = 12

/** What the market was sent, as it was approved. */
export function SentPart({ detail }: { detail: Detail }) {
  const { s, language } = useWords()
  const d = s.listed.detail
  const sent = detail.approved ?? detail.content
  const shown = sent.options.slice(0, firstShown)
  return (
    <section className={products.part} aria-label={d.sent}>
      <div className={products.partHead}>
        <h3>{d.sent}</h3>
      </div>
      <dl className={ui.facts}>
        <dt>{d.name}</dt>
        <dd data-copyable>{sent.name}</dd>
        <dt>{d.category}</dt>
        <dd>{detail.categoryPath ?? sent.category ?? d.nothing}</dd>
        <dt>{d.images}</dt>
        <dd className="num">{d.pictures(sent.images.length)}</dd>
        <dt>{d.number}</dt>
        <dd className="num" data-copyable>
          {detail.marketProductId ?? d.nothing}
        </dd>
        <dt>{d.sku}</dt>
        <dd className="num" data-copyable>
          {detail.sku}
        </dd>
        <dt>{d.account}</dt>
        <dd data-copyable>{detail.account}</dd>
      </dl>
      {sent.options.length === 0 ? null : (
        <table className={ui.plain}>
          <thead>
            <tr>
              <th scope="col">{d.options}</th>
              <th scope="col" className={ui.end}>
                {s.listed.columns.price}
              </th>
              <th scope="col" className={ui.end}>
                {s.listed.columns.stock}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((option) => (
              <tr key={option.sku}>
                <td>{option.values.map(({ axis, value }) => `${axis}: ${value}`).join(' / ')}</td>
                <td className={ui.end}>{won(option.price, language)}</td>
                <td className={ui.end}>{count(option.stock)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < sent.options.length ? (
        <p className="quiet">{s.approvals.moreOf(sent.options.length - shown.length)}</p>
      ) : null}
    </section>
  )
}
