import type { Catalogue, CatalogueProduct } from '../catalogue/types.ts'
import { categoryTree } from '../catalogue/words.ts'
import { categoryCode, indexOfNo, isForgotten, isListed, isOnSupply, itemView, listEntry } from './items.ts'

/** A refusal in Domeggook's form. Its status is 404 for some and 200 for others. */
export class Refusal extends Error {
  readonly code: string
  readonly dcode: string
  readonly status: number

  constructor(code: string, dcode: string, message: string, status = 200) {
    super(message)
    this.code = code
    this.dcode = dcode
    this.status = status
  }
}

export interface Asked {
  query: URLSearchParams
  catalogue: Catalogue
  now: number
  turn: number
}

const LARGEST = 200
const MOST_VIEWS = 100

const badOption = (name: string) => new Refusal('400', 'INVALID_PARAM', `${name} 값이 올바르지 않습니다.`)

const numberIn = (query: URLSearchParams, name: string, low: number, high: number, fallback: number): number => {
  const given = query.get(name)
  if (given === null) return fallback
  const value = Number(given)
  if (!/^\d+$/.test(given) || value < low || value > high) throw badOption(name)
  return value
}

const isDeepCategory = (code: string | null) => code !== null && /^\d{2}_(?!00)\d{2}(?:_\d{2}){3}$/.test(code)

const within = (product: CatalogueProduct, code: string): boolean => {
  const wanted = code.split('_').filter((part) => part !== '00')
  const own = categoryCode(product.category.place).split('_')
  return wanted.every((part, level) => own[level] === part)
}

function* all({ catalogue, now }: Asked): Generator<CatalogueProduct> {
  for (let index = catalogue.count(now) - 1; index >= 0; index -= 1) yield catalogue.at(index, now)
}

const sortings: Record<string, (a: CatalogueProduct, b: CatalogueProduct) => number> = {
  aa: (a, b) => (a.price ?? 0) - (b.price ?? 0) || a.index - b.index,
  ad: (a, b) => (b.price ?? 0) - (a.price ?? 0) || a.index - b.index,
  da: (a, b) => b.createdAt - a.createdAt || b.index - a.index,
}

function getItemList(asked: Asked): unknown {
  const { query, turn } = asked
  const market = query.get('market')
  if (market !== 'dome' && market !== 'supply') throw badOption('market')
  const size = numberIn(query, 'sz', 1, LARGEST, 20)
  const page = numberIn(query, 'pg', 1, 1_000_000, 1)
  const low = numberIn(query, 'mnp', 0, 2 ** 31, 0)
  const high = numberIn(query, 'mxp', 0, 2 ** 31, Number.MAX_SAFE_INTEGER)
  const category = query.get('ca')
  const word = query.get('kw')?.trim() ?? ''
  const asItems = query
    .get('itemNo')
    ?.split(',')
    .map((no) => indexOfNo(no.trim()))
  const numbers = asItems === undefined ? null : new Set(asItems)
  const seller = query.get('id')
  const hasOption = word !== '' || numbers !== null || seller !== null || query.has('ev') || isDeepCategory(category)
  // A top-level category alone does not count.
  if (!hasOption) throw new Refusal('400', 'NO_SEARCH_OPT', '검색조건이 없습니다.')
  // `sort` is not a parameter: it is ignored, as everything unknown is.
  const sorting = sortings[query.get('so') ?? ''] ?? sortings.da
  const found: CatalogueProduct[] = []
  for (const product of all(asked)) {
    if (!isListed(product) || (market === 'supply' && !isOnSupply(product))) continue
    const price = product.price ?? 0
    if (price < low || price > high) continue
    if (word !== '' && !product.name.includes(word) && !product.keywords.some((one) => one.includes(word))) continue
    if (category !== null && !within(product, category)) continue
    if (numbers !== null && !numbers.has(product.index)) continue
    if (seller !== null && seller !== `exseller${product.index % 200}`) continue
    found.push(product)
  }
  found.sort(sorting)
  const first = (page - 1) * size
  const items = found.slice(first, first + size).map((product) => listEntry(product, market))
  return {
    header: {
      numberOfItems: found.length,
      firstItem: items.length === 0 ? 0 : first + 1,
      lastItem: first + items.length,
      currentPage: page,
      itemsPerPage: String(size),
      numberOfPages: Math.ceil(found.length / size),
      sort: query.get('so') ?? 'rd',
    },
    // One alone now and then comes without a list around it.
    list: { item: items.length === 1 && turn % 2 === 0 ? items[0] : items },
  }
}

const viewOf = ({ catalogue, now }: Asked, no: string) => {
  const index = indexOfNo(no)
  if (index === null || index < 0 || index >= catalogue.count(now)) return null
  const product = catalogue.at(index, now)
  return isForgotten(product) ? null : itemView(catalogue, product)
}

function getItemView(asked: Asked): unknown {
  const { query, turn } = asked
  const numbers = (query.get('no') ?? '').split(',').filter((no) => no !== '')
  if (numbers.length === 0) throw badOption('no')
  if (query.get('multiple') === 'true') {
    if (numbers.length > MOST_VIEWS) throw badOption('no')
    const views = numbers.flatMap((no) => viewOf(asked, no) ?? [])
    return { item: views.length === 1 && turn % 2 === 0 ? views[0] : views, etc: {} }
  }
  const view = numbers.length === 1 ? viewOf(asked, numbers[0] ?? '') : null
  if (view === null) throw new Refusal('40', 'NO_ITEM', '상품정보가 존재하지 않습니다.', 404)
  return view
}

const node = (name: string, place: number[], child: Record<string, unknown> | null) => ({
  code: categoryCode(place),
  name,
  locked: place.length === 1 ? null : 'FALSE',
  int: place.length,
  ...(child === null ? {} : { child }),
})

const numbered = <T>(list: readonly T[], make: (one: T, at: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(list.map((one, at) => [String(at + 1), make(one, at)]))

function getCategoryList(): unknown {
  return {
    items: numbered(categoryTree, (top, a) =>
      node(
        top.name,
        [a],
        numbered(top.children, (middle, b) =>
          node(
            middle.name,
            [a, b],
            numbered(middle.leaves, (leaf, c) => node(leaf.name, [a, b, c], null)),
          ),
        ),
      ),
    ),
  }
}

/** What each mode answers, and the versions under which it exists. */
export const modes: Readonly<Record<string, { versions: readonly string[]; answer: (asked: Asked) => unknown }>> = {
  getItemList: { versions: ['4.0', '4.1'], answer: getItemList },
  getItemView: { versions: ['4.4', '4.5', '4.6'], answer: getItemView },
  getCategoryList: { versions: ['1.0'], answer: getCategoryList },
}
