import { useWords } from '../../strings/index.ts'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import type { Detail } from '../approvals/detail/useDetail.ts'
import products from '../products/detail.module.css'
import classes from './listings.module.css'
import { toldOf, type Valued, valueText } from './words.ts'

const valued: readonly Valued[] = ['price', 'stock']

/** Price, stock and state: what they will be, what the market was told, what it has, and since when each is known. */
export function ValuesPart({ detail }: { detail: Detail }) {
  const { s, language } = useWords()
  const d = s.listed.detail
  const { wanted, pushed, read, differs } = detail
  if (pushed.at === null && read.at === null && wanted.price === null && wanted.stock === null) return null
  // What was read before the last change was told says nothing of it.
  const isOld = read.at !== null && pushed.at !== null && read.at < pushed.at
  const asRead = (text: string) => (isOld ? <span className="quiet">{d.readBefore(text)}</span> : text)
  return (
    <section className={products.part} aria-label={d.values}>
      <div className={products.partHead}>
        <h3>{d.values}</h3>
      </div>
      <table className={`${ui.plain} ${classes.values}`}>
        <thead>
          <tr>
            <th scope="col">{d.what}</th>
            {[d.wanted, d.told, d.read].map((name) => (
              <th key={name} scope="col" className={ui.end}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {valued.map((what) => (
            <tr key={what} data-differs={differs.includes(what) || undefined}>
              <th scope="row">{s.listed.step.parts[what]}</th>
              <td className={ui.end}>
                {wanted[what] === null ? (
                  <span className="quiet">{d.nothing}</span>
                ) : (
                  <strong>{valueText(s, what, wanted[what], language)}</strong>
                )}
              </td>
              <td className={ui.end}>{valueText(s, what, toldOf(detail, what), language)}</td>
              <td className={ui.end}>{asRead(valueText(s, what, read[what], language))}</td>
            </tr>
          ))}
          <tr data-differs={differs.includes('state') || undefined}>
            <th scope="row">{s.listed.step.parts.state}</th>
            <td className={ui.end}>
              <span className="quiet">{d.nothing}</span>
            </td>
            <td className={ui.end}>{s.listing.states[detail.state]}</td>
            <td className={ui.end}>{asRead(read.stateText || d.nothing)}</td>
          </tr>
          <tr>
            <th scope="row">{d.at}</th>
            <td />
            <td className={ui.end}>
              <When at={pushed.at} />
            </td>
            <td className={ui.end}>
              <When at={read.at} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
