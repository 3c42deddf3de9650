import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { afterAct } from './refresh.ts'

const overlaps = [24, 72, 168, 1, 0] as const

/** A new secret; the old one signs along for a while. */
export function Rotate({ onSecret }: { onSecret: (secret: string) => void }) {
  const s = useStrings()
  const a = s.accessApp
  const [asking, setAsking] = useState(false)
  const [overlapHours, setOverlapHours] = useState<number>(24)
  const rotate = useAct('access.rotateSecret', { refresh: afterAct })
  const go = () =>
    rotate.mutate(
      { overlapHours },
      {
        onSuccess: ({ secret }) => {
          rotate.reset()
          setAsking(false)
          onSecret(secret)
        },
      },
    )
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {a.rotate}
      </Button>
      <Confirm
        opened={asking}
        title={a.rotateTitle}
        text={a.rotateText}
        go={a.rotate}
        busy={rotate.isPending}
        error={rotate.error}
        onClose={() => setAsking(false)}
        onGo={go}
      >
        <Select
          mt={16}
          label={a.overlap}
          data={overlaps.map((hours) => ({ value: String(hours), label: a.overlapHours(hours) }))}
          value={String(overlapHours)}
          allowDeselect={false}
          onChange={(value) => setOverlapHours(Number(value ?? 24))}
        />
      </Confirm>
    </>
  )
}
