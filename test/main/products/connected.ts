import { onTestFinished, vi } from 'vitest'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { wholesalerConnections } from '../../../main/engine/wholesalers.ts'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import { realEndpoints } from '../../../main/net/endpoints.ts'
import { createLogger } from '../../../main/net/log.ts'
import type { CatalogueOptions } from '../../../main/practice/catalogue/types.ts'
import { startPracticeDomeggook } from '../../../main/practice/domeggook/index.ts'
import { startPracticeOwnerclan } from '../../../main/practice/ownerclan/index.ts'
import { startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { collectKind } from '../../../main/products/collect-job.ts'
import { productsHandlers } from '../../../main/products/handlers-collect.ts'
import { importKind } from '../../../main/products/import/import.ts'
import { collectProgress } from '../../../shared/contract/products.ts'
import type { Emit } from '../../../shared/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { tempDatabase } from '../../support/database.ts'

const still = { size: 30, extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 }
const start = {
  ownerclan: startPracticeOwnerclan,
  zentrade: startPracticeZentrade,
  domeggook: startPracticeDomeggook,
}

/** One practice wholesaler connected with good secrets, and the products domain on a queue that collects from it. */
export const connected = async <W extends Wholesaler>(wholesaler: W, catalogue: Partial<CatalogueOptions> = {}) => {
  const options = { catalogue: { ...still, ...catalogue }, wrongKey: 'words' } as const
  const service = (await start[wholesaler](options)) as Awaited<ReturnType<(typeof start)[W]>>
  onTestFinished(() => service.close())
  const db = tempDatabase()
  const clock = { shift: 0, now: () => Date.now() + clock.shift }
  const entries = new Map<string, string>()
  const emit = vi.fn<(name: string, payload: unknown) => void>()
  const calls = createCallLog(db, clock)
  onTestFinished(() => calls.close())
  const connections = wholesalerConnections({
    ...{ db, clock, calls, version: '0', secrets: memoryStore(entries), emit: emit as Emit },
    logger: createLogger(() => {}),
    endpoints: { ...realEndpoints, [wholesaler]: service.url, 'ownerclan-auth': service.url },
  })
  const adapters = { [wholesaler]: connections[wholesaler].adapter }
  const queue = createJobQueue({ db, clock, emit: emit as Emit, log: () => {}, backoff: () => 0 })
  onTestFinished(() => queue.close())
  const deps = { db, clock, emit: emit as Emit, adapters, connections }
  const [collect, importer] = [collectKind(deps), importKind(deps)]
  queue.register(collect)
  queue.open()
  await connections[wholesaler].connect(service.credentials)
  emit.mockClear()
  const handlers = productsHandlers({ ...deps, queue, collect, importer })
  const entry = `${wholesaler}/credentials`
  const good = entries.get(entry) ?? ''
  const result = async (jobId: string) => {
    const job = await queue.wait(jobId)
    if (job.outcome !== 'ok') throw job.lastError === null ? new Error(job.status) : new AppError(job.lastError)
    return collectProgress.parse(job.progress)
  }
  return {
    service,
    db,
    clock,
    result,
    view: connections[wholesaler].view,
    handlers,
    run: async () => {
      const { jobId } = queue.add(collect, {
        ...{ wholesaler, request: { limit: 5, ...(wholesaler === 'domeggook' ? { search: '우산' } : {}) } },
        ...{ planId: null, askedAt: null, cursor: null, tally: null },
      })
      return queue.wait(jobId)
    },
    spoil: () => entries.set(entry, good.replaceAll(/":"[^"]+"/g, '":"wrong000"')),
    mend: () => entries.set(entry, good),
    told: (name: string) => emit.mock.calls.filter(([event]) => event === name).map(([, payload]) => payload),
  }
}
