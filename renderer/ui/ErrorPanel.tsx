import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { shapeOf } from '../app/api.ts'
import { useStrings } from '../strings/index.ts'
import { IconAlertOctagonFilled } from './icons.ts'
import classes from './ui.module.css'

interface Props {
  error: unknown
  onRetry?: (() => void) | undefined
  action?: ReactNode
  /** A line inside a page instead of a block in an empty space. */
  inline?: boolean
}

/** A failure in three parts: what did not happen, why with its code, what to do. */
export function ErrorPanel({ error, onRetry, action, inline = false }: Props) {
  const s = useStrings()
  const shape =
    typeof error === 'object' && error !== null && 'code' in error && 'nextStep' in error
      ? (error as ReturnType<typeof shapeOf>)
      : shapeOf(error)
  const code = [shape.service, shape.serviceCode].filter(Boolean).join(' ')
  return (
    <div className={inline ? classes.errorInline : classes.errorBlock} role="alert">
      <IconAlertOctagonFilled size={18} aria-hidden className={classes.errorMark} />
      <div className={classes.errorText}>
        <p className={classes.errorMessage}>{shape.message}</p>
        {shape.nextStep === '' ? null : <p>{shape.nextStep}</p>}
        <p className={classes.errorCode}>
          <span className="mono" data-copyable>
            {shape.code}
            {code === '' ? '' : ` · ${code}`}
            {shape.traceId === undefined ? '' : ` · ${s.common.trace} ${shape.traceId}`}
          </span>
        </p>
        <div className={classes.actions}>
          {action}
          {onRetry === undefined ? null : (
            <Button variant="default" onClick={onRetry}>
              {s.common.retry}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
