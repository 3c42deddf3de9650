import type { Connection } from '../../shared/contract/connections.ts'
import type { Handlers } from '../../shared/contract.ts'
import { type AppErrorShape, failCommon } from '../../shared/errors.ts'
import { countBuyers, countOrders, hasOrders } from '../dashboard/counts.repository.ts'
import { listingCount } from '../dashboard/repository-report.ts'
import { practiceServices } from '../practice/messages.ts'
import type { Db } from '../store/db.ts'
import type { EmbeddedPractice } from './practice.ts'

export interface AppHandlerDeps {
  db: Db
  version: string
  mode: 'real' | 'practice'
  problem: AppErrorShape | null
  practice: EmbeddedPractice | undefined
  platform?: NodeJS.Platform
  connections: () => Connection[]
  /** Stored wholesale products. */
  products: () => number
}

/** What belongs to no thing the operator talks about: the app itself, its state in one line, and the practice shop's levers. */
export const appHandlers = (
  deps: AppHandlerDeps,
): Handlers<'app.info' | 'status.get' | 'practice.credentials' | 'practice.fault'> => ({
  'app.info': () => ({
    version: deps.version,
    mode: deps.mode,
    // Whoever has brought orders or products here, and be it from a file, is not asked to begin.
    firstStart:
      !hasOrders(deps.db) && deps.connections().every((c) => c.state === 'disconnected') && deps.products() === 0,
    problem: deps.problem,
    practiceImwebUrl: deps.practice?.endpoints.imweb ?? null,
    canStartAtLogin: (deps.platform ?? process.platform) !== 'linux',
  }),
  'status.get': () => ({
    connections: deps.connections(),
    counts: {
      orders: countOrders(deps.db),
      buyers: countBuyers(deps.db),
      products: deps.products(),
      listings: listingCount(deps.db),
    },
  }),
  'practice.credentials': () => {
    if (deps.practice === undefined) return { credentials: null, services: {} }
    const { imweb, ...services } = deps.practice.credentials
    return {
      credentials: imweb,
      services: Object.fromEntries(Object.entries(services).map(([name, values]) => [name, { ...values }])),
    }
  },
  'practice.fault': async ({ service, fault, count }) => {
    const name = practiceServices.find((one) => one === service)
    if (deps.practice === undefined || name === undefined) {
      throw failCommon('BAD_INPUT', { values: { detail: '연습 상점에서만 쓸 수 있습니다.' } })
    }
    await deps.practice.control[name].faultByName(fault, count)
    return { done: true }
  },
})
