import type { Clock } from '../../../shared/time.ts'
import { failMarket } from '../errors.ts'
import type { MarketCall, MarketCategory } from '../port.ts'
import type { EleventhStreetClient } from './client.ts'
import { type CategoryDetail, type CategoryRow, categoryRows } from './schema.ts'

export interface CategoryTree {
  all(call: MarketCall): Promise<MarketCategory[]>
  /** Names from the root down, and what the category demands. MARKET_CATEGORY_GONE when it is no leaf (any more). */
  leaf(category: string, call: MarketCall): Promise<{ path: string[]; detail: CategoryDetail }>
}

/** About 3 MB. */
const TIMEOUT_MS = 120_000
const KEPT_MS = 24 * 60 * 60_000
const DEEPEST = 20

/** Rows to categories. A leaf is nobody's parent: `leafYn` is read both ways by those who use it (api/11st.md B3). */
export function treeOf(rows: readonly CategoryRow[]): MarketCategory[] {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const parents = new Set(rows.map(({ parent }) => parent))
  const pathOf = (row: CategoryRow): string[] => {
    const path: string[] = []
    for (let at: CategoryRow | undefined = row; at !== undefined && path.length < DEEPEST; ) {
      path.unshift(at.name)
      at = at.parent === null ? undefined : byCode.get(at.parent)
    }
    return path
  }
  return [...byCode.values()].map((row) => ({
    code: row.code,
    name: row.name,
    path: pathOf(row),
    leaf: !parents.has(row.code),
  }))
}

export function createCategories(client: EleventhStreetClient, clock: Clock): CategoryTree {
  let kept: { at: number; categories: MarketCategory[] } | null = null

  const all = async (call: MarketCall): Promise<MarketCategory[]> => {
    const path = '/rest/cateservice/category'
    const answer = await client.read({ path, template: path, timeoutMs: TIMEOUT_MS }, call)
    const categories = treeOf(categoryRows(answer))
    if (categories.length === 0) {
      throw failMarket('11st', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: '카테고리가 없는 응답' })
    }
    kept = { at: clock.now(), categories }
    return categories
  }

  const known = async (call: MarketCall): Promise<MarketCategory[]> =>
    kept !== null && clock.now() - kept.at < KEPT_MS ? kept.categories : all(call)

  const gone = (category: string) => {
    const fields = [{ field: 'category', message: '11번가에서 쓸 수 없는 카테고리입니다.' }]
    return failMarket('11st', 'MARKET_CATEGORY_GONE', { kind: 'rejected', fields }, { category })
  }

  return {
    all,
    leaf: async (category, call) => {
      if (!/^\d{1,20}$/.test(category)) throw gone(category.slice(0, 20))
      const path = `/rest/cateservice/category/${category}`
      const answer = await client.read({ path, template: '/rest/cateservice/category/{dispCtgrNo}' }, call)
      const rows = categoryRows(answer)
      const own = rows.find(({ code }) => code === category)
      if (rows.some(({ parent }) => parent === category)) throw gone(category)
      // Silence about a category is no proof that it is gone; a tree of today is.
      const tree = own === undefined ? await all(call) : await known(call)
      const found = tree.find(({ code }) => code === category)
      if (found === undefined ? own === undefined : !found.leaf) throw gone(category)
      const detail = {
        certificateType: own?.certificateType ?? null,
        certificatesRequired: own?.certificatesRequired ?? false,
      }
      return { path: found?.path ?? [own?.name ?? category], detail }
    },
  }
}
