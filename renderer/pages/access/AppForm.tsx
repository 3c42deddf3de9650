import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useAct, useCall } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import classes from './access.module.css'
import { afterAct } from './refresh.ts'

interface Props {
  /** The address in use; null while there is none. */
  url: string | null
  /** With the secret, when it was made just now. */
  onDone: (secret: string | null) => void
  /** Null where there is nothing to go back to. */
  onClose: (() => void) | null
}

/** Where the operator's app listens, and the secret it may know already. */
export function AppForm({ url, onDone, onClose }: Props) {
  const s = useStrings()
  const a = s.accessApp
  const [address, setAddress] = useState(url ?? '')
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const showPeople = useAccessLists((state) => state.showPeople)
  const info = useCall('app.info', {}).data
  const practice = useCall('practice.credentials', {}, { enabled: info?.mode === 'practice', gcTime: 0 }).data
    ?.services['buyer-app']
  const connect = useAct('access.connect', { refresh: afterAct })
  useEffect(() => {
    if (practice === undefined || url !== null) return
    setAddress((old) => (old === '' ? (practice.url ?? '') : old))
    setSecret((old) => (old === '' ? (practice.secret ?? '') : old))
  }, [practice, url])
  const missing = address.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing) return
    const given = secret.trim() === '' ? {} : { secret: secret.trim() }
    connect.mutate(
      { url: address.trim(), ...given },
      {
        onSuccess: ({ secret: made }) => {
          // What is shown once is not kept where another page could read it again.
          connect.reset()
          showPeople()
          onDone(made)
        },
      },
    )
  }
  return (
    <form className={classes.form} aria-label={a.title} onSubmit={submit} noValidate>
      <p className={classes.lead}>{url === null ? a.lead : a.changeHint}</p>
      {practice === undefined || url !== null ? null : <p className={classes.lead}>{a.practice}</p>}
      <div className={classes.fields}>
        <TextInput
          className={classes.wide ?? ''}
          label={a.url}
          description={a.urlHint}
          value={address}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          error={tried && missing ? a.urlNeeded : undefined}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          className={classes.wide ?? ''}
          label={a.secret}
          description={a.secretHint}
          value={secret}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      </div>
      <p className={classes.note}>{a.docs}</p>
      {connect.isError ? <ErrorPanel inline error={connect.error} /> : null}
      <div className={classes.formActs}>
        <Button type="submit" loading={connect.isPending}>
          {a.connect}
        </Button>
        {onClose === null ? null : (
          <Button variant="default" onClick={onClose}>
            {s.common.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}
