import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { type MailSettings, mailPresets } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './access.module.css'
import { MailTemplates } from './MailTemplates.tsx'
import { DailyLimit, SecretField, useEdited, WhenSwitches } from './MessageFields.tsx'

/** The operator's mail account, what it says and when. Off until switched on. */
export function MailForm({ stored }: { stored: Output<'access.mail'> }) {
  const s = useStrings()
  const m = s.accessMail
  const { settings, change, changed, secret, setSecret, reset } = useEdited<MailSettings>(stored.settings)
  const save = useAct('access.saveMail', { refresh: ['access.mail'] })
  const keep = (given: { password?: string }) =>
    save.mutate(
      { settings, ...given },
      {
        onSuccess: () => {
          // The password goes to the keychain; the screen keeps no copy of what was sent there.
          save.reset()
          reset()
          say(m.saved)
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(secret === '' ? {} : { password: secret })
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
      <WhenSwitches settings={settings} change={change} />
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
        <SecretField
          label={m.password}
          kept={stored.hasPassword ? m.passwordKept : ''}
          value={secret}
          onChange={setSecret}
        />
        <TextInput label={m.fromName} {...text('fromName')} />
        <TextInput label={m.fromAddress} {...text('fromAddress')} />
        <DailyLimit
          hint={m.dailyHint(stored.sentToday)}
          unit={m.mails}
          value={settings.dailyLimit}
          onChange={(dailyLimit) => change({ dailyLimit })}
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
