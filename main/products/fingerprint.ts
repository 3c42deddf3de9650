import { hash } from 'node:crypto'
import type { WholesaleProduct } from '../../shared/product.ts'

/** To be raised when what is read out of a reply, or how it is stored, changes: then everything is looked at anew. */
const READING = '1'
const BYTES = 12

/** Equal: the wholesaler sent the same and the operator's terms are the same. Cheap: nothing is compared field by field. */
export const rawHash = (product: WholesaleProduct): Buffer =>
  hash('sha1', `${READING}\n${JSON.stringify(product.shipping)}\n${product.raw}`, 'buffer').subarray(0, BYTES)

/** `payload` as `payloadJson` makes it. Equal: the same was understood, though the reply may differ (a time of day, the order of its fields). */
export const contentHash = (product: WholesaleProduct, payload: string): Buffer => {
  const { raw: _raw, descriptionHtml: _html, ...rest } = product
  return hash('sha1', `${READING}\n${JSON.stringify(rest)}\n${payload}`, 'buffer').subarray(0, BYTES)
}
