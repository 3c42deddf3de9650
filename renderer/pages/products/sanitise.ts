import createDOMPurify from 'dompurify'
import { pictureSource } from './pictureSource.ts'

const tags = [
  ...[
    'a',
    'b',
    'big',
    'blockquote',
    'br',
    'caption',
    'center',
    'code',
    'col',
    'colgroup',
    'dd',
    'del',
    'div',
    'dl',
    'dt',
  ],
  ...['em', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'li', 'ol', 'p', 'pre', 's', 'small', 'span'],
  ...['strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul'],
]
const attributes = [
  ...['align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'color', 'colspan', 'dir', 'face', 'height'],
  ...['lang', 'rowspan', 'size', 'src', 'style', 'title', 'valign', 'width'],
]
/** Styles that could fetch, cover or run something; a description needs none of them. */
const strangeStyle = /url|image-set|expression|behavior|binding|import|position|z-index|content|@|\\|<|\/\*/i

let purify: ReturnType<typeof createDOMPurify> | null = null
const instance = () => {
  if (purify !== null) return purify
  purify = createDOMPurify(window)
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (strangeStyle.test(node.getAttribute('style') ?? '')) node.removeAttribute('style')
    if (node.tagName === 'IMG') {
      const source = node.getAttribute('src')?.trim() ?? ''
      if (/^(?:https?:)?\/\//i.test(source)) node.setAttribute('src', pictureSource(source))
      else node.remove()
    } else node.removeAttribute('src')
  })
  return purify
}

/** A wholesaler's description without anything that runs, fetches or leads away; pictures through this app's own scheme. */
export const sanitised = (html: string): string =>
  instance().sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })

/** The whole document of the frame. Its own policy repeats the page's: nothing but pictures of this app's scheme. */
export const frameDocument = (html: string): string =>
  `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; img-src app-img:; style-src 'unsafe-inline'"><style>html{background:#fff;color:#1c1e22;font:14px/1.6 "Malgun Gothic","Apple SD Gothic Neo",system-ui,sans-serif}body{margin:16px;overflow-wrap:anywhere}img,table{max-width:100%}img{height:auto}</style></head><body>${sanitised(html)}</body></html>`
