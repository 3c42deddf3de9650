import { badInput, Refusal } from './refusal.ts'

export type Body = Record<string, unknown>
type Kind = 'text' | 'number' | 'yes-no' | 'list' | 'object' | 'number-or-text' | readonly string[]
type Shape = Record<string, { kind: Kind; required: boolean }>

const need = (kind: Kind) => ({ kind, required: true })
const may = (kind: Kind) => ({ kind, required: false })

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const productShape: Shape = {
  displayCategoryCode: need('number'),
  sellerProductName: need('text'),
  vendorId: need('text'),
  saleStartedAt: need('text'),
  saleEndedAt: need('text'),
  displayProductName: may('text'),
  brand: may('text'),
  brandId: may('text'),
  generalProductName: may('text'),
  productGroup: may('text'),
  manufacture: may('text'),
  deliveryMethod: need(['SEQUENCIAL', 'COLD_FRESH', 'MAKE_ORDER', 'AGENT_BUY', 'VENDOR_DIRECT']),
  deliveryCompanyCode: need([
    'CJGLS',
    'HYUNDAI',
    'HANJIN',
    'KGB',
    'EPOST',
    'KDEXP',
    'DAESIN',
    'ILYANG',
    'CHUNIL',
    'HDEXP',
    'CVS',
    'BGF',
    'REGISTPOST',
    'DIRECT',
  ]),
  deliveryChargeType: need(['FREE', 'NOT_FREE', 'CHARGE_RECEIVED', 'CONDITIONAL_FREE']),
  deliveryCharge: need('number'),
  freeShipOverAmount: need('number'),
  deliveryChargeOnReturn: need('number'),
  remoteAreaDeliverable: need(['Y', 'N']),
  unionDeliveryType: need(['UNION_DELIVERY', 'NOT_UNION_DELIVERY']),
  returnCenterCode: need('text'),
  returnChargeName: need('text'),
  companyContactNumber: need('text'),
  returnZipCode: need('text'),
  returnAddress: need('text'),
  returnAddressDetail: need('text'),
  returnCharge: need('number'),
  outboundShippingPlaceCode: need('number-or-text'),
  vendorUserId: need('text'),
  requested: need('yes-no'),
  items: need('list'),
  requiredDocuments: may('list'),
  extraInfoMessage: may('text'),
  bundleInfo: may('object'),
}

export const itemShape: Shape = {
  itemName: need('text'),
  originalPrice: need('number'),
  salePrice: need('number'),
  autoPricingInfo: may('object'),
  maximumBuyCount: need('number'),
  maximumBuyForPerson: need('number'),
  maximumBuyForPersonPeriod: need('number'),
  outboundShippingTimeDay: need('number'),
  sameDayShipping: may('object'),
  unitCount: need('number'),
  adultOnly: need(['EVERYONE', 'ADULT_ONLY']),
  taxType: need(['TAX', 'FREE']),
  parallelImported: need(['NOT_PARALLEL_IMPORTED', 'PARALLEL_IMPORTED']),
  overseasPurchased: need(['NOT_OVERSEAS_PURCHASED', 'OVERSEAS_PURCHASED']),
  pccNeeded: need('yes-no'),
  externalVendorSku: may('text'),
  barcode: may('text'),
  emptyBarcode: may('yes-no'),
  emptyBarcodeReason: may('text'),
  modelNo: may('text'),
  extraProperties: may('object'),
  certifications: may('list'),
  searchTags: may('list'),
  images: need('list'),
  notices: may('list'),
  attributes: need('list'),
  contents: need('list'),
  offerCondition: may(['NEW', 'REFURBISHED', 'USED_BEST', 'USED_GOOD', 'USED_NORMAL']),
  offerDescription: may('text'),
}

const fits = (value: unknown, kind: Kind): boolean => {
  if (typeof kind === 'object') return typeof value === 'string' && kind.includes(value)
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'number') return typeof value === 'number' && Number.isInteger(value) && value >= 0
  if (kind === 'number-or-text') return fits(value, 'number') || (typeof value === 'string' && /^\d+$/.test(value))
  if (kind === 'yes-no') return typeof value === 'boolean'
  if (kind === 'list') return Array.isArray(value)
  return isBody(value)
}

/** A field that is misspelt, missing or of another type stops the reader, as in the service. */
export function mustFit(body: Body, shape: Shape, where = ''): void {
  for (const name of Object.keys(body)) if (!Object.hasOwn(shape, name)) throw badInput(`${where}${name}`)
  for (const [name, { kind, required }] of Object.entries(shape)) {
    const value = body[name]
    if (value === undefined || value === null) {
      if (required) throw new Refusal(`java.lang.NullPointerException: ${where}${name}`)
    } else if (!fits(value, kind)) {
      if (name === 'deliveryCompanyCode') throw new Refusal('[택배사 코드]를 확인해 주세요.', { details: name })
      throw badInput(`${where}${name}`)
    }
  }
}

export const rows = (value: unknown, where: string): Body[] => {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every(isBody)) throw badInput(where)
  return value
}

export const words = (value: unknown, where: string, max: number): string => {
  if (typeof value !== 'string' || value.trim() === '' || value.length > max) throw badInput(where)
  return value
}
