import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { ScreenCallName } from '../../../shared/contract.ts'
import type { Market } from '../../../shared/market.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './connections.module.css'

interface Props {
  service: Market | Wholesaler
  label: string
  fields: readonly string[]
  secrets: ReadonlySet<string>
  missingOf: (values: Readonly<Record<string, string>>) => readonly string[]
  words: { fields: Readonly<Record<string, string>>; required: string; connectGo: string }
  /** Above the fields; in practice mode its own values are filled in. */
  lead: (practising: boolean) => ReactNode
  /** Between the fields and the buttons. */
  children: ReactNode
  sandbox?: boolean | undefined
  connected: string
  refresh: readonly ScreenCallName[]
  onClose: () => void
}

/** A service's own values, proved by one call before they are kept. They leave this component towards the engine only. */
export function KeyForm(props: Props) {
  const { service, fields, words, sandbox, onClose } = props
  const s = useStrings()
  const [values, setValues] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const info = useCall('app.info', {}).data
  const practice = useCall('practice.credentials', {}, { enabled: info?.mode === 'practice', gcTime: 0 }).data
    ?.services[service]
  useEffect(() => {
    if (practice !== undefined) setValues((old) => (Object.keys(old).length === 0 ? practice : old))
  }, [practice])
  const connect = useAct('connections.connect', { refresh: props.refresh })
  const missing = props.missingOf(values)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length > 0) return
    const secrets = Object.fromEntries(fields.map((field) => [field, (values[field] ?? '').trim()]))
    connect.mutate(
      { service, secrets, ...(sandbox === undefined ? {} : { sandbox }) },
      {
        onSuccess: () => {
          say(props.connected)
          onClose()
        },
      },
    )
  }
  return (
    <form className={classes.serviceForm} aria-label={props.label} onSubmit={submit} noValidate>
      {props.lead(practice !== undefined)}
      <div className={classes.serviceFields}>
        {fields.map((field, i) => {
          const Field = props.secrets.has(field) ? PasswordInput : TextInput
          return (
            <Field
              key={field}
              label={words.fields[field] ?? field}
              value={values[field] ?? ''}
              maxLength={1000}
              spellCheck={false}
              autoComplete="off"
              autoFocus={i === 0}
              error={tried && missing.includes(field) ? words.required : undefined}
              onChange={(event) => {
                const { value } = event.currentTarget
                setValues((old) => ({ ...old, [field]: value }))
              }}
            />
          )
        })}
      </div>
      {props.children}
      {connect.isError ? <ErrorPanel inline error={connect.error} /> : null}
      <div className={classes.serviceActs}>
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button type="submit" loading={connect.isPending}>
          {words.connectGo}
        </Button>
      </div>
    </form>
  )
}
