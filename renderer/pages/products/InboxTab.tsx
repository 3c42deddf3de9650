import { Button, NumberInput, Popover, SegmentedControl, Select } from '@mantine/core'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { inboxKinds } from '../../../shared/contract/products.ts'
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../app/api.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { type Strings, useWords } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count, type Language } from '../../ui/format.ts'
import { type GridColumn, useColumns } from '../../ui/grid/columns.ts'
import { DataGrid } from '../../ui/grid/DataGrid.tsx'
import { useFeed } from '../../ui/grid/useFeed.ts'
import { useSelection } from '../../ui/grid/useSelection.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { StateBadge, type Tone } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { AsOf } from '../activity/FeedGrid.tsx'
import { SelectionBar } from '../orders/ListFrame.tsx'
import orders from '../orders/orders.module.css'
import { Thumb } from './Picture.tsx'
import classes from './products.module.css'
import { sayWithUndo } from './undo.tsx'
import { inboxText } from './words.ts'

const ProductDrawer = lazy(() => import('./ProductDrawer.tsx'))
type Entry = Output<'inbox.list'>['items'][number]
type Kind = Entry['kind']

const tones: Record<Kind, Tone> = { sold_out: 'bad', price_up: 'warn', restocked: 'ok', discontinued: 'idle' }
const keyOf = (entry: Entry) => String(entry.inboxId)
const refresh = () => {
  for (const name of ['inbox.list', 'inbox.count']) void queryClient.invalidateQueries({ queryKey: [name] })
}

const inboxColumns = (
  s: Strings,
  language: Language,
  done: boolean,
  act: (entries: readonly Entry[]) => void,
): GridColumn<Entry>[] => {
  const c = s.inbox.columns
  return [
    {
      id: 'kind',
      header: c.kind,
      width: 100,
      fixed: true,
      cell: (row) => <StateBadge tone={tones[row.kind]}>{s.inbox.kinds[row.kind]}</StateBadge>,
      text: (row) => s.inbox.kinds[row.kind],
    },
    {
      id: 'product',
      header: c.product,
      width: 180,
      grow: 620,
      fixed: true,
      cell: (row) => (
        <span className={classes.nameCell}>
          <Thumb url={row.product.imageUrl} />
          <span className="cut" title={row.product.name}>
            {row.product.name}
          </span>
        </span>
      ),
      text: (row) => row.product.name,
    },
    {
      id: 'change',
      header: c.change,
      width: 190,
      grow: 300,
      cell: (row) => <span className={classes.change}>{inboxText(s, row, language)}</span>,
      text: (row) => inboxText(s, row, language),
    },
    {
      id: 'wholesaler',
      header: c.wholesaler,
      width: 88,
      cell: (row) => s.products.wholesaler[row.product.wholesaler],
      text: (row) => s.products.wholesaler[row.product.wholesaler],
    },
    { id: 'at', header: c.at, width: 148, cell: (row) => <When at={row.at} />, text: (row) => String(row.at) },
    {
      id: 'act',
      header: c.act,
      width: 84,
      cell: (row) => (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={done ? s.inbox.undoOf(row.product.name) : s.inbox.doneOf(row.product.name)}
          onClick={(event) => {
            event.stopPropagation()
            act([row])
          }}
        >
          {done ? s.inbox.reopen : s.inbox.done}
        </Button>
      ),
      text: () => '',
    },
  ]
}

/** What happened to the products that matter, each to be put away once seen. */
export function InboxTab() {
  const { s, language } = useWords()
  const i = s.inbox
  const [kind, setKind] = useState<Kind | null>(null)
  const [done, setDone] = useState(false)
  const [open, setOpen] = useState<Entry | null>(null)
  const counts = useCall('inbox.count', {}).data
  const filter = { done, ...(kind === null ? {} : { kind }) }
  const feed = useFeed<Entry>('inbox.list', filter, (after) =>
    call('inbox.list', { ...filter, ...(after === undefined ? {} : { after }) }),
  )
  const act = useCallback(
    (entries: readonly Entry[]) => {
      const inboxIds = entries.map((entry) => entry.inboxId)
      const work = done ? call('inbox.undo', { inboxIds }) : call('inbox.done', { inboxIds })
      void work
        .then(({ changed }) => {
          if (done) say(i.reopened(changed))
          else sayWithUndo(i.marked(changed), () => call('inbox.undo', { inboxIds }).finally(refresh))
        }, sayFailure)
        .finally(refresh)
    },
    [done, i],
  )
  const columns = useColumns(
    'inbox',
    useMemo(() => inboxColumns(s, language, done, act), [s, language, done, act]),
  )
  const scope = `${kind ?? ''}|${done}`
  const total = done ? (feed.total ?? 0) : kind === null ? (counts?.total ?? 0) : (counts?.byKind[kind] ?? 0)
  const selection = useSelection<Entry>({
    total,
    scope,
    keyOf,
    rowsBetween: async (from, to) => feed.rows.slice(from, to + 1),
  })
  const all = useAct('inbox.done')
  const actOnSelected = () => {
    if (!selection.value.all) act(selection.known())
    else if (done || selection.value.ids.size > 0) act(feed.rows.filter((row) => selection.has(keyOf(row))))
    else {
      all.mutate(kind === null ? {} : { kind }, {
        onSuccess: ({ changed }) => say(i.marked(changed)),
        onError: sayFailure,
        onSettled: refresh,
      })
    }
    selection.clear()
  }
  const close = useCallback(() => setOpen(null), [])
  const kindLabel = (value: Kind) => {
    const n = counts?.byKind[value] ?? 0
    return done || n === 0 ? i.kinds[value] : `${i.kinds[value]} (${count(n)})`
  }
  return (
    <>
      <div className={orders.toolbar}>
        <SegmentedControl
          aria-label={i.columns.kind}
          data={[
            { value: 'open', label: i.open },
            { value: 'done', label: i.doneOnes },
          ]}
          value={done ? 'done' : 'open'}
          onChange={(value) => setDone(value === 'done')}
        />
        <Select
          aria-label={i.columns.kind}
          placeholder={i.all}
          clearable
          w={150}
          data={inboxKinds.map((value) => ({ value, label: kindLabel(value) }))}
          value={kind}
          onChange={(value) => setKind(inboxKinds.find((known) => known === value) ?? null)}
        />
        <span className={orders.toolbarEnd}>
          <Threshold />
        </span>
      </div>
      <div className={orders.info}>
        <output className={orders.count}>
          {feed.total === undefined
            ? s.orders.counting
            : feed.more && done
              ? s.common.rowsAtLeast(feed.total)
              : s.common.rows(Math.max(total, feed.total))}
        </output>
        <SelectionBar selection={selection}>
          <Button variant="default" size="compact-sm" onClick={actOnSelected}>
            {done ? i.reopen : i.selectedDone(selection.size)}
          </Button>
        </SelectionBar>
        <AsOf at={feed.asOf} />
      </div>
      <div className={orders.split}>
        {feed.error ? (
          <ErrorPanel error={feed.error} onRetry={feed.retry} />
        ) : (
          <div className={orders.gridBox}>
            <DataGrid
              label={i.table}
              columns={columns}
              total={feed.total ?? 20}
              rowAt={feed.rowAt}
              keyOf={keyOf}
              onRange={feed.onRange}
              scope={scope}
              selection={selection}
              openKey={open === null ? null : keyOf(open)}
              onOpen={setOpen}
              onClose={close}
              stale={feed.stale}
            >
              <EmptyState
                title={kind !== null ? i.noneOfKind : done ? i.emptyDone : i.emptyTitle}
                text={done ? i.emptyDoneText : i.emptyText}
                action={
                  kind === null ? null : (
                    <Button variant="default" onClick={() => setKind(null)}>
                      {i.all}
                    </Button>
                  )
                }
              />
            </DataGrid>
          </div>
        )}
        <Suspense>
          {open === null ? null : (
            <ProductDrawer
              product={{ wholesaler: open.product.wholesaler, productId: open.product.productId }}
              onClose={close}
            />
          )}
        </Suspense>
      </div>
    </>
  )
}

/** From which rise on the operator hears of a price. */
function Threshold() {
  const { s } = useWords()
  const i = s.inbox
  const settings = useCall('products.settings', {}).data
  const save = useAct('products.setSettings', { refresh: ['products.settings'] })
  const [opened, setOpened] = useState(false)
  const [percent, setPercent] = useState<string | number | null>(null)
  if (settings === undefined) return null
  const value = percent ?? settings.priceUpPercent
  const close = () => {
    setOpened(false)
    setPercent(null)
  }
  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? setOpened(true) : close())}
      position="bottom-end"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          className={orders.filterButton ?? ''}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
        >
          {i.thresholdText(String(settings.priceUpPercent))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.more ?? ''} aria-label={i.threshold}>
        <NumberInput
          label={i.thresholdLabel}
          value={value}
          min={0}
          max={1000}
          allowDecimal
          decimalScale={1}
          data-autofocus
          onChange={setPercent}
        />
        <div className={classes.formActs}>
          <Button variant="default" onClick={close}>
            {s.common.cancel}
          </Button>
          <Button
            loading={save.isPending}
            disabled={value === ''}
            onClick={() => save.mutate({ priceUpPercent: Number(value) }, { onSuccess: close, onError: sayFailure })}
          >
            {s.common.save}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
