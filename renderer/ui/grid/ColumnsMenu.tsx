import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useStrings } from '../../strings/index.ts'
import { IconCheck, IconColumns3 } from '../icons.ts'
import type { GridColumns } from './columns.ts'

export function ColumnsMenu<R>({ columns }: { columns: GridColumns<R> }) {
  const s = useStrings()
  return (
    <Menu closeOnItemClick={false} width={200}>
      <Menu.Target>
        <Tooltip label={s.grid.columnsTitle}>
          <ActionIcon variant="default" size={32} aria-label={s.grid.columnsTitle}>
            <IconColumns3 size={17} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.choices.map((choice) => (
          <Menu.Item
            key={choice.id}
            role="menuitemcheckbox"
            aria-checked={choice.visible}
            disabled={!choice.canHide}
            onClick={choice.toggle}
            rightSection={choice.visible ? <IconCheck size={15} aria-hidden /> : null}
          >
            {choice.header}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={columns.reset}>{s.grid.resetColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
