import type { ReactNode } from 'react'
import classes from './ui.module.css'

/** An empty place that teaches: what will be here, and the one button that fills it. */
export function EmptyState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true" className={classes.emptyMark}>
        <path d="M6 12h60M6 22h44M6 32h52" />
        <path d="M6 2h12m8 0h10m8 0h8" />
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {action === undefined ? null : <div className={classes.actions}>{action}</div>}
    </div>
  )
}
