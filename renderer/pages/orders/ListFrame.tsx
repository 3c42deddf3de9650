import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../strings/index.ts'
import type { GridColumns } from '../../ui/grid/columns.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconArrowUp, IconCopy } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './orders.module.css'

interface SelectionProps<R> {
  selection: GridSelection<R>
  /** Absent where rows have nothing to copy. What matches beyond the window is never copied. */
  onCopy?: () => void
  /** What else can be done with the selected rows. */
  children?: ReactNode
}

/** How many rows are selected, and what can be done with them; nothing while none is. */
export function SelectionBar<R>({ selection, onCopy, children }: SelectionProps<R>) {
  const { s } = useWords()
  if (selection.size === 0) return null
  return (
    <span className={classes.selected}>
      <strong className="num">{s.grid.selected(selection.size)}</strong>
      {children}
      {onCopy === undefined || selection.value.all ? null : (
        <Button variant="default" size="compact-sm" leftSection={<IconCopy size={14} aria-hidden />} onClick={onCopy}>
          {s.grid.copySelected}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={selection.clear}>
        {s.grid.clearSelection}
      </Button>
    </span>
  )
}

/** Waits above the table, where it neither moves a row nor covers one. */
export function ArrivalsButton({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.arrivals} onClick={onClick}>
      <IconArrowUp size={14} aria-hidden />
      {text}
    </button>
  )
}

export const copyLimit = 1000

/** Puts rows into the clipboard as a spreadsheet reads them: the shown columns, tab by tab. */
export async function copyRows<R>(
  rows: readonly R[],
  columns: GridColumns<R>,
  words: { tooMany: (limit: number) => string; copied: (n: number) => string },
): Promise<void> {
  if (rows.length === 0) return
  if (rows.length > copyLimit) return say(words.tooMany(copyLimit))
  const cell = (text: string) => text.replace(/[\t\r\n]+/g, ' ').replace(/^(?=[=+\-@＝＋－＠])/, "'")
  const lines = [
    columns.shown.map(({ column }) => column.header),
    ...rows.map((row) => columns.shown.map(({ column }) => cell(column.text(row)))),
  ]
  try {
    await call('shell.copyText', { text: lines.map((line) => line.join('\t')).join('\n') })
    say(words.copied(rows.length))
  } catch (thrown) {
    sayFailure(thrown)
  }
}
