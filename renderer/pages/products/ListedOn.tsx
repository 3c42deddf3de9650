import { Link } from 'wouter'
import type { ProductKey } from '../../../shared/contract/products.ts'
import { useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { count, won } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { marketName, rateText, stateTones } from '../approvals/words.ts'
import classes from './detail.module.css'

const most = 20
const drafted = new Set(['draft', 'approved'])

/** Where a product is listed or drafted, at which price, with the way to each. Nothing where it is nowhere. */
export function ListedOn({ id }: { id: ProductKey }) {
  const { s, language } = useWords()
  const m = s.markets.product
  const { wholesaler, productId } = id
  const items = useCall('listings.list', { wholesaler, productId, limit: most }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={classes.part} aria-label={m.title}>
      <div className={classes.partHead}>
        <h3>{m.title}</h3>
      </div>
      <table className={ui.plain}>
        <thead>
          <tr>
            <th scope="col">{s.listed.columns.market}</th>
            <th scope="col">{s.listed.columns.state}</th>
            <th scope="col" className={ui.end}>
              {s.listed.columns.price}
            </th>
            <th scope="col" className={ui.end}>
              {s.listed.columns.marginRate}
            </th>
            <th scope="col" className={ui.end}>
              {s.listed.columns.stock}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const open = encodeURIComponent(item.listingId)
            return (
              <tr key={item.listingId}>
                <td>
                  <Link href={drafted.has(item.state) ? approvalsPath(item.state, open) : `/listings?open=${open}`}>
                    {marketName(s, item.market)}
                  </Link>
                </td>
                <td>
                  <StateBadge tone={stateTones[item.state]}>{s.listing.states[item.state]}</StateBadge>
                </td>
                <td className={ui.end}>{item.price === null ? '–' : won(item.price, language)}</td>
                <td className={ui.end}>{item.marginRate === null ? '–' : rateText(item.marginRate)}</td>
                <td className={ui.end}>{item.stock === null ? '–' : count(item.stock)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

const approvalsPath = (state: string, open: string) =>
  state === 'approved' ? `/approvals?stage=approved&open=${open}` : `/approvals?open=${open}`
