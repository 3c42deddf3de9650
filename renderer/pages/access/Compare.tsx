import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccessDifference, AccessEndpoint } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Section } from '../../ui/Page.tsx'
import { StateBadge, type Tone } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import classes from './access.module.css'
import { afterAct } from './refresh.ts'

const tones: Record<AccessDifference['kind'], Tone> = { missing: 'warn', extra: 'bad', different: 'warn' }
type Found = Output<'access.reconcile'>

/** The app's own list beside ours: what differs, and putting it right. */
export function Compare({ endpoint }: { endpoint: AccessEndpoint }) {
  const s = useStrings()
  const a = s.accessApp
  const [base, setBase] = useState(endpoint.readbackBase ?? '')
  const [found, setFound] = useState<Found | null>(null)
  const save = useAct('access.setReadback', { refresh: ['access.endpoint'] })
  const compare = useAct('access.reconcile', { refresh: afterAct, onDone: setFound })
  const changed = base.trim() !== (endpoint.readbackBase ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = base.trim()
    save.mutate(
      { base: given === '' ? null : given },
      {
        onSuccess: (next) => {
          setBase(next.readbackBase ?? '')
          setFound(null)
          say(a.baseSaved)
        },
      },
    )
  }
  return (
    <Section title={a.compare}>
      <p className={classes.lead}>{a.compareHint}</p>
      <form className={classes.testLine} aria-label={a.compare} onSubmit={submit} noValidate>
        <TextInput
          label={a.base}
          description={a.baseHint}
          value={base}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          w={420}
          onChange={(event) => setBase(event.currentTarget.value)}
        />
        {changed ? (
          <Button type="submit" variant="default" loading={save.isPending}>
            {s.common.save}
          </Button>
        ) : (
          <Button
            disabled={endpoint.readbackBase === null}
            loading={compare.isPending}
            onClick={() => compare.mutate({})}
          >
            {a.compareGo}
          </Button>
        )}
      </form>
      {save.isError ? <ErrorPanel inline error={save.error} /> : null}
      {compare.isError ? <ErrorPanel inline error={compare.error} /> : null}
      {found === null || compare.isPending ? null : (
        <Differences
          found={found}
          onRepaired={(repaired) => {
            if (repaired === null) return setFound(null)
            const items = found.items.filter(({ buyerId }) => !repaired.includes(buyerId))
            setFound({ ...found, items, differences: found.differences - repaired.length })
          }}
        />
      )}
    </Section>
  )
}

function Differences({ found, onRepaired }: { found: Found; onRepaired: (buyerIds: string[] | null) => void }) {
  const s = useStrings()
  const a = s.accessApp
  const [asking, setAsking] = useState(false)
  const repair = useAct('access.repair', { refresh: afterAct })
  const mend = (buyerIds: string[] | null) =>
    repair.mutate(buyerIds === null ? {} : { buyerIds }, {
      onSuccess: ({ queued }) => {
        setAsking(false)
        say(a.repaired(queued))
        onRepaired(buyerIds)
      },
      onError: sayFailure,
    })
  return (
    <div className={classes.field}>
      <p>
        {a.compared(count(found.ours), count(found.theirs))}{' '}
        {found.differences === 0 ? <StateBadge tone="ok">{a.same}</StateBadge> : null}
      </p>
      {found.differences === 0 ? null : (
        <>
          <div className={classes.formActs}>
            <StateBadge tone="warn">{a.differences(found.differences)}</StateBadge>
            <Button onClick={() => setAsking(true)}>{a.repair(found.differences)}</Button>
            {found.items.length < found.differences ? (
              <span className="quiet">{a.shownOf(found.items.length, found.differences)}</span>
            ) : null}
          </div>
          <table className={`${ui.plain} ${classes.field}`} aria-label={a.differencesTable}>
            <thead>
              <tr>
                <th scope="col">{a.difference.person}</th>
                <th scope="col">{a.difference.kind}</th>
                <th scope="col">{a.difference.detail}</th>
                <th scope="col">{a.difference.act}</th>
              </tr>
            </thead>
            <tbody>
              {found.items.map(({ buyerId, name, kind, detail }) => (
                <tr key={buyerId}>
                  <td>{name || <span className="mono quiet">{buyerId}</span>}</td>
                  <td>
                    <StateBadge tone={tones[kind]}>{a.kinds[kind]}</StateBadge>
                  </td>
                  <td>{detail}</td>
                  <td>
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={a.repairOne(name || buyerId)}
                      onClick={() => mend([buyerId])}
                    >
                      {a.repairShort}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Confirm
        opened={asking}
        title={a.repairTitle(found.differences)}
        text={a.repairText}
        go={a.repair(found.differences)}
        busy={repair.isPending}
        error={repair.error}
        onClose={() => setAsking(false)}
        onGo={() => mend(null)}
      />
    </div>
  )
}
