import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Standard Webhooks: a message older or newer than this is a replay or a wrong clock. */
const WINDOW_SECONDS = 5 * 60

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? '' : (value ?? ''))

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const sign = (secret: string, text: string): string =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(text)
    .digest('base64')

export type SignatureProblem = 'headers' | 'time' | 'signature'

/** What is wrong with a signed message, or null. Any one of the secrets and any one of the signatures will do. */
export function signatureProblem(
  headers: IncomingHttpHeaders,
  body: string,
  secrets: readonly string[],
  nowMs: number,
): SignatureProblem | null {
  const id = one(headers['webhook-id'])
  const timestamp = one(headers['webhook-timestamp'])
  const signatures = one(headers['webhook-signature'])
  if (id === '' || !/^\d{9,11}$/.test(timestamp) || signatures === '') return 'headers'
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_SECONDS) return 'time'
  const expected = secrets.map((secret) => `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`)
  const isSigned = signatures.split(' ').some((given) => expected.some((own) => same(given, own)))
  return isSigned ? null : 'signature'
}
