import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ImwebCredentials } from '../../../shared/contract/connections.ts'
import { useAct } from '../../app/query.ts'
import type { Attempt } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import ui from '../../ui/ui.module.css'
import { credentialFaults, isLoopback } from './credentials.ts'
import classes from './wizard.module.css'

interface Props {
  initial: ImwebCredentials
  defaultRedirectUri: string
  practice: boolean
  onBack: () => void
  onStarted: (attempt: Omit<Attempt, 'state' | 'error'>, values: ImwebCredentials) => void
}

/** The four values of the developer console. The secret leaves this component only towards the engine. */
export function Credentials({ initial, defaultRedirectUri, practice, onBack, onStarted }: Props) {
  const s = useStrings()
  const w = s.wizard
  const [values, setValues] = useState(initial)
  const [tried, setTried] = useState(false)
  const connect = useAct('connections.connectImweb', { refresh: ['connections.list'] })
  const faults = credentialFaults(values)
  const words = { required: w.required, uri: w.badUri }
  const field = (name: keyof ImwebCredentials) => ({
    value: values[name],
    required: true,
    withAsterisk: false,
    spellCheck: false,
    autoComplete: 'off',
    error: tried && faults[name] ? words[faults[name]] : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((old) => ({ ...old, [name]: value }))
    },
    onBlur: () => setValues((old) => ({ ...old, [name]: old[name].trim() })),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(faults).length === 0) connect.mutate(values, { onSuccess: (attempt) => onStarted(attempt, values) })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p>{practice ? w.practiceFields : w.fieldsLead}</p>
      <TextInput label={w.clientId} {...field('clientId')} data-autofocus autoFocus />
      <PasswordInput label={w.clientSecret} description={w.clientSecretHint} {...field('clientSecret')} />
      <TextInput label={w.siteCode} description={w.siteCodeHint} {...field('siteCode')} />
      <TextInput
        label={w.redirectUri}
        description={isLoopback(values.redirectUri) ? w.redirectHintLoopback : w.redirectHintPaste}
        {...field('redirectUri')}
      />
      {values.redirectUri === defaultRedirectUri ? null : (
        <button
          type="button"
          className={`${ui.linkButton} ${classes.reset}`}
          onClick={() => setValues((old) => ({ ...old, redirectUri: defaultRedirectUri }))}
        >
          {w.useDefault}
        </button>
      )}
      {practice ? null : (
        <details className={classes.more}>
          <summary>{w.ownAddress}</summary>
          <p>{w.ownAddressText}</p>
        </details>
      )}
      {connect.isError ? <ErrorPanel inline error={connect.error} /> : null}
      <div className={classes.actions}>
        <Button variant="default" onClick={onBack}>
          {s.common.back}
        </Button>
        <Button type="submit" loading={connect.isPending}>
          {w.connect}
        </Button>
      </div>
    </form>
  )
}
