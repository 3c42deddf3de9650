import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconHelpCircleFilled,
} from './icons.ts'
import classes from './ui.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle' | 'unknown'

const shapes = {
  ok: IconCircleCheckFilled,
  warn: IconAlertTriangleFilled,
  bad: IconAlertOctagonFilled,
  busy: IconCircleDashed,
  idle: IconCircleMinus,
  unknown: IconHelpCircleFilled,
} as const

/** A state: always a word, with a shape and a colour of its own. `spin` only while something really moves. */
export function StateBadge({ tone, children, spin = false }: { tone: Tone; children: string; spin?: boolean }) {
  const Shape = shapes[tone]
  return (
    <span className={classes.state} data-tone={tone}>
      <Shape size={15} aria-hidden className={spin ? classes.spin : undefined} />
      <span className="cut">{children}</span>
    </span>
  )
}
