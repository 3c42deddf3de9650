import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { type PeriodPreset, periodOf, periodPresets, presetOf } from '../../ui/format.ts'
import { IconCalendar } from '../../ui/icons.ts'
import { DayField } from './DayField.tsx'
import { FilterPopover } from './FilterPopover.tsx'
import classes from './orders.module.css'

type Text = string | undefined

export function ProductFilter({ value, onChange }: { value: Text; onChange: (value: Text) => void }) {
  const s = useStrings()
  const products = useCall('buyers.products', {}).data
  const data = useMemo(
    () =>
      (products?.items ?? []).map((item) => ({
        value: item.productNo,
        label: s.orders.productOption(item.name, item.buyers),
      })),
    [products, s],
  )
  const known = value === undefined || data.some((item) => item.value === value)
  return (
    <Select
      aria-label={s.orders.filterProduct}
      placeholder={s.orders.allProducts}
      data={known ? data : [{ value: value ?? '', label: value ?? '' }, ...data]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      clearable
      limit={100}
      flex="0 1 180px"
      nothingFoundMessage={s.orders.noProduct}
      comboboxProps={{ width: 340, position: 'bottom-start' }}
      withScrollArea={false}
      styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
    />
  )
}

interface Period {
  since: Text
  until: Text
}

export const periodText = (s: Strings, period: Period, now: number): string => {
  const preset = presetOf(period, now)
  if (preset !== undefined) return s.orders.period[preset]
  if (period.since !== undefined && period.until !== undefined) {
    return period.since === period.until ? period.since : `${period.since} – ${period.until}`
  }
  return period.since !== undefined ? s.orders.sinceOnly(period.since) : s.orders.untilOnly(period.until ?? '')
}

export function PeriodFilter({ since, until, onChange }: Period & { onChange: (period: Period) => void }) {
  const s = useStrings()
  const now = Date.now()
  const current = presetOf({ since, until }, now)
  const wrong = since !== undefined && until !== undefined && until < since
  const choose = (preset: PeriodPreset, close: () => void) => {
    const period = periodOf(preset, now)
    onChange({ since: period.since, until: period.until })
    close()
  }
  return (
    <FilterPopover
      name={s.orders.filterPeriod}
      chosen={periodText(s, { since, until }, now)}
      icon={<IconCalendar size={15} aria-hidden />}
    >
      {(close) => (
        <>
          <div className={classes.presets}>
            {periodPresets.map((preset) => (
              <button
                key={preset}
                type="button"
                aria-pressed={preset === current}
                onClick={() => choose(preset, close)}
              >
                {s.orders.period[preset]}
              </button>
            ))}
          </div>
          <div className={classes.days}>
            <DayField label={s.orders.since} value={since} onChange={(day) => onChange({ since: day, until })} />
            <DayField label={s.orders.until} value={until} onChange={(day) => onChange({ since, until: day })} />
          </div>
          <p className={wrong ? classes.wrong : classes.note} role={wrong ? 'alert' : undefined}>
            {wrong ? s.orders.badPeriod : s.orders.periodNote}
          </p>
        </>
      )}
    </FilterPopover>
  )
}

export function NewSinceFilter({ value, onChange }: { value: Text; onChange: (value: Text) => void }) {
  const s = useStrings()
  return (
    <FilterPopover name={s.orders.filterNew}>
      {() => (
        <>
          <DayField label={s.orders.newSinceLabel} value={value} onChange={onChange} />
          <p className={classes.note}>{s.orders.newSinceHint}</p>
        </>
      )}
    </FilterPopover>
  )
}

interface Filters {
  search?: string
  product?: string
  since?: string
  until?: string
  newSince?: string
  state?: string
}

/** Every part of the filter as a removable chip. */
export function chipsOf(
  s: Strings,
  view: Filters,
  names: { product: string | undefined; state: string | undefined },
  change: (parts: { [P in keyof Filters]?: undefined }) => void,
): Chip[] {
  const chips: Chip[] = []
  const add = (id: string, name: string, value: string, parts: { [P in keyof Filters]?: undefined }) =>
    chips.push({ id, name, value, onRemove: () => change(parts) })
  if (view.search) add('search', s.orders.filterSearch, view.search, { search: undefined })
  if (view.product) add('product', s.orders.filterProduct, names.product ?? view.product, { product: undefined })
  if (view.since || view.until) {
    const text = periodText(s, { since: view.since, until: view.until }, Date.now())
    add('period', s.orders.filterPeriod, text, { since: undefined, until: undefined })
  }
  if (names.state !== undefined) add('state', s.orders.filterState, names.state, { state: undefined })
  if (view.newSince) add('new', s.orders.filterNew, s.orders.newSince(view.newSince), { newSince: undefined })
  return chips
}
