import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { IconPlus } from '../../ui/icons.ts'
import { say } from '../../ui/notify.ts'
import { Section, Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './access.module.css'
import { RuleLine } from './RuleLine.tsx'
import { afterAct } from './refresh.ts'
import { emptyRow, problemsOf, type RuleRow, rowsOf, rulesOf } from './ruleForm.ts'

/** Which products let in, and for how long. */
export function RulesTab() {
  const s = useStrings()
  const rules = useCall('access.rules', {})
  const products = useCall('access.products', {}).data
  return (
    <Section title={s.accessRules.title}>
      <p className={classes.lead}>{s.accessRules.lead}</p>
      {rules.isError ? (
        <ErrorPanel error={rules.error} onRetry={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <Skeleton width={320} />
      ) : (
        <RulesForm key={JSON.stringify(rules.data.items)} stored={rules.data} products={products?.items ?? []} />
      )}
    </Section>
  )
}

interface FormProps {
  stored: Output<'access.rules'>
  products: Output<'access.products'>['items']
}

function RulesForm({ stored, products }: FormProps) {
  const s = useStrings()
  const r = s.accessRules
  const [rows, setRows] = useState<RuleRow[]>(() => rowsOf(stored.items))
  const [asking, setAsking] = useState(false)
  const showPeople = useAccessLists((state) => state.showPeople)
  const problems = problemsOf(rows)
  const ready = rows.length > 0 && problems.size === 0
  const items = useMemo(() => (ready ? rulesOf(rows) : []), [rows, ready])
  const changed = JSON.stringify(rulesOf(rows)) !== JSON.stringify(stored.items)
  const preview = useCall('access.previewRules', { items }, { enabled: ready && changed, staleTime: 0, gcTime: 0 })
  const save = useAct('access.saveRules', { refresh: ['access.rules', 'audit.list', ...afterAct] })
  const edit = (key: number, part: Partial<RuleRow>) =>
    setRows((old) => old.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const go = () =>
    save.mutate(
      { items },
      {
        onSuccess: () => {
          setAsking(false)
          say(r.saved)
          showPeople()
        },
      },
    )
  const leaving = preview.data?.newlyRevoked ?? 0
  return (
    <>
      {stored.isDefault ? <p className={classes.note}>{r.isDefault}</p> : null}
      <ul className={`${classes.rules} ${classes.field}`}>
        {rows.map((row, i) => (
          <RuleLine
            key={row.key}
            n={i + 1}
            row={row}
            problem={problems.get(row.key)}
            products={products}
            onEdit={(part) => edit(row.key, part)}
            onRemove={() => setRows((old) => old.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ul>
      {rows.length === 0 ? (
        <p className={classes.note} role="alert">
          {r.none}
        </p>
      ) : null}
      <div className={classes.formActs}>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setRows((old) => [...old, emptyRow()])}
        >
          {r.add}
        </Button>
      </div>
      <section className={classes.preview} aria-label={r.preview} aria-live="polite">
        <h3>{r.preview}</h3>
        {!changed ? (
          <p>{r.unchanged}</p>
        ) : !ready ? (
          <p>–</p>
        ) : preview.isError ? (
          <ErrorPanel inline error={preview.error} />
        ) : preview.data === undefined ? (
          <p>{r.previewing}</p>
        ) : (
          <Change preview={preview.data} />
        )}
      </section>
      {save.isError && !asking ? <ErrorPanel inline error={save.error} /> : null}
      <div className={classes.formActs}>
        <Button
          disabled={!ready || !changed || preview.data === undefined}
          loading={save.isPending}
          onClick={() => (leaving > 0 ? setAsking(true) : go())}
        >
          {r.save}
        </Button>
        {changed ? (
          <>
            <Button variant="default" onClick={() => setRows(rowsOf(stored.items))}>
              {r.undo}
            </Button>
            <span className={classes.unsaved}>{s.accessMail.unsaved}</span>
          </>
        ) : null}
      </div>
      <Confirm
        opened={asking}
        danger
        title={r.revokeTitle(leaving)}
        text={r.revokeText(preview.data?.newlyGranted ?? 0)}
        go={r.save}
        busy={save.isPending}
        error={save.error}
        onClose={() => setAsking(false)}
        onGo={go}
      />
    </>
  )
}

function Change({ preview }: { preview: Output<'access.previewRules'> }) {
  const s = useStrings()
  const r = s.accessRules
  const { granted, revoked, newlyGranted, newlyRevoked } = preview
  return (
    <>
      <p>{r.previewText(count(granted), count(revoked))}</p>
      {newlyGranted === 0 && newlyRevoked === 0 ? (
        <p>{r.nobody}</p>
      ) : (
        <ul>
          {newlyGranted > 0 ? (
            <li>
              <StateBadge tone="ok">{r.newlyGranted(newlyGranted)}</StateBadge>
            </li>
          ) : null}
          {newlyRevoked > 0 ? (
            <li>
              <StateBadge tone="warn">{r.newlyRevoked(newlyRevoked)}</StateBadge>
            </li>
          ) : null}
        </ul>
      )}
    </>
  )
}
