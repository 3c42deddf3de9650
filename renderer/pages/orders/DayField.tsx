import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { parseKstDay } from '../../../shared/time.ts'

interface Props {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A day in Asia/Seoul. Only whole, real days leave the field; a half-typed one stays here. */
export function DayField({ label, value, onChange }: Props) {
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  return (
    <TextInput
      type="date"
      label={label}
      value={text}
      w={150}
      onChange={(event) => {
        const next = event.currentTarget.value
        setText(next)
        if (next === '') onChange(undefined)
        else if (parseKstDay(next) !== null && next >= '2000-01-01') onChange(next)
      }}
    />
  )
}
