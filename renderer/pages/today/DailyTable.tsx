import { parseKstDay } from '../../../shared/time.ts'
import { useWords } from '../../strings/index.ts'
import { count, day, won } from '../../ui/format.ts'
import ui from '../../ui/ui.module.css'
import type { Dashboard } from './TodayPage.tsx'

export function DailyTable({ daily }: { daily: Dashboard['daily'] }) {
  const { s, language } = useWords()
  return (
    <table className={ui.plain}>
      <thead>
        <tr>
          <th scope="col">{s.today.date}</th>
          <th scope="col" className={ui.end}>
            {s.today.dailyOrders}
          </th>
          <th scope="col" className={ui.end}>
            {s.today.dailyRevenue}
          </th>
        </tr>
      </thead>
      <tbody>
        {daily.toReversed().map((entry) => (
          <tr key={entry.day}>
            <td className="num">{day(parseKstDay(entry.day) ?? 0, Date.now(), language)}</td>
            <td className={ui.end}>{count(entry.orders)}</td>
            <td className={ui.end}>{won(entry.revenue, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
