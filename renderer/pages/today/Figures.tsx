import { useWords } from '../../strings/index.ts'
import { count, won } from '../../ui/format.ts'
import type { Dashboard } from './TodayPage.tsx'
import classes from './today.module.css'

/** Orders, buyers and revenue over four spans: one table instead of a wall of cards. */
export function Figures({ data }: { data: Dashboard }) {
  const { s, language } = useWords()
  const spans = [
    { id: 'today', name: s.today.day, figure: data.today },
    { id: 'week', name: s.today.week, figure: data.week },
    { id: 'month', name: s.today.month, figure: data.month },
    { id: 'total', name: s.today.total, figure: data.total },
  ]
  return (
    <section className={classes.figures} aria-label={s.today.figures}>
      <table>
        <thead>
          <tr>
            <td />
            {spans.map((span) => (
              <th key={span.id} scope="col">
                {span.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={classes.strong}>
            <th scope="row">{s.today.revenue}</th>
            {spans.map((span) => (
              <td key={span.id}>{won(span.figure.revenue, language)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{s.today.orders}</th>
            {spans.map((span) => (
              <td key={span.id}>{s.orders.ordersCount(span.figure.orders)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{s.today.buyers}</th>
            {spans.map((span) => (
              <td key={span.id}>
                {language === 'ko' ? s.orders.buyersCount(span.figure.buyers) : count(span.figure.buyers)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  )
}
