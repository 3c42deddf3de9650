import { failWholesale, unsupported } from '../errors.ts'
import type { CollectRequest } from '../port.ts'
import type { Market } from './options.ts'

const bad = (detail: string) => failWholesale('COLLECT_BAD_CONDITION', { service: 'domeggook', values: { detail } })
const categoryCode = /^\d{2}(?:_\d{2}){4}$/
/** `01_00_00_00_00`: the service does not take it as a condition. */
const isTopLevel = (code: string) => code.slice(3, 5) === '00'

/** Refuses what Domeggook cannot do, before a call is spent on it. */
export function checkRequest(request: CollectRequest): void {
  const { keys, search, category, minPrice, maxPrice, limit, changedSince } = request
  if (changedSince !== undefined) throw unsupported('domeggook', '변경 시점')
  for (const [name, value] of Object.entries({ minPrice, maxPrice, limit })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
      throw bad(`${name}은 0 이상의 정수여야 합니다.`)
  }
  if ((minPrice ?? 0) > (maxPrice ?? Number.POSITIVE_INFINITY)) throw bad('최저 가격이 최고 가격보다 높습니다.')
  if (keys !== undefined) {
    if ([search, category, minPrice, maxPrice].some((value) => value !== undefined && value !== '')) {
      throw unsupported('domeggook', '상품번호와 다른 조건을 함께')
    }
    if (keys.length === 0) throw bad('상품번호가 없습니다.')
    return
  }
  if (category && !categoryCode.test(category)) throw bad('카테고리 코드는 01_02_00_00_00과 같은 모양입니다.')
  if (!search?.trim() && !category) {
    throw failWholesale('COLLECT_NEEDS_CONDITION', {
      service: 'domeggook',
      values: { wholesaler: '도매꾹', needs: '상품번호, 검색어, 2단계 이상의 카테고리' },
    })
  }
  if (!search?.trim() && category && isTopLevel(category)) {
    throw bad('도매꾹은 최상위 카테고리만으로는 찾지 못합니다. 2단계 이상의 카테고리나 검색어가 필요합니다.')
  }
}

/** Item numbers to ask for, each once; what cannot be one is told apart. */
export const numbersOf = (keys: readonly string[]): { numbers: string[]; refused: string[] } => {
  const trimmed = [...new Set(keys.map((key) => key.trim()))]
  const isNumber = (key: string) => /^\d{1,15}$/.test(key)
  return { numbers: trimmed.filter(isNumber), refused: trimmed.filter((key) => !isNumber(key)) }
}

/** Newest first: products that arrive while pages are read repeat some, and hide none. */
export const listQuery = (request: CollectRequest, market: Market, page: number, size: number) => ({
  market,
  sz: size,
  pg: page,
  so: 'da',
  kw: request.search?.trim() || undefined,
  ca: request.category || undefined,
  mnp: request.minPrice,
  mxp: request.maxPrice,
})
