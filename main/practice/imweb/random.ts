/** Numbers that depend on their inputs only: order i is computed, not stored, and always the same. */

const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return (h ^ (h >>> 15)) >>> 0
}

/** One 32-bit number for (seed, index, salt). */
export const hash32 = (seed: number, index: number, salt: number): number =>
  mix(mix(mix(seed + 0x9e3779b9) + Math.imul(index, 0x85ebca6b)) ^ Math.imul(salt + 1, 0xc2b2ae35))

/** The next number in [0, 1). */
export type Draw = () => number

/** A stream of draws that starts from (seed, index, salt). */
export const drawsFor = (seed: number, index: number, salt: number): Draw => {
  let state = hash32(seed, index, salt)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(list: readonly [T, ...T[]], draw: number): T => list[Math.floor(draw * list.length)] ?? list[0]

export const between = (low: number, high: number, draw: number): number => low + Math.floor(draw * (high - low + 1))

const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Eight digits; a table is several times faster than toString and padStart, and each order needs dozens. */
const hexOf = (h: number): string =>
  `${byteHex[h >>> 24]}${byteHex[(h >>> 16) & 255]}${byteHex[(h >>> 8) & 255]}${byteHex[h & 255]}`

/** Lower-case hex of `length` digits for (seed, index, salt). */
export const hexFor = (seed: number, index: number, salt: number, length: number): string => {
  let text = ''
  for (let part = 0; text.length < length; part++) text += hexOf(hash32(seed, index, salt * 31 + part))
  return text.slice(0, length)
}
