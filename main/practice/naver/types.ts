import type { Clock } from '../../../shared/time.ts'
import type { ShellControl } from '../http/shell.ts'

export interface PracticeNaverCredentials {
  clientId: string
  clientSecret: string
}

export interface PracticeNaverOptions {
  credentials?: Partial<PracticeNaverCredentials>
  /** Calls a second for each API, with a burst of twice as many; null: no limit and no headers about it. Default 2. */
  perSecond?: number | null
  /** Naver looks at most listings only after they are on sale; above 0 each waits so long for approval, ms. */
  reviewMs?: number
  /** How long a new product is not found by its code, ms. */
  visibleAfterMs?: number
  /** Whether the token call, too, is refused from an address that is not registered. */
  tokenChecksAddress?: boolean
  /** The create's answer repeats what was stored, as newer documents say. */
  echoes?: boolean
  port?: number
  clock?: Clock
  stateFile?: string
}

export const statusTypes = [
  'WAIT',
  'SALE',
  'OUTOFSTOCK',
  'UNADMISSION',
  'REJECTION',
  'SUSPENSION',
  'CLOSE',
  'PROHIBITION',
  'DELETE',
] as const
export type StatusType = (typeof statusTypes)[number]

export interface StoredCombination {
  id: number
  optionName1: string
  optionName2?: string
  optionName3?: string
  stockQuantity: number
  price: number
  sellerManagerCode?: string
  usable: boolean
}

/** A product as the store keeps it; the body as it was sent, and what moves beside it. */
export interface StoredProduct {
  originProductNo: number
  channelProductNo: number
  createdAt: number
  statusType: StatusType
  display: 'ON' | 'SUSPENSION'
  name: string
  sellerManagementCode: string | null
  categoryId: string
  salePrice: number
  stockQuantity: number
  options: StoredCombination[]
  /** What Naver wants mended. */
  reason: string | null
  body: Record<string, unknown>
}

/** What tests and the practice panel can do to the practice Naver. */
export interface NaverControl extends ShellControl {
  setPerSecond(perSecond: number | null): void
  /** Whether this computer's address is registered. */
  allowAddress(isAllowed: boolean): void
  /** Naver's clock runs so far ahead of this computer's, ms. */
  setClockAhead(ms: number): void
  /** The application is held at one call an hour, as after wrong token calls of the day before. */
  penalise(isPenalised: boolean): void
  /** The circuit is open: every API answers 503 GW.BLOCK.01. */
  block(isBlocked: boolean): void
  /** Ends an application's secret. */
  replaceSecret(secret: string): void
  /** The category is gone, or no leaf any more. */
  removeCategory(id: string): void
  /** The next pictures are refused. */
  refusePictures(times: number): void
  products(): StoredProduct[]
  /** Ends the review of a product, or a prohibition. */
  approve(originProductNo: number): void
  refuse(originProductNo: number, reason: string): void
  /** Somebody buys: stock goes down. Without an option the product's own. */
  sell(originProductNo: number, count: number, optionSku?: string): void
  /** As by hand in the seller centre. */
  change(
    originProductNo: number,
    change: Partial<Pick<StoredProduct, 'salePrice' | 'stockQuantity' | 'statusType' | 'display' | 'name'>>,
  ): void
  remove(originProductNo: number): void
  /** Calls by method and path template. */
  calls(): Record<string, number>
  /** Most calls of one API within any second. */
  peaks(): Record<string, number>
  /** Calls of the token that were not as documented. */
  badTokenCalls(): number
  /** Forgets all products, pictures, tokens and counts. */
  reset(): void
}

export interface PracticeNaver {
  url: string
  port: number
  credentials: PracticeNaverCredentials
  control: NaverControl
  close(): Promise<void>
}
