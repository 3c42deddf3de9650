import { hash } from 'node:crypto'
import type { Wholesaler } from '../../shared/product.ts'

const short: Record<Wholesaler, string> = { ownerclan: 'OC', zentrade: 'ZT', domeggook: 'DG' }
/** Leaves room for an option's part within 40 characters. */
const LONGEST_ID = 24

const fingerprint = (text: string, letters: number) => hash('sha256', text, 'hex').slice(0, letters)

/** Our code of a product on every market, the same for ever: it is how a listing is found again years later. */
export const skuOf = (wholesaler: Wholesaler, productId: string): string =>
  `JT1-${short[wholesaler]}-${
    /^[A-Za-z0-9_-]+$/.test(productId) && productId.length <= LONGEST_ID ? productId : fingerprint(productId, 20)
  }`

/** Of one option, by the wholesaler's key of it: its place in the list may change, its key does not. */
export const optionSkuOf = (sku: string, key: string): string => `${sku}-${fingerprint(key, 8)}`
