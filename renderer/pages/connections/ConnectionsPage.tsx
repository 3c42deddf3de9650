import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useScreen } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { PageHeader, ScrollPage, Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './connections.module.css'
import { Facts } from './Facts.tsx'
import { MarketConnections } from './MarketConnections.tsx'
import { WholesalerConnections } from './WholesalerConnections.tsx'
import { connectionTones, consentWarnDays } from './words.ts'

export default function ConnectionsPage() {
  const s = useStrings()
  const [, navigate] = useLocation()
  const connections = useCall('connections.list', {})
  const imweb = connections.data?.items.find((item) => item.service === 'imweb')
  return (
    <>
      <PageHeader title={s.connections.title} />
      <ScrollPage>
        {connections.isError ? (
          <ErrorPanel error={connections.error} onRetry={() => void connections.refetch()} />
        ) : connections.data === undefined ? (
          <div className={classes.connection} aria-busy>
            <Skeleton width={200} height={20} />
          </div>
        ) : imweb === undefined || (imweb.state === 'disconnected' && imweb.clientIdLast4 === null) ? (
          <EmptyState
            title={s.rail.notConnected}
            text={s.connections.connectText}
            action={<Button onClick={() => navigate('/connections/imweb')}>{s.connections.connect}</Button>}
          />
        ) : (
          <ImwebConnection connection={imweb} />
        )}
        {connections.data === undefined ? null : (
          <>
            <WholesalerConnections connections={connections.data.items} />
            <MarketConnections connections={connections.data.items} />
          </>
        )}
      </ScrollPage>
    </>
  )
}

function ImwebConnection({ connection }: { connection: Connection }) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const [leaving, setLeaving] = useState(false)
  const setAttempt = useScreen((state) => state.setAttempt)
  const check = useAct('connections.check', { refresh: ['connections.list', 'dashboard.get'] })
  const reconnect = useAct('connections.reconnectImweb')
  const disconnect = useAct('connections.disconnect', { refresh: ['connections.list', 'dashboard.get', 'sync.status'] })
  const consentAgain = () =>
    reconnect.mutate(
      {},
      {
        onSuccess: (attempt) => {
          setAttempt({ ...attempt, state: 'waiting', error: null })
          navigate('/connections/imweb')
        },
        onError: sayFailure,
      },
    )
  const ageing = (connection.consentAgeDays ?? 0) >= consentWarnDays
  const again = (
    <Button onClick={consentAgain} loading={reconnect.isPending}>
      {s.connections.reconnect}
    </Button>
  )
  return (
    <section className={classes.connection} aria-label={s.connections.imweb}>
      <div className={classes.head}>
        <h2>{s.connections.imweb}</h2>
        <StateBadge tone={connectionTones[connection.state]} spin={connection.state === 'connecting'}>
          {s.connections.state[connection.state]}
        </StateBadge>
        <span className={classes.headActions}>
          {connection.state === 'disconnected' ? (
            <Button onClick={() => navigate('/connections/imweb')}>{s.connections.connect}</Button>
          ) : (
            <>
              <Button
                variant="default"
                loading={check.isPending}
                onClick={() => check.mutate({ service: 'imweb' }, { onError: sayFailure })}
              >
                {s.connections.check}
              </Button>
              <Button variant="default" onClick={() => navigate('/connections/imweb?edit=1')}>
                {s.connections.change}
              </Button>
              <Button variant="default" color="red" onClick={() => setLeaving(true)}>
                {s.connections.disconnect}
              </Button>
            </>
          )}
        </span>
      </div>
      {connection.problem === null ? null : (
        <ErrorPanel
          inline
          error={connection.problem}
          action={
            connection.state === 'needs_setup' ? (
              <Button onClick={() => navigate('/connections/imweb?edit=1')}>{s.connections.change}</Button>
            ) : (
              again
            )
          }
        />
      )}
      {connection.problem === null && ageing ? (
        <div className={classes.ageing} role="note">
          <p>{s.connections.consentSoon}</p>
          {again}
        </div>
      ) : null}
      <Facts connection={connection} />
      <Confirm
        opened={leaving}
        danger
        title={s.connections.disconnectTitle}
        text={s.connections.disconnectText}
        go={s.connections.disconnect}
        busy={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setLeaving(false)}
        onGo={() => disconnect.mutate({ service: 'imweb' }, { onSuccess: () => setLeaving(false) })}
      />
    </section>
  )
}
