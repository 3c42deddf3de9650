import type { CollectConditions, CollectProgress } from '../../../shared/contract/products.ts'
import type { Strings } from '../../strings/index.ts'
import { type Language, when, won } from '../../ui/format.ts'

/** What a collect asks for, in words. */
export function conditionsText(
  s: Strings,
  request: CollectConditions,
  language: Language,
  categoryName: (code: string) => string = (code) => code,
): string {
  const c = s.plans.conditions
  const parts = [
    request.keys === undefined ? null : c.keys(request.keys.length),
    request.search === undefined ? null : c.search(request.search),
    request.category === undefined ? null : c.category(categoryName(request.category)),
    request.minPrice === undefined ? null : c.min(won(request.minPrice, language)),
    request.maxPrice === undefined ? null : c.max(won(request.maxPrice, language)),
    request.changedSince === undefined ? null : c.since(when(request.changedSince, Date.now(), language)),
  ].filter((part) => part !== null)
  const what = parts.length === 0 ? s.plans.allProducts : parts.join(' · ')
  return request.limit === undefined ? what : `${what} · ${c.limit(request.limit)}`
}

/** Product codes out of anything pasted: lines, commas, tabs, semicolons; each once, in order. */
export const keysOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((key) => key.trim())
      .filter((key) => key !== ''),
  ),
]
export const mostKeys = 10_000

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A collect's progress as a job keeps it, read with care: an older version may have written other fields. */
export function collectProgressOf(progress: Record<string, unknown> | null): CollectProgress | null {
  if (progress === null || !isNumber(progress.seen)) return null
  const number = (value: unknown) => (isNumber(value) ? value : 0)
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
  return {
    wholesaler: progress.wholesaler as CollectProgress['wholesaler'],
    planId: typeof progress.planId === 'string' ? progress.planId : null,
    seen: progress.seen,
    added: number(progress.added),
    updated: number(progress.updated),
    unchanged: number(progress.unchanged),
    soldOut: number(progress.soldOut),
    discontinued: number(progress.discontinued),
    rejectedCount: number(progress.rejectedCount),
    rejected: list(progress.rejected) as CollectProgress['rejected'],
    warnings: list(progress.warnings).map(String),
    expected: isNumber(progress.expected) ? progress.expected : null,
    since: isNumber(progress.since) ? progress.since : null,
    planName: typeof progress.planName === 'string' ? progress.planName : null,
  }
}
