import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Answer, Exchange } from '../http/shell.ts'

export interface Keys {
  vendorId: string
  accessKey: string
  secretKey: string
}

const VALID_MS = 5 * 60_000
const layout =
  /^CEA algorithm=HmacSHA256, access-key=([^,\s]+), signed-date=(\d{2})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z, signature=([0-9a-f]{64})$/

export const gateway = (status: number, message: string, korean?: string): Answer => ({
  status,
  body: JSON.stringify({
    code: 'ERROR',
    message,
    ...(korean === undefined ? {} : { messages: { korean, english: message } }),
    transactionId: 'practice-transaction',
  }),
})

const sameText = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The gateway's look at a call, over the bytes that came: null when it may pass. */
export function refusalOfSignature({ method, target, headers }: Exchange, keys: Keys, now: number): Answer | null {
  const parts = layout.exec(headers.authorization ?? '')
  if (parts === null) return gateway(401, 'HMAC format is invalid.')
  const [, key = '', yy, mm, dd, h, m, s, signature = ''] = parts
  if (key !== keys.accessKey) {
    return gateway(401, 'Unknown error occurred, please contact api-gateway channel for the details.')
  }
  const at = Date.UTC(2000 + Number(yy), Number(mm) - 1, Number(dd), Number(h), Number(m), Number(s))
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? '' : target.slice(mark + 1)
  const text = `${yy}${mm}${dd}T${h}${m}${s}Z${method}${path}${query}`
  const right = createHmac('sha256', keys.secretKey).update(text).digest('hex')
  if (!sameText(right, signature)) return gateway(401, 'Invalid signature.')
  if (Math.abs(now - at) > VALID_MS) return gateway(401, 'Specified signature is expired.')
  // The vendor is named again in a header; another one than the key's is nobody's.
  if (headers['x-requested-by'] !== keys.vendorId) {
    return gateway(401, 'Request is not authorized.', '요청 권한이 없습니다.')
  }
  return null
}
