import type { Seen } from '../imweb/seen.ts'
import type { PracticeAddress } from './answers.ts'
import type { EleventhStreetFaultSpec } from './faults.ts'
import { type Shelf, type ShelfProduct, settle } from './shelf.ts'

export interface EleventhStreetLimits {
  /** Calls in any second; nobody knows the real figure. */
  perSecond: number
  /** Products made in a day. */
  perDay: number
}

export interface EleventhStreetTruth {
  prdNo: string
  sellerPrdCd: string
  name: string
  category: string
  price: number
  state: string
  stocks: {
    prdStckNo: string
    sellerStockCd: string
    value: string
    surcharge: number
    stock: number
    inUse: boolean
  }[]
}

export interface EleventhStreetControl {
  fault(spec: EleventhStreetFaultSpec): void
  /** `html`, `create:lost` … for `count` calls; 0 switches it off. */
  faultByName(name: string, count: number): void
  clearFaults(): void
  /** Moves the service's own time on. */
  advance(ms: number): void
  seen(): Seen
  resetSeen(): void
  setLimits(limits: EleventhStreetLimits | null): void
  setReview(review: { reviewMs: number; refuseEvery?: number }): void
  setZeroStock(answer: 'accept' | 'refuse'): void
  products(): EleventhStreetTruth[]
  approve(prdNo: string): void
  refuse(prdNo: string): void
  /** A buyer takes pieces of the option with this code, or of the only one. */
  sell(prdNo: string, pieces: number, sellerStockCd?: string): void
  /** Behind our back, as in the seller office. */
  change(prdNo: string, change: { price?: number; state?: string; stock?: number; endsAt?: number }): void
  remove(prdNo: string): void
  closeCategory(code: string): void
  categories(): { code: string; name: string; leaf: boolean }[]
  setPlaces(places: { outbound?: readonly PracticeAddress[]; inbound?: readonly PracticeAddress[] }): void
  /** Bodies of the creates that came, decoded, newest last. */
  bodies(): string[]
  reset(): void
}

const truthOf = ({ prdNo, sellerPrdCd, name, category, price, state, stocks }: ShelfProduct): EleventhStreetTruth => ({
  prdNo,
  sellerPrdCd,
  name,
  category,
  price,
  state,
  stocks: stocks.map(({ prdStckNo, sellerStockCd, value, surcharge, stock, inUse }) => ({
    prdStckNo,
    sellerStockCd,
    value,
    surcharge,
    stock,
    inUse,
  })),
})

type ShelfControl = Pick<
  EleventhStreetControl,
  'setReview' | 'products' | 'approve' | 'refuse' | 'sell' | 'change' | 'remove'
>

/** What happens to products without the API: reviewers, buyers and the seller office. */
export function shelfControl(shelf: Shelf, now: () => number): ShelfControl {
  const product = (prdNo: string): ShelfProduct => {
    const found = shelf.get(prdNo, now())
    if (found === undefined) throw new Error(`no product ${prdNo}`)
    return found
  }
  const decide = (prdNo: string, state: string) => {
    const one = product(prdNo)
    one.reviewedAt = null
    one.state = state
    settle(one)
  }

  return {
    setReview: ({ reviewMs, refuseEvery = 0 }) => {
      shelf.options.reviewMs = reviewMs
      shelf.options.refuseEvery = refuseEvery
    },
    products: () => shelf.all(now()).map(truthOf),
    approve: (prdNo) => decide(prdNo, '103'),
    refuse: (prdNo) => decide(prdNo, '109'),
    sell: (prdNo, pieces, sellerStockCd) => {
      const one = product(prdNo)
      const stock = one.stocks.find((row) => sellerStockCd === undefined || row.sellerStockCd === sellerStockCd)
      if (stock === undefined || stock.stock < pieces) throw new Error('not so many left')
      stock.stock -= pieces
      stock.sold += pieces
      settle(one)
    },
    change: (prdNo, { price, state, stock, endsAt }) => {
      const one = product(prdNo)
      if (price !== undefined) one.price = price
      if (state !== undefined) one.state = state
      if (endsAt !== undefined) one.endsAt = endsAt
      for (const row of stock === undefined ? [] : one.stocks) row.stock = stock ?? row.stock
      settle(one)
    },
    remove: (prdNo) => {
      if (!shelf.remove(prdNo)) throw new Error(`no product ${prdNo}`)
    },
  }
}
