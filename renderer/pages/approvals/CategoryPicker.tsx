import { Button, Popover, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Market } from '../../../shared/market.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { When } from '../../ui/When.tsx'
import orders from '../orders/orders.module.css'
import classes from './approvals.module.css'

const settleMs = 200

interface Props {
  market: Market
  /** Whose categories the suggestions are for; null where only the search helps. */
  of: { wholesaler: Wholesaler; path: string } | null
  value: string | null
  label: string
  text: string
  onPick: (category: { code: string; path: string }) => void
}

/** The market's categories: what was chosen before and what is suggested first, then a search through all. */
export function CategoryPicker({ market, of, value, label, text, onPick }: Props) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={460}>
      <Popover.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          className={orders.filterButton ?? ''}
          aria-label={`${label}: ${text}`}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
        >
          <span className="cut">{text}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.picker ?? ''} aria-label={label}>
        {opened ? (
          <Choices
            market={market}
            of={of}
            value={value}
            onPick={(picked) => {
              onPick(picked)
              setOpened(false)
            }}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({ market, of, value, onPick }: Pick<Props, 'market' | 'of' | 'value' | 'onPick'>) {
  const s = useStrings()
  const c = s.listing.category
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), settleMs)
    return () => clearTimeout(timer)
  }, [typed])
  const suggested = useCall(
    'categoryMap.suggest',
    { market, wholesaler: of?.wholesaler ?? 'ownerclan', path: of?.path ?? '' },
    { enabled: of !== null && of.path !== '' },
  ).data
  const before = useCall(
    'categoryMap.list',
    { market, ...(of === null ? {} : { wholesaler: of.wholesaler, search: of.path }) },
    { enabled: of !== null && of.path !== '' },
  ).data
  const found = useCall('markets.categories', { market, search }, { enabled: search !== '' })
  const chosenAt = (code: string) =>
    before?.items.find((choice) => choice.category === code && choice.path === of?.path && choice.source === 'operator')
      ?.at ?? null
  return (
    <>
      <TextInput
        aria-label={c.search}
        placeholder={c.search}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {search === '' ? (
        <>
          {of === null || of.path === '' ? null : (
            <p className={classes.pickerLead}>
              {c.suggestedFor} <strong>{of.path}</strong>
            </p>
          )}
          <ul className={classes.pickerList}>
            {suggested?.items.map((item) => (
              <li key={`${item.source}|${item.code}`}>
                <button type="button" aria-pressed={item.code === value} onClick={() => onPick(item)}>
                  <span>{item.path}</span>
                  <span className="quiet">
                    {c.sources[item.source]}
                    {item.source === 'operator' && chosenAt(item.code) !== null ? (
                      <>
                        {' · '}
                        <When at={chosenAt(item.code)} />
                      </>
                    ) : null}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {suggested !== undefined && suggested.items.length === 0 ? (
            <p className={classes.pickerLead}>{c.none}</p>
          ) : null}
        </>
      ) : found.isError ? (
        <ErrorPanel inline error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Skeleton width="70%" />
      ) : (
        <>
          <ul className={classes.pickerList}>
            {found.data.items
              .filter((item) => item.leaf)
              .map((item) => (
                <li key={item.code}>
                  <button type="button" aria-pressed={item.code === value} onClick={() => onPick(item)}>
                    <span>{item.path}</span>
                    <span className="quiet num">{item.code}</span>
                  </button>
                </li>
              ))}
          </ul>
          <p className={classes.pickerLead}>
            {found.data.total === 0 ? c.notFound : c.found(count(found.data.items.length), count(found.data.total))}
          </p>
        </>
      )}
    </>
  )
}
