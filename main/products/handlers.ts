import type { Handlers, Parsed } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { CollectDeps } from './collect-job.ts'
import { productDetail } from './detail.ts'
import { facetsOf } from './facets.ts'
import { listProducts } from './list.ts'
import { CHOSEN } from './marks.ts'
import { catalogueOf } from './repository-catalogue.ts'
import { categoryRows } from './repository-categories.ts'
import { forgetReads } from './repository-checks.ts'
import {
  changesOf,
  editProduct,
  idOf,
  markWatched,
  payloadOf,
  requireProduct,
  unlockProduct,
} from './repository-detail.ts'
import { selectionsOf } from './repository-selection.ts'
import { productSettings, setProductSettings } from './settings.ts'

type Names =
  | 'products.list'
  | 'products.count'
  | 'products.get'
  | 'products.raw'
  | 'products.history'
  | 'products.edit'
  | 'products.unlock'
  | 'products.choose'
  | 'products.facets'
  | 'products.categories'
  | 'products.settings'
  | 'products.setSettings'

export const beforeId = (after: string | undefined): number => {
  if (after === undefined) return Number.MAX_SAFE_INTEGER
  const id = Number(after)
  if (!Number.isSafeInteger(id) || id < 1) throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
  return id
}

/** The page of rows newest first and the cursor of the next, when one more row was asked for than is shown. */
export const pageOf = <T>(rows: readonly T[], limit: number, id: (row: T) => number) => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? String(id(last)) : null }
}

type Deps = Pick<CollectDeps, 'db' | 'clock' | 'emit'>

const CHOOSE_SLICE = 2000

async function choose({ db, emit }: Deps, { products, filter, chosen }: Parsed<'products.choose'>): Promise<number> {
  if ((products === undefined) === (filter === undefined)) {
    throw failCommon('BAD_INPUT', { values: { detail: 'products 또는 filter 가운데 하나' } })
  }
  const catalogue = catalogueOf(db)
  let ids: number[]
  if (filter === undefined) {
    ids = (products ?? []).flatMap((key) => idOf(db, key) ?? [])
  } else {
    await catalogue.readyToFilter(filter)
    ids = [...selectionsOf(db).list(filter, 'addedAt', false)]
  }
  let changed = 0
  for (let from = 0; from < ids.length; from += CHOOSE_SLICE) {
    const slice = ids.slice(from, from + CHOOSE_SLICE)
    const touched = db.transaction(() => markWatched(db, slice, CHOSEN, chosen)).immediate()
    catalogue.changed(touched)
    changed += touched.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (changed > 0) emit('products.changed', { added: 0, updated: changed, soldOut: 0 })
  return changed
}

/** Handlers of what is stored; collecting, plans, bans and imports have their own. */
export const storedProductsHandlers = (deps: Deps): Handlers<Names> => {
  const { db, clock, emit } = deps
  const touched = (id: number) => {
    catalogueOf(db).changed([id])
    emit('products.changed', { added: 0, updated: 1, soldOut: 0 })
  }
  return {
    'products.list': (input) => listProducts(db, clock, input),
    'products.count': async (filter) => {
      await catalogueOf(db).readyToFilter(filter)
      return { total: selectionsOf(db).count(filter) }
    },
    'products.get': (key) => productDetail(db, key),
    'products.raw': (key) => {
      const { payload, fetchedAt } = payloadOf(db, requireProduct(db, key).facts.id)
      return { raw: payload.raw, fetchedAt: fetchedAt ?? 0 }
    },
    'products.history': ({ after, limit, ...key }) => {
      const rows = changesOf(db, requireProduct(db, key).facts.id, beforeId(after), limit + 1)
      const { shown, next } = pageOf(rows, limit, (row) => row.id)
      return { items: shown.map(({ id: _, ...change }) => change), next, asOf: clock.now() }
    },
    'products.edit': ({ edits, ...key }) => {
      touched(editProduct(db, key, edits, clock.now()))
      return productDetail(db, key)
    },
    'products.unlock': ({ fields, ...key }) => {
      touched(unlockProduct(db, key, fields))
      return productDetail(db, key)
    },
    'products.choose': async (input) => ({ changed: await choose(deps, input) }),
    'products.facets': async (filter) => {
      await catalogueOf(db).readyToFilter(filter)
      return facetsOf(db, filter)
    },
    'products.categories': ({ wholesaler }) => ({ items: categoryRows(db, wholesaler) }),
    'products.settings': () => productSettings(db),
    'products.setSettings': (changes) => {
      const before = productSettings(db)
      const after = setProductSettings(db, changes)
      // Prices, lots and shipping of the other market are others: all that matters is read again at the next round.
      if (after.domeggookMarket !== before.domeggookMarket) forgetReads(db, 'domeggook')
      return after
    },
  }
}
