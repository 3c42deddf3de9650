import { NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'

interface Props {
  label: string
  value: number
  min: number
  max: number
  suffix?: string
  onChange: (value: number) => void
}

/** A number that is saved when the field is left or Enter pressed, and only when it is within its range. */
export function NumberSetting({ label, value, min, max, suffix, onChange }: Props) {
  const [text, setText] = useState<number | string>(value)
  useEffect(() => setText(value), [value])
  const wrong = typeof text !== 'number' || text < min || text > max
  const save = () => {
    if (wrong) setText(value)
    else if (text !== value) onChange(text)
  }
  return (
    <NumberInput
      aria-label={label}
      value={text}
      min={min}
      max={max}
      clampBehavior="none"
      {...(suffix === undefined ? {} : { suffix })}
      w={120}
      error={wrong ? `${min}–${max}` : undefined}
      onChange={setText}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) save()
      }}
    />
  )
}
