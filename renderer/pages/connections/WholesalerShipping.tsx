import { Button, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './connections.module.css'

type Typed = string | number | null
const won = (value: string | number): number | null => (value === '' ? null : Math.round(Number(value)))

/** Zentrade states no shipping: what the operator knows of it. Left empty, it stays unknown, never 0. */
export function WholesalerShipping() {
  const s = useStrings()
  const w = s.wholesalers
  const settings = useCall('products.settings', {}).data
  const save = useAct('products.setSettings', { refresh: ['products.settings', 'products.get'] })
  const [fee, setFee] = useState<Typed>(null)
  const [back, setBack] = useState<Typed>(null)
  if (settings === undefined) return null
  const shownFee = fee ?? settings.zentradeShippingFee ?? ''
  const shownBack = back ?? settings.zentradeReturnFee ?? ''
  const changed = won(shownFee) !== settings.zentradeShippingFee || won(shownBack) !== settings.zentradeReturnFee
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { zentradeShippingFee: won(shownFee), zentradeReturnFee: won(shownBack) },
      { onSuccess: () => say(w.saved), onError: sayFailure },
    )
  }
  const common = { min: 0, max: 1_000_000, thousandSeparator: ',', w: 140 }
  return (
    <form className={classes.shipping} onSubmit={submit}>
      <NumberInput {...common} label={w.zentradeShipping} value={shownFee} onChange={setFee} />
      <NumberInput {...common} label={w.zentradeReturn} value={shownBack} onChange={setBack} />
      <Button type="submit" variant="default" disabled={!changed} loading={save.isPending}>
        {s.common.save}
      </Button>
      <p className={classes.factNote}>{w.zentradeShippingHint}</p>
    </form>
  )
}
