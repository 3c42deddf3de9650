export const faultKinds = [
  /** The service's own way of saying that there were too many calls. */
  'too-many',
  '500',
  /** The gateway gave up waiting, although the call was carried out. */
  '504',
  /** The call is carried out, and its answer never arrives. */
  'lost',
  /** The socket dies before anything is done. */
  'drop',
  /** Half of the announced bytes, then the socket dies. */
  'cut',
  'slow',
  /** An HTML page with status 200. */
  'html',
  /** Nothing at all with status 200. */
  'empty',
  /** Half of the body, ended cleanly. */
  'truncated',
  /** Well-formed, of a shape nobody documented. */
  'shape',
  /** The login ends just before this call. */
  'expire',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface FaultSpec {
  kind: FaultKind
  /** One of the service's groups of calls; absent: all. */
  on?: string
  /** For the next N calls; absent: until cleared. 0 switches this fault off. */
  times?: number
  /** How late a slow answer is, ms. Default 3,000. */
  ms?: number
}

export interface Faults {
  set(spec: FaultSpec): void
  clear(): void
  /** The faults that meet this call; each is used up by one. */
  take(group: string): Map<FaultKind, FaultSpec>
}

const isKind = (text: string): text is FaultKind => (faultKinds as readonly string[]).includes(text)

export function createFaults(groups: readonly string[]): Faults {
  let active: { spec: FaultSpec; left: number }[] = []
  return {
    set(spec) {
      if (!isKind(spec.kind)) throw new Error(`fault must be one of ${faultKinds.join(', ')}`)
      if (spec.on !== undefined && !groups.includes(spec.on)) throw new Error(`on must be one of ${groups.join(', ')}`)
      active = active.filter((one) => one.spec.kind !== spec.kind || one.spec.on !== spec.on)
      if (spec.times !== 0) active.push({ spec, left: spec.times ?? Number.POSITIVE_INFINITY })
    },
    clear() {
      active = []
    },
    take(group) {
      const met = new Map<FaultKind, FaultSpec>()
      for (const one of active) {
        if ((one.spec.on !== undefined && one.spec.on !== group) || met.has(one.spec.kind)) continue
        one.left -= 1
        met.set(one.spec.kind, one.spec)
      }
      active = active.filter((one) => one.left > 0)
      return met
    },
  }
}

/** `slow`, `api:slow` → a fault. Throws on unknown words. */
export function faultNamed(name: string): Pick<FaultSpec, 'kind' | 'on'> {
  const colon = name.indexOf(':')
  const kind = colon < 0 ? name : name.slice(colon + 1)
  if (!isKind(kind)) throw new Error(`fault must be one of ${faultKinds.join(', ')}`)
  return colon < 0 ? { kind } : { kind, on: name.slice(0, colon) }
}
