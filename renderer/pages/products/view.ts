import { type ProductFilter, productSorts, stockKinds } from '../../../shared/contract/products.ts'
import { markets } from '../../../shared/market.ts'
import { productStatuses, wholesalers } from '../../../shared/product.ts'
import { parseKstDay } from '../../../shared/time.ts'

export type ProductSort = (typeof productSorts)[number]
const watchedKinds = ['chosen', 'listed', 'any'] as const

/** What the product table shows, as it stands in the address: `/products?search=…&wholesaler=zentrade&sort=price.asc`. */
export interface ProductView {
  filter: ProductFilter
  sort: ProductSort
  descending: boolean
  /** `wholesaler:productId` of the row whose detail is open. */
  open?: string
}
export type FilterParts = { [P in keyof ProductFilter]?: ProductFilter[P] | undefined }
/** Takes every filter away; a part that is missing here does not compile. */
export const noFilter: Record<keyof ProductFilter, undefined> = {
  ...{ search: undefined, wholesaler: undefined, category: undefined, minPrice: undefined, maxPrice: undefined },
  ...{ stock: undefined, status: undefined, listable: undefined, changedSince: undefined, watched: undefined },
  ...{ edited: undefined, listedOn: undefined, margin: undefined },
}
export type ViewParts = FilterParts & { sort?: ProductSort; descending?: boolean; open?: string | undefined }

const oneOf = <T extends string>(known: readonly T[], text: string | null) => known.find((value) => value === text)
const textOf = (text: string | null) => {
  const trimmed = text?.trim().slice(0, 200)
  return trimmed === '' ? undefined : trimmed
}
const countOf = (text: string | null) => (text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined)
const flagOf = (text: string | null) => (text === '1' ? true : text === '0' ? false : undefined)

export const listedPlaces = [...markets, 'none'] as const

/** `coupang.0.15`: what Coupang's rules leave of the price, at least. */
function marginOf(text: string | null): ProductFilter['margin'] {
  const [, place = '', rate = ''] = /^([a-z0-9]+)\.(-?\d(?:\.\d{1,4})?)$/.exec(text ?? '') ?? []
  const market = oneOf(markets, place)
  const minRate = Number(rate)
  return market === undefined || minRate >= 1 ? undefined : { market, minRate }
}
const paramOf = (value: Exclude<ProductFilter[keyof ProductFilter], undefined>): string => {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'object' ? `${value.market}.${value.minRate}` : String(value)
}

/** Only the parts that say something. */
export const present = <T extends object>(parts: T): { [P in keyof T]?: Exclude<T[P], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as never

/** Reads a view from an address; what is unknown or malformed there is as if it were absent. */
export function viewOf(params: URLSearchParams): ProductView {
  const [by = null, direction] = (params.get('sort') ?? '').split('.')
  const category = countOf(params.get('category'))
  const day = params.get('changedSince')
  const filter: ProductFilter = present({
    search: textOf(params.get('search')),
    wholesaler: oneOf(wholesalers, params.get('wholesaler')),
    category: category === 0 ? undefined : category,
    minPrice: countOf(params.get('minPrice')),
    maxPrice: countOf(params.get('maxPrice')),
    stock: oneOf(stockKinds, params.get('stock')),
    status: oneOf(productStatuses, params.get('status')),
    listable: flagOf(params.get('listable')),
    changedSince: day !== null && parseKstDay(day) !== null ? day : undefined,
    watched: oneOf(watchedKinds, params.get('watched')),
    edited: flagOf(params.get('edited')),
    listedOn: oneOf(listedPlaces, params.get('listedOn')),
    margin: marginOf(params.get('margin')),
  })
  const open = textOf(params.get('open'))
  return {
    filter,
    sort: oneOf(productSorts, by) ?? 'updatedAt',
    descending: direction !== 'asc',
    ...(open === undefined ? {} : { open }),
  }
}

/** The address of a view: only what differs from the plain list stands in it. */
export function paramsOf({ filter, sort, descending, open }: ProductView): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === '') continue
    params.set(name, paramOf(value))
  }
  if (sort !== 'updatedAt' || !descending) params.set('sort', `${sort}.${descending ? 'desc' : 'asc'}`)
  if (open !== undefined) params.set('open', open)
  return params
}

/** The view with some parts replaced; an undefined part is taken out. Another list closes the open detail. */
export function withParts(view: ProductView, parts: ViewParts): ProductView {
  const { sort = view.sort, descending = view.descending, open, ...filter } = parts
  return {
    filter: present({ ...view.filter, ...filter }),
    sort,
    descending,
    ...(open === undefined ? {} : { open }),
  }
}

export const keyText = (key: { wholesaler: string; productId: string }): string => `${key.wholesaler}:${key.productId}`

/** `zentrade:00123` as a key; a product id may hold colons itself. */
export function keyOfText(text: string) {
  const colon = text.indexOf(':')
  const wholesaler = oneOf(wholesalers, text.slice(0, colon))
  const productId = text.slice(colon + 1)
  return wholesaler === undefined || productId === '' ? null : { wholesaler, productId }
}
