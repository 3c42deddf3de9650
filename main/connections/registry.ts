import type { Connection, Service } from '../../shared/contract/connections.ts'

/**
 * What every service offers to the Connections page. A service is known when it is in the registry; one file makes it.
 * Services without a consent in the browser add `connect`: secrets in, stored, and proved by one cheap call.
 */
export interface ServiceConnection {
  service: Service
  /** As stored, with limits; made up when nothing was ever stored. */
  view(): Connection
  /** One cheap real call. What it finds is in the answer; it throws only when there is nothing to check. */
  check(): Promise<Connection>
  /** The secrets are gone from the keychain afterwards; the row stays. Fine when nothing was stored. */
  disconnect(): Promise<void>
  connect?(secrets: unknown, options?: { sandbox?: boolean }): Promise<Connection>
}

export type Registry = ReadonlyMap<Service, ServiceConnection>

export const registryOf = (...services: ServiceConnection[]): Registry =>
  new Map(services.map((entry) => [entry.service, entry]))
