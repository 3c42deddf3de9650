import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { AccessEndpoint } from '../../../shared/contract/access.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { when } from '../../ui/format.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Section, Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import connections from '../connections/connections.module.css'
import { AppForm } from './AppForm.tsx'
import classes from './access.module.css'
import { Compare } from './Compare.tsx'
import { History } from './History.tsx'
import { PauseButton } from './PauseButton.tsx'
import { Rotate } from './Rotate.tsx'
import { afterAct } from './refresh.ts'
import { SecretOnce } from './SecretOnce.tsx'
import { Trouble } from './Strip.tsx'
import { TestEvent } from './TestEvent.tsx'
import { endpointSaid } from './words.ts'

/** The operator's app: where it is, whether it hears, and what is done with all of it at once. */
export function AppTab() {
  const { s } = useWords()
  const a = s.accessApp
  const endpoint = useCall('access.endpoint', {})
  const [editing, setEditing] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const shown = endpoint.data
  if (endpoint.isError) return <ErrorPanel error={endpoint.error} onRetry={() => void endpoint.refetch()} />
  if (shown === undefined) {
    return (
      <Section title={a.title}>
        <Skeleton width={240} />
      </Section>
    )
  }
  const off = shown.state === 'none'
  const connected = (made: string | null) => {
    setEditing(false)
    setSecret(made)
    say(a.connected)
  }
  return (
    <>
      <Section title={a.title} aside={off ? undefined : <Buttons endpoint={shown} />}>
        {off || editing ? (
          <AppForm url={shown.url} onDone={connected} onClose={off ? null : () => setEditing(false)} />
        ) : (
          <>
            <Trouble endpoint={shown} />
            <Facts endpoint={shown} onChange={() => setEditing(true)} onSecret={setSecret} />
          </>
        )}
      </Section>
      {off ? null : (
        <>
          <History />
          <Compare endpoint={shown} />
        </>
      )}
      {secret === null ? null : <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </>
  )
}

function Buttons({ endpoint }: { endpoint: AccessEndpoint }) {
  const { s } = useWords()
  const a = s.accessApp
  const [testing, setTesting] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const counts = useCall('access.counts', {}).data
  const check = useAct('connections.check', { refresh: afterAct })
  const disconnect = useAct('connections.disconnect', { refresh: afterAct })
  return (
    <>
      <Button
        variant="default"
        loading={check.isPending}
        onClick={() =>
          check.mutate(
            { service: 'buyer-app' },
            { onSuccess: ({ problem }) => problem === null && say(a.checked), onError: sayFailure },
          )
        }
      >
        {a.check}
      </Button>
      <Button variant="default" onClick={() => setTesting(true)}>
        {s.access.test}
      </Button>
      <PauseButton endpoint={endpoint} />
      <Button variant="default" color="red" onClick={() => setLeaving(true)}>
        {a.disconnect}
      </Button>
      {testing ? <TestEvent onClose={() => setTesting(false)} /> : null}
      <Confirm
        opened={leaving}
        danger
        title={a.disconnectTitle}
        text={a.disconnectText(counts?.granted ?? 0)}
        go={a.disconnect}
        busy={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setLeaving(false)}
        onGo={() => disconnect.mutate({ service: 'buyer-app' }, { onSuccess: () => setLeaving(false) })}
      />
    </>
  )
}

interface FactsProps {
  endpoint: AccessEndpoint
  onChange: () => void
  onSecret: (secret: string) => void
}

function Facts({ endpoint, onChange, onSecret }: FactsProps) {
  const { s, language } = useWords()
  const a = s.accessApp
  const now = useNow(5000)
  const { tone, word } = endpointSaid(s, endpoint, now)
  const held = endpoint.state === 'active' && endpoint.heldUntil !== null && endpoint.heldUntil > now
  const rotating = endpoint.rotatingUntil !== null && endpoint.rotatingUntil > now
  const facts: [string, ReactNode][] = [
    [
      a.url,
      <span key="url" className={classes.factActs}>
        <span className={`mono ${classes.url}`} data-copyable>
          {endpoint.url}
        </span>
        <Button variant="default" size="compact-sm" onClick={onChange}>
          {a.change}
        </Button>
      </span>,
    ],
    [
      a.state,
      <span key="state" className={classes.factActs}>
        <StateBadge tone={tone}>{word}</StateBadge>
        {held && endpoint.heldUntil !== null ? (
          <span>{s.access.strip.heldUntil(when(endpoint.heldUntil, now, language))}</span>
        ) : null}
        {endpoint.recomputing > 0 ? <span>{s.access.strip.recomputing(endpoint.recomputing)}</span> : null}
      </span>,
    ],
    [
      a.secretNow,
      <span key="secret" className={classes.factActs}>
        <span className="mono">••••{endpoint.secretLast4}</span>
        <Rotate onSecret={onSecret} />
        {rotating && endpoint.rotatingUntil !== null ? (
          <StateBadge tone="busy">{a.rotatingUntil(when(endpoint.rotatingUntil, now, language))}</StateBadge>
        ) : null}
      </span>,
    ],
    [
      a.queue,
      <span key="queue" className={classes.factActs}>
        <span className="num">{s.access.events(endpoint.pending)}</span>
        {endpoint.retriable > 0 ? (
          <StateBadge tone="bad">{s.access.strip.refused(endpoint.retriable)}</StateBadge>
        ) : null}
      </span>,
    ],
    [a.lastAccepted, <When key="last" at={endpoint.lastAcceptedAt} />],
  ]
  return (
    <>
      <dl className={`${ui.facts} ${connections.facts}`}>
        {facts.map(([title, value]) => (
          <div key={title} className={connections.fact}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{a.docs}</p>
    </>
  )
}
