/** Korea has had no daylight saving since 1988: Asia/Seoul is UTC+9 for every time this app can meet. */
export const KST_OFFSET_MS = 9 * 60 * 60 * 1000
export const DAY_MS = 24 * 60 * 60 * 1000

export type Clock = { now(): number }
export const systemClock: Clock = { now: () => Date.now() }

const two = (n: number) => (n < 10 ? `0${n}` : String(n))

/** ms UTC → `YYYY-MM-DD HH:mm:ss` in Asia/Seoul. */
export const kstDateTime = (ms: number): string => {
  const d = new Date(ms + KST_OFFSET_MS)
  return `${kstDay(ms)} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`
}

/** ms UTC → `YYYY-MM-DD` in Asia/Seoul. */
export const kstDay = (ms: number): string => {
  const d = new Date(ms + KST_OFFSET_MS)
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
}

/** Start of the Asia/Seoul day that holds `ms`, as ms UTC. */
export const kstDayStart = (ms: number): number => Math.floor((ms + KST_OFFSET_MS) / DAY_MS) * DAY_MS - KST_OFFSET_MS

/** Days from 1970-01-01 to the Asia/Seoul day that holds `ms`. */
export const kstDayNumber = (ms: number): number => Math.floor((ms + KST_OFFSET_MS) / DAY_MS)

/** First instant of a day counted by `kstDayNumber`, as ms UTC. */
export const kstDayNumberStart = (day: number): number => day * DAY_MS - KST_OFFSET_MS

/** `YYYY-MM-DD` in Asia/Seoul → ms UTC of its first instant, or null when the text is not a real date. */
export const parseKstDay = (text: string): number | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) - KST_OFFSET_MS
  return kstDay(ms) === text ? ms : null
}

/** ISO 8601 text → ms UTC, or null when it cannot be read. Text without a zone is read as UTC, as Imweb writes it. */
export const parseIso = (value: unknown): number | null => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null
  const text = value.trim().replace(' ', 'T')
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : text.includes('T') ? `${text}Z` : text
  const ms = Date.parse(zoned)
  return Number.isFinite(ms) ? ms : null
}

/** ms UTC → ISO 8601 with seconds and `Z`, the shape of Imweb's documented example. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
