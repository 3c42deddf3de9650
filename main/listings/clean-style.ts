const allowed =
  /^(?:color|background-color|font(?:-(?:size|weight|style|family))?|text-(?:align|decoration|indent)|line-height|letter-spacing|word-break|white-space|vertical-align|width|height|(?:max|min)-(?:width|height)|margin(?:-(?:top|right|bottom|left))?|padding(?:-(?:top|right|bottom|left))?|border(?:-(?:top|right|bottom|left|color|style|width|collapse|spacing|radius))?|display|float|clear|list-style-type|table-layout|box-sizing)$/
const plain = /^[\p{L}\p{N}\s#%.,'"!+()-]*$/u
/** What fetches, runs or is read as one of both by some browser; functions of colours alone stay. */
const hostile = /url|expression|import|script|binding|behavio|attr\s*\(|image/i
const calls = /([\w-]*)\s*\(/g
const colours = new Set(['rgb', 'rgba', 'hsl', 'hsla'])

const isPlain = (value: string) =>
  plain.test(value) &&
  !hostile.test(value) &&
  [...value.matchAll(calls)].every(([, name = '']) => colours.has(name.toLowerCase()))

const KEPT = 2000
/** A description repeats a handful of styles hundreds of times. */
const known = new Map<string, string>()

/** The declarations of a style attribute that only say how something looks. */
export function safeStyle(style: string): string {
  const before = known.get(style)
  if (before !== undefined) return before
  const safe = style
    .split(';')
    .flatMap((declaration) => {
      const colon = declaration.indexOf(':')
      const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
      const value = declaration.slice(colon + 1).trim()
      return allowed.test(name) && value !== '' && isPlain(value) ? [`${name}:${value}`] : []
    })
    .join(';')
  if (known.size >= KEPT) known.clear()
  if (style.length <= 500) known.set(style, safe)
  return safe
}

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/i

/** Pictures by https, as a browser itself asks for them on a page of a market; the practice shop's stay. '' where it is no web address. */
export function overHttps(address: string): string {
  const bare = address.trim()
  if (bare.startsWith('//')) return `https:${bare}`
  if (loopback.test(bare) || /^https:\/\//i.test(bare)) return bare
  return /^http:\/\//i.test(bare) ? `https://${bare.slice(7)}` : ''
}
