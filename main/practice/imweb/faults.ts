export const faultKinds = [
  '429',
  '500',
  /** The socket dies before anything is done. */
  'drop',
  /** The work takes effect, its answer is lost. */
  'lost-answer',
  'slow',
  /** An HTML maintenance page with status 200. */
  'html',
  /** Half of the JSON, ended cleanly. */
  'truncated',
  /** Half of the announced bytes, then the socket dies. */
  'cut',
  /** Valid JSON of a shape nobody documented. */
  'garbage',
  /** Access tokens issued so far expire just before this call. */
  'expire',
  /** Refresh tokens issued so far become invalid just before this call. */
  'revoke',
  /** The socket is closed after a good answer, without having said so. */
  'keepalive-close',
  'ignore-filter',
  'big-numbers',
  'bad-row',
] as const
export type FaultKind = (typeof faultKinds)[number]

export const faultGroups = ['token', 'orders', 'site-info'] as const
export type FaultGroup = (typeof faultGroups)[number]

export interface FaultSpec {
  kind: FaultKind
  /** Absent: everything. */
  on?: FaultGroup
  /** For the next N calls; absent: until cleared. 0 switches this fault off. */
  times?: number
  /** How late a slow answer is, ms. Default 3,000. */
  ms?: number
}

/** Only a list of orders can show these. */
const ordersOnly = new Set<FaultKind>(['ignore-filter', 'big-numbers', 'bad-row'])

export interface Faults {
  set(spec: FaultSpec): void
  clear(): void
  /** The faults that meet this call; each is used up by one. */
  take(group: FaultGroup): Map<FaultKind, FaultSpec>
}

export function createFaults(): Faults {
  let active: { spec: FaultSpec; left: number }[] = []
  return {
    set(spec) {
      active = active.filter((one) => one.spec.kind !== spec.kind || one.spec.on !== spec.on)
      if (spec.times !== 0) active.push({ spec, left: spec.times ?? Number.POSITIVE_INFINITY })
    },
    clear() {
      active = []
    },
    take(group) {
      const met = new Map<FaultKind, FaultSpec>()
      for (const one of active) {
        const on = one.spec.on ?? (ordersOnly.has(one.spec.kind) ? 'orders' : group)
        if (on !== group || met.has(one.spec.kind)) continue
        one.left -= 1
        met.set(one.spec.kind, one.spec)
      }
      active = active.filter((one) => one.left > 0)
      return met
    },
  }
}

const isKind = (text: string): text is FaultKind => (faultKinds as readonly string[]).includes(text)
const isGroup = (text: string): text is FaultGroup => (faultGroups as readonly string[]).includes(text)

/** `slow`, `orders:slow` → a fault, or null when the words are not known. */
export function faultNamed(name: string): Pick<FaultSpec, 'kind' | 'on'> | null {
  const colon = name.indexOf(':')
  const [group, kind] = colon < 0 ? [null, name] : [name.slice(0, colon), name.slice(colon + 1)]
  if (!isKind(kind)) return null
  if (group === null) return { kind }
  return isGroup(group) ? { kind, on: group } : null
}
