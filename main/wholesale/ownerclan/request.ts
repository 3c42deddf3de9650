import { keyOf, type Raw } from '../../net/readers.ts'
import { failWholesale, unsupported } from '../errors.ts'
import type { CollectRequest } from '../port.ts'

const filters = ['search', 'category', 'minPrice', 'maxPrice', 'changedSince'] as const
const words: Record<(typeof filters)[number], string> = {
  search: '검색어',
  category: '카테고리',
  minPrice: '최저 가격',
  maxPrice: '최고 가격',
  changedSince: '변경 시점',
}

const bad = (detail: string) => failWholesale('COLLECT_BAD_CONDITION', { service: 'ownerclan', values: { detail } })

/** Refuses what OwnerClan cannot do, and what would ask for all of its ten million products by an oversight. */
export function checkRequest(request: CollectRequest): void {
  const asked = filters.filter((name) => request[name] !== undefined && request[name] !== '')
  if (request.keys !== undefined) {
    if (asked.length > 0) throw unsupported('ownerclan', `상품코드와 ${asked.map((name) => words[name]).join(', ')}`)
    if (request.keys.length === 0) throw bad('상품코드가 없습니다.')
    return
  }
  for (const name of ['minPrice', 'maxPrice', 'limit'] as const) {
    const value = request[name]
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
      throw bad(`${name}은 0 이상의 정수여야 합니다.`)
  }
  if ((request.minPrice ?? 0) > (request.maxPrice ?? Number.POSITIVE_INFINITY)) {
    throw bad('최저 가격이 최고 가격보다 높습니다.')
  }
  if (asked.length === 0 && request.limit === undefined) {
    throw failWholesale('COLLECT_NEEDS_CONDITION', {
      service: 'ownerclan',
      values: { wholesaler: '오너클랜', needs: '상품코드, 검색어, 카테고리, 가격, 변경 시점, 최대 개수' },
    })
  }
}

/** Keys to ask for, each once; what cannot be a key is told apart. */
export const keysOf = (keys: readonly string[]): { keys: string[]; refused: string[] } => {
  const trimmed = [...new Set(keys.map((key) => key.trim()))]
  const isKey = (key: string) => keyOf(key) !== null
  return { keys: trimmed.filter(isKey), refused: trimmed.filter((key) => !isKey(key)) }
}

/**
 * The conditions as variables. `dateFrom` filters on the time of change and is always sent: what its absence means is
 * nowhere stated, and 0 is what OwnerClan's own examples send for everything.
 */
export const variablesOf = (request: CollectRequest): Raw => ({
  from: request.changedSince ?? 0,
  search: request.search?.trim() || undefined,
  category: request.category || undefined,
  minPrice: request.minPrice,
  maxPrice: request.maxPrice,
})
