import { Button, Popover, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { count } from '../../ui/format.ts'
import { IconChevronDown, IconChevronRight } from '../../ui/icons.ts'
import orders from '../orders/orders.module.css'
import { matchingLines, openLines, treeOf } from './categoryTree.ts'
import type { Facets } from './Filters.tsx'
import classes from './products.module.css'

const mostLines = 300

interface Props {
  value: number | undefined
  wholesaler: 'ownerclan' | 'zentrade' | 'domeggook' | undefined
  facets: Facets | undefined
  onChange: (category: number | undefined) => void
}

/** The wholesalers' own categories as a tree, each with the number of products that choosing it would show. */
export function CategoryFilter({ value, wholesaler, facets, onChange }: Props) {
  const s = useStrings()
  const f = s.products.filters
  const [isOpen, setIsOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const categories = useCall('products.categories', wholesaler === undefined ? {} : { wholesaler }).data
  const chosen = categories?.items.find((item) => item.category === value)
  const lines = useMemo(() => {
    if (!isOpen) return []
    const counts = new Map(facets?.category.map((entry) => [entry.value, entry.count]))
    const roots = treeOf(categories?.items ?? [], counts)
    return search.trim() === '' ? openLines(roots, opened) : matchingLines(roots, search)
  }, [isOpen, categories, facets, search, opened])
  const several = new Set(categories?.items.map((item) => item.wholesaler)).size > 1
  const choose = (category: number | undefined) => {
    onChange(category)
    setIsOpen(false)
  }
  const toggle = (category: number) =>
    setOpened((old) => {
      const next = new Set(old)
      if (!next.delete(category)) next.add(category)
      return next
    })
  const label = chosen?.name ?? f.allCategories
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={orders.filterButton ?? ''}
          onClick={() => setIsOpen((open) => !open)}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`${f.category}: ${label}`}
        >
          <span className={classes.filterLabel}>{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.categories ?? ''} aria-label={f.category}>
        <TextInput
          aria-label={f.searchCategories}
          placeholder={f.searchCategories}
          value={search}
          data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ul className={classes.tree}>
          <li>
            <span className={classes.twist} />
            <button
              type="button"
              className={classes.category}
              aria-pressed={value === undefined}
              onClick={() => choose(undefined)}
            >
              <span className="cut">{f.allCategories}</span>
            </button>
          </li>
          {lines.slice(0, mostLines).map(({ node, depth }) => (
            <li key={node.row.category} style={{ paddingInlineStart: depth * 16 }}>
              {search.trim() === '' && node.children.length > 0 ? (
                <button
                  type="button"
                  className={classes.twist}
                  aria-expanded={opened.has(node.row.category)}
                  aria-label={f.expand(node.row.name)}
                  onClick={() => toggle(node.row.category)}
                >
                  <IconChevronRight size={14} aria-hidden />
                </button>
              ) : (
                <span className={classes.twist} />
              )}
              <button
                type="button"
                className={classes.category}
                aria-pressed={value === node.row.category}
                title={node.row.path}
                onClick={() => choose(node.row.category)}
              >
                <span className="cut">
                  {search.trim() === '' ? node.row.name : node.row.path}
                  {several && depth === 0 ? (
                    <span className="quiet"> · {s.products.wholesaler[node.row.wholesaler]}</span>
                  ) : null}
                </span>
                <span className={classes.treeCount}>{count(node.count)}</span>
              </button>
            </li>
          ))}
        </ul>
        {lines.length === 0 ? <p className={orders.note}>{f.noCategory}</p> : null}
        {lines.length > mostLines ? <p className={orders.note}>{f.moreCategories(lines.length - mostLines)}</p> : null}
      </Popover.Dropdown>
    </Popover>
  )
}
