export const zentradeFaults = [
  '500',
  'too-many',
  /** The socket dies before an answer. */
  'drop',
  /** The socket dies in the middle of the feed. */
  'cut',
  /** The feed ends cleanly in its middle. */
  'truncated',
  /** Nothing for a while, then everything. */
  'slow',
  /** Everything, a few bytes at a time. */
  'drip',
  'html',
  'empty',
  /** A DOCTYPE with entities that grow without end. */
  'entity-bomb',
  /** UTF-8 bytes under a declaration of EUC-KR. */
  'wrong-encoding',
  /** Another document. */
  'shape',
  /** A feed without products. */
  'no-products',
  /** One product in the middle is not well-formed. */
  'broken-product',
] as const
export type ZentradeFault = (typeof zentradeFaults)[number]

export interface ZentradeFaultSpec {
  kind: ZentradeFault
  /** For the next N calls; absent: until cleared. 0 switches it off. */
  times?: number
  /** For `slow` and between the pieces of `drip`, ms. */
  ms?: number
}

export interface ZentradeFaults {
  set(spec: ZentradeFaultSpec): void
  clear(): void
  take(): Map<ZentradeFault, ZentradeFaultSpec>
}

export function createZentradeFaults(): ZentradeFaults {
  let active: { spec: ZentradeFaultSpec; left: number }[] = []
  return {
    set(spec) {
      if (!zentradeFaults.includes(spec.kind)) throw new Error(`fault must be one of ${zentradeFaults.join(', ')}`)
      active = active.filter((one) => one.spec.kind !== spec.kind)
      if (spec.times !== 0) active.push({ spec, left: spec.times ?? Number.POSITIVE_INFINITY })
    },
    clear() {
      active = []
    },
    take() {
      const met = new Map(active.map((one) => [one.spec.kind, one.spec]))
      for (const one of active) one.left -= 1
      active = active.filter((one) => one.left > 0)
      return met
    },
  }
}

export const faultNamed = (name: string): ZentradeFault => {
  const kind = zentradeFaults.find((one) => one === name)
  if (kind === undefined) throw new Error(`fault must be one of ${zentradeFaults.join(', ')}`)
  return kind
}
