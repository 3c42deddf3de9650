const eleventhStreetFaults = [
  /** The answer is lost after what was asked took effect. */
  'lost',
  /** The socket dies before anything is done. */
  'drop',
  /** Half of the announced bytes, after the effect. */
  'cut',
  /** Half of the body, ended cleanly, after the effect. */
  'truncated',
  '500',
  '504',
  'too-many',
  'slow',
  /** A maintenance page with status 200. */
  'html',
  'empty',
  'doctype',
  /** Well-formed, of a shape nobody documented. */
  'shape',
  /** AuthMessage −500. */
  'ip',
  /** AuthMessage −997. */
  'route',
  /** AuthMessage 300. */
  'not-approved',
  /** The key is not known (any more). */
  'key',
  /** Searches by code: ClientMessage 404, as some accounts were answered. */
  'not-found',
  /** A category's own call answers without rows. */
  'no-detail',
  /** Replacing options: 200, and nothing is changed. */
  'ignored',
  /** −1000. */
  'maintenance',
  /** Creates only: what 11st refuses for reasons that are not in the request. */
  'category-gone',
  'picture',
  'settlement',
  'suspended',
  'day-limit',
] as const
export type EleventhStreetFault = (typeof eleventhStreetFaults)[number]

const eleventhStreetGroups = [
  'create',
  'price',
  'stock',
  'options',
  'state',
  'term',
  'product',
  'stocks',
  'find',
  'list',
  'categories',
  'category',
  'places',
  'templates',
  'other',
] as const
export type EleventhStreetGroup = (typeof eleventhStreetGroups)[number]

export interface EleventhStreetFaultSpec {
  kind: EleventhStreetFault
  on?: EleventhStreetGroup
  /** For the next N calls; absent: until cleared. 0 switches this fault off. */
  times?: number
  /** How late a slow answer is, ms. Default 3,000. */
  ms?: number
}

interface EleventhStreetFaults {
  set(spec: EleventhStreetFaultSpec): void
  clear(): void
  take(group: EleventhStreetGroup): Map<EleventhStreetFault, EleventhStreetFaultSpec>
}

const isFault = (text: string): text is EleventhStreetFault =>
  (eleventhStreetFaults as readonly string[]).includes(text)
const isGroup = (text: string): text is EleventhStreetGroup =>
  (eleventhStreetGroups as readonly string[]).includes(text)

export function createEleventhStreetFaults(): EleventhStreetFaults {
  let active: { spec: EleventhStreetFaultSpec; left: number }[] = []
  return {
    set(spec) {
      if (!isFault(spec.kind)) throw new Error(`fault must be one of ${eleventhStreetFaults.join(', ')}`)
      if (spec.on !== undefined && !isGroup(spec.on)) {
        throw new Error(`on must be one of ${eleventhStreetGroups.join(', ')}`)
      }
      active = active.filter((one) => one.spec.kind !== spec.kind || one.spec.on !== spec.on)
      if (spec.times !== 0) active.push({ spec, left: spec.times ?? Number.POSITIVE_INFINITY })
    },
    clear() {
      active = []
    },
    take(group) {
      const met = new Map<EleventhStreetFault, EleventhStreetFaultSpec>()
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

/** `html`, `create:lost` → a fault. Throws on unknown words. */
export function eleventhStreetFaultNamed(name: string): Pick<EleventhStreetFaultSpec, 'kind' | 'on'> {
  const [group, kind] = name.includes(':') ? name.split(':', 2) : [undefined, name]
  if (kind === undefined || !isFault(kind)) throw new Error(`fault must be one of ${eleventhStreetFaults.join(', ')}`)
  if (group === undefined) return { kind }
  if (!isGroup(group)) throw new Error(`on must be one of ${eleventhStreetGroups.join(', ')}`)
  return { kind, on: group }
}
