import type { Answer } from '../http/shell.ts'
import { callWindow } from '../http/window.ts'

export interface CoupangLimits {
  /** This many calls within a second are one too many. */
  perSecond: number
  /** How long an overrun shuts the vendor out, ms. */
  blockMs: number
  /** This many errors within five seconds, and the edge answers a page; 0 = never. */
  errorsPer5s: number
  /** How long the edge does, ms. */
  wallMs: number
}

/** As documented: 10 a second, shut for minutes; about 20 errors in 5 seconds, shut for 10 minutes. */
export const documentedLimits: CoupangLimits = {
  perSecond: 10,
  blockMs: 3 * 60_000,
  errorsPer5s: 20,
  wallMs: 10 * 60_000,
}

export const tooMany = (): Answer => ({
  status: 429,
  body: JSON.stringify({ code: 'ERROR', message: '429 Too Many Requests', transactionId: 'practice-transaction' }),
})
const accessDenied = (): Answer => ({
  status: 403,
  type: 'text/html',
  body: '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You do not have permission to access this server.</BODY></HTML>',
})

/** What stands before the gateway: the vendor's rate, and the wall against those who make too many errors. */
export function createWall() {
  const calls = callWindow(1000)
  const errors = callWindow(5000)
  let shutUntil = 0
  let wallUntil = 0
  return {
    /** The refusal of this call, and the headers of the others. */
    meet: (limits: CoupangLimits, now: number): { refusal: Answer | null; headers: Record<string, string> } => {
      if (now < wallUntil) return { refusal: accessDenied(), headers: {} }
      const count = calls.add(now)
      if (count >= limits.perSecond) shutUntil = now + limits.blockMs
      if (now < shutUntil) return { refusal: tooMany(), headers: {} }
      const isNear = count >= Math.floor(limits.perSecond * 0.9)
      return { refusal: null, headers: isNear ? { 'x-cag-warnings': 'throttling: near the limit' } : {} }
    },
    noteError: (limits: CoupangLimits, now: number) => {
      if (limits.errorsPer5s > 0 && errors.add(now) >= limits.errorsPer5s) wallUntil = now + limits.wallMs
    },
    clear: () => {
      calls.clear()
      errors.clear()
      shutUntil = 0
      wallUntil = 0
    },
  }
}
