import { z } from 'zod'
import { appErrorShape } from '../../shared/contract/base.ts'
import type { Connection, Service } from '../../shared/contract/connections.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { getMeta, removeMeta, setMeta } from '../store/meta.ts'

export type ConnectionState = Connection['state']
export type Unit = Connection['units'][number]

/** What is known of one connection; nothing in it is secret. */
export interface ConnectionRow {
  service: Service
  state: ConnectionState
  problem: AppErrorShape | null
  siteCode: string | null
  siteName: string | null
  unitCode: string | null
  units: Unit[]
  clientIdLast4: string | null
  redirectUri: string | null
  scopes: string[]
  consentedAt: number | null
  accessExpiresAt: number | null
  refreshExpiresAt: number | null
  checkedAt: number | null
}

interface Stored {
  state: ConnectionState
  problem: string | null
  site_code: string | null
  site_name: string | null
  unit_code: string | null
  units: string
  client_id_last4: string | null
  redirect_uri: string | null
  scopes: string
  consented_at: number | null
  access_expires_at: number | null
  refresh_expires_at: number | null
  checked_at: number | null
}

const unit = z.object({ unitCode: z.string(), name: z.string(), currency: z.string() })

/** A column that holds garbage costs that column, not the connection. */
const parsed = <T>(schema: z.ZodType<T>, text: string | null, otherwise: T): T => {
  try {
    return schema.parse(JSON.parse(text ?? 'null'))
  } catch {
    return otherwise
  }
}

const problemOf = (text: string | null): AppErrorShape | null => {
  const found = parsed(appErrorShape.nullable(), text, null)
  if (found === null) return null
  const { traceId, service, serviceCode, ...needed } = found
  return {
    ...needed,
    ...(traceId === undefined ? {} : { traceId }),
    ...(service === undefined ? {} : { service }),
    ...(serviceCode === undefined ? {} : { serviceCode }),
  }
}

export const readConnection = (db: Db, service: Service): ConnectionRow | null => {
  const row = db.prepare<[string], Stored>('select * from connection where service = ?').get(service)
  if (row === undefined) return null
  return {
    service,
    state: row.state,
    problem: problemOf(row.problem),
    siteCode: row.site_code,
    siteName: row.site_name,
    unitCode: row.unit_code,
    units: parsed(z.array(unit), row.units, []),
    clientIdLast4: row.client_id_last4,
    redirectUri: row.redirect_uri,
    scopes: parsed(z.array(z.string()), row.scopes, []),
    consentedAt: row.consented_at,
    accessExpiresAt: row.access_expires_at,
    refreshExpiresAt: row.refresh_expires_at,
    checkedAt: row.checked_at,
  }
}

export const emptyConnection = (service: Service): ConnectionRow => ({
  service,
  state: 'disconnected',
  problem: null,
  siteCode: null,
  siteName: null,
  unitCode: null,
  units: [],
  clientIdLast4: null,
  redirectUri: null,
  scopes: [],
  consentedAt: null,
  accessExpiresAt: null,
  refreshExpiresAt: null,
  checkedAt: null,
})

/** Writes the whole row; `change` is laid over what is there. Answers what is stored now. */
export const saveConnection = (
  db: Db,
  service: Service,
  change: Partial<Omit<ConnectionRow, 'service'>>,
  at: number,
): ConnectionRow => {
  const row = { ...(readConnection(db, service) ?? emptyConnection(service)), ...change }
  db.prepare(
    `insert or replace into connection (
       service, state, problem, site_code, site_name, unit_code, units, client_id_last4, redirect_uri, scopes,
       consented_at, access_expires_at, refresh_expires_at, checked_at, updated_at
     ) values (
       @service, @state, @problem, @siteCode, @siteName, @unitCode, @units, @clientIdLast4, @redirectUri, @scopes,
       @consentedAt, @accessExpiresAt, @refreshExpiresAt, @checkedAt, @at
     )`,
  ).run({
    ...row,
    problem: row.problem === null ? null : JSON.stringify(row.problem),
    units: JSON.stringify(row.units),
    scopes: JSON.stringify(row.scopes),
    at,
  })
  return row
}

export type Slot = 'a' | 'b'
export const otherSlot = (slot: Slot | null): Slot => (slot === 'a' ? 'b' : 'a')

/** Which of the two sets of secrets is in use. A new consent fills the other one and takes over in one transaction. */
export const activeSlot = (db: Db, service: Service): Slot | null => {
  const slot = getMeta(db, `slot.${service}`)
  return slot === 'a' || slot === 'b' ? slot : null
}

export const setActiveSlot = (db: Db, service: Service, slot: Slot | null): void => {
  if (slot === null) removeMeta(db, `slot.${service}`)
  else setMeta(db, `slot.${service}`, slot)
}

export const isSpent = (db: Db, fingerprint: string): boolean =>
  db.prepare('select 1 from spent_token where fingerprint = ?').get(fingerprint) !== undefined

/** Answers false when it was spent before: then it must not be sent. */
export const spend = (db: Db, service: Service, fingerprint: string, at: number): boolean =>
  db
    .prepare('insert into spent_token (fingerprint, service, at) values (?, ?, ?) on conflict do nothing')
    .run(fingerprint, service, at).changes === 1

/** Only for a token that certainly was not taken: the request never left, or the service refused to look at it. */
export const unspend = (db: Db, fingerprint: string): void =>
  void db.prepare('delete from spent_token where fingerprint = ?').run(fingerprint)
