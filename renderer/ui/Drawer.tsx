import { ActionIcon } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useStrings } from '../strings/index.ts'
import classes from './drawer.module.css'
import { IconX } from './icons.ts'

interface Props {
  label: string
  title: ReactNode
  aside?: ReactNode
  /** For details that are worked on, not only read. */
  wide?: boolean
  children: ReactNode
  onClose: () => void
}

/** A detail beside the list, never over the row it came from. It is not modal: the table keeps its keys. */
export function Drawer({ label, title, aside, wide = false, children, onClose }: Props) {
  const s = useStrings()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof HTMLElement ? event.target : document.body
      if (target.closest('[role="dialog"][aria-modal="true"], [role="listbox"], [role="menu"]')) return
      onClose()
      document.querySelector<HTMLElement>('[role="grid"]')?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  return (
    <aside ref={box} className={classes.drawer} data-wide={wide || undefined} aria-label={label}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside}
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={s.common.close} onClick={onClose}>
          <IconX size={17} />
        </ActionIcon>
      </header>
      <section className={classes.body} aria-label={label}>
        {children}
      </section>
    </aside>
  )
}
