import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import classes from './access.module.css'

/** One mail to the operator, from a made-up buyer's point of view. */
export function TestMail({ ready }: { ready: boolean }) {
  const s = useStrings()
  const m = s.accessMail
  const [to, setTo] = useState('')
  const [which, setWhich] = useState<'grant' | 'revoke'>('grant')
  const test = useAct('access.testMail')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    test.mutate({ to: to.trim(), which })
  }
  return (
    <form aria-label={m.test} onSubmit={submit} noValidate>
      <h3 className={classes.sub}>{m.test}</h3>
      <div className={classes.testLine}>
        <TextInput
          label={m.testTo}
          type="email"
          value={to}
          maxLength={320}
          w={260}
          autoComplete="off"
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Select
          label={m.templates}
          data={[
            { value: 'grant', label: m.which.grant },
            { value: 'revoke', label: m.which.revoke },
          ]}
          value={which}
          allowDeselect={false}
          w={140}
          onChange={(value) => setWhich(value === 'revoke' ? 'revoke' : 'grant')}
        />
        <Button type="submit" variant="default" disabled={!ready || to.trim().length < 3} loading={test.isPending}>
          {m.test}
        </Button>
      </div>
      <p className={classes.note}>{m.testHint}</p>
      {test.isError ? <ErrorPanel inline error={test.error} /> : null}
      {test.data === undefined ? null : (
        <output className={classes.ok}>{m.tested(test.data.response.slice(0, 200))}</output>
      )}
    </form>
  )
}
