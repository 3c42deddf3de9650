import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { parseKstDay } from '../../../shared/time.ts'
import { useWords } from '../../strings/index.ts'
import { count, day, shortWon, won } from '../../ui/format.ts'
import type { Dashboard } from './TodayPage.tsx'
import classes from './today.module.css'

type Day = Dashboard['daily'][number]

export default function DailyChart({ daily }: { daily: Dashboard['daily'] }) {
  const { s, language } = useWords()
  const shortDay = (text: string) => `${Number(text.slice(5, 7))}. ${Number(text.slice(8, 10))}.`
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart
        data={daily}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barCategoryGap="28%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          tickFormatter={shortDay}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          interval={4}
          height={24}
        />
        <YAxis
          tickFormatter={(value: number) => shortWon(value, language)}
          tickLine={false}
          axisLine={false}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          width={56}
          tickCount={4}
        />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const entry = payload?.[0]?.payload as Day | undefined
            if (!active || entry === undefined) return null
            return (
              <div className={classes.tip}>
                <strong>{day(parseKstDay(entry.day) ?? 0, Date.now(), language)}</strong>
                <span>
                  {s.today.dailyRevenue} {won(entry.revenue, language)}
                </span>
                <span>
                  {s.today.dailyOrders} {count(entry.orders)}
                </span>
              </div>
            )
          }}
        />
        <Bar dataKey="revenue" radius={[2, 2, 0, 0]} isAnimationActive={false}>
          {daily.map((entry, i) => (
            <Cell key={entry.day} fill={i === daily.length - 1 ? 'var(--accent)' : 'var(--accent-mid)'} />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
