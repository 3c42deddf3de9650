import type { Connection } from '../../shared/contract/connections.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import { DAY_MS, kstDay } from '../../shared/time.ts'
import type { LimiterView } from '../net/types.ts'
import { failConnection } from './errors.ts'
import type { ConnectionRow } from './repository.ts'

/** Days Imweb may keep a consent, and the day from which the operator is asked to renew it. */
export const CONSENT_DAYS = 90
const CONSENT_WARNING_DAY = 75

export const consentEnd = (consentedAt: number): number => consentedAt + CONSENT_DAYS * DAY_MS

const consentAge = (row: ConnectionRow, now: number): number | null =>
  row.consentedAt === null ? null : Math.max(0, Math.floor((now - row.consentedAt) / DAY_MS))

const consentProblem = (row: ConnectionRow, days: number | null): AppErrorShape | null => {
  if (row.consentedAt === null || days === null || days < CONSENT_WARNING_DAY || row.state !== 'connected') return null
  const when = days < CONSENT_DAYS ? `${kstDay(consentEnd(row.consentedAt))} 전에` : '지금'
  const values = { days, when }
  return failConnection('CONSENT_OLD', { service: row.service, values }).toShape()
}

/** One connection as every door may carry it. */
export const connectionView = (
  row: ConnectionRow,
  now: number,
  more: { limits?: LimiterView | null; connecting?: boolean } = {},
): Connection => {
  const days = consentAge(row, now)
  const pending = more.connecting === true && row.state !== 'connected'
  return {
    ...row,
    state: pending ? 'connecting' : row.state,
    problem: pending ? null : (row.problem ?? consentProblem(row, days)),
    consentAgeDays: days,
    limits: more.limits?.view() ?? null,
  }
}
