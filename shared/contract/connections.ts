import { z } from 'zod'
import { appErrorShape, done, engine, inner, ms, none } from './base.ts'

export const services = [
  'imweb',
  'ownerclan',
  'zentrade',
  'domeggook',
  'coupang',
  'naver',
  '11st',
  'buyer-app',
] as const
export const service = z.enum(services)
export type Service = z.infer<typeof service>

export const connectionStates = [
  'disconnected',
  'connecting',
  'connected',
  'needs_reauth',
  'needs_setup',
  'error',
] as const

export const connection = z.object({
  service,
  state: z.enum(connectionStates),
  /** What is wrong and what to do, when something is. */
  problem: appErrorShape.nullable(),
  /** Opened to the service's test environment, not to the live one; absent where the service has none. */
  sandbox: z.boolean().optional(),
  /** What the service wants operators to know before they hand over its secrets. */
  notice: z.string().optional(),
  siteCode: z.string().nullable(),
  siteName: z.string().nullable(),
  unitCode: z.string().nullable(),
  units: z.array(z.object({ unitCode: z.string(), name: z.string(), currency: z.string() })),
  clientIdLast4: z.string().nullable(),
  redirectUri: z.string().nullable(),
  scopes: z.array(z.string()),
  consentedAt: ms.nullable(),
  /** Days since the operator consented; Imweb may end the consent after 90 (UNSURE whether each rotation restarts it). */
  consentAgeDays: z.int().nullable(),
  accessExpiresAt: ms.nullable(),
  refreshExpiresAt: ms.nullable(),
  checkedAt: ms.nullable(),
  limits: z
    .object({
      capacity: z.number(),
      perSecond: z.number(),
      available: z.number(),
      queued: z.int(),
      blockedUntil: ms.nullable(),
    })
    .nullable(),
})
export type Connection = z.infer<typeof connection>

export const imwebCredentials = z.object({
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().min(1).max(500),
  siteCode: z.string().trim().min(1).max(100),
  redirectUri: z.string().trim().min(1).max(500),
})
export type ImwebCredentials = z.infer<typeof imwebCredentials>

export const connectionCalls = {
  'connections.list': engine(none, z.object({ items: z.array(connection) })),
  /** Starts one consent: listens on a loopback redirect, or waits for `connections.paste`. Opens the system browser. */
  'connections.connectImweb': engine(
    imwebCredentials.extend({ timeoutSeconds: z.int().min(1).max(300).optional() }),
    z.object({ attemptId: z.string(), authorizeUrl: z.string(), mode: z.enum(['loopback', 'paste']), expiresAt: ms }),
  ),
  /** Consents again with the stored credentials. */
  'connections.reconnectImweb': engine(
    none,
    z.object({ attemptId: z.string(), authorizeUrl: z.string(), mode: z.enum(['loopback', 'paste']), expiresAt: ms }),
  ),
  /** Services without a consent in the browser: the secrets are proved by one cheap call, then stored. */
  'connections.connect': engine(
    z.object({
      service,
      secrets: z.record(z.string().max(40), z.string().trim().max(1000)),
      /** Of the service's test environment; refused where it has none. */
      sandbox: z.boolean().optional(),
    }),
    connection,
  ),
  'connections.paste': engine(z.object({ attemptId: z.string(), redirectedTo: z.string().max(4000) }), connection),
  'connections.cancel': engine(z.object({ attemptId: z.string() }), done),
  /** What happened to an attempt; the screen also hears it as an event. */
  'connections.attempt': engine(
    z.object({ attemptId: z.string() }),
    z.object({
      state: z.enum(['waiting', 'exchanging', 'connected', 'failed', 'cancelled']),
      error: appErrorShape.nullable(),
    }),
  ),
  /** Resolves when the attempt ended: the CLI and tests wait on it. */
  'connections.wait': inner(z.object({ attemptId: z.string() }), connection),
  'connections.check': engine(z.object({ service }), connection),
  'connections.chooseUnit': engine(z.object({ unitCode: z.string().max(200) }), connection),
  'connections.disconnect': engine(z.object({ service }), z.object({ service, state: z.literal('disconnected') })),
} as const
