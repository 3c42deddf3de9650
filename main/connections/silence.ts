import type { Service } from '../../shared/contract/connections.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import { type Clock, kstDateTime } from '../../shared/time.ts'
import { serviceName } from '../net/errors.ts'
import { failConnection } from './errors.ts'

/** How long a service wants to hear nothing, ms UTC, and why, in words that end a sentence. */
export interface Silence {
  until: number
  why: string
}

/**
 * What a connection shows while its service wants silence, with its end in Korean time. Reads what is kept: another
 * process may have met it, and a restart does not end it.
 */
export function silenceProblem(service: Service, clock: Clock, silence: Silence | null): AppErrorShape | null {
  if (silence === null || silence.until <= clock.now()) return null
  const values = { name: serviceName(service), why: silence.why, until: `${kstDateTime(silence.until)}(한국 시각)` }
  return failConnection('CALLS_PAUSED', { service, values }).toShape()
}

export const tooManyCalls = (service: Service): string => `${serviceName(service)}에 요청이 너무 많았습니다`
