import { type WholesaleProduct, type Wholesaler, wholesalerNames, wholesalers } from '../../../shared/product.ts'
import { cost, keyOf, number, pictures, stock, Unreadable } from '../../net/readers.ts'
import { refusalOf } from '../check.ts'
import type { ImportColumns, ImportField } from './columns.ts'

const otherNames: Record<string, Wholesaler> = {
  도매매: 'domeggook',
  domeme: 'domeggook',
  domaemae: 'domeggook',
  도매꾹도매매: 'domeggook',
  zentrade: 'zentrade',
  젠트레이드: 'zentrade',
  오너클랜: 'ownerclan',
}

export const wholesalerOf = (text: string): Wholesaler | null => {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_/·-]/g, '')
  return wholesalers.find((one) => one === plain || wholesalerNames[one] === plain) ?? otherNames[plain] ?? null
}

const inactive = /^(?:false|f|0|no|n|inactive|soldout|sold_out|품절|판매중지|중지|단종)$/i

export type ImportedRow = { product: WholesaleProduct } | { reason: string }

/** One line of an old table as a product. What the table does not know stays unknown until it is collected. */
export function importedRow(cells: readonly string[], columns: ImportColumns, given: Wholesaler | null): ImportedRow {
  const cell = (field: ImportField) => {
    const place = columns.at[field]
    return place === undefined ? '' : (cells[place]?.trim() ?? '')
  }
  const wholesaler = cell('wholesaler') === '' ? given : wholesalerOf(cell('wholesaler'))
  if (wholesaler === null) return { reason: `도매처를 알 수 없습니다: ${cell('wholesaler').slice(0, 40) || '(빈칸)'}` }
  const productId = keyOf(cell('productId'))
  if (productId === null)
    return { reason: `상품 코드를 읽지 못했습니다: ${cell('productId').slice(0, 40) || '(빈칸)'}` }
  try {
    if (number(cell('stock')) < 0) return { reason: '재고가 0보다 작습니다.' }
    const price = cost(cell('price'), 'price')
    const pieces = stock(cell('stock'))
    const status = inactive.test(cell('active')) || pieces === 0 ? 'soldout' : 'available'
    const category = cell('category')
    const images = pictures(cell('image'))
    const product: WholesaleProduct = {
      ...{ wholesaler, productId, name: cell('name').slice(0, 500), price, stock: pieces, status, images },
      fixedPrice: null,
      options: [{ key: 'single', name: '', price, stock: pieces, status }],
      minimumQuantity: 1,
      tiers: [],
      shipping: {
        ...{ rule: { kind: 'unknown' }, payment: 'unknown', stated: '' },
        ...{ returnFee: null, extraJeju: null, extraIslands: null },
      },
      ...{ taxFree: false, adultOnly: false, bars: [], origin: null, maker: null, brand: null, model: null },
      categoryPath: category === '' ? [] : category.split(/\s*>\s*/).filter((name) => name !== ''),
      ...{
        categoryCode: null,
        marketCategories: {},
        keywords: [],
        descriptionHtml: null,
        notices: [],
        certificates: [],
      },
      changedAt: null,
      raw: cell('raw') === '' ? JSON.stringify(cells) : cell('raw'),
    }
    const refusal = refusalOf(product)
    return refusal === null ? { product } : { reason: refusal }
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { reason: thrown.message }
    throw thrown
  }
}
