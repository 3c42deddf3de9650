import type { Output } from '../../../shared/contract.ts'
import { useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { IconCheck, IconX } from '../../ui/icons.ts'
import { Section } from '../../ui/Page.tsx'
import ui from '../../ui/ui.module.css'
import classes from './connections.module.css'

type Capabilities = Output<'markets.capabilities'>['items'][number]
type Row = keyof Strings['markets']['capabilities']['rows']

const rows: readonly Row[] = [
  ...(['nameLimit', 'maxOptions', 'maxImages', 'priceStep', 'priceChange', 'limits'] as const),
  ...(['setsPrice', 'setsStock', 'stops', 'resumes', 'deletes', 'findsBySku'] as const),
  ...(['suggestsCategory', 'fetchesImages', 'reviews'] as const),
]
const percent = (rate: number) => `${Math.round(rate * 1000) / 10} %`

function textOf(s: Strings, row: Row, of: Capabilities): string | boolean {
  const c = s.markets.capabilities
  if (row === 'nameLimit') return (of.nameLimit.unit === 'characters' ? c.letters : c.euckr)(of.nameLimit.max)
  if (row === 'maxOptions') return c.upTo(of.maxOptions)
  if (row === 'maxImages') return c.pictures(of.maxImages)
  if (row === 'priceStep') return c.won(of.priceStep)
  if (row === 'priceChange')
    return of.priceChange === null ? c.free : c.change(percent(of.priceChange.down), percent(of.priceChange.up))
  if (row === 'limits') return c.rate(of.limits.perSecond, of.limits.perDay)
  return of[row]
}

/** What each market can do, as its adapter says itself. */
export function MarketCapabilities() {
  const s = useStrings()
  const c = s.markets.capabilities
  const items = useCall('markets.capabilities', {}).data?.items
  if (items === undefined) return null
  return (
    <Section title={c.title} aside={c.note}>
      <div className={classes.wide}>
        <table className={`${ui.plain} ${classes.capabilities}`}>
          <thead>
            <tr>
              <th scope="col">{c.what}</th>
              {items.map(({ market }) => (
                <th key={market} scope="col">
                  {s.listing.markets[market]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{c.rows[row]}</th>
                {items.map((of) => {
                  const value = textOf(s, row, of)
                  return (
                    <td key={of.market} className="num">
                      {typeof value === 'string' ? value : <YesNo yes={value} words={c} />}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function YesNo({ yes, words }: { yes: boolean; words: { yes: string; no: string } }) {
  const Shape = yes ? IconCheck : IconX
  return (
    <span className={classes.can} data-yes={yes || undefined}>
      <Shape size={14} stroke={2.4} aria-hidden />
      {yes ? words.yes : words.no}
    </span>
  )
}
