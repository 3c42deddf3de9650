import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../app/query.ts'
import { useAccessLists } from '../../stores/accessLists.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { say } from '../../ui/notify.ts'
import { DayField } from '../orders/DayField.tsx'
import classes from './access.module.css'
import { afterAct } from './refresh.ts'

export type Decision = 'granted' | 'blocked' | 'clear'

interface Props {
  buyerId: string
  name: string
  decision: Decision
  onClose: () => void
}

/** A decision by hand about one person, never without its reason. */
export function ManualDialog({ buyerId, name, decision, onClose }: Props) {
  const s = useStrings()
  const p = s.accessPerson
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string>()
  const [tried, setTried] = useState(false)
  const showPeople = useAccessLists((state) => state.showPeople)
  const set = useAct('access.setManual', { refresh: [...afterAct, 'audit.list'] })
  const clear = useAct('access.clearManual', { refresh: [...afterAct, 'audit.list'] })
  const missing = reason.trim() === ''
  const done = () => {
    say(p.saved)
    showPeople()
    onClose()
  }
  const go = () => {
    setTried(true)
    if (missing) return
    if (decision === 'clear') return clear.mutate({ buyerId, reason: reason.trim() }, { onSuccess: done })
    const last = decision === 'granted' && until !== undefined ? { until } : {}
    set.mutate({ buyerId, kind: decision, reason: reason.trim(), ...last }, { onSuccess: done })
  }
  const words = {
    granted: { title: p.grantTitle(name), text: p.grantText, go: p.grant },
    blocked: { title: p.blockTitle(name), text: p.blockText, go: p.block },
    clear: { title: p.clearTitle(name), text: p.clearText, go: p.clear },
  }[decision]
  return (
    <Confirm
      opened
      {...words}
      danger={decision === 'blocked'}
      busy={set.isPending || clear.isPending}
      error={set.error ?? clear.error}
      onClose={onClose}
      onGo={go}
    >
      <TextInput
        mt={16}
        label={p.reason}
        placeholder={p.reasonHint}
        value={reason}
        maxLength={300}
        required
        error={tried && missing ? p.reasonNeeded : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) go()
        }}
      />
      {decision === 'granted' ? (
        <div className={classes.field}>
          <DayField label={p.lastDay} value={until} onChange={setUntil} />
        </div>
      ) : null}
    </Confirm>
  )
}
