import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import { type Wholesaler, wholesalers } from '../../shared/product.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import { unsupported } from '../wholesale/errors.ts'
import type { WholesaleAdapter } from '../wholesale/port.ts'
import { checkTerms, lastRoundAt, nextRoundAt } from './checks.ts'
import {
  adapterFor,
  type CollectDeps,
  type CollectPayload,
  collectKey,
  collectPayload,
  toRequest,
} from './collect-job.ts'
import { failProducts } from './errors.ts'
import { beforeId, pageOf, storedProductsHandlers } from './handlers.ts'
import { importBans } from './import/bans.ts'
import { type ImportPayload, previewImport } from './import/import.ts'
import { nextRequest, startPlan } from './plans.ts'
import { addBan, pageOfBans, removeBans } from './repository-bans.ts'
import { storedCount } from './repository-collect.ts'
import { changeValue } from './repository-detail.ts'
import { finishInbox, inboxCount, pageOfInbox, reopenInbox } from './repository-inbox.ts'
import { allPlans, planById, readAtUnder, removePlan, savePlan } from './repository-plans.ts'
import { productRows } from './repository-rows.ts'
import { productSettings } from './settings.ts'

export interface ProductsDeps extends CollectDeps {
  queue: Pick<JobQueue, 'add'>
  /** The kinds as registered with the queue. */
  collect: JobKind<CollectPayload>
  importer: JobKind<ImportPayload>
  /** Whether work that nobody waits for may ask this wholesaler now. */
  mayAsk?: (wholesaler: Wholesaler) => boolean
}

type CollectNames =
  | 'collect.capabilities'
  | 'collect.categories'
  | 'collect.preview'
  | 'collect.start'
  | 'collect.checks'
type PlanNames = 'plans.list' | 'plans.save' | 'plans.remove' | 'plans.start'
type InboxNames = 'inbox.list' | 'inbox.count' | 'inbox.done' | 'inbox.undo'
type BanNames = 'bans.list' | 'bans.add' | 'bans.remove' | 'bans.import'
type ImportNames = 'imports.preview' | 'imports.start'

const never = () => new AbortController().signal

/** Asks a wholesaler for the screen; a refusal reaches its connection as one of a collect does. */
const asking = async <T>(
  deps: ProductsDeps,
  wholesaler: Wholesaler,
  ask: (adapter: WholesaleAdapter) => Promise<T>,
): Promise<T> => {
  try {
    return await ask(adapterFor(deps, wholesaler))
  } catch (thrown) {
    deps.connections?.[wholesaler]?.refused(thrown)
    throw thrown
  }
}

const collectHandlers = (deps: ProductsDeps): Handlers<CollectNames> => ({
  'collect.capabilities': () => ({
    items: wholesalers.flatMap((wholesaler) => {
      const adapter = deps.adapters[wholesaler]
      return adapter === undefined ? [] : [{ wholesaler, ...adapter.capabilities }]
    }),
  }),
  'collect.categories': async ({ wholesaler }) => ({
    items: await asking(deps, wholesaler, (adapter) => adapter.categories(never())),
  }),
  'collect.preview': async ({ wholesaler, request: conditions, onlyChanged = false, planId }) => {
    const readAt = planId === undefined ? null : readAtUnder(deps.db, planId, conditions)
    const request = nextRequest({ request: conditions, onlyChanged, readAt })
    const plan = await asking(deps, wholesaler, (adapter) => adapter.plan(toRequest(request), never()))
    return { ...plan, stored: storedCount(deps.db, wholesaler), since: request.changedSince ?? null }
  },
  'collect.checks': async () => {
    const { db, clock, adapters } = deps
    const isPaused = productSettings(db).checkPaused
    const items = await Promise.all(
      wholesalers.map(async (wholesaler) => {
        const adapter = adapters[wholesaler]
        if (adapter === undefined || !(deps.mayAsk?.(wholesaler) ?? true)) return []
        const terms = await checkTerms(db, adapter)
        const { listed, chosen, callsPerDay, stretched } = terms
        const nextAt = isPaused ? null : nextRoundAt(db, wholesaler, terms, clock.now())
        const everyMs = listed > 0 ? terms.listedMs : terms.chosenMs
        const lastAt = lastRoundAt(db, wholesaler)
        return [{ ...{ wholesaler, listed, chosen, everyMs, callsPerDay, stretched }, lastAt, nextAt }]
      }),
    )
    return { items: items.flat() }
  },
  'collect.start': async ({ wholesaler, request }) => {
    // What the wholesaler cannot do is said now, not by a job that fails later.
    await asking(deps, wholesaler, (adapter) => adapter.plan(toRequest(request), never()))
    return deps.queue.add(deps.collect, collectPayload(wholesaler, request), { key: collectKey(wholesaler, request) })
  },
})

const planHandlers = (deps: ProductsDeps): Handlers<PlanNames> => {
  const { db, clock, emit, queue, collect } = deps
  return {
    'plans.list': () => ({ items: allPlans(db) }),
    'plans.save': async (values) => {
      await asking(deps, values.wholesaler, (adapter) => adapter.plan(toRequest(values.request), never()))
      const adapter = adapterFor(deps, values.wholesaler)
      if (values.onlyChanged && !adapter.capabilities.changedSince) {
        throw unsupported(values.wholesaler, '지난 수집 뒤에 바뀐 상품만')
      }
      const plan = savePlan(db, values, clock.now())
      emit('plans.changed', { done: true })
      return plan
    },
    'plans.remove': ({ planId }) => {
      const removed = removePlan(db, planId)
      emit('plans.changed', { done: true })
      return { removed }
    },
    'plans.start': ({ planId }) => {
      const started = startPlan({ db, clock, queue, kind: collect }, planById(db, planId))
      emit('plans.changed', { done: true })
      return started
    },
  }
}

const inboxHandlers = ({ db, clock, emit }: ProductsDeps): Handlers<InboxNames> => {
  const told = (changed: number) => {
    if (changed > 0) emit('inbox.changed', { total: inboxCount(db).total })
    return { changed }
  }
  return {
    'inbox.list': ({ kind, done, after, limit }) => {
      const { shown, next } = pageOf(pageOfInbox(db, done, kind, beforeId(after), limit + 1), limit, (row) => row.id)
      const items = shown.flatMap(({ id, product, at, kind: its, before, after: is }) => {
        const [row] = productRows(db, [product])
        const field = its === 'price_up' ? 'price' : its === 'discontinued' ? 'status' : 'stock'
        const values = { before: changeValue(field, before), after: changeValue(field, is) }
        return row === undefined ? [] : [{ inboxId: id, at, kind: its, ...values, product: row }]
      })
      return { items, next, asOf: clock.now() }
    },
    'inbox.count': () => inboxCount(db),
    'inbox.done': ({ inboxIds, kind }) => told(finishInbox(db, inboxIds, kind, clock.now())),
    'inbox.undo': ({ inboxIds }) => told(reopenInbox(db, inboxIds)),
  }
}

const banHandlers = ({ db, clock }: ProductsDeps): Handlers<BanNames> => ({
  'bans.list': ({ kind, search, after, limit }) => {
    const rows = pageOfBans(db, beforeId(after), kind, search ?? '', limit + 1)
    const { shown, next } = pageOf(rows, limit, (row) => row.banId)
    return { items: shown, next, asOf: clock.now() }
  },
  'bans.add': (rule) => {
    const added = addBan(db, rule, clock.now())
    if (added === null) throw failProducts('BAN_KNOWN', { values: { value: rule.value } })
    return added
  },
  'bans.remove': ({ banIds }) => {
    const removed = removeBans(db, banIds)
    if (removed === 0) throw failCommon('NOT_FOUND', { values: { what: '금지 항목' } })
    return { removed }
  },
  'bans.import': ({ path }) => importBans(db, path, clock.now()),
})

const importHandlers = ({ db, queue, importer }: ProductsDeps): Handlers<ImportNames> => ({
  'imports.preview': ({ path, wholesaler }) => previewImport(db, path, wholesaler ?? null),
  'imports.start': ({ path, wholesaler }) => {
    const { jobId } = queue.add(importer, { path, wholesaler: wholesaler ?? null }, { key: path })
    return { jobId }
  },
})

/** Every call of shared/contract/products.ts. */
export const productsHandlers = (deps: ProductsDeps) => ({
  ...storedProductsHandlers(deps),
  ...collectHandlers(deps),
  ...planHandlers(deps),
  ...inboxHandlers(deps),
  ...banHandlers(deps),
  ...importHandlers(deps),
})
