import { NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import { rateOfPercent } from './margin.ts'

const settleMs = 300

interface Props {
  /** A fraction. */
  value: number | undefined
  onChange: (rate: number | undefined) => void
}

/** Drafts that would earn no more than so much of their price. */
export function MarginFilter({ value, onChange }: Props) {
  const f = useStrings().approvals.filters
  const shown = value === undefined ? '' : Math.round(value * 1000) / 10
  const [typed, setTyped] = useState<string | number>(shown)
  useEffect(() => setTyped(shown), [shown])
  useEffect(() => {
    const rate = rateOfPercent(typed)
    if (rate === value) return
    // While a number is being typed its beginning is another number.
    const timer = setTimeout(() => onChange(rate), settleMs)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <NumberInput
      aria-label={f.maxMargin}
      placeholder={f.maxMargin}
      w={124}
      suffix=" %"
      decimalScale={1}
      min={-100}
      max={99}
      hideControls
      value={typed}
      onChange={setTyped}
    />
  )
}
