import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../strings/index.ts'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { when, wholeMoment } from '../../ui/format.ts'
import type { GridColumns } from '../../ui/grid/columns.ts'
import { scrollableRows } from '../../ui/grid/useRows.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconArrowUp, IconCopy } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { useNow } from '../../ui/useNow.ts'
import classes from './orders.module.css'

interface InfoProps<R> {
  countText: string
  total: number
  asOf: number | null
  chips: readonly Chip[]
  onClear: () => void
  selection: GridSelection<R>
  onCopy: () => void
  /** What can be done with everything that matches. */
  allAction?: ReactNode
}

/** One line above the table: how many match, how many are selected, by what it is filtered, as of when. */
export function InfoLine<R>({ countText, total, asOf, chips, onClear, selection, onCopy, allAction }: InfoProps<R>) {
  const { s, language } = useWords()
  const now = useNow(60_000)
  return (
    <div className={classes.info}>
      <output className={classes.count}>{countText}</output>
      <SelectionBar selection={selection} onCopy={onCopy}>
        {selection.value.all ? allAction : null}
      </SelectionBar>
      <Chips chips={chips} onClear={onClear} />
      {total > scrollableRows ? <span className="quiet">{s.grid.tooMany(scrollableRows)}</span> : null}
      {asOf === null ? null : (
        <time className={classes.asOf} dateTime={new Date(asOf).toISOString()} title={wholeMoment(asOf, language)}>
          {s.common.asOf(when(asOf, now, language))}
        </time>
      )}
    </div>
  )
}

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

/** Waits above the rows instead of moving them. */
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
