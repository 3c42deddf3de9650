import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useStrings } from '../../../strings/index.ts'
import { count } from '../../../ui/format.ts'
import today from '../../today/today.module.css'
import { type Bin, shownBins } from './histogram.ts'

const percent = (fraction: number) => Math.round(fraction * 100)

/** How many products fall on which margin. */
export default function MarginHistogram({ bins }: { bins: readonly Bin[] }) {
  const s = useStrings()
  const p = s.rules.preview
  const shown = shownBins(bins)
  return (
    <figure aria-label={p.histogram}>
      <ResponsiveContainer width="100%" height={190}>
        <BarChart
          data={shown}
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          barCategoryGap="12%"
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="from"
            tickFormatter={(from: number) => `${percent(from)} %`}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
            height={24}
          />
          <YAxis
            tickFormatter={(value: number) => count(value)}
            tickLine={false}
            axisLine={false}
            tick={{ fontSize: 12, fill: 'var(--ink-3)' }}
            width={48}
            tickCount={4}
            allowDecimals={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const bin = payload?.[0]?.payload as Bin | undefined
              if (!active || bin === undefined) return null
              return (
                <div className={today.tip}>
                  <strong>{p.band(percent(bin.from), percent(bin.to))}</strong>
                  <span>{s.products.countText(bin.count)}</span>
                </div>
              )
            }}
          />
          <Bar dataKey="count" fill="var(--accent-mid)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}
