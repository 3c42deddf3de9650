import { Button, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type MailSettings, mailPresets } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './access.module.css'
import { MailTemplates } from './MailTemplates.tsx'

/** The operator's mail account, what it says and when. Off until switched on. */
export function MailForm({ stored }: { stored: Output<'access.mail'> }) {
  const s = useStrings()
  const m = s.accessMail
  const [edited, setEdited] = useState<Partial<MailSettings>>({})
  const [password, setPassword] = useState('')
  const save = useAct('access.saveMail', { refresh: ['access.mail'] })
  const settings: MailSettings = { ...stored.settings, ...edited }
  const change = (part: Partial<MailSettings>) => setEdited((old) => ({ ...old, ...part }))
  const changed = password !== '' || JSON.stringify(settings) !== JSON.stringify(stored.settings)
  const keep = (given: { password?: string }) =>
    save.mutate(
      { settings, ...given },
      {
        onSuccess: () => {
          // The password goes to the keychain; the screen keeps no copy of what was sent there.
          save.reset()
          setEdited({})
          setPassword('')
          say(m.saved)
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(password === '' ? {} : { password })
  }
  const text = (name: 'username' | 'fromName' | 'fromAddress' | 'host') => ({
    value: settings[name],
    maxLength: 320,
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  return (
    <form aria-label={m.title} onSubmit={submit} noValidate>
      <p className={classes.lead}>{m.lead}</p>
      <div className={classes.switches}>
        <Switch
          label={m.onGrant}
          checked={settings.onGrant}
          onChange={(event) => change({ onGrant: event.currentTarget.checked })}
        />
        <Switch
          label={m.onRevoke}
          checked={settings.onRevoke}
          onChange={(event) => change({ onRevoke: event.currentTarget.checked })}
        />
      </div>
      <div className={`${classes.form} ${classes.fields}`}>
        <Select
          className={classes.wide ?? ''}
          label={m.preset}
          description={m.where[settings.preset]}
          data={mailPresets.map((value) => ({ value, label: m.presets[value] }))}
          value={settings.preset}
          allowDeselect={false}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(value) => {
            const preset = mailPresets.find((known) => known === value)
            if (preset !== undefined) change({ preset })
          }}
        />
        {settings.preset === 'custom' ? (
          <>
            <TextInput label={m.host} {...text('host')} />
            <NumberInput
              label={m.port}
              value={settings.port}
              min={1}
              max={65_535}
              onChange={(value) => typeof value === 'number' && change({ port: value })}
            />
            <Switch
              className={classes.wide ?? ''}
              label={m.secure}
              checked={settings.secure}
              onChange={(event) => change({ secure: event.currentTarget.checked })}
            />
          </>
        ) : null}
        <TextInput label={m.username} {...text('username')} />
        <PasswordInput
          label={m.password}
          description={m.passwordHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={stored.hasPassword ? m.passwordKept : ''}
          value={password}
          maxLength={500}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput label={m.fromName} {...text('fromName')} />
        <TextInput label={m.fromAddress} {...text('fromAddress')} />
        <NumberInput
          label={m.dailyLimit}
          description={m.dailyHint(stored.sentToday)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={settings.dailyLimit}
          min={1}
          max={100_000}
          thousandSeparator=","
          suffix={m.mails}
          onChange={(value) => typeof value === 'number' && change({ dailyLimit: value })}
        />
      </div>
      <MailTemplates settings={settings} change={change} />
      {save.isError ? <ErrorPanel inline error={save.error} /> : null}
      <div className={classes.formActs}>
        <Button type="submit" disabled={!changed} loading={save.isPending}>
          {s.common.save}
        </Button>
        {stored.hasPassword ? (
          <Button variant="subtle" color="red" onClick={() => keep({ password: '' })}>
            {m.forget}
          </Button>
        ) : null}
        {changed ? <span className={classes.unsaved}>{m.unsaved}</span> : null}
      </div>
    </form>
  )
}
