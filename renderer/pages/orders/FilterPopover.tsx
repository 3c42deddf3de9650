import { Button, Popover } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { IconChevronDown } from '../../ui/icons.ts'
import classes from './orders.module.css'

interface Props {
  /** What is filtered by. */
  name: string
  /** What is chosen, where the button says that instead of the name. */
  chosen?: string
  icon?: ReactNode
  /** Instead of the arrow that tells of choices below. */
  mark?: ReactNode
  className?: string | undefined
  /** `close` for a choice that settles it. */
  children: (close: () => void) => ReactNode
}

/** A filter that needs more room than a list: a button that says what is chosen, and the choices below it. */
export function FilterPopover({ name, chosen, icon, mark, className = classes.period, children }: Props) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.filterButton ?? ''}
          onClick={() => setOpened((open) => !open)}
          leftSection={icon}
          rightSection={mark === undefined ? <IconChevronDown size={14} aria-hidden /> : null}
          {...(chosen === undefined ? {} : { 'aria-label': `${name}: ${chosen}` })}
        >
          {chosen ?? name}
          {mark}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={className ?? ''} aria-label={name}>
        {children(() => setOpened(false))}
      </Popover.Dropdown>
    </Popover>
  )
}
