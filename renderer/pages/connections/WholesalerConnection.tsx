import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './connections.module.css'
import { KeyFacts } from './KeyFacts.tsx'
import { WholesalerForm } from './WholesalerForm.tsx'
import { WholesalerShipping } from './WholesalerShipping.tsx'
import { connectionTones } from './words.ts'

interface Props {
  wholesaler: Wholesaler
  connection: Connection | undefined
}

/** One wholesaler: what it takes to connect, or how the connection is doing. */
export function WholesalerConnection({ wholesaler, connection }: Props) {
  const s = useStrings()
  const w = s.wholesalers
  const name = s.products.wholesaler[wholesaler]
  const [, navigate] = useLocation()
  const [editing, setEditing] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const check = useAct('connections.check', { refresh: ['connections.list', 'dashboard.get'] })
  const disconnect = useAct('connections.disconnect', { refresh: ['connections.list', 'dashboard.get'] })
  const state = connection?.state ?? 'disconnected'
  const off = state === 'disconnected'
  return (
    <section className={classes.connection} aria-label={name}>
      <div className={classes.head}>
        <h3 className={classes.serviceName}>{name}</h3>
        <StateBadge tone={connectionTones[state]} spin={state === 'connecting'}>
          {s.connections.state[state]}
        </StateBadge>
        {connection?.sandbox === true ? <StateBadge tone="warn">{w.sandboxShort}</StateBadge> : null}
        <span className={classes.headActions}>
          {off ? (
            editing ? null : (
              <Button onClick={() => setEditing(true)}>{w.connect(name)}</Button>
            )
          ) : (
            <>
              <Button variant="default" onClick={() => navigate(`/products?wholesaler=${wholesaler}`)}>
                {w.seeProducts}
              </Button>
              <Button
                variant="default"
                loading={check.isPending}
                aria-label={`${name} ${s.connections.check}`}
                onClick={() => check.mutate({ service: wholesaler }, { onError: sayFailure })}
              >
                {s.connections.check}
              </Button>
              <Button variant="default" aria-label={w.changeTitle(name)} onClick={() => setEditing((open) => !open)}>
                {w.change}
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
          action={editing ? null : <Button onClick={() => setEditing(true)}>{w.change}</Button>}
        />
      )}
      {off && !editing ? <p className={classes.serviceText}>{w.text[wholesaler]}</p> : null}
      {editing ? (
        <WholesalerForm wholesaler={wholesaler} sandbox={connection?.sandbox} onClose={() => setEditing(false)} />
      ) : off || connection === undefined ? null : (
        <KeyFacts connection={connection} />
      )}
      {wholesaler === 'zentrade' && !off && !editing ? <WholesalerShipping /> : null}
      <Confirm
        opened={leaving}
        danger
        title={w.disconnectTitle(name)}
        text={w.disconnectText}
        go={s.connections.disconnect}
        busy={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setLeaving(false)}
        onGo={() => disconnect.mutate({ service: wholesaler }, { onSuccess: () => setLeaving(false) })}
      />
    </section>
  )
}
