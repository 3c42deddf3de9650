/**
 * A fraction read from its shortest decimal form: `digits / 10^decimals`, exactly what was written, never what a double
 * makes of it. 0.1 is one tenth.
 */
export interface ExactRate {
  digits: bigint
  decimals: number
}

/** Null for what is no number at all. */
export function exactRate(value: number): ExactRate | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (match === null) return null
  const [, sign = '', whole = '0', part = '', exponent = '0'] = match
  const shift = part.length - Number(exponent)
  const digits = BigInt(`${sign}${whole}${part}`)
  return shift >= 0 ? { digits, decimals: shift } : { digits: digits * 10n ** BigInt(-shift), decimals: 0 }
}

/** Up to here a million times a price still is an exact double. */
const FAST_DECIMALS = 6

/** The same fractions over one scale. `small` where every product with a price (≤ 10⁹) is an exact double. */
export interface CommonRates {
  small: boolean
  scale: bigint
  digits: bigint[]
}

export function commonRates(rates: readonly ExactRate[]): CommonRates {
  const most = Math.max(FAST_DECIMALS, ...rates.map(({ decimals }) => decimals))
  return {
    small: most === FAST_DECIMALS,
    scale: 10n ** BigInt(most),
    digits: rates.map(({ digits, decimals }) => digits * 10n ** BigInt(most - decimals)),
  }
}

/** `floor(a / b)` of whole numbers whose double quotient may be off by its last bit. */
export function floorDivided(a: number, b: number): number {
  let quotient = Math.floor(a / b)
  while (quotient * b > a) quotient -= 1
  while ((quotient + 1) * b <= a) quotient += 1
  return quotient
}

/** A fraction as a percentage with at most two decimals, for the eye: `10.8%`. */
export const percent = (fraction: number): string => `${Math.round(fraction * 10_000) / 100}%`

/** `12,300원`, without the cost of a locale. */
export function wonText(amount: number): string {
  const digits = String(Math.abs(amount))
  let text = ''
  for (let end = digits.length; end > 0; end -= 3) {
    text = `${digits.slice(Math.max(0, end - 3), end)}${text === '' ? '' : ','}${text}`
  }
  return `${amount < 0 ? '-' : ''}${text}원`
}
