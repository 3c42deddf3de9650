import type { AccessRow, OutboxEvent } from '../../../shared/contract/access.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { Strings } from '../../strings/index.ts'
import type { GridColumn } from '../../ui/grid/columns.ts'
import { StateBadge, type Tone } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import { answerSaid, eventSaid, productsText, stateSaid } from './words.ts'

const text = <R,>(id: string, header: string, width: number, of: (row: R) => string): GridColumn<R> => ({
  id,
  header,
  width,
  cell: (row) => <span title={of(row)}>{of(row)}</span>,
  text: of,
})
const time = <R,>(
  id: string,
  header: string,
  of: (row: R) => number | null,
  absent?: (row: R) => string,
  width = 148,
): GridColumn<R> => ({
  id,
  header,
  width,
  cell: (row) => {
    const at = of(row)
    return at === null && absent !== undefined ? <span className="quiet">{absent(row)}</span> : <When at={at} />
  },
  text: (row) => {
    const at = of(row)
    return at === null ? (absent?.(row) ?? '') : kstDateTime(at)
  },
})
const state = <R,>(
  id: string,
  header: string,
  width: number,
  of: (row: R) => { tone: Tone; word: string },
): GridColumn<R> => ({
  id,
  header,
  width,
  cell: (row) => {
    const { tone, word } = of(row)
    return <StateBadge tone={tone}>{word}</StateBadge>
  },
  text: (row) => of(row).word,
})

export const peopleColumns = (s: Strings): GridColumn<AccessRow>[] => {
  const c = s.access.columns
  return [
    { ...text<AccessRow>('name', c.name, 88, (row) => row.name), fixed: true },
    { ...state<AccessRow>('state', c.state, 108, (row) => stateSaid(s, row)), fixed: true },
    { ...text<AccessRow>('products', c.products, 150, (row) => productsText(s, row.products)), grow: 380 },
    { ...text<AccessRow>('email', c.email, 128, (row) => row.email), grow: 200 },
    {
      id: 'phone',
      header: c.phone,
      width: 128,
      cell: (row) => <span className="num">{row.phone}</span>,
      text: (row) => row.phone,
    },
    time('since', c.since, (row) => row.since),
    time(
      'until',
      c.until,
      (row) => row.until,
      (row) => (row.state === 'granted' ? s.access.noEnd : '–'),
      164,
    ),
    time(
      'announced',
      c.announced,
      (row) => row.announced,
      () => s.access.never,
    ),
    state('answer', c.answer, 112, (row) => answerSaid(s, row)),
    {
      ...text<AccessRow>('manual', c.manual, 92, (row) => (row.manual === null ? '' : s.access.byHand[row.manual])),
      hidden: true,
    },
  ]
}

export const eventColumns = (s: Strings): GridColumn<OutboxEvent>[] => {
  const c = s.access.columns
  return [
    { ...time<OutboxEvent>('at', c.at, (row) => row.createdAt), fixed: true },
    { ...text<OutboxEvent>('type', c.type, 92, (row) => s.access.types[row.type]), fixed: true },
    { ...text<OutboxEvent>('person', c.person, 88, (row) => row.name), grow: 160 },
    text('cause', c.cause, 120, (row) => s.access.causes[row.cause]),
    { ...state<OutboxEvent>('status', c.status, 128, (row) => eventSaid(s, row)), fixed: true },
    {
      ...text<OutboxEvent>('answer', s.access.columns.answer, 180, (row) => row.error?.message ?? ''),
      grow: 620,
    },
    {
      id: 'attempts',
      header: c.attempts,
      width: 68,
      align: 'end',
      cell: (row) => s.access.tries(row.attempts),
      text: (row) => String(row.attempts),
    },
    time(
      'next',
      c.next,
      (row) => (row.state === 'pending' ? row.nextAttemptAt : null),
      () => '–',
    ),
    { ...time<OutboxEvent>('finished', c.finished, (row) => row.finishedAt), hidden: true },
  ]
}
