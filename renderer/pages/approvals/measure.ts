import type { Output } from './calls.ts'

export type NameLimit = Output<'markets.capabilities'>['items'][number]['nameLimit']

/** How long a name is in the market's own measure. 11번가 counts bytes of EUC-KR: two for whatever is not ASCII. */
export function measure(name: string, unit: NameLimit['unit']): number {
  const signs = [...name.normalize('NFC')]
  if (unit === 'characters') return signs.length
  return signs.reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0)
}
