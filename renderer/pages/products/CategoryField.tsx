import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { Wholesaler } from '../../../shared/product.ts'
import { shapeOf } from '../../app/api.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'

interface Item {
  code: string
  name: string
  parent: string | null
}

/** Each category by its whole path, so that it can be found by any part of it. */
export function pathsOf(items: readonly Item[]): { value: string; label: string }[] {
  const byCode = new Map(items.map((item) => [item.code, item]))
  const path = (item: Item): string => {
    const names = [item.name]
    let parent = item.parent === null ? undefined : byCode.get(item.parent)
    // A circle in what a wholesaler calls a tree must not hang the window.
    while (parent !== undefined && names.length < 12) {
      names.unshift(parent.name)
      parent = parent.parent === null ? undefined : byCode.get(parent.parent)
    }
    return names.join(' > ')
  }
  return [...byCode.values()]
    .map((item) => ({ value: item.code, label: path(item) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'ko'))
}

interface Props {
  wholesaler: Wholesaler
  value: string | null
  onChange: (code: string | null) => void
}

/** One of the wholesaler's own categories, asked of it now. */
export function CategoryField({ wholesaler, value, onChange }: Props) {
  const s = useStrings()
  const p = s.plans
  const categories = useCall('collect.categories', { wholesaler }, { staleTime: 10 * 60_000 })
  const data = useMemo(() => pathsOf(categories.data?.items ?? []), [categories.data])
  const known = value === null || data.some((item) => item.value === value)
  return (
    <Select
      label={p.category}
      placeholder={categories.isPending ? p.previewing : p.anyCategory}
      data={known ? data : [{ value: value ?? '', label: value ?? '' }, ...data]}
      value={value}
      onChange={onChange}
      searchable
      clearable
      limit={100}
      disabled={categories.isPending}
      error={categories.isError ? shapeOf(categories.error).message : undefined}
      nothingFoundMessage={s.products.filters.noCategory}
    />
  )
}
