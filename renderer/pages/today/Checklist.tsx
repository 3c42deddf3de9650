import { ActionIcon } from '@mantine/core'
import { Link } from 'wouter'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconCheck, IconX } from '../../ui/icons.ts'
import type { Dashboard } from './TodayPage.tsx'
import classes from './today.module.css'

/** The first steps, until they are done or put away. */
export function Checklist({ checklist }: { checklist: Dashboard['checklist'] }) {
  const s = useStrings()
  const settings = useCall('settings.get', {}).data
  const set = useAct('settings.set', { refresh: ['settings.get'] })
  const steps = [
    { id: 'connected', name: s.today.checkConnected, done: checklist.connected, href: '/connections/imweb' },
    { id: 'buyers', name: s.today.checkBuyers, done: checklist.sawBuyers, href: '/buyers' },
    { id: 'exported', name: s.today.checkExported, done: checklist.exported, href: '/buyers' },
    { id: 'approved', name: s.markets.today.checkApproved, done: checklist.approved, href: '/approvals' },
  ]
  const next = steps.find((step) => !step.done)
  if (settings === undefined || settings.checklistDismissed || next === undefined) return null
  return (
    <section className={classes.checklist} aria-label={s.today.checklist}>
      <h2>{s.today.checklist}</h2>
      <ol>
        {steps.map((step, i) => (
          <li key={step.id} data-done={step.done || undefined} data-next={step === next || undefined}>
            <span className={classes.step} aria-hidden>
              {step.done ? <IconCheck size={13} stroke={3} /> : i + 1}
            </span>
            {step.done ? <span>{step.name}</span> : <Link href={step.href}>{step.name}</Link>}
            <span className="sr">{step.done ? s.today.done : s.today.notDone}</span>
          </li>
        ))}
      </ol>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={s.today.dismissChecklist}
        onClick={() => set.mutate({ checklistDismissed: true })}
      >
        <IconX size={15} />
      </ActionIcon>
    </section>
  )
}
