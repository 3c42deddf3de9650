import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useStrings } from '../../strings/index.ts'
import { IconColumns3 } from '../icons.ts'
import ui from '../ui.module.css'
import type { GridColumns } from './columns.ts'
import classes from './grid.module.css'

export function ColumnsMenu<R>({ columns }: { columns: GridColumns<R> }) {
  const s = useStrings()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={s.grid.columnsTitle}>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={s.grid.columnsTitle}
            onClick={() => setOpened((open) => !open)}
          >
            <IconColumns3 size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.choices ?? ''} aria-label={s.grid.columnsTitle}>
        {columns.choices.map((choice) => (
          <Checkbox
            key={choice.id}
            label={choice.header}
            checked={choice.visible}
            disabled={!choice.canHide}
            onChange={choice.toggle}
          />
        ))}
        <button type="button" className={ui.linkButton} onClick={columns.reset}>
          {s.grid.resetColumns}
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}
