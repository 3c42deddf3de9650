import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { WholesaleProduct } from '../../shared/product.ts'

/** What only the detail of a product needs. The description stands in the reply too, so together they cost little more than one. */
export interface ProductPayload {
  raw: string
  descriptionHtml: string | null
  images: string[]
  keywords: string[]
  tiers: { from: number; price: number }[]
  marketCategories: Record<string, string>
  categoryCode: string | null
  notices: { name: string; value: string }[]
  certificates: string[]
}

/** Small pieces come out of Node's pool; the default of 16 KB would be memory of its own for each product. */
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 4096 }

/** Everything but the reply, as JSON: fingerprints are made of it too, and it is long. */
export const payloadJson = (product: WholesaleProduct): string => {
  const { descriptionHtml, images, keywords, tiers, marketCategories, categoryCode, notices, certificates } = product
  const payload: Omit<ProductPayload, 'raw'> = {
    ...{ descriptionHtml, images, keywords, tiers, marketCategories, categoryCode, notices, certificates },
  }
  return JSON.stringify(payload)
}

export const packPayload = (product: WholesaleProduct, json = payloadJson(product)): Buffer =>
  zstdCompressSync(`${json.slice(0, -1)},"raw":${JSON.stringify(product.raw)}}`, fast)

/** Only what `packPayload` made is ever read. */
export const unpackPayload = (body: Uint8Array): ProductPayload =>
  JSON.parse(zstdDecompressSync(body, { maxOutputLength: 256 * 1024 * 1024 }).toString('utf8')) as ProductPayload
