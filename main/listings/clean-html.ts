import sanitizeHtml from 'sanitize-html'
import { overHttps, safeStyle } from './clean-style.ts'
import { notTooDeep } from './html-depth.ts'
import { isPlainHtml } from './plain-html.ts'

/**
 * Text, tables and pictures: what markets show of a description. Links are left out with their text kept: 11st restricts
 * them, and a wholesaler's link would lead a buyer out of the shop.
 */
const allowedTags = [
  ...['p', 'div', 'span', 'br', 'hr', 'center', 'font', 'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins'],
  ...['sub', 'sup', 'small', 'big', 'mark', 'blockquote', 'pre', 'code', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'img', 'figure', 'figcaption', 'section', 'article', 'header', 'footer'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'],
]

/** Shown as entities, so that a market which stores EUC-KR loses none of them. */
const outsideEucKr = /[\u0080-\u00ff\u2000-\u206f\u2100-\u214f\u2190-\u2bff]/g
const asEntity = (c: string) => (c === '\u00a0' ? '&nbsp;' : `&#${c.charCodeAt(0)};`)

const options: sanitizeHtml.IOptions = {
  allowedTags,
  allowedAttributes: {
    '*': ['style', 'align', 'title', 'lang', 'dir'],
    img: ['src', 'alt', 'width', 'height', 'border'],
    font: ['color', 'size', 'face'],
    hr: ['width', 'size', 'noshade'],
    ol: ['start', 'type'],
    ul: ['type'],
    table: ['width', 'height', 'border', 'cellpadding', 'cellspacing', 'bgcolor', 'summary'],
    tr: ['bgcolor', 'valign', 'height'],
    td: ['width', 'height', 'colspan', 'rowspan', 'bgcolor', 'valign', 'nowrap'],
    th: ['width', 'height', 'colspan', 'rowspan', 'bgcolor', 'valign', 'nowrap', 'scope'],
    col: ['width', 'span'],
  },
  allowedSchemes: ['https', 'http'],
  allowProtocolRelative: true,
  // Our own rule for styles: reading each with a parser of style sheets would make ten thousand drafts wait.
  parseStyleAttributes: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'object', 'embed', 'template', 'title'],
  nestingLimit: 200,
  transformTags: {
    '*': (tagName, attribs) => {
      const { style } = attribs
      if (style !== undefined) {
        const safe = safeStyle(style)
        if (safe === '') delete attribs.style
        else attribs.style = safe
      }
      if (tagName === 'img' && attribs.src !== undefined) attribs.src = overHttps(attribs.src)
      return { tagName, attribs }
    },
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && (attribs.src ?? '') === '',
  textFilter: (text) => text.replace(outsideEucKr, asEntity),
}

/** One product is drafted for several markets, one right after the other. */
const KEPT = 16
const LONGEST_KEPT = 200_000
const cleaned = new Map<string, string>()

/** By the parser alone, whatever the HTML looks like. */
export const parsedClean = (html: string): string => sanitizeHtml(notTooDeep(html), options)

/** The part of a description that markets show and no buyer's browser runs. */
export function cleanHtml(html: string): string {
  if (isPlainHtml(html)) return html
  const known = cleaned.get(html)
  if (known !== undefined) return known
  const clean = parsedClean(html)
  if (html.length <= LONGEST_KEPT) {
    const oldest = cleaned.size < KEPT ? undefined : cleaned.keys().next().value
    if (oldest !== undefined) cleaned.delete(oldest)
    cleaned.set(html, clean)
  }
  return clean
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

/** The words of HTML that was cleaned, for what looks for words in it. */
export const textOfClean = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d+)|([a-z]+));/g, (whole, code, name) =>
      code === undefined ? (named[name] ?? whole) : String.fromCharCode(Number(code)),
    )
