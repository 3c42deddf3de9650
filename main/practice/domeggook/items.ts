import { DAY_MS, kstDateTime } from '../../../shared/time.ts'
import type { Catalogue, CatalogueProduct } from '../catalogue/types.ts'
import { selectOptOf } from './options.ts'

const FIRST_NO = 30_000_000
export const itemNo = (index: number): string => String(FIRST_NO + index)
export const indexOfNo = (no: string): number | null => (/^\d{8,9}$/.test(no) ? Number(no) - FIRST_NO : null)

const two = (n: number) => String(n).padStart(2, '0')
export const categoryCode = (place: readonly number[]): string =>
  [0, 1, 2, 3, 4].map((level) => two(place[level] === undefined ? 0 : (place[level] ?? 0) + 1)).join('_')

/** Sold in lots only: not on Domeme. */
export const isOnSupply = ({ index }: { index: number }): boolean => index % 29 !== 7

/** Items that were taken out long ago are not found any more. */
export const isForgotten = (product: CatalogueProduct): boolean =>
  product.status === 'discontinued' && (product.gone === true || product.index % 5 === 0)

export const statusOf = (product: CatalogueProduct): string => {
  if (product.status === 'discontinued') return product.index % 2 === 0 ? '판매종료' : '기간종료'
  return product.index % 151 === 99 ? '승인대기' : '판매중'
}

/** Only what can be bought now is listed. */
export const isListed = (product: CatalogueProduct): boolean =>
  product.status === 'available' && statusOf(product) === '판매중'

const priceText = (product: CatalogueProduct): string | number => {
  const { price, tiers, index } = product
  if (price === null) return '협의'
  if (tiers.length > 0) return tiers.map((tier) => `${tier.from}+${tier.price}`).join('|')
  // Numbers and their texts both occur.
  return index % 3 === 0 ? price : String(price)
}

const lotPrice = ({ price, minimumQuantity }: CatalogueProduct): string => {
  if (price === null) return '협의'
  const from = Math.max(10, minimumQuantity)
  return `${from}+${price}|${from * 10}+${Math.max(10, Math.round(price * 0.093) * 10)}`
}

const payWords = { prepaid: '선결제', on_arrival: '착불', choice: '구매자(선불,착불)선택', free: '무료배송' } as const

const deliOf = ({ shipping: { rule, payment } }: CatalogueProduct) => {
  const pay = payWords[payment]
  switch (rule.kind) {
    case 'free':
      return { pay, type: '고정배송비', fee: '0' }
    case 'flat':
      return { pay, type: '고정배송비', fee: String(rule.fee) }
    case 'per_box':
      return { pay, type: '수량별비례', tbl: `${rule.boxQuantity}+${rule.fee}|${rule.boxQuantity}+${rule.fee}` }
    case 'bands':
      return { pay, type: '수량별차등', tbl: rule.bands.map((band) => `${band.from}+${band.fee}`).join('|') }
    case 'steps':
      return { pay, type: '수량별비례', tbl: `${rule.first.upTo}+${rule.first.fee}|${rule.step.size}+${rule.step.fee}` }
  }
}

const inventoryOf = (product: CatalogueProduct): string => {
  if (product.options.some((option) => option.stock === null)) return product.status === 'available' ? '99999' : '0'
  return String(product.options.reduce((sum, option) => sum + (option.stock ?? 0), 0))
}

const flag = (yes: boolean) => String(yes)

/** An entry of getItemList: flat, and nearly everything is text. */
export function listEntry(product: CatalogueProduct, market: 'dome' | 'supply') {
  const { shipping, index } = product
  const price = String(product.price ?? 0)
  return {
    no: itemNo(index),
    title: product.name,
    thumb: product.images[0] ?? '',
    idxCOM: String(index % 5),
    id: `exseller${index % 200}`,
    nick: product.maker === '' ? '예시상사' : product.maker,
    price,
    ...(product.businessOnly ? { priceOrg: price } : {}),
    unitQty: String(market === 'dome' ? Math.max(10, product.minimumQuantity) : product.minimumQuantity),
    comOnly: flag(product.businessOnly),
    adultOnly: flag(product.adultOnly),
    lwp: 'false',
    deli: {
      who: shipping.payment === 'free' ? 'S' : 'P',
      fee: 'fee' in shipping.rule ? String(shipping.rule.fee) : '0',
      add: 'true',
      fromOversea: 'false',
    },
    url: `http://domeggook.com/${itemNo(index)}`,
    market: { domeggook: 'true', supply: flag(isOnSupply(product)) },
  }
}

/** A whole getItemView. Seller and return address are invented, of the kind that must not be stored. */
export function itemView(catalogue: Catalogue, product: CatalogueProduct) {
  const { index, category, shipping } = product
  const selectOpt = selectOptOf(product)
  const onSupply = isOnSupply(product)
  const deli = deliOf(product)
  const started = kstDateTime(product.createdAt)
  return {
    basis: {
      no: itemNo(index),
      status: statusOf(product),
      title: product.name,
      keywords: { kw: product.keywords },
      section: index % 9 === 0 ? 'MD홍보대행' : '직접판매',
      nego: 'enable',
      adult: flag(product.adultOnly),
      dateStart: started,
      dateEnd: kstDateTime(product.createdAt + 800 * DAY_MS),
      dateReg: started,
      secretItem: '공개',
      tax: product.taxFree ? '면세상품' : '과세상품',
    },
    price: { dome: lotPrice(product), ...(onSupply ? { supply: priceText(product) } : {}) },
    qty: {
      inventory: inventoryOf(product),
      domeMoq: String(Math.max(10, product.minimumQuantity)),
      domeUnit: 1,
      ...(onSupply ? { supplyUnit: product.tiers.length > 0 ? 1 : product.minimumQuantity } : {}),
    },
    deli: {
      method: '택배',
      pay: deli.pay,
      dome: deli,
      supply: deli,
      wating: '즉시배송가능',
      periodDeli: '1',
      sendAvg: '0.8',
      fastDeli: 'false',
      merge: { enable: 'y' },
      shippingArea: '10001',
      feeExtra: { jeju: String(shipping.extraJeju), islands: String(shipping.extraIslands), useDeliPro: 'false' },
      fromOversea: 'false',
      reqCcno: 'false',
    },
    channel: { dome: 'true', supply: flag(onSupply) },
    thumb: {
      small: product.images[0] ?? '',
      large: product.images[0] ?? '',
      original: product.images.find((image) => image.startsWith('http')) ?? '',
      hash: '0'.repeat(32),
      lastUpdate: kstDateTime(product.changedAt),
    },
    desc: {
      license: { usable: flag(product.licenceUsable), msg: product.licenceUsable ? '사용허용' : '사용불가' },
      notice: '문의 010-0000-0000',
      comment: '',
      contents: { item: catalogue.description(index), deli: '<p>배송 안내</p>', event: '', otherItem: '' },
    },
    ...(selectOpt === null ? {} : { selectOpt }),
    seller: {
      id: `exseller${index % 200}`,
      nick: product.maker === '' ? '예시상사' : product.maker,
      rank: '1',
      score: { avg: '98', cnt: '120' },
      company: { name: '예시상사', boss: '홍길동', cno: '000-00-00000', addr: '서울 어딘가 1', phone: '02-0000-0000' },
    },
    detail: {
      size: '',
      weight: '0.4',
      country: product.origin,
      manufacturer: product.maker,
      model: product.model,
      ...(product.certificates.length > 0
        ? { safetyCert: product.certificates.map((no) => ({ type: '전파인증', no })) }
        : {}),
      oversea: 'false',
      itemCustomCode: '',
      infoDuty: {
        type: '기타 재화',
        item: product.notices.map(({ name, value }) => ({ type: 'item', name, desc: value })),
      },
    },
    category: {
      parents: {
        elem: [0, 1].map((level) => ({
          name: category.path[level] ?? '',
          code: categoryCode(category.place.slice(0, level + 1)),
          depth: level + 1,
        })),
      },
      current: { name: category.path[2], code: categoryCode(category.place), depth: 3 },
    },
    return: {
      addr: {
        no: '1',
        zipcode: '00000',
        address1: '경기 어딘가 2',
        address2: '1층',
        phone: '031-000-0000',
        mobile: '010-0000-0000',
      },
      deliAmt: shipping.returnFee,
      deliAmtDouble: 'true',
    },
    event: { join: index % 2 === 0 ? '' : { type: 'A' }, packDeli: 'false' },
  }
}
export type ItemView = ReturnType<typeof itemView>
