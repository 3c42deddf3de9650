import type { ReactNode } from 'react'
import classes from './settings.module.css'

/** One setting: what it is and what it does on the left, the control on the right. */
export function Line({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <div className={classes.words}>
        <p className={classes.name}>{name}</p>
        {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  )
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}
