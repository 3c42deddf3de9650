import { onTestFinished } from 'vitest'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { wholesalerConnections } from '../../../main/engine/wholesalers.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import { realEndpoints } from '../../../main/net/endpoints.ts'
import { createLogger } from '../../../main/net/log.ts'
import { startPracticeDomeggook } from '../../../main/practice/domeggook/index.ts'
import type { Seen } from '../../../main/practice/imweb/seen.ts'
import { startPracticeOwnerclan } from '../../../main/practice/ownerclan/index.ts'
import { startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { type CheckPayload, checkKind } from '../../../main/products/check-job.ts'
import { startDueChecks } from '../../../main/products/checks.ts'
import { collectKind, collectPayload } from '../../../main/products/collect-job.ts'
import type { WholesaleAdapter } from '../../../main/wholesale/port.ts'
import type { CollectConditions } from '../../../shared/contract/products.ts'
import type { WholesaleProduct, Wholesaler } from '../../../shared/product.ts'
import { startLife } from '../listings/life/rig.ts'

const start = {
  ownerclan: startPracticeOwnerclan,
  zentrade: startPracticeZentrade,
  domeggook: startPracticeDomeggook,
}
const still = { extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 }

/** One practice wholesaler behind its real adapter, collected into the database of a shop whose listings are kept in step. */
export const startChecks = async <W extends Wholesaler>(wholesaler: W, size = 60) => {
  const life = startLife()
  const { db, clock, queue } = life
  const began = performance.now()
  // Limits are counted on this clock: it moves by itself as well.
  clock.now = () => clock.at + Math.floor(performance.now() - began)
  const options = { clock, catalogue: { ...still, size }, wrongKey: 'words' } as const
  const service = (await start[wholesaler](options)) as Awaited<ReturnType<(typeof start)[W]>>
  onTestFinished(() => service.close())
  const calls = createCallLog(db, clock)
  onTestFinished(() => calls.close())
  const connections = wholesalerConnections({
    ...{ db, clock, calls, version: '0', secrets: memoryStore(new Map()), emit: () => {} },
    logger: createLogger(() => {}),
    endpoints: { ...realEndpoints, [wholesaler]: service.url, 'ownerclan-auth': service.url },
  })
  await connections[wholesaler].connect(service.credentials)
  const { adapter } = connections[wholesaler]
  if (adapter === undefined) throw new Error('not connected')
  const adapters: Partial<Record<Wholesaler, WholesaleAdapter>> = { [wholesaler]: adapter }
  const deps = { db, clock, emit: () => {}, adapters, connections, onChanged: life.life.productsChanged }
  const [collecting, kind] = [collectKind(deps), checkKind(deps)]
  queue.register(collecting)
  queue.register(kind)
  let mayAsk = true
  let refused = false

  const collect = async (request: CollectConditions) => {
    clock.at += 60_000
    const { jobId } = queue.add(collecting, collectPayload(wholesaler, request))
    return queue.wait(jobId)
  }
  /** The scheduler's turn: the rounds it started, ended. */
  const round = async () => {
    const asked: CheckPayload[] = []
    const ids: string[] = []
    await startDueChecks({
      ...{ db, clock, adapters, kind, mayAsk: () => mayAsk, isRefused: () => refused },
      queue: {
        add: (of, payload, more) => {
          const added = queue.add(of, payload, more)
          asked.push(payload as CheckPayload)
          ids.push(added.jobId)
          return added
        },
      },
    })
    return Promise.all(ids.map((id) => queue.wait(id)))
  }
  const read = async (productId: string): Promise<WholesaleProduct> => {
    clock.at += 60_000
    for await (const { products } of adapter.collect({ keys: [productId] }, { signal: new AbortController().signal })) {
      const [product] = products
      if (product !== undefined) return product
    }
    throw new Error(`no product ${productId}`)
  }
  return {
    ...life,
    ...{ service, adapter, deps, collect, round },
    refuse: () => {
      refused = true
    },
    forbid: () => {
      mayAsk = false
    },
    /** One of the stored products, on sale and without options, listed on Coupang. */
    list: async (nth = 0) => {
      const ids = db
        .prepare<[], string>(
          `select product_id from product p where status = 'available' and bars = 0 and coalesce(stock, 100) > 20
            and price > 1000 and (select count(*) from product_option o where o.product = p.id) = 1 order by id`,
        )
        .pluck()
        .all()
      const productId = ids[nth]
      if (productId === undefined) throw new Error('too few products on sale')
      const product = await read(productId)
      // What plainRule makes of the cost (plain-rule.ts).
      const price = Math.ceil(((product.price ?? 0) + 3000) / 0.7 / 10) * 10
      const listingId = life.approve('coupang', product, { price })
      await life.upload()
      await life.sync()
      return { productId, listingId }
    },
    status: (productId: string) =>
      db.prepare<[string], string>('select status from product where product_id = ?').pluck().get(productId),
    stops: () =>
      life
        .updates()
        .filter(({ kind: what, urgency, status }) => what === 'stock' && urgency === 0 && status !== 'done'),
    /** Calls of the service so far. */
    seen: () => {
      const { control } = service as { control: { seen?(): Seen; calls?(): string[] } }
      const requests = Object.values(control.seen?.().requests ?? {})
      return control.calls?.().length ?? requests.reduce((sum, count) => sum + count, 0)
    },
  }
}
