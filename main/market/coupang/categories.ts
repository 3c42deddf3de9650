import { keyOf, type Raw, raw, raws, text } from '../../net/readers.ts'
import { failMarket } from '../errors.ts'
import type { CategoryForm, CategorySuggestion, MarketCall, MarketCategory } from '../port.ts'
import { paths } from './address.ts'
import type { CoupangClient } from './client.ts'
import { formOf } from './form.ts'
import { metaIn } from './meta.ts'
import { saysNothing } from './side-route.ts'

export interface Categories {
  all(how: MarketCall): Promise<MarketCategory[]>
  suggest(
    facts: { name: string; brand: string | null; categoryPath: string[] },
    how: MarketCall,
  ): Promise<CategorySuggestion | null>
  form(category: string, how: MarketCall): Promise<CategoryForm>
}

const DEEPEST = 12
/** A route that is refused so often in a row is not there: going on asking leads to a block. */
const MOST_REFUSALS = 3
const isClosed = (status: string | null) =>
  status !== null && /^(?:DISABLED?|INACTIVE|DELETED?|CLOSED|READY)$/i.test(status)

/** The tree from its root down; the root itself is nobody's category. */
export const categoriesIn = (nodes: readonly Raw[], above: string[] = [], depth = 0): MarketCategory[] => {
  if (depth > DEEPEST) return []
  return nodes.flatMap((node) => {
    const code = keyOf(node.displayItemCategoryCode)
    const name = text(node.name, 200)
    const children = raws(node.child ?? node.children)
    if (code === '0' || (code === null && children.length > 0)) return categoriesIn(children, above, depth + 1)
    if (code === null || name === null || isClosed(text(node.status, 40))) return []
    const path = [...above, name]
    return [{ code, name, path, leaf: children.length === 0 }, ...categoriesIn(children, path, depth + 1)]
  })
}

export function createCategories(client: CoupangClient): Categories {
  /** Of the last reading of the tree: metadata of a category do not say its name. */
  const pathOf = new Map<string, string[]>()

  const gone = (category: string) =>
    failMarket(
      'coupang',
      'MARKET_CATEGORY_GONE',
      { kind: 'rejected', fields: [{ field: 'category', message: category }] },
      { category },
    )

  let statusRefusals = 0

  const isOpen = async (category: string, how: MarketCall): Promise<boolean> => {
    if (statusRefusals >= MOST_REFUSALS) return true
    const template = paths.categoryStatus('CODE').replace('/CODE/', '/{code}/')
    try {
      const { data } = await client.send({ method: 'GET', path: paths.categoryStatus(category), template }, how)
      statusRefusals = 0
      return data !== false && data !== 'false'
    } catch (thrown) {
      // Its metadata were there: only a clear no counts.
      if (!saysNothing(thrown)) throw thrown
      statusRefusals += 1
      return true
    }
  }

  return {
    all: async (how) => {
      const { data } = await client.send(
        { method: 'GET', path: paths.categories, template: paths.categories, extended: true },
        how,
      )
      const found = categoriesIn(raws(data))
      if (found.length === 0)
        throw failMarket('coupang', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: 'display-categories' })
      pathOf.clear()
      for (const { code, path } of found) pathOf.set(code, path)
      return found
    },
    suggest: async ({ name, brand, categoryPath }, how) => {
      const asked = client.send(
        {
          method: 'POST',
          path: paths.predict,
          template: paths.predict,
          body: () => ({
            productName: name,
            ...(categoryPath.length === 0 ? {} : { productDescription: categoryPath.join(' > ') }),
            ...(brand === null ? {} : { brand }),
          }),
        },
        how,
      )
      const found: Raw = await asked.then(
        ({ data }) => raw(data),
        (thrown: unknown) => {
          // No guess is an answer too: the operator chooses.
          if (saysNothing(thrown)) return {}
          throw thrown
        },
      )
      const code = keyOf(found.predictedCategoryId)
      if (text(found.autoCategorizationPredictionResultType) !== 'SUCCESS' || code === null) return null
      const last = text(found.predictedCategoryName, 200)
      return { code, path: pathOf.get(code) ?? (last === null ? [] : [last]) }
    },
    form: async (category, how) => {
      if (!/^\d{1,18}$/.test(category)) throw gone(category)
      const template = paths.categoryMeta('CODE').replace(/CODE$/, '{code}')
      const { data } = await client.send(
        { method: 'GET', path: paths.categoryMeta(category), template, subject: { kind: 'category', code: category } },
        how,
      )
      const meta = metaIn(data)
      if (meta === null || !(await isOpen(category, how))) throw gone(category)
      return formOf(category, pathOf.get(category) ?? [], meta)
    },
  }
}
