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

const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export const packPayload = (product: WholesaleProduct): Buffer => {
  const { raw, descriptionHtml, images, keywords, tiers, marketCategories, categoryCode } = product
  const { notices, certificates } = product
  const payload: ProductPayload = {
    ...{ raw, descriptionHtml, images, keywords, tiers, marketCategories, categoryCode, notices, certificates },
  }
  return zstdCompressSync(JSON.stringify(payload), fast)
}

/** Only what `packPayload` made is ever read. */
export const unpackPayload = (body: Uint8Array): ProductPayload =>
  JSON.parse(zstdDecompressSync(body, { maxOutputLength: 256 * 1024 * 1024 }).toString('utf8')) as ProductPayload
