import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { Market } from '../../../shared/market.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconExternalLink } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './connections.module.css'
import { keyPlaces, marketFields, marketSecrets, missingOf } from './marketFields.ts'

interface Props {
  market: Market
  /** Never connected, or not any more: what the market asks of its sellers is said first. */
  first: boolean
  onClose: () => void
}

/** The market's own values, proved by one call before they are kept. They leave this component towards the engine only. */
export function MarketForm({ market, first, onClose }: Props) {
  const s = useStrings()
  const m = s.markets
  const name = s.listing.markets[market]
  const fields = marketFields[market]
  const [values, setValues] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const info = useCall('app.info', {}).data
  const practice = useCall('practice.credentials', {}, { enabled: info?.mode === 'practice', gcTime: 0 }).data
    ?.services[market]
  useEffect(() => {
    if (practice !== undefined) setValues((old) => (Object.keys(old).length === 0 ? practice : old))
  }, [practice])
  const help = useAct('shell.openHelp')
  const connect = useAct('connections.connect', { refresh: ['connections.list', 'dashboard.get', 'step.summary'] })
  const missing = missingOf(market, values)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length > 0) return
    const secrets = Object.fromEntries(fields.map((field) => [field, (values[field] ?? '').trim()]))
    connect.mutate(
      { service: market, secrets },
      {
        onSuccess: () => {
          say(m.connected(name))
          onClose()
        },
      },
    )
  }
  return (
    <form className={classes.serviceForm} aria-label={m.connect(name)} onSubmit={submit} noValidate>
      {practice !== undefined ? (
        <p className={classes.serviceText}>{m.practice}</p>
      ) : (
        <>
          <p className={classes.serviceText}>{m.text[market]}</p>
          <details className={classes.steps} open={first}>
            <summary>{m.stepsTitle}</summary>
            <ol>
              {m.steps[market].map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p className={classes.factNote}>{m.address}</p>
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<IconExternalLink size={14} aria-hidden />}
              onClick={() => help.mutate({ topic: keyPlaces[market] }, { onError: sayFailure })}
            >
              {m.openPlace[market]}
            </Button>
          </details>
        </>
      )}
      {market === 'naver' && first ? (
        <div className={classes.notice} role="note" aria-label={m.naverTitle}>
          <strong>{m.naverTitle}</strong>
          <p>{m.naverNotice}</p>
        </div>
      ) : null}
      <div className={classes.serviceFields}>
        {fields.map((field, i) => {
          const Field = marketSecrets.has(field) ? PasswordInput : TextInput
          return (
            <Field
              key={field}
              label={m.fields[field] ?? field}
              value={values[field] ?? ''}
              maxLength={1000}
              spellCheck={false}
              autoComplete="off"
              autoFocus={i === 0}
              error={tried && missing.includes(field) ? m.required : undefined}
              onChange={(event) => {
                const { value } = event.currentTarget
                setValues((old) => ({ ...old, [field]: value }))
              }}
            />
          )
        })}
      </div>
      <p className={classes.factNote}>{m.secretHint}</p>
      {connect.isError ? <ErrorPanel inline error={connect.error} /> : null}
      <div className={classes.serviceActs}>
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button type="submit" loading={connect.isPending}>
          {m.connectGo}
        </Button>
      </div>
    </form>
  )
}
