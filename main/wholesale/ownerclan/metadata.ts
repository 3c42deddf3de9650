import { parseJson } from '../../net/json.ts'
import { count, isRaw, list, type Raw, raw, text } from '../../net/readers.ts'

/** The scalar `metadata`: an object or the JSON text of one; anything else says nothing. */
export const metadataOf = (value: unknown): Raw => {
  if (isRaw(value)) return value
  if (typeof value !== 'string') return {}
  try {
    return raw(parseJson(value.replace(/[\uFEFF\0]/g, '')))
  } catch {
    return {}
  }
}

const marketKeys = {
  coupangCategoryCode: 'coupang',
  smartstoreCategoryCode: 'naver',
  st11CategoryCode: '11st',
  auctionCategoryCode: 'auction',
  gmarketCategoryCode: 'gmarket',
  interparkCategoryCode: 'interpark',
} as const

/** OwnerClan's own guess at each market's category. */
export const marketCategoriesOf = (metadata: Raw): Record<string, string> => {
  const codes: Record<string, string> = {}
  for (const [key, market] of Object.entries(marketKeys)) {
    const code = text(metadata[key], 60)
    if (code !== null && !/^0+$/.test(code)) codes[market] = code
  }
  return codes
}

/** A name and its value, under whichever of the usual keys; the inner shape is not documented. */
const pairOf = (value: unknown): { name: string; value: string } | null => {
  if (Array.isArray(value)) return pairOf({ name: value[0], value: value[1] })
  if (!isRaw(value)) return null
  const name = text(value.name ?? value.title ?? value.key ?? value.type, 200)
  const found = text(value.value ?? value.content ?? value.desc ?? value.text, 2000)
  return name === null || found === null ? null : { name, value: found }
}

export const noticesOf = (metadata: Raw): { name: string; value: string }[] => {
  const info = raw(metadata.productNotificationInformation)
  return [...list(info.categorySpecific), ...list(info.common)].flatMap((one) => pairOf(one) ?? [])
}

/** Certificates as one line each, whether texts or objects of texts. */
export const certificatesOf = (value: unknown): string[] => [
  ...new Set(
    list(value).flatMap((one) => {
      const line = isRaw(one)
        ? Object.values(one)
            .flatMap((part) => text(part, 200) ?? [])
            .join(' ')
        : text(one, 200)
      return line === null || line === '' ? [] : [line]
    }),
  ),
]

export const returnFeeOf = (metadata: Raw): number | null => count(metadata.returnShippingFee)
