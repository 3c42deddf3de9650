const HIDDEN = '[redacted]'

const secretNames =
  'access_?token|refresh_?token|id_?token|token|client_?secret|secret_?key|secret|password|passwd|pwd|api_?key|open_?api_?key|access_?key|m_?s_?key|aid|signature|authorization|cookie|set-cookie|code|state|ordererName|orderer_?call|orderer_?email|phone|call|email'

/** `name=value`, `name: value` and `"name":"value"`, also in an escaped JSON text; the value ends where its quoting does. */
const assigned = new RegExp(
  `((?:^|[^\\p{L}\\p{N}])(?:${secretNames})\\\\?["']?\\s*[:=]\\s*)(\\\\?"(?:[^"\\\\]|\\\\[^"])*\\\\?"?|'[^']*'?|[^\\s,;&}\\])]+)`,
  'giu',
)

/** In this order: what carries a name first, then what gives itself away by its look. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/\b(authorization\s*[:=]?\s*)(?:(?:bearer|basic|hmac|cea)\s+)?[^\r\n]*/gi, `$1${HIDDEN}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [/\bwhsec_[\w+/=-]+/g, HIDDEN],
  [/eyJ[\w-]{5,}(?:\.[\w-]*){0,2}/g, HIDDEN],
  [/[^\s@"'<>(),;:=]+@[^\s@"'<>(),;]+/g, HIDDEN],
  // Domestic and +82 numbers; never digits inside a longer number or a trace id, so those stay readable.
  [/(?<![\da-f.-])(?:\+?82[-. ]?\(?0?\)?|0)\d{1,2}[-. )]{0,2}\d{3,4}[-. ]?\d{4}(?![\da-f-])/gi, HIDDEN],
  [/[0-9a-f]{24,}/gi, HIDDEN],
  [/(?<![\w+/-])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d)[\w+/-]{32,}={0,2}/g, HIDDEN],
]

/** Takes out of a text what must never be written down: secrets, tokens, codes, e-mails and phone numbers. */
export const redactText = (text: string): string =>
  looks.reduce((clean, [look, instead]) => clean.replace(look, instead), text.replace(assigned, `$1${HIDDEN}`))

const secretKey = new RegExp(`^(?:${secretNames})$`, 'i')
const MAX_DEPTH = 6
const MAX_ITEMS = 100

/** Any value as something safe to write down: secret-looking keys emptied, texts redacted, deep and long things cut. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return redactText(String(value))
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return '[…]'
  if (value instanceof Error) {
    const { code, traceId } = value as { code?: unknown; traceId?: unknown }
    return redact({ name: value.name, code, traceId, message: value.message, stack: value.stack }, depth + 1)
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1))
  const clean: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value).slice(0, MAX_ITEMS)) {
    // An AppError's `code` and a job's `state` are words of ours in capitals or lower case, not secrets.
    const isOurWord =
      /^(?:code|state)$/.test(key) &&
      typeof item === 'string' &&
      /^(?:[A-Z]{3,30}(?:_[A-Z0-9]{1,30})*|[a-z_]{2,20})$/.test(item)
    if (item !== undefined)
      clean[redactText(key)] = secretKey.test(key) && !isOurWord ? HIDDEN : redact(item, depth + 1)
  }
  return clean
}
