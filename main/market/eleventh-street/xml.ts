import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { isRaw, list, type Raw } from '../../net/readers.ts'

/** An element: text is escaped, `cdata` stands as it is. */
export interface Element {
  name: string
  content: string | number | { cdata: string } | readonly Element[]
}

export const element = (name: string, content: Element['content']): Element => ({ name, content })
export const cdata = (name: string, text: string): Element => ({ name, content: { cdata: text } })

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** A section cannot hold its own end: it is divided between two. */
const section = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const written = ({ name, content }: Element): string => {
  if (typeof content === 'string' || typeof content === 'number')
    return `<${name}>${escaped(String(content))}</${name}>`
  if ('cdata' in content) return `<${name}>${section(content.cdata)}</${name}>`
  return `<${name}>${content.map(written).join('')}</${name}>`
}

/** A document whose declaration says EUC-KR; its bytes must follow it (`encodeEucKr`). */
export const writeXml = (root: Element): string => `<?xml version="1.0" encoding="EUC-KR"?>\n${written(root)}`

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  // `00123` must stay `00123`.
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
  processEntities: { enabled: true, maxExpandedLength: 10_000_000 },
  maxNestedTags: 30,
})

export interface Document {
  /** Local name of the root: the prefix differs from call to call. */
  root: string
  body: Raw
}

/** Text with the sections out, so that a page inside one is not taken for ours. */
const outsideSections = (text: string) => text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')

/** A reply's document, all values as text; null when it is none, or holds a DOCTYPE. */
export const readXml = (text: string): Document | null => {
  if (!/^\uFEFF?\s*</.test(text) || /<!DOCTYPE/i.test(outsideSections(text))) return null
  // The parser itself takes mismatched tags and bare words.
  if (XMLValidator.validate(text) !== true) return null
  const parsed: unknown = parser.parse(text)
  if (!isRaw(parsed)) return null
  const roots = Object.entries(parsed).filter(([name]) => !name.startsWith('#') && !name.startsWith('?'))
  const [first] = roots
  if (first === undefined || roots.length !== 1) return null
  return { root: first[0], body: isRaw(first[1]) ? first[1] : { '#text': first[1] } }
}

/** An element's text. Nothing and the word `null` both mean that there is none. */
export const textOf = (parent: Raw, name: string): string | null => {
  const found = parent[name]
  const [value] = Array.isArray(found) ? found : [found]
  const text = isRaw(value) ? value['#text'] : value
  if (typeof text !== 'string') return null
  const trimmed = text.trim()
  return trimmed === '' || trimmed === 'null' ? null : trimmed
}

/** Elements of a name: one row comes as one element, several as a list. */
export const rowsOf = (parent: Raw, name: string): Raw[] => list(parent[name]).filter(isRaw)

/** A whole number, also with commas; null otherwise. */
export const countOf = (parent: Raw, name: string): number | null => {
  const text = textOf(parent, name)?.replaceAll(',', '') ?? ''
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null
}
