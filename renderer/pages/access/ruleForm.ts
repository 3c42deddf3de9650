import type { AccessRule } from '../../../shared/rules/access.ts'
import { parseKstDay } from '../../../shared/time.ts'

export const durationKinds = ['unlimited', 'days', 'until', 'never'] as const
export type DurationKind = (typeof durationKinds)[number]

/** One rule while it is being edited; what the chosen kind does not use is kept in case it is chosen again. */
export interface RuleRow {
  key: number
  productNo: string | null
  option: string | null
  kind: DurationKind
  days: number | null
  day: string | undefined
}

export const longestDays = 36_500
let made = 0
const nextKey = () => {
  made += 1
  return made
}

export const emptyRow = (): RuleRow => ({
  key: nextKey(),
  productNo: null,
  option: null,
  kind: 'unlimited',
  days: 365,
  day: undefined,
})

export const rowsOf = (rules: readonly AccessRule[]): RuleRow[] =>
  rules.map(({ productNo, option, duration }) => ({
    ...emptyRow(),
    productNo,
    option,
    kind: duration.kind,
    ...(duration.kind === 'days' ? { days: duration.days } : {}),
    ...(duration.kind === 'until' ? { day: duration.day } : {}),
  }))

export type RowProblem = 'days' | 'day' | 'twice'

/** What keeps each row from being saved, by its key. */
export function problemsOf(rows: readonly RuleRow[]): Map<number, RowProblem> {
  const found = new Map<number, RowProblem>()
  const scopes = new Set<string>()
  for (const { key, productNo, option, kind, days, day } of rows) {
    const scope = JSON.stringify([productNo, option])
    if (scopes.has(scope)) found.set(key, 'twice')
    scopes.add(scope)
    if (kind === 'days' && (days === null || !Number.isInteger(days) || days < 1 || days > longestDays)) {
      found.set(key, 'days')
    }
    if (kind === 'until' && (day === undefined || parseKstDay(day) === null)) found.set(key, 'day')
  }
  return found
}

const durationOf = ({ kind, days, day }: RuleRow): AccessRule['duration'] => {
  if (kind === 'days') return { kind, days: days ?? 1 }
  return kind === 'until' ? { kind, day: day ?? '' } : { kind }
}

/** The rules as the engine takes them. To be asked only of rows without problems. */
export const rulesOf = (rows: readonly RuleRow[]): AccessRule[] =>
  rows.map((row) => ({
    productNo: row.productNo,
    option: row.productNo === null ? null : row.option,
    duration: durationOf(row),
  }))
