import { Checkbox, SegmentedControl, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import type { Chip } from '../../ui/Chips.tsx'
import { count } from '../../ui/format.ts'
import classes from './access.module.css'
import { type AccessView, peopleFilterOf, peopleStates, toldKinds, type ViewParts } from './view.ts'
import { stateSaid } from './words.ts'

interface Props {
  view: AccessView
  change: (parts: ViewParts) => void
}

const wordOf = (s: Strings, state: (typeof peopleStates)[number]) =>
  stateSaid(s, state === 'granted' ? { state, reason: null } : { state: 'revoked', reason: state }).word

/** Each state with the number of people it would show. */
export function StateFilter({ view, change }: Props) {
  const s = useStrings()
  const { people: _, ...rest } = view
  const whole = useCall('access.counts', peopleFilterOf(rest)).data
  const refunded = useCall('access.counts', peopleFilterOf(rest, 'refunded')).data
  const expired = useCall('access.counts', peopleFilterOf(rest, 'expired')).data
  const blocked = useCall('access.counts', peopleFilterOf(rest, 'blocked')).data
  const counts = {
    granted: whole?.granted,
    refunded: refunded?.total,
    expired: expired?.total,
    blocked: blocked?.total,
  }
  const label = (word: string, n: number | undefined) => (n === undefined ? word : `${word} ${count(n)}`)
  return (
    <SegmentedControl
      className={classes.states ?? ''}
      aria-label={s.access.filters.state}
      value={view.people ?? 'all'}
      data={[
        { value: 'all', label: label(s.access.all, whole?.total) },
        ...peopleStates.map((state) => ({ value: state, label: label(wordOf(s, state), counts[state]) })),
      ]}
      onChange={(value) => change({ people: peopleStates.find((state) => state === value) })}
    />
  )
}

export function PeopleFilters({ view, change }: Props) {
  const s = useStrings()
  const f = s.access.filters
  const products = useCall('access.products', {}).data
  const data = useMemo(
    () => (products?.items ?? []).map(({ productNo, name }) => ({ value: productNo, label: name })),
    [products],
  )
  const known = view.product === undefined || data.some(({ value }) => value === view.product)
  return (
    <>
      <Select
        aria-label={f.product}
        placeholder={f.anyProduct}
        data={known ? data : [{ value: view.product ?? '', label: view.product ?? '' }, ...data]}
        value={view.product ?? null}
        onChange={(product) => change({ product: product ?? undefined })}
        searchable
        clearable
        limit={100}
        flex="0 1 180px"
        nothingFoundMessage={s.orders.noProduct}
        comboboxProps={{ width: 340, position: 'bottom-start' }}
      />
      <Select
        aria-label={f.told}
        placeholder={f.anyTold}
        data={toldKinds.map((value) => ({ value, label: f[value] }))}
        value={view.told ?? null}
        onChange={(value) => change({ told: toldKinds.find((kind) => kind === value) })}
        clearable
        w={180}
      />
      <Checkbox
        label={f.manual}
        checked={view.manual === true}
        onChange={(event) => change({ manual: event.currentTarget.checked ? true : undefined })}
      />
    </>
  )
}

/** Every part of the filter as a removable chip. */
export function peopleChips(
  s: Strings,
  view: AccessView,
  productName: string | undefined,
  change: (parts: ViewParts) => void,
): Chip[] {
  const f = s.access.filters
  const chips: Chip[] = []
  const add = (id: keyof ViewParts, name: string, value: string) =>
    chips.push({ id, name, value, onRemove: () => change({ [id]: undefined }) })
  if (view.search) add('search', f.search, view.search)
  if (view.people) add('people', f.state, wordOf(s, view.people))
  if (view.product) add('product', f.product, productName ?? view.product)
  if (view.told) add('told', f.told, f[view.told])
  if (view.manual) add('manual', s.access.columns.manual, s.common.yes)
  return chips
}
