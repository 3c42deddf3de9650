/** Far beyond what anybody writes; a parser's work grows with the square of it. */
const DEEPEST = 1000

/** Of these a next one closes the last, or nothing stands inside. */
const flat = new Set(
  'p li td th tr dt dd tbody thead tfoot option optgroup img br hr input meta link col base wbr area embed source'.split(
    ' ',
  ),
)

/** The HTML up to where it is nested deeper than any description is. */
export function notTooDeep(html: string): string {
  const open = new Map<string, number>()
  let depth = 0
  for (const { 1: closing = '', 2: tag = '', index } of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase()
    if (flat.has(name)) continue
    const before = open.get(name) ?? 0
    if (closing === '') {
      depth += 1
      if (depth > DEEPEST) return html.slice(0, index)
      open.set(name, before + 1)
    } else if (before > 0) {
      depth -= 1
      open.set(name, before - 1)
    }
  }
  return html
}
