import type { ListingOption } from '../../../shared/market.ts'
import { eucKrLength } from './encoding.ts'
import { cdata, type Element, element } from './xml.ts'

/** Guide 1003: 25 Hangul or 50 letters, and 30 characters for a product of the new style; the narrower of both. */
export const VALUE_BYTES = 50
export const VALUE_CHARACTERS = 30
export const TITLE_CHARACTERS = 25
/** The dearest option may cost twice the base price. */
export const MOST_SURCHARGE = 1

/** Between the axes in one list, as the guide's own example writes them: `파랑/XXL`. */
const JOINT = '/'
/** Between the axes in the key of a combination. */
const DAGGER = '†'

export const axesOf = (options: readonly ListingOption[]): string[] =>
  (options[0]?.values ?? []).map(({ axis }) => axis)
export const joinedValue = ({ values }: Pick<ListingOption, 'values'>): string =>
  values.map(({ value }) => value).join(JOINT)
export const titleOf = (options: readonly ListingOption[]): string => axesOf(options).join(JOINT)

export const fitsValue = (value: string): boolean =>
  eucKrLength(value) <= VALUE_BYTES && [...value].length <= VALUE_CHARACTERS

/**
 * One list is what is known to work live. Several axes are joined in it as long as their names fit; only then the
 * documented but rarely used combination takes over.
 */
export const isCombined = (options: readonly ListingOption[]): boolean =>
  axesOf(options).length > 1 &&
  ([...titleOf(options)].length > TITLE_CHARACTERS || options.some((option) => !fitsValue(joinedValue(option))))

export const basePrice = (options: readonly Pick<ListingOption, 'price'>[]): number =>
  Math.min(...options.map(({ price }) => price))

/** A sold-out option stays in the list: `useYn` N is the only state in which 11st takes 0 pieces. */
const inUse = (stock: number) => (stock > 0 ? 'Y' : 'N')

const singleList = (options: readonly ListingOption[], base: number): Element[] => [
  element('optSelectYn', 'Y'),
  element('txtColCnt', '1'),
  cdata('colTitle', titleOf(options)),
  element('prdExposeClfCd', '00'),
  ...options.map((option) =>
    element('ProductOption', [
      element('useYn', inUse(option.stock)),
      element('colOptPrice', option.price - base),
      cdata('colValue0', joinedValue(option)),
      element('colCount', option.stock),
      cdata('colSellerStockCd', option.sku),
    ]),
  ),
]

const rootOption = (axis: string, at: number, options: readonly ListingOption[]): Element => {
  const values = [...new Set(options.map(({ values }) => values[at]?.value ?? ''))]
  return element('ProductRootOption', [
    cdata('colTitle', axis),
    ...values.map((value) => element('ProductOption', [element('colOptPrice', 0), cdata('colValue0', value)])),
  ])
}

/** `optMixYn` N: only the combinations listed are sold, each with its own price and stock. */
const combinations = (options: readonly ListingOption[], base: number): Element[] => [
  element('optSelectYn', 'Y'),
  element('txtColCnt', '1'),
  element('prdExposeClfCd', '00'),
  element('optMixYn', 'N'),
  ...axesOf(options).map((axis, at) => rootOption(axis, at, options)),
  element(
    'ProductOptionExt',
    options.map((option) =>
      element('ProductOption', [
        element('useYn', inUse(option.stock)),
        element('colOptPrice', option.price - base),
        element('colOptCount', option.stock),
        cdata('colSellerStockCd', option.sku),
        cdata('optionMappingKey', option.values.map(({ axis, value }) => `${axis}:${value}`).join(DAGGER)),
      ]),
    ),
  ),
]

/** The whole option block; nothing for a product without a choice, since the guide wants it left out then. */
export const optionElements = (options: readonly ListingOption[]): Element[] => {
  if (options.length === 0) return []
  const base = basePrice(options)
  return isCombined(options) ? combinations(options, base) : singleList(options, base)
}
