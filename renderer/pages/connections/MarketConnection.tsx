import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { Market } from '../../../shared/market.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconExternalLink } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './connections.module.css'
import { KeyFacts } from './KeyFacts.tsx'
import { MarketForm } from './MarketForm.tsx'
import { keyPlaces } from './marketFields.ts'
import { connectionTones } from './words.ts'

interface Props {
  market: Market
  connection: Connection | undefined
}

/** One market: what it takes to connect, or how the connection is doing. */
export function MarketConnection({ market, connection }: Props) {
  const s = useStrings()
  const m = s.markets
  const name = s.listing.markets[market]
  const [, navigate] = useLocation()
  const [editing, setEditing] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const refresh = ['connections.list', 'dashboard.get', 'step.summary'] as const
  const check = useAct('connections.check', { refresh })
  const help = useAct('shell.openHelp')
  const disconnect = useAct('connections.disconnect', { refresh })
  const state = connection?.state ?? 'disconnected'
  const off = state === 'disconnected'
  return (
    <section className={classes.connection} aria-label={name}>
      <div className={classes.head}>
        <h3 className={classes.serviceName}>{name}</h3>
        <StateBadge tone={connectionTones[state]} spin={state === 'connecting'}>
          {s.connections.state[state]}
        </StateBadge>
        <span className={classes.headActions}>
          {off ? (
            editing ? null : (
              <Button onClick={() => setEditing(true)}>{m.connect(name)}</Button>
            )
          ) : (
            <>
              <Button
                variant="default"
                aria-label={`${name} ${m.seeListings}`}
                onClick={() => navigate(`/listings?market=${market}`)}
              >
                {m.seeListings}
              </Button>
              <Button
                variant="default"
                loading={check.isPending}
                aria-label={`${name} ${s.connections.check}`}
                onClick={() => check.mutate({ service: market }, { onError: sayFailure })}
              >
                {s.connections.check}
              </Button>
              <Button variant="default" aria-label={m.changeTitle(name)} onClick={() => setEditing((open) => !open)}>
                {m.change}
              </Button>
              <Button
                variant="default"
                color="red"
                aria-label={`${name} ${s.connections.disconnect}`}
                onClick={() => setLeaving(true)}
              >
                {s.connections.disconnect}
              </Button>
            </>
          )}
        </span>
      </div>
      {connection === undefined || connection.problem === null ? null : (
        <ErrorPanel
          inline
          error={connection.problem}
          action={
            editing ? null : connection.state === 'needs_setup' ? (
              // Other keys would not help: what is missing is set at the market.
              <Button
                rightSection={<IconExternalLink size={15} aria-hidden />}
                onClick={() => help.mutate({ topic: keyPlaces[market] }, { onError: sayFailure })}
              >
                {m.openPlace[market]}
              </Button>
            ) : (
              <Button onClick={() => setEditing(true)}>{m.change}</Button>
            )
          }
        />
      )}
      {off && !editing ? <p className={classes.serviceText}>{m.text[market]}</p> : null}
      {editing ? (
        <MarketForm market={market} first={connection === undefined || off} onClose={() => setEditing(false)} />
      ) : off || connection === undefined ? null : (
        <KeyFacts connection={connection} />
      )}
      <Confirm
        opened={leaving}
        danger
        title={m.disconnectTitle(name)}
        text={m.disconnectText}
        go={s.connections.disconnect}
        busy={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setLeaving(false)}
        onGo={() => disconnect.mutate({ service: market }, { onSuccess: () => setLeaving(false) })}
      />
    </section>
  )
}
