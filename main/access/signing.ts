import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { failAccess } from './errors.ts'

const PREFIX = 'whsec_'
/** Standard Webhooks asks for 24 to 64 bytes; what an app already uses may be a little shorter or longer. */
const LEAST_BYTES = 16
const MOST_BYTES = 128

/** The secrets that sign: the one in use, and during a rotation the one before. */
export interface SigningSecrets {
  current: string
  previous: string | null
}

export const makeSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')

/** A pasted secret in its one spelling. */
export function readSecret(text: string): string {
  const bad = (detail: string) => failAccess('ACCESS_SECRET_BAD', { service: 'buyer-app', values: { detail } })
  const secret = text.trim()
  if (!secret.startsWith(PREFIX)) throw bad('whsec_로 시작하지 않습니다.')
  const body = secret.slice(PREFIX.length)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) throw bad('Base64가 아닌 문자가 있습니다.')
  const key = keyOf(secret)
  // A cut value decodes to something else than it says.
  if (key.toString('base64').replace(/=+$/, '') !== body.replace(/=+$/, '')) throw bad('값이 잘린 것으로 보입니다.')
  if (key.length < LEAST_BYTES) throw bad('너무 짧습니다.')
  if (key.length > MOST_BYTES) throw bad('너무 깁니다.')
  return `${PREFIX}${key.toString('base64')}`
}

/** The three headers of Standard Webhooks; with two secrets two signatures, the newer first. */
export function signedHeaders(
  secrets: SigningSecrets,
  message: { id: string; at: number; body: string },
): Record<string, string> {
  const sent = new Date(message.at)
  const sign = (secret: string) => new Webhook(keyOf(secret), { format: 'raw' }).sign(message.id, sent, message.body)
  const signatures = [secrets.current, ...(secrets.previous === null ? [] : [secrets.previous])].map(sign)
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(message.at / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
