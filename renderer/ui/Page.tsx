import { type ReactNode, useEffect } from 'react'
import { useStrings } from '../strings/index.ts'
import classes from './ui.module.css'

interface HeaderProps {
  title: string
  /** Beside the title: tabs, usually. */
  children?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ title, children, actions }: HeaderProps) {
  const s = useStrings()
  useEffect(() => {
    document.title = `${title} – ${s.app.name}`
  }, [title, s])
  return (
    <header className={classes.pageHeader}>
      <h1>{title}</h1>
      {children}
      <div className={classes.pageActions}>{actions}</div>
    </header>
  )
}

/** A page that scrolls as a whole; tables scroll inside themselves instead. */
export function ScrollPage({ children }: { children: ReactNode }) {
  return <div className={classes.scrollPage}>{children}</div>
}

/** A titled part of a page, set off by a line, not by a box. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        {aside === undefined ? null : <div className={classes.sectionAside}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}

export function Skeleton({ width = '100%', height = 14 }: { width?: number | string; height?: number }) {
  return <span className={classes.skeleton} style={{ width, height }} aria-hidden />
}
