import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { DAY_MS } from '../../../shared/time.ts'
import { useWords } from '../../strings/index.ts'
import { count, when } from '../../ui/format.ts'
import classes from './detail.module.css'
import type { Point } from './history.ts'
import { priceText, stockText } from './words.ts'

/** A figure over time in steps: it holds until the next change, so nothing is drawn in between. */
export default function HistoryChart({ points, kind }: { points: readonly Point[]; kind: 'price' | 'stock' }) {
  const { s, language } = useWords()
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  const shortTime = (at: number) => {
    const text = when(at, last, language)
    return last - first < 2 * DAY_MS ? (text.split(' ').at(-1) ?? text) : text.replace(/\s\(.*$/, '')
  }
  const text = (value: number | null) => (kind === 'price' ? priceText(s, value, language) : stockText(s, value))
  return (
    <ResponsiveContainer width="100%" height={132}>
      <LineChart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[first, last]}
          tickFormatter={shortTime}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          tickCount={4}
          minTickGap={48}
          height={24}
        />
        <YAxis
          tickFormatter={(value: number) => count(value)}
          tickLine={false}
          axisLine={false}
          tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
          width={52}
          tickCount={3}
          domain={kind === 'stock' ? [0, 'auto'] : ['auto', 'auto']}
          allowDecimals={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as Point | undefined
            if (!active || point === undefined) return null
            return (
              <div className={classes.tip}>
                <strong>{text(point.value)}</strong>
                <span>{when(point.at, Date.now(), language)}</span>
              </div>
            )
          }}
        />
        <Line
          type="stepAfter"
          dataKey="value"
          stroke="var(--accent)"
          strokeWidth={2}
          dot={points.length <= 40 ? { r: 2.5, fill: 'var(--accent)', strokeWidth: 0 } : false}
          activeDot={{ r: 4 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
