import { Button, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AlimtalkSettings } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './access.module.css'

/** The relay that passes 알림톡 on, and the codes of its approved templates. */
export function TalkForm({ stored }: { stored: Output<'access.alimtalk'> }) {
  const s = useStrings()
  const t = s.accessTalk
  const m = s.accessMail
  const [edited, setEdited] = useState<Partial<AlimtalkSettings>>({})
  const [key, setKey] = useState('')
  const save = useAct('access.saveAlimtalk', { refresh: ['access.alimtalk'] })
  const settings: AlimtalkSettings = { ...stored.settings, ...edited }
  const change = (part: Partial<AlimtalkSettings>) => setEdited((old) => ({ ...old, ...part }))
  const changed = key !== '' || JSON.stringify(settings) !== JSON.stringify(stored.settings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { settings, ...(key === '' ? {} : { key }) },
      {
        onSuccess: () => {
          save.reset()
          setEdited({})
          setKey('')
          say(t.saved)
        },
      },
    )
  }
  return (
    <form aria-label={t.title} onSubmit={submit} noValidate>
      <p className={classes.lead}>{t.lead}</p>
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
        <TextInput
          className={classes.wide ?? ''}
          label={t.url}
          placeholder={t.urlHint}
          value={settings.url}
          maxLength={1000}
          spellCheck={false}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t.grantTemplate}
          value={settings.grantTemplate}
          maxLength={100}
          onChange={(event) => change({ grantTemplate: event.currentTarget.value })}
        />
        <TextInput
          label={t.revokeTemplate}
          value={settings.revokeTemplate}
          maxLength={100}
          onChange={(event) => change({ revokeTemplate: event.currentTarget.value })}
        />
        <PasswordInput
          label={t.key}
          description={m.passwordHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={stored.hasKey ? t.keyKept : ''}
          value={key}
          maxLength={500}
          autoComplete="new-password"
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <NumberInput
          label={m.dailyLimit}
          description={t.dailyHint(stored.sentToday)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={settings.dailyLimit}
          min={1}
          max={100_000}
          thousandSeparator=","
          suffix={t.items}
          onChange={(value) => typeof value === 'number' && change({ dailyLimit: value })}
        />
      </div>
      {save.isError ? <ErrorPanel inline error={save.error} /> : null}
      <div className={classes.formActs}>
        <Button type="submit" disabled={!changed} loading={save.isPending}>
          {s.common.save}
        </Button>
        {changed ? <span className={classes.unsaved}>{m.unsaved}</span> : null}
      </div>
    </form>
  )
}
