/** Text, entities, and tags in the few forms in which wholesalers write them, each exactly as the cleaner leaves it. */
const piece =
  /[^<&>"\u0080-\u00ff\u2000-\u206f\u2100-\u214f\u2190-\u2bff]+|&(?:amp|lt|gt|quot|nbsp);|<br ?\/?>|<img src="https:\/\/[\w.~:/?#@!$'()*+,=%-]+"(?: alt="[\w가-힣 .-]*")? ?\/?>|<(p|div|center|span|b|strong|h[1-6])(?: (?:style="text-align: ?(?:center|left|right);?"|align="(?:center|left|right)"))?>|<\/(p|div|center|span|b|strong|h[1-6])>/y

/** Elements that a parser would close by itself before another one: what is inside them must be no block. */
const holdsNoBlock = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'span', 'b', 'strong'])
const inline = new Set(['span', 'b', 'strong'])

/**
 * Whether HTML is made of nothing but pictures, text and simple tags, all closed in their order: most descriptions are, and
 * ten thousand of them need not be parsed for that. Whatever is not known here is left to the cleaner.
 */
export function isPlainHtml(html: string): boolean {
  const open: string[] = []
  piece.lastIndex = 0
  while (piece.lastIndex < html.length) {
    const found = piece.exec(html)
    if (found === null) return false
    const [, opens, closes] = found
    if (closes !== undefined && open.pop() !== closes) return false
    if (opens === undefined) continue
    const around = open.at(-1)
    if (open.length > 50 || (around !== undefined && holdsNoBlock.has(around) && !inline.has(opens))) return false
    open.push(opens)
  }
  return open.length === 0
}
