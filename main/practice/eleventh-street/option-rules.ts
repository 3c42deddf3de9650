import { byteLength } from './euckr.ts'
import { childOf, childrenOf, valueIn, type XmlNode } from './xml.ts'

/** A refusal in the words of 11st. */
export class Refused extends Error {
  readonly code: string

  constructor(message: string, code = '500') {
    super(message)
    this.code = code
  }
}

export interface PracticeOption {
  axis: string
  value: string
  surcharge: number
  stock: number
  inUse: boolean
  sellerStockCd: string
}

export const optionNames = new Set([
  'optSelectYn',
  'txtColCnt',
  'colTitle',
  'optionAllQty',
  'optionAllAddPrc',
  'optionAllAddWght',
  'prdExposeClfCd',
  'optMixYn',
  'ProductOption',
  'ProductRootOption',
  'ProductOptionExt',
])

const forbidden = /[[\]&;"%<>#†]/
const forbiddenInRoots = /[[\]&;"%<>#†|]/

const whole = (text: string, what: string): number => {
  if (!/^-?\d{1,9}$/.test(text)) throw new Refused(`상품등록실패 : ${what}은(는) 숫자만 입력 가능합니다.`)
  return Number(text)
}

const checkTitle = (title: string): void => {
  if (title === '' || [...title].length > 25 || forbidden.test(title)) {
    throw new Refused(`상품등록실패 : 옵션명[${title}]을 확인 하십시오. 공백포함 25자까지 입력 가능합니다.`)
  }
}

const checkValue = (value: string, at: number, pattern: RegExp): void => {
  if (pattern.test(value)) {
    const list = '특수 문자,[,&,;,",%,&,<,>,#,†,]는 입력할 수 없습니다.'
    throw new Refused(`상품등록실패 : ${at}번째 옵션값1[${value}]을 확인 하십시오. ${list}`)
  }
  if (value === '' || byteLength(value) > 50 || [...value].length > 30) {
    throw new Refused(`상품등록실패 : ${at}번째 옵션값[${value}]은 한글 25자/영문(숫자)50자까지 입력 가능합니다.`)
  }
}

const readState = (node: XmlNode, stockName: string): Pick<PracticeOption, 'stock' | 'inUse'> => {
  const use = valueIn(node, 'useYn')
  if (use !== 'Y' && use !== 'N') throw new Refused('상품등록실패 : 옵션상태(useYn)를 확인해 주세요.')
  const stock = whole(valueIn(node, stockName), '옵션재고수량')
  if (stock < 0 || (stock === 0 && use === 'Y')) {
    throw new Refused('상품등록실패 : 옵션재고수량은 옵션상태가 품절일 때만 0 입력 가능합니다.')
  }
  return { stock, inUse: use === 'Y' }
}

const checkPrices = (options: readonly PracticeOption[], base: number): void => {
  for (const { surcharge } of options) {
    if (surcharge > base || surcharge < -base / 2) {
      throw new Refused('상품등록실패 : 옵션가는 기본 판매가의 +100%/-50%까지 설정하실 수 있습니다.')
    }
    if (surcharge % 10 !== 0) throw new Refused('상품등록실패 : 옵션가는 10원 단위로 입력하셔야 합니다.')
  }
  if (!options.some(({ surcharge }) => surcharge === 0)) {
    throw new Refused('상품등록실패 : 옵션가격이 0원인 상품이 반드시 1개 이상 있어야 합니다.')
  }
}

const single = (product: XmlNode): PracticeOption[] => {
  for (const name of ['optionAllQty', 'optionAllAddPrc', 'optMixYn']) {
    if (childOf(product, name)) throw new Refused(`상품등록실패 : 싱글옵션일 경우 ${name}는 생략해주셔야 합니다.`)
  }
  const axis = valueIn(product, 'colTitle')
  checkTitle(axis)
  return childrenOf(product, 'ProductOption').map((node, at) => {
    const value = valueIn(node, 'colValue0')
    checkValue(value, at + 1, forbidden)
    return {
      axis,
      value,
      surcharge: whole(valueIn(node, 'colOptPrice'), '옵션가'),
      ...readState(node, 'colCount'),
      sellerStockCd: valueIn(node, 'colSellerStockCd'),
    }
  })
}

const mixed = (product: XmlNode): PracticeOption[] => {
  const roots = childrenOf(product, 'ProductRootOption').map((node) => {
    const title = valueIn(node, 'colTitle')
    checkTitle(title)
    const values = childrenOf(node, 'ProductOption').map((one) => valueIn(one, 'colValue0'))
    for (const [at, value] of values.entries()) checkValue(value, at + 1, forbiddenInRoots)
    if (new Set(values).size !== values.length) throw new Refused('상품등록실패 : 옵션값은 중복이 될수 없습니다.')
    return { title, values }
  })
  if (valueIn(product, 'optMixYn') !== 'N') {
    throw new Refused('상품등록실패 : 연습 서버는 옵션 매핑(optMixYn N)만 지원합니다.')
  }
  const axis = roots.map(({ title }) => title).join(',')
  const rows = childrenOf(childOf(product, 'ProductOptionExt') ?? product, 'ProductOption')
  return rows.map((node) => {
    const parts = valueIn(node, 'optionMappingKey').split('†')
    const fits =
      parts.length === roots.length &&
      roots.every((root, at) => {
        const prefix = `${root.title}:`
        const part = parts[at] ?? ''
        return part.startsWith(prefix) && root.values.includes(part.slice(prefix.length))
      })
    if (!fits) throw new Refused('상품등록실패 : 옵션매핑Key를 확인해 주세요.')
    return {
      axis,
      value: parts.map((part) => part.slice(part.indexOf(':') + 1)).join(','),
      surcharge: whole(valueIn(node, 'colOptPrice'), '옵션가'),
      ...readState(node, 'colOptCount'),
      sellerStockCd: valueIn(node, 'colSellerStockCd'),
    }
  })
}

/** The options of a Product element by the guide's rules; none when the whole block is absent. Throws Refused. */
export function readOptions(product: XmlNode, base: number): PracticeOption[] {
  const present = product.children.filter(({ name }) => optionNames.has(name))
  if (present.length === 0) return []
  if (valueIn(product, 'optSelectYn') !== 'Y' || valueIn(product, 'txtColCnt') !== '1') {
    throw new Refused('상품등록실패 : 옵션을 등록하실 경우 optSelectYn Y, txtColCnt 1 고정값을 주셔야 합니다.')
  }
  if (!/^0[0-4]$/.test(valueIn(product, 'prdExposeClfCd') || '00')) {
    throw new Refused('상품등록실패 : 옵션값 노출 방식을 확인해 주세요.')
  }
  const options = childOf(product, 'ProductRootOption') ? mixed(product) : single(product)
  if (options.length === 0) throw new Refused('상품등록실패 : 옵션을 1개 이상 입력해 주세요.')
  const values = options.map(({ value }) => value)
  if (new Set(values).size !== values.length) throw new Refused('상품등록실패 : 옵션값은 중복이 될수 없습니다.')
  checkPrices(options, base)
  return options
}
