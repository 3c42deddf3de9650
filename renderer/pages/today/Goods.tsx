import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { won } from '../../ui/format.ts'
import { rateText } from '../approvals/words.ts'
import classes from './today.module.css'

/** What could be sold and what is: stock value, average margin. Nothing until there are products. */
export function Goods() {
  const { s, language } = useWords()
  const t = s.markets.today
  const report = useCall('report.get', {}, { refetchInterval: 60_000 }).data
  if (report === undefined || report.products === 0) return null
  const onSale = Object.values(report.listings).reduce((sum, states) => sum + (states.on_sale ?? 0), 0)
  const listed = Object.values(report.listings).some((states) => Object.values(states).some((n) => n > 0))
  const { averageMarginRate: margin } = report
  const figures: { name: string; value: ReactNode; hint?: string; href: string }[] = [
    { name: t.stockValue, value: won(report.stockValue, language), hint: t.stockValueHint, href: '/products' },
    ...(listed || margin !== null
      ? [
          {
            name: t.margin,
            value: margin === null ? <span className="quiet">{t.noMargin}</span> : rateText(margin),
            hint: t.marginHint,
            href: '/listings?sort=marginRate.asc',
          },
        ]
      : []),
    { name: t.products, value: s.approvals.countText(report.products), href: '/products' },
    ...(listed ? [{ name: t.onSale, value: s.approvals.countText(onSale), href: '/listings?state=on_sale' }] : []),
  ]
  return (
    <section className={classes.goods} aria-label={t.figures}>
      <dl>
        {figures.map(({ name, value, hint, href }) => (
          <div key={name} title={hint}>
            <dt>
              <Link href={href}>{name}</Link>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
