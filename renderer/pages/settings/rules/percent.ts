/** `10.8` as the fraction 0.108, exactly as written; null for what is no number. Rules are stored as fractions. */
export function fractionOf(percent: string | number): number | null {
  const text = String(percent).trim()
  if (text === '' || !Number.isFinite(Number(text))) return null
  return Number((Number(text) / 100).toFixed(8))
}

/** The fraction 0.108 as `10.8`, without what a double adds. */
export const percentOf = (fraction: number): number => Number((fraction * 100).toFixed(6))
