import { DAY_MS, parseKstDay } from '../../../shared/time.ts'
import type { Answer } from './answers.ts'
import * as answers from './answers.ts'
import type { PracticeCategory } from './categories.ts'
import type { EleventhStreetFault, EleventhStreetGroup } from './faults.ts'
import { Refused, readOptions } from './option-rules.ts'
import { acceptProduct, priceIn } from './product-rules.ts'
import { type Shelf, type ShelfProduct, settle } from './shelf.ts'
import { escapeXml, valueIn, type XmlNode } from './xml.ts'

export interface Called {
  /** Parts of the path that a route names, decoded. */
  parts: string[]
  /** The parsed body; null where there is none. */
  body: XmlNode | null
  now: number
  met: ReadonlySet<EleventhStreetFault>
}

export interface World {
  shelf: Shelf
  categories(): PracticeCategory[]
  outbound(): readonly answers.PracticeAddress[]
  inbound(): readonly answers.PracticeAddress[]
  templates(): readonly answers.PracticeTemplate[]
  memNo: string
  zeroStock: () => 'accept' | 'refuse'
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT'
  pattern: RegExp
  group: EleventhStreetGroup
  /** Categories answer to everybody. */
  keyless?: boolean
  /** Root of the body that must come; absent: none may. */
  body?: string
  keyUnknown(called: Called): Answer
  answer(called: Called, world: World): Answer
}

const NO_DETAIL = '해당 상품의 정보를 찾을 수 없습니다.'
const unknownKey = (before: string) => () => answers.clientMessage('500', `${before}${answers.KEY_UNKNOWN}`)

const create = ({ body, now, met }: Called, world: World): Answer => {
  if (body === null) throw new Error('unreachable')
  const { shelf } = world
  if (met.has('day-limit') || shelf.dayIsFull(now)) {
    return answers.clientMessage('400', '상품 등록은 1일 500개 까지만 가능합니다.')
  }
  if (met.has('settlement'))
    return answers.clientMessage('500', '상품등록실패 : 정산대금 입금계좌 인증 후 상품 등록이 가능합니다.')
  if (met.has('suspended')) {
    const words =
      '상품 등록 실패: 회원 상태가 일시정지 상태입니다. 11번가 판매자 고객센터에 문의하여 회원 상태를 정상으로 변경 후 상품 등록이 가능합니다'
    return answers.clientMessage('500', words)
  }
  const all = world.categories()
  const accepted = acceptProduct(body, {
    category: (code) => {
      const category = met.has('category-gone') ? undefined : all.find((one) => one.code === code)
      return category === undefined ? null : { category, isLeaf: !all.some(({ parent }) => parent === code) }
    },
    outbound: new Set(world.outbound().map(({ addrSeq }) => addrSeq)),
    inbound: new Set(world.inbound().map(({ addrSeq }) => addrSeq)),
    templates: new Set(world.templates().map(({ prdInfoTmpltNo }) => prdInfoTmpltNo)),
    picturesRefused: met.has('picture'),
  })
  const { prdNo } = shelf.add(accepted, now)
  const message = `상품등록이 정상적으로 진행 되었습니다. 상품번호 : ${prdNo}`
  return answers.clientMessage('210', message, { productNo: prdNo })
}

const price = ({ parts: [prdNo = '', text = ''], now }: Called, { shelf }: World): Answer => {
  const failed = (why: string) =>
    answers.clientMessage('500', `(상품번호:${prdNo})의 가격 업데이트 실패. MSG : ${why}`, { productNo: prdNo })
  const product = shelf.get(prdNo, now)
  if (product === undefined) return failed(NO_DETAIL)
  const wanted = priceIn(text)
  if (wanted === null) return failed('판매가는 10원 단위로, 최대 10억 원 미만으로 입력 가능합니다.')
  const before = product.price
  if (wanted > before * 1.5 || wanted < before * 0.2) {
    return failed('판매가 정보 수정 시, 최대 50% 인상/80% 인하까지 수정하실 수 있습니다.')
  }
  if (product.stocks.some(({ surcharge }) => surcharge > wanted || surcharge < -wanted / 2)) {
    return failed('옵션가는 기본 판매가의 +100%/-50%까지 설정하실 수 있습니다.')
  }
  product.price = wanted
  const message = `(상품번호:${prdNo})의 가격이 업데이트 되었습니다.`
  return answers.clientMessage('200', message, { productNo: prdNo, preSelPrc: before })
}

const stockQuantity = ({ parts: [prdStckNo = ''], body, now }: Called, { shelf, zeroStock }: World): Answer => {
  if (body === null) throw new Error('unreachable')
  const prdNo = valueIn(body, 'prdNo')
  const failed = (code: string, why: string) =>
    answers.clientMessage(code, `옵션재고 번호 ${prdStckNo}(상품번호:${prdNo})의 수량 업데이트 실패. MSG : ${why}`, {
      productNo: prdStckNo,
    })
  const quantity = valueIn(body, 'stckQty')
  const isBad = valueIn(body, 'prdStckNo') !== prdStckNo || !/^\d{1,9}$/.test(quantity)
  if (isBad || !/^\d{1,9}$/.test(valueIn(body, 'optWght'))) return failed('400', '잘못된 요청입니다.')
  const product = shelf.get(prdNo, now)
  const stock = product?.stocks.find((one) => one.prdStckNo === prdStckNo)
  if (product === undefined || stock === undefined) return failed('404', '해당 상품/재고 번호 없음.')
  if (Number(quantity) === 0 && zeroStock() === 'refuse') return failed('500', '재고는 0으로 입력할 수 없습니다.')
  stock.stock = Number(quantity)
  if (stock.stock > 0) stock.inUse = true
  stock.optWght = valueIn(body, 'optWght')
  settle(product)
  const message = `옵션재고 번호 ${prdStckNo}(상품번호:${prdNo})의 수량이 업데이트 되었습니다. 변경된 수량 : ${quantity}`
  return answers.clientMessage('200', message, { productNo: prdStckNo })
}

const replaceOptions = ({ parts: [prdNo = ''], body, now, met }: Called, { shelf }: World): Answer => {
  if (body === null) throw new Error('unreachable')
  const product = shelf.get(prdNo, now)
  if (product === undefined) return answers.clientMessage('500', `${NO_DETAIL} 상품번호 : ${prdNo}`)
  const options = readOptions(body, product.price)
  if (options.length === 0) return answers.clientMessage('500', '옵션 수정 실패 : 옵션을 1개 이상 입력해 주세요.')
  if (!met.has('ignored')) shelf.replaceOptions(product, options)
  return answers.clientMessage('200', '옵션이 수정되었습니다.', { productNo: prdNo })
}

const stateChange =
  (change: (product: ShelfProduct, now: number) => string | null) =>
  ({ parts: [prdNo = ''], now }: Called, { shelf }: World): Answer => {
    const product = shelf.get(prdNo, now)
    if (product === undefined) return answers.clientMessage('500', `${NO_DETAIL} 상품번호 : ${prdNo}`)
    const refusal = change(product, now)
    if (refusal !== null) return answers.clientMessage('500', `${refusal} [STAT : ${product.state}]`)
    return answers.clientMessage('200', `판매상태가 수정되었습니다. [STAT : ${product.state}]`)
  }

const stopDisplay = stateChange((product) => {
  if (!/^10[34]$/.test(product.state)) return '전시중지 할 수 없는 상태입니다.'
  product.state = '105'
  return null
})

const restartDisplay = stateChange((product, now) => {
  if (!/^10[45]$/.test(product.state)) return '전시중지해제 할 수 없는 상태입니다.'
  if (now > product.endsAt) return '판매기간이 종료된 상품입니다.'
  if (!product.stocks.some(({ stock, inUse }) => inUse && stock > 0)) return '재고가 없는 상품입니다.'
  product.state = '103'
  return null
})

const periods: Readonly<Record<string, number>> = { '1y:109': 365, '3y:110': 3 * 365, '30:105': 30, '90:107': 90 }

const sellTerm = ({ parts: [prdNo = '', code = ''], now }: Called, { shelf }: World): Answer => {
  const product = shelf.get(prdNo, now)
  if (product === undefined) return answers.clientMessage('500', `${NO_DETAIL} 상품번호 : ${prdNo}`)
  const days = periods[code]
  if (days === undefined) return answers.clientMessage('500', '판매기간코드를 확인해 주세요.')
  product.endsAt = now + days * DAY_MS
  if (product.state === '106') product.state = '105'
  return answers.clientMessage('200', '판매기간이 수정되었습니다.', { productNo: prdNo })
}

const MOST_ROWS = 500
const dayIn = (text: string): number | null =>
  parseKstDay(/^\d{8}$/.test(text) ? text.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') : text.replaceAll('/', '-'))

const search = ({ body, now }: Called, { shelf }: World): Answer => {
  if (body === null) throw new Error('unreachable')
  const limit = valueIn(body, 'limit')
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST_ROWS) {
    return answers.clientMessage('500', 'limit는 1~500 사이로 반드시 입력하셔야 합니다.')
  }
  const [type, begin, end] = ['schDateType', 'schBgnDt', 'schEndDt'].map((name) => valueIn(body, name))
  const from = dayIn(begin ?? '')
  const until = dayIn(end ?? '')
  if ((begin !== '' || end !== '') && (!/^[1-4]$/.test(type ?? '') || from === null || until === null)) {
    return answers.clientMessage('500', '검색시작일과 검색종료일은 반드시 조회일자 타입과 동반되어야함.')
  }
  const state = valueIn(body, 'selStatCd')
  const rows = shelf.visible(now).filter((product) => {
    const isThen = from === null || until === null || (product.createdAt >= from && product.createdAt < until + DAY_MS)
    return isThen && (state === '' || product.state === state)
  })
  const start = Number(valueIn(body, 'start') || 1)
  const last = Number(valueIn(body, 'end') || start + Number(limit) - 1)
  return answers.products(rows.slice(start - 1, Math.min(last, start - 1 + Number(limit))))
}

const detail = ({ parts: [code = ''], met }: Called, world: World): Answer => {
  const all = met.has('no-detail') ? [] : world.categories()
  const own = all.find((one) => one.code === code)
  if (own === undefined) return answers.categoryDetail([], 1)
  const below = new Set([code])
  // Parents come before their children.
  for (const one of all) if (below.has(one.parent)) below.add(one.code)
  return answers.categoryDetail(
    all.filter((one) => below.has(one.code)),
    own.depth,
  )
}

const whole = (_called: Called, world: World): Answer => {
  const all = world.categories()
  const parents = new Set(all.map(({ parent }) => parent))
  return answers.categories(all, new Set(all.filter(({ code }) => !parents.has(code)).map(({ code }) => code)))
}

const readUnknown = () => answers.clientMessage('-1', answers.KEY_UNKNOWN)
const areaUnknown = () => answers.noAddresses(`주소지 조회 오류 : ${answers.KEY_UNKNOWN}`)
const productUnknown = ({ parts: [prdNo = ''] }: Called) =>
  answers.clientMessage('500', `상품번호:${prdNo})의 가격 업데이트 실패. MSG : ${answers.KEY_UNKNOWN}`)

/** Every call of the guide that this practice service knows; all others are no API of 11st's. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    pattern: /^\/rest\/prodservices\/product$/,
    group: 'create',
    body: 'Product',
    keyUnknown: unknownKey('상품등록실패 : '),
    answer: (called, world) => {
      try {
        return create(called, world)
      } catch (thrown) {
        if (thrown instanceof Refused) return answers.clientMessage(thrown.code, thrown.message)
        throw thrown
      }
    },
  },
  {
    method: 'GET',
    pattern: /^\/rest\/prodservices\/product\/price\/([^/]+)\/([^/]+)$/,
    group: 'price',
    keyUnknown: productUnknown,
    answer: price,
  },
  {
    method: 'PUT',
    pattern: /^\/rest\/prodservices\/stockqty\/([^/]+)$/,
    group: 'stock',
    body: 'ProductStock',
    keyUnknown: unknownKey('수량 업데이트 실패. MSG : '),
    answer: stockQuantity,
  },
  {
    method: 'POST',
    pattern: /^\/rest\/prodservices\/updateProductOption\/([^/]+)$/,
    group: 'options',
    body: 'Product',
    keyUnknown: () => answers.xml(`<Products><message>${answers.KEY_UNKNOWN}</message></Products>`),
    answer: (called, world) => {
      try {
        return replaceOptions(called, world)
      } catch (thrown) {
        if (thrown instanceof Refused)
          return answers.xml(`<Products><message>${escapeXml(thrown.message)}</message></Products>`)
        throw thrown
      }
    },
  },
  {
    method: 'PUT',
    pattern: /^\/rest\/prodservices\/sellterm\/([^/]+)\/([^/]+)$/,
    group: 'term',
    keyUnknown: unknownKey(''),
    answer: sellTerm,
  },
  {
    method: 'PUT',
    pattern: /^\/rest\/prodstatservice\/stat\/stopdisplay\/([^/]+)$/,
    group: 'state',
    keyUnknown: unknownKey(''),
    answer: stopDisplay,
  },
  {
    method: 'PUT',
    pattern: /^\/rest\/prodstatservice\/stat\/restartdisplay\/([^/]+)$/,
    group: 'state',
    keyUnknown: unknownKey(''),
    answer: restartDisplay,
  },
  {
    method: 'GET',
    pattern: /^\/rest\/prodmarketservice\/prodmarket\/stck\/([^/]+)$/,
    group: 'stocks',
    keyUnknown: readUnknown,
    answer: ({ parts: [prdNo = ''], now }, { shelf }) => {
      const product = shelf.get(prdNo, now)
      return product ? answers.stocks(product) : answers.clientMessage('500', '해당 상품의 재고정보가 없습니다.')
    },
  },
  {
    method: 'GET',
    pattern: /^\/rest\/prodmarketservice\/prodmarket\/([^/]+)$/,
    group: 'product',
    keyUnknown: readUnknown,
    answer: ({ parts: [prdNo = ''], now }, { shelf }) => {
      const product = shelf.get(prdNo, now)
      return product ? answers.oneProduct(product) : answers.noProduct()
    },
  },
  {
    method: 'GET',
    pattern: /^\/rest\/prodmarketservice\/sellerprodcode\/([^/]+)$/,
    group: 'find',
    keyUnknown: readUnknown,
    answer: ({ parts: [code = ''], now, met }, { shelf }) =>
      met.has('not-found') ? answers.clientMessage('404', NO_DETAIL) : answers.products(shelf.bySellerCode(code, now)),
  },
  {
    method: 'POST',
    pattern: /^\/rest\/prodmarketservice\/prodmarket$/,
    group: 'list',
    body: 'SearchProduct',
    keyUnknown: readUnknown,
    answer: search,
  },
  {
    method: 'GET',
    pattern: /^\/rest\/cateservice\/category$/,
    group: 'categories',
    keyless: true,
    keyUnknown: readUnknown,
    answer: whole,
  },
  {
    method: 'GET',
    pattern: /^\/rest\/cateservice\/category\/([^/]+)$/,
    group: 'category',
    keyless: true,
    keyUnknown: readUnknown,
    answer: detail,
  },
  {
    method: 'GET',
    pattern: /^\/rest\/areaservice\/outboundarea$/,
    group: 'places',
    keyUnknown: areaUnknown,
    answer: (_called, world) => answers.addresses(world.outbound(), world.memNo),
  },
  {
    method: 'GET',
    pattern: /^\/rest\/areaservice\/inboundarea$/,
    group: 'places',
    keyUnknown: areaUnknown,
    answer: (_called, world) => answers.addresses(world.inbound(), world.memNo),
  },
  {
    method: 'GET',
    pattern: /^\/rest\/prodservices\/sendCloseList$/,
    group: 'templates',
    keyUnknown: readUnknown,
    answer: (_called, world) => answers.templates(world.templates()),
  },
]
