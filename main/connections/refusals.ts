import type { AppError } from '../../shared/errors.ts'

export type RefusedState = 'needs_setup' | 'needs_reauth'

/**
 * What only the operator can end, and what it asks of the operator: `needs_reauth` other secrets, `needs_setup` something
 * else. By the adapter's codes, or asked of the error itself where the adapter says more than a code.
 */
export type Refusals = Readonly<Record<string, RefusedState>> | ((error: AppError) => RefusedState | null)

/** What work that goes through a connection tells it, so that its state is true while nobody looks at it. */
export interface Watched {
  /**
   * Tell it of every failed call. A refusal sets the state with its problem, and the operator hears of it once. The answer:
   * only the operator can end this (the job ends as `needs_setup`); anything else is the caller's to deal with.
   */
  refused(thrown: unknown): boolean
  /** A call that needed the secrets went through: an earlier refusal is over. */
  worked(): void
}

/** Null where the failure says nothing of the secrets. What the keychain withholds is everybody's refusal. */
export const refusalOf = (error: AppError, refusals: Refusals = {}): RefusedState | null => {
  const { code } = error
  if (code === 'KEYS_MISSING') return 'needs_reauth'
  if (code.startsWith('KEYCHAIN_')) return 'needs_setup'
  if (typeof refusals === 'function') return refusals(error)
  return Object.hasOwn(refusals, code) ? (refusals[code] ?? null) : null
}
