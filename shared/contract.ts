import { z } from 'zod'
import { accessCalls, accessEvents } from './contract/access.ts'
import { appErrorShape, type ContractEntry, ms } from './contract/base.ts'
import { buyerCalls } from './contract/buyers.ts'
import { connection, connectionCalls } from './contract/connections.ts'
import { listingCalls, listingEvents, listingLifeCalls } from './contract/listings.ts'
import { marketCalls } from './contract/markets.ts'
import { syncCalls, syncProgress } from './contract/orders.ts'
import { productCalls, productEvents } from './contract/products.ts'
import { ruleCalls } from './contract/rules.ts'
import { shellCalls } from './contract/shell.ts'
import { viewCalls } from './contract/views.ts'
import { job, settings, workCalls } from './contract/work.ts'

/** Every call that can cross a door. No call exists that is not here; no handler is registered by hand. */
export const contract = {
  ...connectionCalls,
  ...syncCalls,
  ...buyerCalls,
  ...productCalls,
  ...ruleCalls,
  ...accessCalls,
  ...workCalls,
  ...viewCalls,
  ...shellCalls,
  ...listingCalls,
  ...marketCalls,
  ...listingLifeCalls,
} satisfies Record<string, ContractEntry>

/** What the engine says by itself. `screen` events reach the renderer; the others stay in the shell. */
export const events = {
  'connection.changed': { screen: true, payload: connection },
  'connection.attempt': {
    screen: true,
    payload: z.object({
      attemptId: z.string(),
      state: z.enum(['waiting', 'exchanging', 'connected', 'failed', 'cancelled']),
      error: appErrorShape.nullable(),
    }),
  },
  'orders.changed': { screen: true, payload: z.object({ added: z.int(), updated: z.int() }) },
  'buyers.changed': { screen: true, payload: z.object({ added: z.int(), removed: z.int() }) },
  'sync.progress': { screen: true, payload: z.object({ jobId: z.string(), progress: syncProgress }) },
  ...productEvents,
  ...listingEvents,
  ...accessEvents,
  'job.changed': { screen: true, payload: job },
  'settings.changed': { screen: true, payload: settings },
  'engine.problem': { screen: true, payload: z.object({ error: appErrorShape }) },
  notify: {
    screen: false,
    payload: z.object({ kind: z.enum(['new-buyers', 'connection']), title: z.string(), body: z.string() }),
  },
  'browser.open': { screen: false, payload: z.object({ url: z.string(), attemptId: z.string() }) },
  'engine.restart': { screen: false, payload: z.object({ at: ms }) },
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type Input<K extends CallName> = z.input<Contract[K]['input']>
export type Parsed<K extends CallName> = z.output<Contract[K]['input']>
export type Output<K extends CallName> = z.output<Contract[K]['output']>
export type EngineCallName = { [K in CallName]: Contract[K]['by'] extends 'engine' ? K : never }[CallName]
export type ShellCallName = { [K in CallName]: Contract[K]['by'] extends 'shell' ? K : never }[CallName]
export type ScreenCallName = { [K in CallName]: Contract[K]['screen'] extends true ? K : never }[CallName]

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]['payload']>
export type ScreenEventName = { [E in EventName]: (typeof events)[E]['screen'] extends true ? E : never }[EventName]
export type Emit = <E extends EventName>(name: E, payload: EventPayload<E>) => void

/** The engine's side of the contract: one handler for each call, given parsed input. */
export type Handler<K extends CallName> = (input: Parsed<K>) => Output<K> | Promise<Output<K>>
export type Handlers<K extends CallName> = { [N in K]: Handler<N> }

/** The screen's side: `call('buyers.list', …)` is `jangteo.buyers.list(…)` there. */
export type Api = <K extends CallName>(name: K, input: Input<K>) => Promise<Output<K>>
