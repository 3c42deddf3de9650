import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import { useAct } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import ui from '../../ui/ui.module.css'
import { Reasons } from './CollectResult.tsx'
import classes from './products.module.css'
import { priceText, stockText } from './words.ts'

/** Reasons repeat: the first few tell what is wrong with a file. */
const shownReasons = 6
type Picked = NonNullable<Output<'shell.previewImport'>>

/** Products of an old collector's file: what is in it is shown before anything is stored. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { s } = useWords()
  const i = s.imports
  const [wholesaler, setWholesaler] = useState<Wholesaler | null>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const started = useJobs((state) => state.started)
  const preview = useAct('shell.previewImport')
  const start = useAct('shell.startImport', { refresh: ['jobs.list'] })
  const given = wholesaler === null ? {} : { wholesaler }
  const pick = () => {
    start.reset()
    preview.mutate(given, { onSuccess: (read) => read !== null && setPicked(read) })
  }
  const go = () =>
    picked !== null &&
    start.mutate(
      { token: picked.token, ...given },
      {
        onSuccess: ({ jobId }) => {
          started(jobId)
          onClose()
        },
      },
    )
  const error = preview.error ?? start.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={i.title}
      size={picked === null ? 520 : 760}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      <div className={classes.form}>
        <p className={classes.lead}>{i.lead}</p>
        <Select
          label={i.wholesaler}
          allowDeselect={false}
          w={260}
          disabled={picked !== null}
          data={[
            { value: '', label: i.wholesalerNone },
            ...wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] })),
          ]}
          value={wholesaler ?? ''}
          onChange={(value) => setWholesaler(wholesalers.find((known) => known === value) ?? null)}
        />
        {error === null ? null : <ErrorPanel inline error={error} />}
        {picked === null ? null : <Preview picked={picked} />}
        <div className={classes.formActs}>
          <Button variant="default" onClick={onClose}>
            {s.common.cancel}
          </Button>
          {picked === null ? (
            <Button onClick={pick} loading={preview.isPending} data-autofocus>
              {i.pick}
            </Button>
          ) : (
            <>
              <Button
                variant="default"
                loading={preview.isPending}
                onClick={() => {
                  setPicked(null)
                  preview.reset()
                  start.reset()
                }}
              >
                {i.pickOther}
              </Button>
              <Button onClick={go} loading={start.isPending} disabled={picked.preview.importable === 0}>
                {i.go(picked.preview.importable)}
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  )
}

function Preview({ picked }: { picked: Picked }) {
  const { s, language } = useWords()
  const i = s.imports
  const { preview } = picked
  const sums: [string, number][] = [
    [i.rows, preview.rows],
    [i.importable, preview.importable],
    [i.known, preview.known],
    [i.rejected, preview.rejectedCount],
  ]
  return (
    <>
      <dl className={ui.facts}>
        <dt>{i.file}</dt>
        <dd>{picked.name}</dd>
        <dt>{i.encoding}</dt>
        <dd>{preview.encoding.toUpperCase()}</dd>
        <dt>{i.columns}</dt>
        <dd>{preview.columns.map(({ field, header }) => `${header} → ${i.fields[field] ?? field}`).join(', ')}</dd>
        {preview.ignored.length === 0 ? null : (
          <>
            <dt>{i.ignored}</dt>
            <dd>
              {preview.ignored.join(', ')} <span className="quiet">{i.ignoredNote}</span>
            </dd>
          </>
        )}
      </dl>
      <dl className={classes.sums}>
        {sums.map(([title, n]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{count(n)}</dd>
          </div>
        ))}
      </dl>
      {preview.sample.length === 0 ? null : (
        <table className={ui.plain}>
          <caption className={`${classes.lead} ${classes.caption}`}>{i.sample}</caption>
          <thead>
            <tr>
              <th scope="col">{s.products.columns.wholesaler}</th>
              <th scope="col">{s.products.columns.code}</th>
              <th scope="col">{s.products.columns.name}</th>
              <th scope="col" className={ui.end}>
                {s.products.columns.price}
              </th>
              <th scope="col" className={ui.end}>
                {s.products.columns.stock}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.sample.slice(0, 5).map((row) => (
              <tr key={`${row.wholesaler}:${row.productId}`}>
                <td>{s.products.wholesaler[row.wholesaler]}</td>
                <td className="num">{row.productId}</td>
                <td>{row.name}</td>
                <td className={ui.end}>{priceText(s, row.price, language)}</td>
                <td className={ui.end}>{stockText(s, row.stock)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {preview.rejected.length === 0 ? null : (
        <>
          <Reasons
            head={i.rejected}
            rows={preview.rejected.slice(0, shownReasons).map((row) => [s.bans.line(row.line), row.reason])}
          />
          {preview.rejectedCount > shownReasons ? (
            <p className={classes.hint}>{s.plans.rejectedMore(shownReasons)}</p>
          ) : null}
        </>
      )}
    </>
  )
}
