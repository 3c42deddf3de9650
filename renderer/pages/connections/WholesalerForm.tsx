import { Button, PasswordInput, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { Wholesaler } from '../../../shared/product.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './connections.module.css'

/** What opens each wholesaler; the last value is the secret one. */
export const wholesalerFields: Record<Wholesaler, readonly string[]> = {
  ownerclan: ['username', 'password'],
  zentrade: ['id', 'mSkey'],
  domeggook: ['aid'],
}
const secret = new Set(['password', 'mSkey', 'aid'])

interface Props {
  wholesaler: Wholesaler
  /** Whether its test environment is the connected one; absent where it has none. */
  sandbox: boolean | undefined
  onClose: () => void
}

/** The wholesaler's own values, proved by one call before they are kept. They leave this component towards the engine only. */
export function WholesalerForm({ wholesaler, sandbox, onClose }: Props) {
  const s = useStrings()
  const w = s.wholesalers
  const name = s.products.wholesaler[wholesaler]
  const fields = wholesalerFields[wholesaler]
  const [values, setValues] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const [inSandbox, setInSandbox] = useState(sandbox ?? false)
  const info = useCall('app.info', {}).data
  const practice = useCall('practice.credentials', {}, { enabled: info?.mode === 'practice', gcTime: 0 }).data
    ?.services[wholesaler]
  useEffect(() => {
    if (practice !== undefined) setValues((old) => (Object.keys(old).length === 0 ? practice : old))
  }, [practice])
  const connect = useAct('connections.connect', {
    refresh: ['connections.list', 'collect.capabilities', 'dashboard.get'],
  })
  const missing = (field: string) => (values[field] ?? '').trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fields.some(missing)) return
    const secrets = Object.fromEntries(fields.map((field) => [field, (values[field] ?? '').trim()]))
    connect.mutate(
      { service: wholesaler, secrets, ...(sandbox === undefined ? {} : { sandbox: inSandbox }) },
      {
        onSuccess: () => {
          say(w.connected(inSandbox ? `${name} ${w.sandboxShort}` : name))
          onClose()
        },
      },
    )
  }
  return (
    <form className={classes.serviceForm} aria-label={w.connect(name)} onSubmit={submit} noValidate>
      <p className={classes.serviceText}>{practice === undefined ? w.text[wholesaler] : w.practice}</p>
      <div className={classes.serviceFields}>
        {fields.map((field, i) => {
          const Field = secret.has(field) ? PasswordInput : TextInput
          return (
            <Field
              key={field}
              label={w.fields[field] ?? field}
              value={values[field] ?? ''}
              maxLength={1000}
              spellCheck={false}
              autoComplete="off"
              autoFocus={i === 0}
              error={tried && missing(field) ? w.required : undefined}
              onChange={(event) => {
                const { value } = event.currentTarget
                setValues((old) => ({ ...old, [field]: value }))
              }}
            />
          )
        })}
      </div>
      {sandbox === undefined || info?.mode !== 'real' ? null : (
        <Switch
          label={w.sandbox}
          description={w.sandboxHint}
          checked={inSandbox}
          my={6}
          onChange={(event) => setInSandbox(event.currentTarget.checked)}
        />
      )}
      <p className={classes.factNote}>
        {w.where[wholesaler]} {w.secretHint}
      </p>
      {connect.isError ? <ErrorPanel inline error={connect.error} /> : null}
      <div className={classes.serviceActs}>
        <Button variant="default" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button type="submit" loading={connect.isPending}>
          {w.connectGo}
        </Button>
      </div>
    </form>
  )
}
