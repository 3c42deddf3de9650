import { NumberInput, PasswordInput, Switch } from '@mantine/core'
import { useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import classes from './access.module.css'

/** What is stored with what was changed on top of it, and a secret that is never read back. */
export function useEdited<S extends object>(stored: S) {
  const [edited, setEdited] = useState<Partial<S>>({})
  const [secret, setSecret] = useState('')
  const settings: S = { ...stored, ...edited }
  return {
    ...{ settings, secret, setSecret },
    change: (part: Partial<S>) => setEdited((old) => ({ ...old, ...part })),
    changed: secret !== '' || JSON.stringify(settings) !== JSON.stringify(stored),
    reset: () => {
      setEdited({})
      setSecret('')
    },
  }
}

interface When {
  onGrant: boolean
  onRevoke: boolean
}
export function WhenSwitches({ settings, change }: { settings: When; change: (part: Partial<When>) => void }) {
  const m = useStrings().accessMail
  return (
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
  )
}

const order = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

interface SecretProps {
  label: string
  /** Said in the empty field while one is stored. */
  kept: string
  value: string
  onChange: (value: string) => void
}
export function SecretField({ label, kept, value, onChange }: SecretProps) {
  const m = useStrings().accessMail
  return (
    <PasswordInput
      label={label}
      description={m.passwordHint}
      inputWrapperOrder={order}
      placeholder={kept}
      value={value}
      maxLength={500}
      autoComplete="new-password"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface LimitProps {
  hint: string
  unit: string
  value: number
  onChange: (value: number) => void
}
export function DailyLimit({ hint, unit, value, onChange }: LimitProps) {
  const m = useStrings().accessMail
  return (
    <NumberInput
      label={m.dailyLimit}
      description={hint}
      inputWrapperOrder={order}
      value={value}
      min={1}
      max={100_000}
      thousandSeparator=","
      suffix={unit}
      onChange={(given) => typeof given === 'number' && onChange(given)}
    />
  )
}
