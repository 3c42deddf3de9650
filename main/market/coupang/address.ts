export type Query = readonly (readonly [name: string, value: string])[]

/**
 * Percent-encoding after which no URL parser finds anything to change: `'` and its like would be encoded later, and the
 * signature would be over other bytes. A colon stays, as the manual writes times.
 */
export const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A/g, ':')

export const queryText = (query: Query): string =>
  query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')

const OPEN_API = '/v2/providers/openapi/apis/api'
const MARKETPLACE = '/v2/providers/seller_api/apis/api/v1/marketplace'

export const paths = {
  predict: `${OPEN_API}/v1/categorization/predict`,
  outbound: '/v2/providers/marketplace_openapi/apis/api/v2/vendor/shipping-place/outbound',
  returnCenters: (vendorId: string) => `${OPEN_API}/v5/vendors/${encoded(vendorId)}/returnShippingCenters`,
  categories: `${MARKETPLACE}/meta/display-categories`,
  categoryStatus: (code: string) => `${MARKETPLACE}/meta/display-categories/${encoded(code)}/status`,
  categoryMeta: (code: string) => `${MARKETPLACE}/meta/category-related-metas/display-category-codes/${encoded(code)}`,
  brands: `${MARKETPLACE}/brands/search`,
  products: `${MARKETPLACE}/seller-products`,
  product: (id: string) => `${MARKETPLACE}/seller-products/${encoded(id)}`,
  histories: (id: string) => `${MARKETPLACE}/seller-products/${encoded(id)}/histories`,
  bySku: (sku: string) => `${MARKETPLACE}/seller-products/external-vendor-sku-codes/${encoded(sku)}`,
  byTime: `${MARKETPLACE}/seller-products/time-frame`,
  option: (id: string, rest: string) => `${MARKETPLACE}/vendor-items/${encoded(id)}/${rest}`,
} as const
