import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { wholesalerConnections } from '../../../main/engine/wholesalers.ts'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import { realEndpoints } from '../../../main/net/endpoints.ts'
import { createLogger } from '../../../main/net/log.ts'
import { startPracticeDomeggook } from '../../../main/practice/domeggook/index.ts'
import { startPracticeOwnerclan } from '../../../main/practice/ownerclan/index.ts'
import { startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { collectKind } from '../../../main/products/collect-job.ts'
import { productsHandlers } from '../../../main/products/handlers-collect.ts'
import { importKind } from '../../../main/products/import/import.ts'
import type { Emit } from '../../../shared/contract.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { systemClock } from '../../../shared/time.ts'
import { tempDatabase } from '../../support/database.ts'

const catalogue = { size: 30, extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 }
const start = {
  ownerclan: () => startPracticeOwnerclan({ catalogue }),
  zentrade: () => startPracticeZentrade({ catalogue, wrongKey: 'words' }),
  domeggook: () => startPracticeDomeggook({ catalogue }),
}

/** One wholesaler connected with good secrets, and a queue that collects from it. */
const connected = async (wholesaler: Wholesaler) => {
  const service = await start[wholesaler]()
  onTestFinished(() => service.close())
  const db = tempDatabase()
  const clock = systemClock
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
  return {
    view: connections[wholesaler].view,
    handlers,
    run: async () => {
      const { jobId } = queue.add(collect, {
        ...{ wholesaler, request: { limit: 5, ...(wholesaler === 'domeggook' ? { search: '우산' } : {}) } },
        ...{ planId: null, cursor: null, tally: null },
      })
      return queue.wait(jobId)
    },
    spoil: () => entries.set(entry, good.replaceAll(/":"[^"]+"/g, '":"wrong000"')),
    mend: () => entries.set(entry, good),
    told: (name: string) => emit.mock.calls.filter(([event]) => event === name).map(([, payload]) => payload),
  }
}

describe('a collect whose key is refused', () => {
  it.each([
    ['ownerclan', 'OWNERCLAN_LOGIN_REFUSED', 'needs_reauth', '오너클랜'],
    ['zentrade', 'ZENTRADE_NOT_FEED', 'needs_setup', '젠트레이드'],
    ['domeggook', 'DOMEGGOOK_KEY_REFUSED', 'needs_setup', '도매꾹'],
  ] as const)(
    'by %s says so at the connection, once, until one goes through',
    async (wholesaler, code, state, name) => {
      const { view, run, spoil, mend, told } = await connected(wholesaler)
      spoil()
      for (let tries = 0; tries < 2; tries += 1) {
        expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'needs_setup', lastError: { code } })
      }
      expect(view()).toMatchObject({ state, problem: { code, service: wholesaler } })
      expect(told('connection.changed')).toHaveLength(1)
      expect(told('notify')).toEqual([expect.objectContaining({ title: `${name} 연결 확인 필요` })])
      mend()
      expect(await run()).toMatchObject({ status: 'succeeded', outcome: 'ok' })
      expect(view()).toMatchObject({ state: 'connected', problem: null })
    },
  )

  it('is known from a question of the screen as well', async () => {
    const { view, handlers, spoil, told } = await connected('domeggook')
    spoil()
    await expect(
      handlers['collect.preview']({ wholesaler: 'domeggook', request: { search: '우산' } }),
    ).rejects.toMatchObject({ code: 'DOMEGGOOK_KEY_REFUSED' })
    await expect(handlers['collect.categories']({ wholesaler: 'domeggook' })).rejects.toThrow()
    expect(view().state).toBe('needs_setup')
    expect(told('notify')).toHaveLength(1)
  })
})
