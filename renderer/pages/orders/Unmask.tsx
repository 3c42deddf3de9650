import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../app/query.ts'
import { useScreen } from '../../stores/screen.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { clockSpan } from '../../ui/format.ts'
import { IconEye, IconEyeOff } from '../../ui/icons.ts'
import { useNow } from '../../ui/useNow.ts'
import { useUnmasked } from './useUnmasked.ts'

/** Personal data stays masked until asked for; asking leaves an audit row and lasts ten minutes. */
export function Unmask() {
  const s = useStrings()
  const shown = useUnmasked()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const setUntil = useScreen((state) => state.setUnmaskedUntil)
  const unmask = useAct('buyers.unmask', { refresh: ['audit.list'] })
  const show = () =>
    unmask.mutate(
      { reason: reason.trim() },
      {
        onSuccess: ({ until }) => {
          setUntil(until)
          setAsking(false)
          setReason('')
        },
      },
    )
  if (shown) return <MaskAgain />
  return (
    <>
      <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {s.orders.unmask}
      </Button>
      <Confirm
        opened={asking}
        title={s.orders.unmaskTitle}
        text={s.orders.unmaskText}
        go={s.orders.unmaskGo}
        busy={unmask.isPending}
        error={unmask.error}
        onClose={() => setAsking(false)}
        onGo={show}
      >
        <TextInput
          mt={16}
          label={s.orders.unmaskReason}
          placeholder={s.orders.unmaskReasonHint}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) show()
          }}
        />
      </Confirm>
    </>
  )
}

function MaskAgain() {
  const s = useStrings()
  const until = useScreen((state) => state.unmaskedUntil)
  const setUntil = useScreen((state) => state.setUnmaskedUntil)
  const now = useNow(1000)
  return (
    <Button variant="light" leftSection={<IconEyeOff size={16} aria-hidden />} onClick={() => setUntil(0)}>
      <span className="num">{s.orders.mask(clockSpan(until - now))}</span>
    </Button>
  )
}
