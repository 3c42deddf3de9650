import { Link } from 'wouter'
import { count } from './format.ts'
import classes from './ui.module.css'

export interface Tab {
  id: string
  label: string
  href: string
  count?: number | undefined
}

/** Tabs are addresses: each can be opened, remembered and gone back to. */
export function Tabs({ tabs, current, label }: { tabs: readonly Tab[]; current: string; label: string }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          href={tab.href}
          className={classes.tab}
          aria-current={tab.id === current ? 'page' : undefined}
        >
          {tab.label}
          {tab.count === undefined || tab.count === 0 ? null : (
            <span className={classes.tabCount}>{count(tab.count)}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
