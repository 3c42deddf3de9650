import { createHash } from 'node:crypto'
import { kstDay } from '../../../shared/time.ts'
import type { Catalogue, CatalogueProduct } from '../catalogue/types.ts'

/** What the operator of the practice service may change by hand about one product. */
export interface Override {
  price?: number
  runout?: boolean
  name?: string
  /** Out of the feed. */
  gone?: boolean
}

/** One product as the feed carries it. */
export interface Goods {
  code: string
  categoryCode: string
  category: string
  name: string
  origin: string
  maker: string
  brand: string
  model: string
  /** As written: `협의` and 0 occur. */
  buyPrice: string
  taxFree: boolean
  images: string[]
  optionName: string
  options: { name: string; price: string; image: string }[]
  content: string
  keywords: string[]
  runout: boolean
  openDate: string
}

/** Leading zeros are part of a code. */
export const goodsCode = (index: number): string => String(index + 1).padStart(6, '0')
export const goodsIndex = (code: string): number | null => (/^\d{6,7}$/.test(code) ? Number(code) - 1 : null)

const priceText = (price: number | null): string => (price === null ? '협의' : String(price))
const plain = (text: string) => text.replaceAll('^|^', ' ').replaceAll('↑=↑', ' ')

/** Null for what the feed does not carry any more. */
export function goodsOf(catalogue: Catalogue, product: CatalogueProduct, override: Override = {}): Goods | null {
  if (override.gone ?? product.status === 'discontinued') return null
  const code = goodsCode(product.index)
  const shown = product.options.filter((option) => !option.hidden)
  const difference = override.price === undefined ? 0 : override.price - (product.price ?? 0)
  const withDifference = (price: number | null) => (price === null ? null : Math.max(0, price + difference))
  const [root] = product.category.place
  return {
    code,
    categoryCode: String(root + 1).padStart(3, '0'),
    category: product.category.path[0],
    name: override.name ?? product.name,
    origin: product.origin,
    maker: product.maker,
    brand: product.brand,
    model: product.model,
    buyPrice: priceText(override.price ?? product.price),
    taxFree: product.taxFree,
    images: product.images.slice(0, 5),
    optionName: product.axes.map((axis) => axis.name).join('/'),
    options:
      product.axes.length === 0
        ? []
        : shown.map((option) => ({
            name: plain(option.values.join('/')),
            price: priceText(withDifference(option.price)),
            image: product.images[0] ?? '',
          })),
    content: catalogue.description(product.index),
    keywords: product.keywords,
    runout: override.runout ?? product.status === 'soldout',
    openDate: kstDay(product.createdAt),
  }
}

const attribute = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replace(/[\r\n\t]/g, ' ')
const cdata = (text: string) => `<![CDATA[ ${text.replaceAll(']]>', ']]]]><![CDATA[>')} ]]>`

const marketCode = (code: string, salt: string) =>
  String(
    Number.parseInt(createHash('md5').update(`${salt}${code}`).digest('hex').slice(0, 7), 16) % 90_000_000,
  ).padStart(8, '0')

/** The product as XML, laid out as the real feed is. */
export function goodsXml(goods: Goods): string {
  const { code } = goods
  const options = goods.options.map(({ name, price, image }) => `${name}^|^${price}^|^0^|^${image}`).join('↑=↑\n      ')
  const images = Array.from({ length: 5 }, (_, i) => `url${i + 1}="${attribute(goods.images[i] ?? '')}"`).join(' ')
  const base = `madein="${attribute(goods.origin)}" productcom="${attribute(goods.maker)}" brand="${attribute(goods.brand)}" model="${attribute(goods.model)}"`
  return `  <product code="${code}">
    <dome_category dome_catecode="${goods.categoryCode}">${cdata(goods.category)}</dome_category>
    <scategory emp_catecode="${marketCode(goods.category, 'emp')}" esellers_catecode="${marketCode(goods.category, 'es')}" classcode="35" />
    <prdtname>${cdata(goods.name)}</prdtname>
    <baseinfo ${base} />
    <price buyprice="${goods.buyPrice}" consumerprice="0" taxmode="${goods.taxFree ? 'N' : 'Y'}" />
    <listimg ${images} />
    <option opt1nm="${attribute(goods.optionName)}" opt2nm="">${cdata(options)}</option>
    <content>${cdata(goods.content)}</content>
    <keyword>${cdata(goods.keywords.join(','))}</keyword>
    <status runout="${goods.runout ? '1' : '0'}" opendate="${goods.openDate}" />
  </product>
`
}
