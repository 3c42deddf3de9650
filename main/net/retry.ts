const BASE_MS = 500
const CAP_MS = 20_000

/** Full jitter: anything between nothing and the doubled step, so that clients which failed together do not return together. */
export const backoffMs = (failures: number, random: () => number): number =>
  Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.max(0, failures - 1)))

/** `Retry-After` in either of its forms as ms from `now`; null when absent or unreadable. */
export const retryAfterMs = (value: string | undefined, now: number): number | null => {
  const text = value?.trim()
  if (!text) return null
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  // Only a date with letters: Date.parse would also read "-5" and the like.
  if (!/[a-z]/i.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Statuses after which the same request may succeed later. */
export const isTransientStatus = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500
