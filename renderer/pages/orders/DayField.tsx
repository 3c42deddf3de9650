import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import { dayFrom } from '../../ui/dayText.ts'

interface Props {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A day in Asia/Seoul, typed in any usual form. A native field would follow the system's language, not the shop's. */
export function DayField({ label, value, onChange }: Props) {
  const s = useStrings()
  const [text, setText] = useState(value ?? '')
  const [left, setLeft] = useState(false)
  useEffect(() => setText(value ?? ''), [value])
  const wrong = text.trim() !== '' && dayFrom(text) === null
  const take = (next: string) => {
    const day = dayFrom(next)
    if (next.trim() === '') onChange(undefined)
    else if (day !== null) onChange(day)
  }
  return (
    <TextInput
      label={label}
      placeholder="2026-01-31"
      inputMode="numeric"
      autoComplete="off"
      maxLength={16}
      w={150}
      value={text}
      error={left && wrong ? s.orders.badDay : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value
        setText(next)
        setLeft(false)
        // Whole days are taken at once; half-typed ones stay in the field.
        if (next === '' || /^\d{4}-\d{2}-\d{2}$/.test(next) || /^\d{8}$/.test(next)) take(next)
      }}
      onBlur={() => {
        setLeft(true)
        take(text)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        setLeft(true)
        take(text)
      }}
    />
  )
}
