import type { Strings } from '../../../strings/index.ts'
import { useWords } from '../../../strings/index.ts'
import { count, type Language, won } from '../../../ui/format.ts'
import products from '../../products/detail.module.css'
import { percentText } from '../../products/words.ts'
import { type Difference, differencesOf } from '../differences.ts'
import classes from './detail.module.css'
import { useWorking } from './useDetail.ts'

const wons = new Set([
  'price',
  'optionPrice',
  'optionAdded',
  'optionRemoved',
  'delivery.returnFee',
  'delivery.exchangeFee',
  'delivery.jejuFee',
  'delivery.islandsFee',
])

function valueText(s: Strings, { field }: Difference, value: Difference['before'], language: Language): string {
  const c = s.listing.changes
  if (value === null) return c.nothing
  if (wons.has(field)) return won(Number(value), language)
  if (field === 'images') return c.pictures(Number(value))
  if (field === 'descriptionHtml') return c.letters(Number(value))
  if (value === 'true' || value === 'false') return value === 'true' ? s.common.yes : s.common.no
  if (field === 'delivery.fee') {
    const [kind = '', fee, over] = String(value).split(' ')
    if (kind === 'flat') return won(Number(fee), language)
    return kind === 'free'
      ? s.listing.delivery.feeKinds.free
      : c.freeOver(won(Number(fee), language), won(Number(over), language))
  }
  return typeof value === 'number' ? count(value) : value
}

/** What is not as it was approved, as before → after. */
export function ChangesPart() {
  const { s, language } = useWords()
  const c = s.listing.changes
  const { detail } = useWorking()
  if (detail.approved === null) return null
  const labels = new Map(detail.form.map((field) => [field.key, field.label]))
  const list = differencesOf(detail.approved, detail.content, (key) => labels.get(key) ?? key)
  if (list.length === 0) return null
  return (
    <section className={products.part} aria-label={c.title}>
      <div className={products.partHead}>
        <h3>{c.title}</h3>
      </div>
      <table className={classes.changes}>
        <tbody>
          {list.map((difference) => {
            const { field, label, before, after } = difference
            const only = before === null && after === null
            const percent = field === 'price' || field === 'optionPrice' ? percentText(before, after) : null
            return (
              <tr key={`${field}|${label}|${String(before)}|${String(after)}`}>
                <th scope="row">
                  {c.fields[field] ?? field}
                  {label === '' ? null : <span className={classes.changeLabel}>{label}</span>}
                </th>
                <td>
                  {only ? (
                    c.order
                  ) : (
                    <>
                      <del>{valueText(s, difference, before, language)}</del>
                      {' → '}
                      <ins>{valueText(s, difference, after, language)}</ins>
                      {percent === null ? null : <span className="num"> ({percent})</span>}
                    </>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
