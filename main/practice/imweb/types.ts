import type { Clock } from '../../../shared/time.ts'
import type { FaultGroup, FaultKind, FaultSpec } from './faults.ts'
import type { ImwebOrder } from './order-types.ts'
import type { Seen } from './seen.ts'
import type { WireShape } from './wire.ts'

export type { FaultGroup, FaultKind, FaultSpec, ImwebOrder, Seen, WireShape }

export interface PracticeCredentials {
  clientId: string
  clientSecret: string
  siteCode: string
  redirectUri: string
}

/** Imweb's bucket is 25 tokens, 2 more each second. */
export interface PracticeLimits {
  capacity: number
  perSecond: number
  /** Imweb documents no Retry-After; on only to test a client that meets one. */
  retryAfter?: boolean
}

/**
 * `linking` 연동중, `linked` 연동완료, `test` 테스트연동, `cancelled` after integration-cancellation (a new consent links
 * again), `not_linked`: authorize answers 30132.
 */
export const linkStates = ['not_linked', 'linking', 'linked', 'test', 'cancelled'] as const
export type LinkState = (typeof linkStates)[number]

export interface PracticeImwebOptions {
  /** Orders before the server's first start, 0 to 1,000,000. Default 2,000. */
  orders?: number
  /** Same seed, number of orders and start time: same bytes. Default 1. */
  seed?: number
  /** Days before the first start over which `orders` are spread. Default 400. */
  spreadDays?: number
  /** One new order each so many ms of running time; 0: the shop stands still but for `control`. Default 20,000. */
  arrivalEveryMs?: number
  /** null: no limit. Default 25 and 2 per second. */
  limits?: PracticeLimits | null
  /** Preferred port; another is taken when it is busy. Default: any. */
  port?: number
  /** Where registrations, tokens and changes live between starts. Absent: in memory. */
  stateFile?: string
  clock?: Clock
  credentials?: Partial<PracticeCredentials>
  /** Registered redirect addresses, compared exactly. Default: `defaultRedirectUris`. */
  redirectUris?: readonly string[]
  /** Scopes switched on in the make-believe developer console. */
  enabledScopes?: readonly string[]
  linkState?: LinkState
  /** `/orders` stays shut (403/30132) until integration-complete, as for a store install. Default true. */
  closedUntilLinked?: boolean
  /** Days that `/orders` reaches back when no date is sent; null: all. Default null. */
  undatedWindowDays?: number | null
  /** Default 10 minutes, 2 hours, 90 days. */
  codeLifeMs?: number
  accessLifeMs?: number
  refreshLifeMs?: number
  /** Whether the refresh life starts again at each rotation or counts from the consent (sources disagree). */
  refreshLifeFrom?: 'rotation' | 'consent'
  /** Forms in which Imweb's answers have been seen. */
  wire?: Partial<WireShape>
  /** Opens POST /__practice/… for other processes. Default false. */
  control?: boolean
}

export interface IssuedTokens {
  accessToken: string
  refreshToken: string
  scope: string
}

/** Steps that the shop or its customer can take on one order. */
export const orderSteps = [
  'pay',
  'ship',
  'deliver',
  'confirm',
  'request-cancel',
  'refund',
  'refund-row',
  'partial-refund',
] as const
export type OrderStep = (typeof orderSteps)[number]
export type OrderChange = OrderStep | Partial<Omit<ImwebOrder, 'orderNo' | 'wtime'>>

export interface ImwebControl {
  fault(spec: FaultSpec): void
  /** `429`, `orders:slow`, `token:lost-answer` … for `count` calls; 0 switches it off. For the contract's practice.fault. */
  faultByName(name: string, count: number): void
  clearFaults(): void
  /** A plain paid card order of now, changed by `partial` (its wtime may lie in the past). */
  addOrder(partial?: Partial<ImwebOrder>): ImwebOrder
  changeOrder(orderNo: number, change: OrderChange): ImwebOrder
  /** The order as it would be served now. */
  order(orderNo: number): ImwebOrder | null
  /** Orders as served, newest first, for callers in another thread. */
  orders(range: { offset: number; limit: number }): ImwebOrder[]
  expireTokens(): void
  revokeTokens(): void
  /** Tokens as after a consent and integration-complete, for tests of everything behind it. */
  issueTokens(scope?: string): IssuedTokens
  linkState(): LinkState
  setLinkState(state: LinkState): void
  setLimits(limits: PracticeLimits | null): void
  seen(): Seen
  resetSeen(): void
}

export interface PracticeImweb {
  url: string
  port: number
  credentials: PracticeCredentials
  control: ImwebControl
  /** Every order as it would be served now, newest first; pending ones only when asked for. */
  truth(options?: { includePending?: boolean }): IterableIterator<ImwebOrder>
  close(): Promise<void>
}

export const defaultRedirectUris = [
  'http://localhost:47813/imweb/callback',
  'http://127.0.0.1:47813/imweb/callback',
  'https://practice-shop.example/',
] as const

export const defaultScopes = [
  'site-info:read',
  'site-info:write',
  'order:read',
  'product:read',
  'member-info:read',
] as const
