import { z } from 'zod'
import { appErrorShape, cursor, done, engine, inner, limit, ms, none, page, won } from './base.ts'
import { connection, service } from './connections.ts'

export const jobStatuses = ['queued', 'running', 'succeeded', 'dead'] as const
export const jobOutcomes = ['ok', 'rejected', 'needs_setup', 'cancelled'] as const

export const job = z.object({
  jobId: z.string(),
  kind: z.string(),
  status: z.enum(jobStatuses),
  outcome: z.enum(jobOutcomes).nullable(),
  attempts: z.int(),
  nextAttemptAt: ms.nullable(),
  createdAt: ms,
  startedAt: ms.nullable(),
  finishedAt: ms.nullable(),
  /** What the job has done so far, or its result: the job kind says the shape. */
  progress: z.record(z.string(), z.unknown()).nullable(),
  lastError: appErrorShape.nullable(),
})
export type Job = z.infer<typeof job>

export const apiCall = z.object({
  at: ms,
  service: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.int().nullable(),
  ms: z.int(),
  attempt: z.int(),
  traceId: z.string(),
  errorCode: z.string().nullable(),
})
export type ApiCall = z.infer<typeof apiCall>
export const apiCallFilter = z.object({
  service: z.string().max(40).optional(),
  failedOnly: z.boolean().optional(),
  search: z.string().max(200).optional(),
})

const backup = z.object({ name: z.string(), at: ms, bytes: z.int(), reason: z.string() })

export const settings = z.object({
  syncEveryMinutes: z.int().min(1).max(60),
  syncPaused: z.boolean(),
  loopbackPort: z.int().min(1024).max(65535),
  closeToTray: z.enum(['ask', 'tray', 'quit']),
  startAtLogin: z.boolean(),
  notifyNewBuyers: z.boolean(),
  notifyConnections: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['ko', 'en']),
  practiceOrders: z.int().min(0).max(1_000_000),
  checklistDismissed: z.boolean(),
})
export type Settings = z.infer<typeof settings>
export const defaultSettings: Settings = {
  syncEveryMinutes: 5,
  syncPaused: false,
  loopbackPort: 47813,
  closeToTray: 'ask',
  startAtLogin: false,
  notifyNewBuyers: true,
  notifyConnections: true,
  theme: 'system',
  language: 'ko',
  practiceOrders: 2000,
  checklistDismissed: false,
}

const figure = z.object({ orders: z.int(), buyers: z.int(), revenue: won })

export const workCalls = {
  'jobs.list': engine(
    z.object({
      status: z.enum(jobStatuses).optional(),
      kind: z.string().max(60).optional(),
      after: cursor.optional(),
      limit,
    }),
    page(job),
  ),
  'jobs.get': engine(z.object({ jobId: z.string() }), job),
  'jobs.cancel': engine(z.object({ jobId: z.string() }), done),
  'jobs.retry': engine(z.object({ jobId: z.string() }), z.object({ jobId: z.string() })),
  /** Resolves when the job ended: the CLI and tests wait on it. */
  'jobs.wait': inner(z.object({ jobId: z.string() }), job),
  'apiCalls.list': engine(apiCallFilter.extend({ after: cursor.optional(), limit }), page(apiCall)),
  'apiCalls.export': inner(
    apiCallFilter.extend({ path: z.string().min(1).max(4000) }),
    z.object({ path: z.string(), rows: z.int() }),
  ),
  'audit.list': engine(
    z.object({ after: cursor.optional(), limit }),
    page(z.object({ at: ms, action: z.string(), detail: z.string() })),
  ),
  'settings.get': engine(none, settings),
  'settings.set': engine(settings.partial(), settings),
  'backups.list': engine(none, z.object({ items: z.array(backup) })),
  'backups.create': engine(none, backup),
  /** The database in use is kept as a backup first; the engine restarts on the restored one. */
  'backups.restore': engine(z.object({ name: z.string().max(200) }), done),
  'dashboard.get': engine(
    none,
    z.object({
      today: figure,
      week: figure,
      month: figure,
      total: figure,
      daily: z.array(z.object({ day: z.string(), orders: z.int(), revenue: won })),
      products: z.array(z.object({ productNo: z.string(), name: z.string(), quantity: z.int(), revenue: won })),
      connections: z.array(connection),
      lastSyncAt: ms.nullable(),
      needs: z.array(z.object({ code: z.string(), text: z.string(), page: z.string() })),
      checklist: z.object({
        connected: z.boolean(),
        sawBuyers: z.boolean(),
        exported: z.boolean(),
        approved: z.boolean(),
      }),
    }),
  ),
  'status.get': inner(
    none,
    z.object({
      connections: z.array(connection),
      counts: z.object({ orders: z.int(), buyers: z.int(), products: z.int(), listings: z.int() }),
    }),
  ),
  'app.info': engine(
    none,
    z.object({
      version: z.string(),
      mode: z.enum(['real', 'practice']),
      firstStart: z.boolean(),
      problem: appErrorShape.nullable(),
      practiceImwebUrl: z.string().nullable(),
      /** Whether this platform lets the app start itself at login. */
      canStartAtLogin: z.boolean(),
    }),
  ),
  /** What the wizard puts into its fields for the practice shop; null in real mode. Practice values open nothing real. */
  'practice.credentials': engine(
    none,
    z.object({
      credentials: z
        .object({ clientId: z.string(), clientSecret: z.string(), siteCode: z.string(), redirectUri: z.string() })
        .nullable(),
      /** What `connections.connect` takes, by service; empty in real mode. */
      services: z.record(z.string(), z.record(z.string(), z.string())),
    }),
  ),
  'practice.fault': engine(z.object({ service, fault: z.string().max(40), count: z.int().min(0).max(10_000) }), done),
} as const
