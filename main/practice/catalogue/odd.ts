import { hash32 } from './random.ts'

/** What is out of the ordinary about a product. The first of each kind has a fixed place, so that tests can ask for it. */
export const oddKinds = [
  'huge-description',
  'ten-thousand-options',
  'zero-won',
  'price-on-request',
  'odd-name',
  'broken-pictures',
  'negative-stock',
  'no-pictures',
  'long-name',
  'empty-texts',
] as const
export type OddKind = (typeof oddKinds)[number]

/** Index of the first product of each kind. */
export const oddPlaces: Readonly<Record<OddKind, number>> = {
  'huge-description': 11,
  'ten-thousand-options': 23,
  'zero-won': 31,
  'price-on-request': 37,
  'odd-name': 41,
  'broken-pictures': 43,
  'negative-stock': 47,
  'no-pictures': 53,
  'long-name': 59,
  'empty-texts': 61,
}

const fixed = new Map(oddKinds.map((kind) => [oddPlaces[kind], kind]))
const extremes = new Set<OddKind>(['huge-description', 'ten-thousand-options'])
/** Every 97th product is odd in some milder way, every fifth of those by its name. */
const milder = oddKinds.filter((kind) => !extremes.has(kind))

export const oddOf = (seed: number, index: number, withExtremes: boolean): OddKind | null => {
  const kind = fixed.get(index)
  if (kind !== undefined) return extremes.has(kind) && !withExtremes ? null : kind
  const draw = hash32(seed, index, 77)
  if (draw % 97 !== 0) return null
  return draw % 5 === 0 ? 'odd-name' : (milder[draw % milder.length] ?? 'odd-name')
}
