import { failProducts } from '../errors.ts'

/** What old tables and sheets call a field, in the form that is compared. The first that a file has is taken. */
const headers = {
  wholesaler: [
    'wholesalername',
    'wholesaler',
    'suppliername',
    'supplier',
    'suppliercode',
    'source',
    'vendor',
    '도매처',
    '도매처명',
    '공급사',
    '공급사명',
  ],
  productId: [
    'productid',
    'wholesalerproductid',
    'supplierproductid',
    'originalproductid',
    'sourceproductid',
    'productcode',
    'itemkey',
    'goodsno',
    'productno',
    '상품코드',
    '상품번호',
    '도매상품코드',
    '도매처상품코드',
  ],
  name: ['productname', 'name', 'title', 'goodsname', 'itemname', '상품명', '제품명'],
  price: [
    'price',
    'wholesaleprice',
    'supplyprice',
    'costprice',
    'cost',
    'originalprice',
    '공급가',
    '도매가',
    '매입가',
    '가격',
  ],
  stock: ['stockquantity', 'stock', 'quantity', 'inventory', 'stockcount', '재고', '재고수량', '수량'],
  category: ['category', 'categoryname', 'categorypath', '카테고리', '분류'],
  image: [
    'imageurl',
    'image',
    'mainimage',
    'mainimageurl',
    'thumbnail',
    'thumbnailurl',
    '대표이미지',
    '이미지',
    '이미지url',
  ],
  active: ['isactive', 'active', 'enabled', 'salestatus', 'status', '판매상태', '판매여부', '상태'],
  raw: ['rawdata', 'raw', 'originaldata', 'payload', '원본', '원본데이터'],
} as const

export type ImportField = keyof typeof headers
export const importFields = Object.keys(headers) as ImportField[]

const form = (header: string) =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

export interface ImportColumns {
  at: Partial<Record<ImportField, number>>
  found: { field: ImportField; header: string }[]
  ignored: string[]
}

/** Which column is what. Throws IMPORT_COLUMNS_MISSING when there is no telling which product a line means. */
export function columnsOf(header: readonly string[], wholesalerGiven: boolean): ImportColumns {
  const forms = header.map(form)
  const at: Partial<Record<ImportField, number>> = {}
  const found: ImportColumns['found'] = []
  for (const field of importFields) {
    const place = headers[field].map((name) => forms.indexOf(name)).find((index) => index !== -1)
    if (place === undefined) continue
    at[field] = place
    found.push({ field, header: header[place] ?? '' })
  }
  const names = {
    wholesaler: '도매처(wholesaler_name)',
    productId: '상품 코드(product_id)',
    name: '상품명(product_name)',
  }
  const missing = (['wholesaler', 'productId', 'name'] as const)
    .filter((field) => at[field] === undefined && !(field === 'wholesaler' && wholesalerGiven))
    .map((field) => names[field])
  if (missing.length > 0) {
    throw failProducts('IMPORT_COLUMNS_MISSING', {
      values: { missing: missing.join(', '), found: header.slice(0, 30).join(', ').slice(0, 300) || '없음' },
    })
  }
  const used = new Set(Object.values(at))
  return { at, found, ignored: header.filter((name, i) => !used.has(i) && name !== '') }
}
