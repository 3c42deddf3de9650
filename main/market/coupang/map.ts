import type { Courier, ListingContent, ListingDelivery, ListingOption } from '../../../shared/market.ts'
import { kstDateTime } from '../../../shared/time.ts'
import type { CategoryForm, MarketPlace, MarketPlaces } from '../port.ts'
import { attributesOf, isPurchaseOption } from './attributes.ts'
import { certificationsOf } from './certificates.ts'
import { documentKey } from './form.ts'
import { bare } from './json.ts'

export const NAME_MAX = 100
const ITEM_NAME_MAX = 150
export const MOST_OPTIONS = 200
export const STOCK_MAX = 99_999
/** One main picture and nine more. */
export const MOST_IMAGES = 10
export const PRICE_STEP = 10
const TAGS_MAX = 20
const TAG_LENGTH = 20

export const courierCodes: Record<Courier, string> = {
  cj: 'CJGLS',
  hanjin: 'HANJIN',
  lotte: 'HYUNDAI',
  logen: 'KGB',
  epost: 'EPOST',
  kdexp: 'KDEXP',
  daesin: 'DAESIN',
  ilyang: 'ILYANG',
  chunil: 'CHUNIL',
  hdexp: 'HDEXP',
}

/** Letters, digits, spaces and Coupang's own list of signs; what is too long is left out, not cut. */
export const searchTags = (keywords: readonly string[]): string[] => {
  const clean = keywords.map((word) =>
    word
      .replace(/[^\p{L}\p{N} !@#$%^&*\-+;:'.]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return [...new Set(clean)].filter((word) => word !== '' && word.length <= TAG_LENGTH).slice(0, TAGS_MAX)
}

/** `deliveryChargeOnReturn` is the way there that a buyer pays back on a return; with conditional free shipping Coupang wants 0. */
const deliveryCharges = ({ fee, returnFee }: ListingDelivery) =>
  fee.kind === 'free'
    ? { deliveryChargeType: 'FREE', deliveryCharge: 0, freeShipOverAmount: 0, deliveryChargeOnReturn: returnFee }
    : fee.kind === 'flat'
      ? {
          deliveryChargeType: 'NOT_FREE',
          deliveryCharge: fee.fee,
          freeShipOverAmount: 0,
          deliveryChargeOnReturn: returnFee,
        }
      : {
          deliveryChargeType: 'CONDITIONAL_FREE',
          deliveryCharge: fee.fee,
          freeShipOverAmount: fee.over,
          deliveryChargeOnReturn: 0,
        }

const noticesOf = (content: ListingContent, form: CategoryForm) =>
  form.fields.flatMap((field) => {
    const value = field.group === 'notice' ? (content.fields[field.key]?.trim() ?? '') : ''
    return value === ''
      ? []
      : [
          {
            noticeCategoryName: String(form.facts.noticeCategory),
            noticeCategoryDetailName: field.label,
            content: value,
          },
        ]
  })

const imagesOf = ({ images }: ListingContent) =>
  images.slice(0, MOST_IMAGES).map((vendorPath, at) => ({
    imageOrder: at,
    imageType: at === 0 ? 'REPRESENTATION' : 'DETAIL',
    vendorPath,
  }))

/** HTML goes as text, as in the manual's own example; without any, the pictures stand for it. */
const contentsOf = ({ descriptionHtml, images }: ListingContent) =>
  descriptionHtml.trim() === ''
    ? [{ contentsType: 'IMAGE_NO_SPACE', contentDetails: images.map((content) => ({ content, detailType: 'IMAGE' })) }]
    : [{ contentsType: 'TEXT', contentDetails: [{ content: descriptionHtml, detailType: 'TEXT' }] }]

/** Names of the options, each once; not shown to buyers. */
export function itemNames(content: ListingContent, form: CategoryForm): string[] {
  const seen = new Set<string>()
  const options: (ListingOption | null)[] = content.options.length === 0 ? [null] : content.options
  return options.map((option) => {
    const own = option?.values.map(({ value }) => value.trim()).join(' ') ?? ''
    const values = attributesOf(content, form, option).filter(isPurchaseOption)
    const name = (own || values.map((one) => one.attributeValueName).join(' ') || content.name).slice(0, ITEM_NAME_MAX)
    const unique = seen.has(name) ? `${name.slice(0, ITEM_NAME_MAX - 12)} (${seen.size + 1})` : name
    seen.add(unique)
    return unique
  })
}

const documentsOf = (content: ListingContent, form: CategoryForm) => {
  const documents = form.fields.flatMap((field) => {
    const path = field.key === documentKey(field.label) ? (content.fields[field.key]?.trim() ?? '') : ''
    return path === '' ? [] : [{ templateName: field.label, vendorDocumentPath: path }]
  })
  return documents.length === 0 ? {} : { requiredDocuments: documents }
}

const stockSent = (stock: number) => Math.max(0, Math.min(STOCK_MAX, stock))

const itemsOf = (content: ListingContent, form: CategoryForm) => {
  const names = itemNames(content, form)
  const options: (ListingOption | null)[] = content.options.length === 0 ? [null] : content.options
  const tags = searchTags(content.keywords)
  return options.map((option, at) => ({
    itemName: names[at] ?? content.name,
    // Equal prices: a discount badge is nothing that anybody has approved.
    originalPrice: option?.price ?? content.price,
    salePrice: option?.price ?? content.price,
    maximumBuyCount: stockSent(option?.stock ?? content.stock),
    maximumBuyForPerson: 0,
    maximumBuyForPersonPeriod: 1,
    outboundShippingTimeDay: Math.max(1, content.delivery.dispatchDays),
    unitCount: 1,
    adultOnly: content.adultOnly ? 'ADULT_ONLY' : 'EVERYONE',
    taxType: content.taxFree ? 'FREE' : 'TAX',
    parallelImported: 'NOT_PARALLEL_IMPORTED',
    overseasPurchased: 'NOT_OVERSEAS_PURCHASED',
    pccNeeded: false,
    externalVendorSku: option?.sku ?? content.sku,
    emptyBarcode: true,
    emptyBarcodeReason: '바코드 없음',
    ...(content.model?.trim() ? { modelNo: content.model.trim() } : {}),
    certifications: certificationsOf(content, form),
    ...(tags.length === 0 ? {} : { searchTags: tags }),
    images: imagesOf(content),
    notices: noticesOf(content, form),
    attributes: attributesOf(content, form, option),
    contents: contentsOf(content),
    offerCondition: 'NEW',
  }))
}

/** Islands are served by couriers that the outbound place has fees for; any other is refused. */
export const reachesRemote = ({ remoteAreas, courier }: ListingDelivery, outbound: MarketPlace): boolean =>
  remoteAreas && String(outbound.facts.couriers).split(',').includes(courierCodes[courier])

export interface MapContext {
  form: CategoryForm
  outbound: MarketPlace
  inbound: MarketPlace
  vendorId: string
  vendorUserId: string
  /** ms UTC. */
  now: number
  /** As Coupang's brand search knows it; null leaves the brand out. */
  brand: { name: string; id: string } | null
}

/** What `POST seller-products` is sent. Times are taken for Korean ones: the manual names no zone. */
export function toProduct(content: ListingContent, context: MapContext): Record<string, unknown> {
  const { form, outbound, inbound, vendorId, vendorUserId, now, brand } = context
  const { delivery } = content
  return {
    displayCategoryCode: bare(form.category),
    sellerProductName: content.name,
    vendorId,
    saleStartedAt: kstDateTime(now).replace(' ', 'T'),
    saleEndedAt: '2099-12-31T23:59:59',
    displayProductName: content.name,
    ...(brand === null ? {} : { brand: brand.name, brandId: brand.id }),
    generalProductName: content.name,
    ...(content.maker?.trim() ? { manufacture: content.maker.trim() } : {}),
    deliveryMethod: 'SEQUENCIAL',
    deliveryCompanyCode: courierCodes[delivery.courier],
    ...deliveryCharges(delivery),
    remoteAreaDeliverable: reachesRemote(delivery, outbound) ? 'Y' : 'N',
    unionDeliveryType: 'NOT_UNION_DELIVERY',
    returnCenterCode: inbound.code,
    returnChargeName: inbound.name,
    companyContactNumber: inbound.phone || content.afterService.phone,
    returnZipCode: inbound.zip,
    returnAddress: inbound.address,
    returnAddressDetail: inbound.detail,
    returnCharge: delivery.returnFee,
    outboundShippingPlaceCode: bare(outbound.code),
    vendorUserId,
    requested: content.requestReview,
    items: itemsOf(content, form),
    ...documentsOf(content, form),
  }
}

export const placeOf = (places: readonly MarketPlace[], code: string | null): MarketPlace | null =>
  places.find((one) => one.code === code) ?? null

/** The places that a listing names; null where it names none or one that is gone. */
export const placesOf = ({ delivery }: ListingContent, places: MarketPlaces) => ({
  outbound: placeOf(places.outbound, delivery.outboundPlace),
  inbound: placeOf(places.inbound, delivery.returnPlace),
})
