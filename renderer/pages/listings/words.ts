import type { ListingRow, ListingUpdate } from '../../../shared/contract/listing-shapes.ts'
import type { Strings } from '../../strings/index.ts'
import { count, type Language, won } from '../../ui/format.ts'
import type { Tone } from '../../ui/StateBadge.tsx'
import { changeText } from '../products/words.ts'

export type Valued = 'price' | 'stock'
type Values = Pick<ListingRow, 'price' | 'stock' | 'pushed' | 'read' | 'wanted' | 'differs'>

/** What the market was last told; before anything was told, what would be. */
export const toldOf = (row: Pick<ListingRow, 'price' | 'stock' | 'pushed'>, what: Valued): number | null =>
  row.pushed[what] ?? row[what]

export interface Shift {
  from: number | null
  to: number
  /** `wanted`: it waits to be told; `read`: the market has something else than it was told. */
  why: 'wanted' | 'read'
}

/** Where price or stock is not the same everywhere; null where it is. */
export function shiftOf(row: Values, what: Valued): Shift | null {
  const told = toldOf(row, what)
  const wanted = row.wanted[what]
  if (wanted !== null && wanted !== told) return { from: told, to: wanted, why: 'wanted' }
  const read = row.read[what]
  if (row.differs.includes(what) && read !== null && told !== null) return { from: read, to: told, why: 'read' }
  return null
}

export const valueText = (s: Strings, what: Valued, value: number | null, language: Language): string =>
  value === null ? s.listed.values.unknown : what === 'price' ? won(value, language) : count(value)

/** `8,900 → 9,400원 (+5.6 %)`, or the one value that there is. */
export function shownText(s: Strings, row: Values, what: Valued, language: Language): string {
  const shift = shiftOf(row, what)
  if (shift === null) return valueText(s, what, toldOf(row, what), language)
  return movedText(s, what, shift.from, shift.to, language)
}

/** From one value to another; a value that nobody knows is said. */
export const movedText = (s: Strings, what: Valued, from: number | null, to: number, language: Language): string =>
  from === null
    ? `${s.listed.values.unknown} → ${valueText(s, what, to, language)}`
    : changeText(s, what, from, to, language)

/** All three values, for the hover. */
export const valuesTitle = (s: Strings, row: Values, what: Valued, language: Language): string => {
  const v = s.listed.values
  const wanted = row.wanted[what]
  return [
    wanted === null ? null : v.wanted(valueText(s, what, wanted, language)),
    v.told(valueText(s, what, toldOf(row, what), language)),
    v.read(valueText(s, what, row.read[what], language)),
  ]
    .filter((line) => line !== null)
    .join('\n')
}

/** Whether a listing is what it should be on its market, in words. */
export function stepOf(
  s: Strings,
  row: Pick<ListingRow, 'state' | 'differs' | 'openUpdates' | 'held' | 'read'>,
): { tone: Tone; word: string } | null {
  const w = s.listed.step
  if (row.read.state === 'deleted') return { tone: 'bad', word: w.gone }
  if (row.state === 'uploading' || row.state === 'unresolved' || row.state === 'rejected') return null
  if (row.differs.length > 0)
    return { tone: 'warn', word: w.differs(row.differs.map((part) => w.parts[part]).join('·')) }
  if (row.openUpdates > 0) return { tone: 'busy', word: w.open(row.openUpdates) }
  if (row.held) return { tone: 'idle', word: w.held }
  return row.read.at === null ? { tone: 'unknown', word: w.unread } : { tone: 'ok', word: w.inStep }
}

/** The market's last word about a listing: why it was refused or stopped, else what went wrong; null when nothing did. */
export function answerOf(row: Pick<ListingRow, 'lastError' | 'read'>): { text: string; code: string | null } | null {
  const { lastError } = row
  if (lastError !== null) return { text: lastError.message, code: lastError.serviceCode ?? lastError.code }
  return row.read.reason === null ? null : { text: row.read.reason, code: null }
}

const living: readonly ListingRow['state'][] = ['in_review', 'on_sale', 'sold_out', 'stopped']
type Ability = Pick<ListingRow, 'state' | 'held' | 'read' | 'marketProductId'>
const isThere = (row: Ability) => living.includes(row.state) && row.read.state !== 'deleted'

export const acts = {
  stop: { states: living, can: (row: Ability) => isThere(row) && !row.held },
  resume: {
    states: ['sold_out', 'stopped'] as readonly ListingRow['state'][],
    can: (row: Ability) => isThere(row) && (row.held || row.state === 'sold_out' || row.state === 'stopped'),
  },
  delete: {
    states: ['stopped', 'rejected'] as readonly ListingRow['state'][],
    // What is sold is stopped first.
    can: (row: Ability) =>
      (row.state === 'stopped' || row.state === 'rejected') &&
      row.marketProductId !== null &&
      row.read.state !== 'deleted',
  },
  resolve: {
    states: ['unresolved'] as readonly ListingRow['state'][],
    can: (row: Ability) => row.state === 'unresolved',
  },
} as const
export type ActKind = keyof typeof acts

/** What an update changes, for the eye: `8,900 → 9,400원 (+5.6 %)`, `84 → 0`, or that sales stop. */
export function updateText(
  s: Strings,
  update: Pick<ListingUpdate, 'kind' | 'before' | 'after'>,
  language: Language,
): string {
  const { kind, before, after } = update
  if (kind === 'price') return after === null ? s.listed.values.unknown : movedText(s, 'price', before, after, language)
  if (kind === 'stop') return s.updates.toStop
  if (kind === 'delete') return s.updates.kinds.delete
  if (after === null) return kind === 'resume' ? s.updates.toResume : s.listed.values.unknown
  return movedText(s, 'stock', before, after, language)
}

/** The kind in a word; stock of which nothing is left is named as such, since it leaves first. */
export const kindText = (s: Strings, { kind, after }: Pick<ListingUpdate, 'kind' | 'after'>): string =>
  kind === 'stock' && after === 0 ? s.updates.zero : s.updates.kinds[kind]

export const statusTones: Record<ListingUpdate['status'], Tone> = {
  waiting: 'warn',
  queued: 'busy',
  sending: 'busy',
  done: 'ok',
  failed: 'bad',
  superseded: 'idle',
  dismissed: 'idle',
}
