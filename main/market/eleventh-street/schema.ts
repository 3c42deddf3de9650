import { isRaw, list, type Raw } from '../../net/readers.ts'
import type { MarketListing, MarketPlace } from '../port.ts'
import { countOf, type Document, rowsOf, textOf } from './xml.ts'

export interface CategoryRow {
  code: string
  name: string
  parent: string | null
}

export interface CategoryDetail {
  certificateType: string | null
  certificatesRequired: boolean
}

export interface SendTemplate {
  number: string
  name: string
}

/** `ns2:category` rows; 0 as a parent is the root. */
export const categoryRows = ({ body }: Document): (CategoryRow & CategoryDetail)[] =>
  rowsOf(body, 'category').flatMap((row) => {
    const code = textOf(row, 'dispNo')
    const name = textOf(row, 'dispNm')
    if (code === null || name === null) return []
    const parent = textOf(row, 'parentDispNo')
    return [
      {
        code,
        name,
        parent: parent === '0' ? null : parent,
        certificateType: textOf(row, 'certType'),
        certificatesRequired: textOf(row, 'requiredYn') === 'Y',
      },
    ]
  })

/** The postcode stands in the address where it stands at all: `(04522) 서울 …`. */
const zipIn = (address: string): string => /(?:^|[[(\s])(\d{5})(?:[\])\s]|$)/.exec(address)?.[1] ?? ''

/** `ns2:inOutAddress` rows. 11st names no default; the first is what its own screen shows first. */
export const placesIn = ({ body }: Document): MarketPlace[] =>
  rowsOf(body, 'inOutAddress').flatMap((row, at) => {
    const code = textOf(row, 'addrSeq')
    if (code === null) return []
    const address = textOf(row, 'addr') ?? ''
    const member = textOf(row, 'memNo')
    return [
      {
        code,
        name: textOf(row, 'addrNm') ?? textOf(row, 'rcvrNm') ?? code,
        address,
        zip: zipIn(address),
        detail: '',
        phone: textOf(row, 'gnrlTlphnNo') ?? textOf(row, 'prtblTlphnNo') ?? '',
        usable: true,
        preferred: at === 0,
        facts: member === null ? {} : { memNo: member },
      },
    ]
  })

export const templatesIn = ({ body }: Document): SendTemplate[] =>
  rowsOf(body, 'templateBOList').flatMap((row) => {
    const number = textOf(row, 'prdInfoTmpltNo')
    return number === null ? [] : [{ number, name: textOf(row, 'prdInfoTmpltNm') ?? number }]
  })

export interface ProductRow {
  number: string
  sku: string | null
  name: string | null
  price: number | null
  state: string | null
  stateName: string | null
}

const productRow = (row: Raw): ProductRow | null => {
  const number = textOf(row, 'prdNo')
  return number === null || number === '0'
    ? null
    : {
        number,
        sku: textOf(row, 'sellerPrdCd'),
        name: textOf(row, 'prdNm'),
        price: countOf(row, 'selPrc'),
        state: textOf(row, 'selStatCd'),
        stateName: textOf(row, 'selStatNm'),
      }
}

const DEEPEST = 4

/** Elements at any depth that carry this value: the names of the wrappers differ from call to call. */
const carriersOf = (body: Raw, name: string, depth = 0): Raw[] => {
  if (textOf(body, name) !== null) return [body]
  if (depth >= DEEPEST) return []
  const inner = Object.values(body).flatMap((value) => list(value).filter(isRaw))
  return inner.flatMap((one) => carriersOf(one, name, depth + 1))
}

/** Products of an answer: the root itself for one (`Product`), `product` rows for a list. */
export const productsIn = ({ root, body }: Document): ProductRow[] => {
  if (!/^products?$/i.test(root)) return []
  return carriersOf(body, 'prdNo').flatMap((row) => productRow(row) ?? [])
}

/** An answer that can hold products, even if there is none in it. */
export const isProductAnswer = ({ root }: Document): boolean => /^products?$/i.test(root)

const nothing = /없습니다|없음|찾을\s*수\s*없|존재하지\s*않/
/** `Product` with nResult 0, or words that say that there is none, whatever they stand in. */
export const saysNothing = ({ body }: Document): boolean => {
  const words = wordsIn(body)
  const code = codeIn(body)
  return nothing.test(words) || code === '404' || textOf(body, 'nResult') === '0'
}

export interface StockRow {
  number: string
  /** Our own code of the option; null for a product without options. */
  sku: string | null
  axis: string
  value: string
  surcharge: number
  stock: number | null
  isInUse: boolean | null
  weight: string | null
}

/** `ns2:ProductStock` rows, however deep their wrappers. */
export const stocksIn = ({ body }: Document): StockRow[] =>
  carriersOf(body, 'prdStckNo').flatMap((row) => {
    const number = textOf(row, 'prdStckNo')
    if (number === null) return []
    const state = textOf(row, 'prdStckStatCd')
    return [
      {
        number,
        sku: textOf(row, 'sellerStockCd'),
        axis: textOf(row, 'mixOptNm') ?? '',
        value: textOf(row, 'mixDtlOptNm') ?? '',
        surcharge: countOf(row, 'addPrc') ?? 0,
        stock: countOf(row, 'stckQty'),
        isInUse: state === null ? null : state === '01',
        weight: textOf(row, 'optWght'),
      },
    ]
  })

/** `resultCode` of ClientMessage and AuthMessage, `result_code` of the others. */
export const codeIn = (body: Raw): string | null => textOf(body, 'resultCode') ?? textOf(body, 'result_code')
export const wordsIn = (body: Raw): string =>
  textOf(body, 'message') ??
  textOf(body, 'resultMessage') ??
  textOf(body, 'result_message') ??
  textOf(body, 'result_text') ??
  ''

/** `productNo`, or the number that the sentence ends with: `상품번호 : 9990000001`. */
export const createdNumber = (body: Raw): string | null => {
  const number = textOf(body, 'productNo') ?? /상품번호\s*:\s*(\d{4,20})/.exec(wordsIn(body))?.[1] ?? ''
  return /^\d{1,20}$/.test(number) && number !== '0' ? number : null
}

type State = MarketListing['state']

/** selStatCd (api/11st.md B5). */
const states: Readonly<Record<string, readonly [State, string]>> = {
  '101': ['in_review', '승인대기'],
  '102': ['in_review', '승인전'],
  '103': ['on_sale', '판매중'],
  '104': ['sold_out', '품절'],
  '105': ['stopped', '전시중지'],
  '106': ['stopped', '판매정상종료'],
  '107': ['stopped', '판매강제종료'],
  '108': ['stopped', '판매금지'],
  '109': ['rejected', '승인거부'],
  '110': ['in_review', '승인완료'],
}

export const stateOf = ({
  state,
  stateName,
}: ProductRow): { state: State; stateText: string; reason: string | null } => {
  const [found, name] = states[state ?? ''] ?? ['unknown', state ?? '']
  const stateText = stateName ?? name
  // 11st gives no reason anywhere; that it was 11st itself is said by these states alone.
  return { state: found, stateText, reason: /^10[789]$/.test(state ?? '') ? stateText : null }
}
