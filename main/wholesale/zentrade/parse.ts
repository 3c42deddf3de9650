import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Unreadable } from '../../net/readers.ts'

/** One `<product>` as it stands in the feed: attributes and text, nothing understood yet. */
export interface FeedProduct {
  code: string
  categoryCode: string
  category: string
  empCode: string
  esellersCode: string
  noticeGroup: string
  name: string
  origin: string
  maker: string
  brand: string
  model: string
  buyPrice: string
  consumerPrice: string
  taxMode: string
  images: string[]
  optionName: string
  optionText: string
  content: string
  keywords: string
  runout: string
  openDate: string
}

type Attributes = Record<string, string>
type Elements = Record<string, { attributes: Attributes; text: string }>

const MAX_ELEMENTS = 200

const isolated = (text: string): { root: Attributes; elements: Elements } => {
  const parser = new SaxesParser({ position: false, xmlns: false })
  const elements: Elements = Object.create(null) as Elements
  let root: Attributes | undefined
  let open: { attributes: Attributes; text: string } | undefined
  let depth = 0
  let count = 0
  const add = (piece: string) => {
    if (open !== undefined) open.text += piece
  }
  parser.on('error', (error) => {
    throw new Unreadable(`XML 형식이 올바르지 않습니다: ${error.message}`)
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1
    if (depth === 1) root = tag.attributes
    if (depth !== 2) return
    count += 1
    if (count > MAX_ELEMENTS) throw new Unreadable('XML 요소가 너무 많습니다.')
    // Twice the same element is two products that ran together.
    if (tag.name in elements) throw new Unreadable(`XML 형식이 올바르지 않습니다: ${tag.name} 요소가 두 번 있습니다.`)
    open = { attributes: tag.attributes, text: '' }
    elements[tag.name] = open
  })
  parser.on('closetag', () => {
    depth -= 1
    if (depth === 1) open = undefined
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(text).close()
  return { root: root ?? {}, elements }
}

const named = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/gi

/** `A&B` and `&nbsp;` outside CDATA, as pages written by hand have them, made into the text they look like. */
const withPlainAmpersands = (text: string): string =>
  text
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(named, '&amp;')))
    .join('')

/** Throws Unreadable where it is not well-formed, or not one flat product. */
export function parseProduct(text: string): FeedProduct {
  let parsed: ReturnType<typeof isolated>
  try {
    parsed = isolated(text)
  } catch (thrown) {
    const repaired = withPlainAmpersands(text)
    if (!(thrown instanceof Unreadable) || repaired === text) throw thrown
    parsed = isolated(repaired)
  }
  const { root, elements } = parsed
  const textOf = (name: string) => elements[name]?.text.trim() ?? ''
  const of = (name: string, attribute: string) => elements[name]?.attributes[attribute]?.trim() ?? ''
  return {
    code: root.code?.trim() ?? '',
    categoryCode: of('dome_category', 'dome_catecode'),
    category: textOf('dome_category'),
    empCode: of('scategory', 'emp_catecode'),
    esellersCode: of('scategory', 'esellers_catecode'),
    noticeGroup: of('scategory', 'classcode'),
    name: textOf('prdtname'),
    origin: of('baseinfo', 'madein'),
    maker: of('baseinfo', 'productcom'),
    brand: of('baseinfo', 'brand'),
    model: of('baseinfo', 'model'),
    buyPrice: of('price', 'buyprice'),
    consumerPrice: of('price', 'consumerprice'),
    taxMode: of('price', 'taxmode'),
    images: ['url1', 'url2', 'url3', 'url4', 'url5'].map((name) => of('listimg', name)),
    optionName: of('option', 'opt1nm'),
    optionText: textOf('option'),
    content: textOf('content'),
    keywords: textOf('keyword'),
    runout: of('status', 'runout'),
    openDate: of('status', 'opendate'),
  }
}

/** The code of a product that could not be parsed, for the report. */
export const codeIn = (text: string): string =>
  /^<product\b[^>]*?\bcode\s*=\s*["']([^"'<>]{1,100})["']/.exec(text)?.[1] ?? ''
