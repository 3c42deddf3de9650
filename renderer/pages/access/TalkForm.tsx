import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { AlimtalkSettings } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say } from '../../ui/notify.ts'
import classes from './access.module.css'
import { DailyLimit, SecretField, useEdited, WhenSwitches } from './MessageFields.tsx'

/** The relay that passes 알림톡 on, and the codes of its approved templates. */
export function TalkForm({ stored }: { stored: Output<'access.alimtalk'> }) {
  const s = useStrings()
  const t = s.accessTalk
  const m = s.accessMail
  const { settings, change, changed, secret, setSecret, reset } = useEdited<AlimtalkSettings>(stored.settings)
  const save = useAct('access.saveAlimtalk', { refresh: ['access.alimtalk'] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { settings, ...(secret === '' ? {} : { key: secret }) },
      {
        onSuccess: () => {
          save.reset()
          reset()
          say(t.saved)
        },
      },
    )
  }
  return (
    <form aria-label={t.title} onSubmit={submit} noValidate>
      <p className={classes.lead}>{t.lead}</p>
      <WhenSwitches settings={settings} change={change} />
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
        <SecretField label={t.key} kept={stored.hasKey ? t.keyKept : ''} value={secret} onChange={setSecret} />
        <DailyLimit
          hint={t.dailyHint(stored.sentToday)}
          unit={t.items}
          value={settings.dailyLimit}
          onChange={(dailyLimit) => change({ dailyLimit })}
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
