import type { MarketListing, MarketRef } from '../port.ts'
import type { Combination, OriginPart } from './schema.ts'

type State = MarketListing['state']

const states: Readonly<Record<string, State>> = {
  WAIT: 'saved',
  SALE: 'on_sale',
  OUTOFSTOCK: 'sold_out',
  UNADMISSION: 'in_review',
  REJECTION: 'rejected',
  SUSPENSION: 'stopped',
  CLOSE: 'stopped',
  PROHIBITION: 'rejected',
  DELETE: 'deleted',
}
const stateWords: Readonly<Record<string, string>> = {
  WAIT: '판매 대기',
  SALE: '판매 중',
  OUTOFSTOCK: '품절',
  UNADMISSION: '승인 대기',
  REJECTION: '승인 거부',
  SUSPENSION: '판매 중지',
  CLOSE: '판매 종료',
  PROHIBITION: '판매 금지',
  DELETE: '삭제',
}

/** A product on sale whose display is switched off is not seen by any buyer. */
export const stateOf = (status: string, display: string | null | undefined): State =>
  status === 'SALE' && display === 'SUSPENSION' ? 'stopped' : (states[status] ?? 'unknown')

const stateText = (status: string, display: string | null | undefined) => {
  const words = stateWords[status]
  const shown = display === 'SUSPENSION' && status !== 'SUSPENSION' ? ', 전시 중지' : ''
  return words === undefined ? status : `${words} (${status}${shown})`
}

export interface Stored {
  originProductNo: string
  channelProductNo: string | null
  display: string | null
  product: OriginPart
}

export const combinationsOf = (product: OriginPart): Combination[] =>
  product.detailAttribute?.optionInfo?.optionCombinations ?? []

const skuOf = ({ sellerManagerCode, id }: Combination, known: MarketRef | null): string =>
  sellerManagerCode?.trim() ||
  known?.options.find((one) => one.id !== null && one.id === id)?.sku ||
  `naver:${id ?? '?'}`

/** A product as Naver stores it → a listing. `known`: the reference that was kept, if any. */
export function listingOf(
  { originProductNo, channelProductNo, display, product }: Stored,
  known: MarketRef | null,
  storeUrl: string | null,
): MarketListing {
  const status = product.statusType ?? ''
  const base = product.salePrice ?? null
  const combinations = combinationsOf(product)
  const sku = product.detailAttribute?.sellerCodeInfo?.sellerManagementCode?.trim() || known?.sku || ''
  const options = combinations.map((one) => ({
    sku: skuOf(one, known),
    id: one.id ?? null,
    price: base === null ? null : base + (one.price ?? 0),
    stock: one.stockQuantity ?? null,
    onSale: one.usable ?? null,
  }))
  const prices = options.flatMap(({ price }) => price ?? [])
  const channel = channelProductNo ?? known?.ids.channelProductNo ?? null
  return {
    ref: {
      marketProductId: originProductNo,
      sku,
      ids: { originProductNo, ...(channel === null ? {} : { channelProductNo: channel }) },
      options: combinations.length === 0 ? [{ sku, id: originProductNo }] : options.map(({ sku, id }) => ({ sku, id })),
    },
    state: stateOf(status, display),
    stateText: stateText(status, display),
    name: product.name ?? null,
    price: prices.length === 0 ? base : Math.min(...prices),
    stock: product.stockQuantity ?? null,
    options,
    reason: null,
    url: channel === null || storeUrl === null ? null : `${storeUrl.replace(/\/+$/, '')}/products/${channel}`,
  }
}
