import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { type Ban, type BansReport, banKinds } from '../../../../shared/contract/products.ts'
import { type Wholesaler, wholesalers } from '../../../../shared/product.ts'
import { call } from '../../../app/api.ts'
import { queryClient, useAct } from '../../../app/query.ts'
import { type Strings, useStrings } from '../../../strings/index.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { type GridColumn, useColumns } from '../../../ui/grid/columns.ts'
import { DataGrid } from '../../../ui/grid/DataGrid.tsx'
import { useFeed } from '../../../ui/grid/useFeed.ts'
import { useSelection } from '../../../ui/grid/useSelection.ts'
import { IconFileImport, IconTrash } from '../../../ui/icons.ts'
import { say, sayFailure } from '../../../ui/notify.ts'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import { When } from '../../../ui/When.tsx'
import { FeedCount } from '../../activity/FeedGrid.tsx'
import { SelectionBar } from '../../orders/ListFrame.tsx'
import orders from '../../orders/orders.module.css'
import { sayWithUndo } from '../../products/undo.tsx'
import classes from './bans.module.css'

const BansReportDialog = lazy(() => import('./BansReportDialog.tsx'))
type Kind = Ban['kind']
const keyOf = (ban: Ban) => String(ban.banId)
const refresh = () => void queryClient.invalidateQueries({ queryKey: ['bans.list'] })

const putBack = async (bans: readonly Ban[]) => {
  for (const { kind, wholesaler, value, note } of bans) await call('bans.add', { kind, wholesaler, value, note })
}

const banColumns = (s: Strings, remove: (bans: readonly Ban[]) => void): GridColumn<Ban>[] => {
  const b = s.bans
  const who = (row: Ban) => (row.wholesaler === null ? b.all : s.products.wholesaler[row.wholesaler])
  return [
    { id: 'kind', header: b.columns.kind, width: 100, cell: (r) => b.kinds[r.kind], text: (r) => b.kinds[r.kind] },
    {
      id: 'value',
      header: b.columns.value,
      width: 160,
      grow: 420,
      fixed: true,
      cell: (r) => <strong title={r.value}>{r.value}</strong>,
      text: (r) => r.value,
    },
    { id: 'wholesaler', header: b.columns.wholesaler, width: 104, cell: who, text: who },
    {
      id: 'note',
      header: b.columns.note,
      width: 150,
      grow: 460,
      cell: (r) => <span title={r.note}>{r.note}</span>,
      text: (r) => r.note,
    },
    {
      id: 'createdAt',
      header: b.columns.createdAt,
      width: 152,
      cell: (r) => <When at={r.createdAt} />,
      text: (r) => String(r.createdAt),
    },
    {
      id: 'act',
      header: b.columns.act,
      width: 64,
      cell: (r) => (
        <Tooltip label={s.common.remove}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            aria-label={b.removeOf(r.value)}
            onClick={(event) => {
              event.stopPropagation()
              remove([r])
            }}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      ),
      text: () => '',
    },
  ]
}

/** What is never collected, and never approved for a market. */
export function BansTab() {
  const s = useStrings()
  const b = s.bans
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<Kind | null>(null)
  const [report, setReport] = useState<BansReport | null>(null)
  const filter = { ...(search === '' ? {} : { search }), ...(kind === null ? {} : { kind }) }
  const feed = useFeed<Ban>('bans.list', filter, (after) =>
    call('bans.list', { ...filter, ...(after === undefined ? {} : { after }) }),
  )
  const remove = useCallback(
    (bans: readonly Ban[]) => {
      void call('bans.remove', { banIds: bans.map((ban) => ban.banId) })
        .then(({ removed }) => sayWithUndo(b.removed(removed), () => putBack(bans).finally(refresh)), sayFailure)
        .finally(refresh)
    },
    [b],
  )
  const columns = useColumns(
    'bans',
    useMemo(() => banColumns(s, remove), [s, remove]),
  )
  const scope = JSON.stringify(filter)
  const selection = useSelection<Ban>({
    total: feed.total ?? 0,
    scope,
    keyOf,
    rowsBetween: async (from, to) => feed.rows.slice(from, to + 1),
  })
  const importFile = useAct('shell.importBans')
  const filtered = Object.keys(filter).length > 0
  return (
    <>
      <div className={orders.toolbar}>
        <SearchBox value={search} placeholder={b.search} onChange={setSearch} />
        <Select
          aria-label={b.columns.kind}
          placeholder={b.anyKind}
          clearable
          w={140}
          data={banKinds.map((value) => ({ value, label: b.kinds[value] }))}
          value={kind}
          onChange={(value) => setKind(banKinds.find((known) => known === value) ?? null)}
        />
        <span className={orders.toolbarEnd}>
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            loading={importFile.isPending}
            onClick={() =>
              importFile.mutate(
                {},
                {
                  onSuccess: (read) => {
                    if (read === null) return
                    setReport(read)
                    refresh()
                  },
                  onError: sayFailure,
                },
              )
            }
          >
            {b.import}
          </Button>
        </span>
      </div>
      <Adder />
      <div className={orders.info}>
        <FeedCount feed={feed} />
        <SelectionBar selection={selection}>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              remove(feed.rows.filter((row) => selection.has(keyOf(row))))
              selection.clear()
            }}
          >
            {b.removeSelected(selection.size)}
          </Button>
        </SelectionBar>
        {selection.size > 0 ? null : <span className={classes.lead}>{b.lead}</span>}
      </div>
      <div className={orders.split}>
        {feed.error ? (
          <ErrorPanel error={feed.error} onRetry={feed.retry} />
        ) : (
          <div className={orders.gridBox}>
            <DataGrid
              label={b.table}
              columns={columns}
              total={feed.total ?? 20}
              rowAt={feed.rowAt}
              keyOf={keyOf}
              onRange={feed.onRange}
              scope={scope}
              selection={selection}
              stale={feed.stale}
            >
              <EmptyState title={filtered ? b.noMatch : b.emptyTitle} text={filtered ? '' : b.emptyText} />
            </DataGrid>
          </div>
        )}
      </div>
      <Suspense>
        {report === null ? null : <BansReportDialog report={report} onClose={() => setReport(null)} />}
      </Suspense>
    </>
  )
}

function Adder() {
  const s = useStrings()
  const b = s.bans
  const [kind, setKind] = useState<Kind>('word')
  const [wholesaler, setWholesaler] = useState<Wholesaler | null>(null)
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const add = useAct('bans.add', { refresh: ['bans.list'] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = value.trim()
    if (trimmed === '') return
    add.mutate(
      { kind, wholesaler, value: trimmed, note: note.trim() },
      {
        onSuccess: () => {
          say(b.added(trimmed))
          setValue('')
          setNote('')
        },
        onError: sayFailure,
      },
    )
  }
  return (
    <form className={classes.adder} aria-label={b.addTitle} onSubmit={submit}>
      <Select
        label={b.columns.kind}
        allowDeselect={false}
        data={banKinds.map((entry) => ({ value: entry, label: b.kinds[entry] }))}
        value={kind}
        onChange={(next) => setKind(banKinds.find((known) => known === next) ?? 'word')}
      />
      <Select
        label={b.columns.wholesaler}
        allowDeselect={false}
        data={[
          { value: '', label: b.all },
          ...wholesalers.map((entry) => ({ value: entry, label: s.products.wholesaler[entry] })),
        ]}
        value={wholesaler ?? ''}
        onChange={(next) => setWholesaler(wholesalers.find((known) => known === next) ?? null)}
      />
      <TextInput
        label={b.value}
        placeholder={b.valueHint[kind]}
        value={value}
        maxLength={200}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <TextInput label={b.note} value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />
      <Button type="submit" loading={add.isPending} disabled={value.trim() === ''}>
        {b.add}
      </Button>
    </form>
  )
}
