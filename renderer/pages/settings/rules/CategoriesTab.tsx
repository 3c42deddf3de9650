import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { CategoryChoice } from '../../../../shared/contract/markets.ts'
import type { Output } from '../../../../shared/contract.ts'
import { type Market, markets } from '../../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../../shared/product.ts'
import { call } from '../../../app/api.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { IconArrowBackUp } from '../../../ui/icons.ts'
import { say, sayFailure } from '../../../ui/notify.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import ui from '../../../ui/ui.module.css'
import { When } from '../../../ui/When.tsx'
import { CategoryPicker } from '../../approvals/CategoryPicker.tsx'
import { marketName } from '../../approvals/words.ts'
import { sayWithUndo } from '../../products/undo.tsx'
import classes from './rules.module.css'

type Unmapped = Output<'categoryMap.list'>['unmapped'][number]
const firstShown = 100
const refresh = ['categoryMap.list', 'categoryMap.suggest'] as const

/** Which category of a market stands for which of a wholesaler: first what stands for none yet. */
export function CategoriesTab() {
  const s = useStrings()
  const c = s.categoryMap
  const [market, setMarket] = useState<Market | null>(null)
  const [wholesaler, setWholesaler] = useState<Wholesaler | null>(null)
  const [search, setSearch] = useState('')
  const [all, setAll] = useState(false)
  const map = useCall('categoryMap.list', {
    ...(market === null ? {} : { market }),
    ...(wholesaler === null ? {} : { wholesaler }),
    ...(search === '' ? {} : { search }),
  })
  const items = map.data?.items ?? []
  const unmapped = map.data?.unmapped ?? []
  return (
    <>
      <search className={classes.previewBar}>
        <SearchBox value={search} placeholder={c.search} onChange={setSearch} />
        <Select
          aria-label={s.approvals.filters.market}
          placeholder={s.approvals.filters.anyMarket}
          clearable
          w={160}
          data={markets.map((value) => ({ value, label: marketName(s, value) }))}
          value={market}
          onChange={(value) => setMarket(markets.find((known) => known === value) ?? null)}
        />
        <Select
          aria-label={s.approvals.filters.wholesaler}
          placeholder={s.approvals.filters.anyWholesaler}
          clearable
          w={140}
          data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
          value={wholesaler}
          onChange={(value) => setWholesaler(wholesalers.find((known) => known === value) ?? null)}
        />
      </search>
      {map.isError ? (
        <ErrorPanel error={map.error} onRetry={() => void map.refetch()} />
      ) : map.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        <>
          <Section title={c.unmapped(unmapped.length)}>
            {unmapped.length === 0 ? (
              <p className="quiet">{c.allMapped}</p>
            ) : (
              <table className={ui.plain}>
                <thead>
                  <tr>
                    <th scope="col">{c.path}</th>
                    <th scope="col">{c.market}</th>
                    <th scope="col" className={ui.end}>
                      {c.products}
                    </th>
                    <th scope="col" className={classes.pickColumn}>
                      {c.category}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {unmapped.slice(0, firstShown).map((row) => (
                    <UnmappedRow key={`${row.market}|${row.wholesaler}|${row.path}`} row={row} />
                  ))}
                </tbody>
              </table>
            )}
          </Section>
          <Section title={c.choices(items.length)}>
            {items.length === 0 ? (
              <p className="quiet">{c.noChoices}</p>
            ) : (
              <table className={ui.plain}>
                <thead>
                  <tr>
                    <th scope="col">{c.path}</th>
                    <th scope="col">{c.market}</th>
                    <th scope="col" className={classes.pickColumn}>
                      {c.category}
                    </th>
                    <th scope="col">{c.source}</th>
                    <th scope="col">{c.at}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {(all ? items : items.slice(0, firstShown)).map((choice) => (
                    <ChoiceRow key={choice.choiceId} choice={choice} />
                  ))}
                </tbody>
              </table>
            )}
            {!all && items.length > firstShown ? (
              <button type="button" className={ui.linkButton} onClick={() => setAll(true)}>
                {c.more(items.length - firstShown)}
              </button>
            ) : null}
          </Section>
        </>
      )}
    </>
  )
}

function Path({ wholesaler, path }: { wholesaler: Wholesaler; path: string }) {
  const s = useStrings()
  return (
    <>
      <span className="quiet">{s.products.wholesaler[wholesaler]}</span> {path === '' ? s.categoryMap.noPath : path}
    </>
  )
}

function UnmappedRow({ row }: { row: Unmapped }) {
  const s = useStrings()
  const c = s.categoryMap
  const set = useAct('categoryMap.set', { refresh })
  const { market, wholesaler, path } = row
  return (
    <tr>
      <td>
        <Path wholesaler={wholesaler} path={path} />
      </td>
      <td>{marketName(s, market)}</td>
      <td className={ui.end}>{s.products.countText(row.products)}</td>
      <td>
        <CategoryPicker
          market={market}
          of={{ wholesaler, path }}
          value={null}
          label={c.pickFor(path)}
          text={set.isPending ? c.saving : c.pick}
          onPick={({ code }) =>
            set.mutate({ market, wholesaler, path, category: code }, { onSuccess: saved(s), onError: sayFailure })
          }
        />
      </td>
    </tr>
  )
}

const saved = (s: ReturnType<typeof useStrings>) => (choice: CategoryChoice) =>
  sayWithUndo(s.categoryMap.saved(choice.path, choice.categoryPath), () =>
    call('categoryMap.undo', { choiceId: choice.choiceId }),
  )

function ChoiceRow({ choice }: { choice: CategoryChoice }) {
  const s = useStrings()
  const c = s.categoryMap
  const { market, wholesaler, path } = choice
  const set = useAct('categoryMap.set', { refresh })
  const undo = useAct('categoryMap.undo', { refresh })
  return (
    <tr>
      <td>
        <Path wholesaler={wholesaler} path={path} />
      </td>
      <td>{marketName(s, market)}</td>
      <td>
        <CategoryPicker
          market={market}
          of={{ wholesaler, path }}
          value={choice.category}
          label={c.pickFor(path)}
          text={choice.categoryPath}
          onPick={({ code }) =>
            set.mutate({ market, wholesaler, path, category: code }, { onSuccess: saved(s), onError: sayFailure })
          }
        />
      </td>
      <td>{c.sources[choice.source]}</td>
      <td>
        <When at={choice.at} />
      </td>
      <td className={ui.end}>
        <Button
          variant="subtle"
          size="compact-sm"
          loading={undo.isPending}
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          aria-label={c.undoOf(path)}
          onClick={() =>
            undo.mutate({ choiceId: choice.choiceId }, { onSuccess: () => say(c.undone), onError: sayFailure })
          }
        >
          {c.undo}
        </Button>
      </td>
    </tr>
  )
}
