import type { Connection } from '../../../shared/contract/connections.ts'
import type { Strings } from '../../strings/index.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

export const connectionTones: Record<Connection['state'], Tone> = {
  disconnected: 'idle',
  connecting: 'busy',
  connected: 'ok',
  needs_reauth: 'warn',
  needs_setup: 'warn',
  error: 'bad',
}

export const serviceName = (s: Strings, service: string): string =>
  service === 'imweb'
    ? s.connections.imweb
    : ((s.products.wholesaler as Record<string, string>)[service] ??
      (s.listing.markets as Record<string, string>)[service] ??
      service)

/** Imweb may end a consent after 90 days; the operator hears of it from day 75. */
export const consentWarnDays = 75
