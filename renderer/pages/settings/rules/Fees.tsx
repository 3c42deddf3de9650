import { ActionIcon, Button, NumberInput, Tooltip } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CategoryFee } from '../../../../shared/contract/listing-shapes.ts'
import type { Output } from '../../../../shared/contract.ts'
import type { Market } from '../../../../shared/market.ts'
import { call } from '../../../app/api.ts'
import { queryClient, useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { IconTrash } from '../../../ui/icons.ts'
import { say, sayFailure } from '../../../ui/notify.ts'
import { Section, Skeleton } from '../../../ui/Page.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import ui from '../../../ui/ui.module.css'
import { When } from '../../../ui/When.tsx'
import { CategoryPicker } from '../../approvals/CategoryPicker.tsx'
import { rateText } from '../../approvals/words.ts'
import { sayWithUndo } from '../../products/undo.tsx'
import { fractionOf } from './percent.ts'
import classes from './rules.module.css'
import { TextFile } from './TextFile.tsx'

const shown = 200
const touched = ['fees.list', 'rules.preview', 'rules.price'] as const
const refresh = () => {
  for (const name of touched) void queryClient.invalidateQueries({ queryKey: [name] })
}

/** What the market takes in each of its categories: above its plain rate, below the fee of an exception. */
export function Fees({ market }: { market: Market }) {
  const s = useStrings()
  const f = s.fees
  const [search, setSearch] = useState('')
  const [report, setReport] = useState<Output<'fees.import'> | null>(null)
  const fees = useCall('fees.list', { market, search, limit: shown })
  const load = useAct('fees.import', { refresh: touched })
  const remove = (fee: CategoryFee) =>
    void call('fees.remove', { market, paths: [fee.path] })
      .then(({ items }) => {
        const put = items.map(({ path, code, rate }) => ({ path, code, rate }))
        if (put.length > 0) {
          sayWithUndo(f.removed(fee.path), () => call('fees.put', { market, items: put }).finally(refresh))
        }
      }, sayFailure)
      .finally(refresh)
  return (
    <Section
      title={f.title}
      aside={
        <TextFile
          label={f.import}
          busy={load.isPending}
          onText={(text) => load.mutate({ market, text }, { onSuccess: setReport, onError: sayFailure })}
        />
      }
    >
      <p className={classes.lead}>{f.text}</p>
      {report === null ? null : <Report report={report} onClose={() => setReport(null)} />}
      <Adder market={market} />
      <div className={classes.acts}>
        <SearchBox value={search} placeholder={f.search} onChange={setSearch} />
        <span className="quiet">{fees.data === undefined ? '' : f.total(fees.data.total)}</span>
      </div>
      {fees.isError ? (
        <ErrorPanel inline error={fees.error} onRetry={() => void fees.refetch()} />
      ) : fees.data === undefined ? (
        <Skeleton width={320} />
      ) : fees.data.items.length === 0 ? (
        <p className="quiet">{search === '' ? f.empty : f.notFound}</p>
      ) : (
        <>
          <table className={ui.plain}>
            <thead>
              <tr>
                <th scope="col">{f.category}</th>
                <th scope="col" className={ui.end}>
                  {f.rate}
                </th>
                <th scope="col">{s.rules.changedAt}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {fees.data.items.map((fee) => (
                <tr key={fee.path}>
                  <td>{fee.path}</td>
                  <td className={ui.end}>{rateText(fee.rate)}</td>
                  <td>
                    <When at={fee.updatedAt} />
                  </td>
                  <td className={classes.rowActs}>
                    <Tooltip label={s.common.remove}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size={26}
                        aria-label={f.removeOf(fee.path)}
                        onClick={() => remove(fee)}
                      >
                        <IconTrash size={15} />
                      </ActionIcon>
                    </Tooltip>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {fees.data.total > fees.data.items.length ? <p className="quiet">{f.more(fees.data.items.length)}</p> : null}
        </>
      )}
    </Section>
  )
}

function Adder({ market }: { market: Market }) {
  const s = useStrings()
  const f = s.fees
  const [category, setCategory] = useState<{ code: string; path: string } | null>(null)
  const [typed, setTyped] = useState('')
  const put = useAct('fees.put', { refresh: touched })
  const rate = fractionOf(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (category === null || rate === null) return
    const { code, path } = category
    put.mutate(
      { market, items: [{ code, path, rate }] },
      {
        onSuccess: () => {
          say(f.saved(path))
          setCategory(null)
          setTyped('')
        },
      },
    )
  }
  return (
    <form className={classes.feeAdder} aria-label={f.add} onSubmit={submit}>
      <CategoryPicker
        market={market}
        of={null}
        value={category?.code ?? null}
        label={f.category}
        text={category?.path ?? f.pick}
        onPick={setCategory}
      />
      <NumberInput
        aria-label={f.rate}
        placeholder={f.rate}
        suffix=" %"
        decimalScale={4}
        min={0}
        max={99.9999}
        value={typed}
        onChange={(value) => setTyped(String(value))}
      />
      <Button type="submit" loading={put.isPending} disabled={category === null || rate === null}>
        {f.add}
      </Button>
      {put.isError ? <ErrorPanel inline error={put.error} /> : null}
    </form>
  )
}

/** What a file brought, and which of its lines it did not. */
function Report({ report, onClose }: { report: Output<'fees.import'>; onClose: () => void }) {
  const s = useStrings()
  const f = s.fees
  return (
    <div role="status">
      <p className={classes.acts}>
        {f.report(report.added, report.changed, report.unchanged, report.rejectedTotal)}
        <Button variant="subtle" size="compact-sm" onClick={onClose}>
          {s.common.close}
        </Button>
      </p>
      {report.rejected.length === 0 ? null : (
        <ul className={classes.unpriced}>
          {report.rejected.map(({ line, text, reason }) => (
            <li key={line}>
              {f.line(line)} {reason} <span className="quiet">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
