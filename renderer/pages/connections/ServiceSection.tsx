import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { ScreenCallName } from '../../../shared/contract.ts'
import type { Market } from '../../../shared/market.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './connections.module.css'
import { KeyFacts } from './KeyFacts.tsx'
import { connectionTones } from './words.ts'

interface Props {
  service: Market | Wholesaler
  name: string
  connection: Connection | undefined
  words: {
    connect: (name: string) => string
    change: string
    changeTitle: (name: string) => string
    disconnectTitle: (name: string) => string
    disconnectText: string
  }
  /** What it is, while not connected. */
  text: string
  /** Where its things are listed, and the words of the way there. */
  see: { text: string; href: string }
  badge?: ReactNode
  /** What to do about a problem, instead of giving other keys. */
  problemAction?: ReactNode
  form: (close: () => void) => ReactNode
  /** Shown below while connected. */
  children?: ReactNode
  refresh: readonly ScreenCallName[]
}

/** One service with keys of its own: what it takes to connect, or how the connection is doing. */
export function ServiceSection(props: Props) {
  const { service, name, connection, words, see, refresh } = props
  const s = useStrings()
  const [, navigate] = useLocation()
  const [editing, setEditing] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const check = useAct('connections.check', { refresh })
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
        {props.badge}
        <span className={classes.headActions}>
          {off ? (
            editing ? null : (
              <Button onClick={() => setEditing(true)}>{words.connect(name)}</Button>
            )
          ) : (
            <>
              <Button variant="default" aria-label={`${name} ${see.text}`} onClick={() => navigate(see.href)}>
                {see.text}
              </Button>
              <Button
                variant="default"
                loading={check.isPending}
                aria-label={`${name} ${s.connections.check}`}
                onClick={() => check.mutate({ service }, { onError: sayFailure })}
              >
                {s.connections.check}
              </Button>
              <Button
                variant="default"
                aria-label={words.changeTitle(name)}
                onClick={() => setEditing((open) => !open)}
              >
                {words.change}
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
            editing ? null : (props.problemAction ?? <Button onClick={() => setEditing(true)}>{words.change}</Button>)
          }
        />
      )}
      {off && !editing ? <p className={classes.serviceText}>{props.text}</p> : null}
      {editing ? (
        props.form(() => setEditing(false))
      ) : off || connection === undefined ? null : (
        <KeyFacts connection={connection} />
      )}
      {off || editing ? null : props.children}
      <Confirm
        opened={leaving}
        danger
        title={words.disconnectTitle(name)}
        text={words.disconnectText}
        go={s.connections.disconnect}
        busy={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setLeaving(false)}
        onGo={() => disconnect.mutate({ service }, { onSuccess: () => setLeaving(false) })}
      />
    </section>
  )
}
