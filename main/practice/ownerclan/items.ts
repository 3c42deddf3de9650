import type { Catalogue, CatalogueOption, CatalogueProduct } from '../catalogue/types.ts'
import { type Category, categoryKey } from './categories.ts'

export const itemKey = (index: number): string => `W${String(index + 1).padStart(6, '0')}`
export const indexOfKey = (key: string): number | null => (/^W\d{6,9}$/.test(key) ? Number(key.slice(1)) - 1 : null)

/** What OwnerClan writes where nobody counts. */
const NOT_COUNTED = 9999

const shippingTypes = { free: 'free', prepaid: 'inAdvance', on_arrival: 'uponArrival', choice: 'all' } as const

/** OwnerClan knows one fee and a box size; other rules come down to their first fee. */
const shippingOf = ({ shipping }: CatalogueProduct) => {
  const { rule, payment } = shipping
  const fee =
    rule.kind === 'free'
      ? 0
      : rule.kind === 'bands'
        ? (rule.bands[0]?.fee ?? 0)
        : rule.kind === 'steps'
          ? rule.first.fee
          : rule.fee
  return {
    shippingFee: fee,
    shippingType: shippingTypes[payment],
    boxQuantity: rule.kind === 'per_box' ? rule.boxQuantity : rule.kind === 'flat' ? 0 : null,
  }
}

const optionOf = (product: CatalogueProduct, option: CatalogueOption, at: number) => ({
  key: String(at),
  price: option.price,
  fixedPrice: product.fixedPrice,
  quantity: option.stock ?? NOT_COUNTED,
  status: option.soldOut ? 'soldout' : 'available',
  optionAttributes: option.values.map((value, axis) => ({ name: product.axes[axis]?.name ?? '', value })),
  metadata: null,
})

const code = (place: readonly number[], salt: number) => String(10_000 + place.reduce((sum, n) => sum * 20 + n, salt))

const metadataOf = (product: CatalogueProduct) => {
  const { place } = product.category
  return {
    vendorKey: 2_099_000_000 + (product.index % 300),
    vendorNotice: null,
    returnAddressCode: null,
    returnShippingFee: product.shipping.returnFee,
    grade: 'A',
    bundleShipping: false,
    coupangCategoryCode: code(place, 1),
    auctionCategoryCode: code(place, 2),
    gmarketCategoryCode: code(place, 3),
    st11CategoryCode: code(place, 4),
    interparkCategoryCode: code(place, 5),
    smartstoreCategoryCode: `5000${code(place, 6)}`,
    productNotificationInformation: { code: 35, categorySpecific: product.notices, common: [] },
    certificateInformation: product.certificates,
  }
}

const attributesOf = (product: CatalogueProduct): string[] => [
  'OPENMARKET',
  'IS_SALE',
  ...(product.prohibited ? ['PROHIBIT'] : []),
  ...(product.permit === 'food' ? ['ATTR_H_FOOD'] : product.permit === 'medical' ? ['ATTR_MEDICAL'] : []),
]

/** An Item as the resolvers hand it out; the costly fields are made only when asked for. */
export function itemAt(catalogue: Catalogue, categories: Map<string, Category>, index: number, now: number) {
  const product = catalogue.at(index, now)
  const options = product.options.filter((option) => !option.hidden)
  // OwnerClan's item price is that of its cheapest option.
  return {
    key: itemKey(index),
    id: `Item,${Buffer.from(itemKey(index)).toString('base64')}`,
    createdAt: product.createdAt,
    updatedAt: product.changedAt,
    name: product.name,
    model: product.model,
    production: product.maker,
    origin: product.origin,
    price: product.price,
    pricePolicy: product.fixedPrice === null ? 'free' : 'fixed',
    fixedPrice: product.fixedPrice,
    searchKeywords: product.keywords,
    category: categories.get(categoryKey(...product.category.place)) ?? null,
    // Some descriptions hold a NUL.
    content: () => `${catalogue.description(index)}${index % 50 === 7 ? '\0' : ''}`,
    ...shippingOf(product),
    images: () => product.images,
    // 'unavailable' is seen where a seller pauses.
    status: product.status === 'soldout' && index % 4 === 0 ? 'unavailable' : product.status,
    options: () => options.map((option, at) => optionOf(product, option, at)),
    taxFree: product.taxFree,
    adultOnly: product.adultOnly,
    returnable: true,
    noReturnReason: null,
    guaranteedShippingPeriod: 3,
    openmarketSellable: product.openmarketSellable,
    attributes: attributesOf(product),
    closingTime: '13:00:00',
    returnCriteria: 'vendor',
    isPublic: product.gone !== true,
    isUsed: false,
    // Seen as an object and as the text of one.
    metadata: () => (index % 3 === 0 ? JSON.stringify(metadataOf(product)) : metadataOf(product)),
  }
}
export type Item = ReturnType<typeof itemAt>
