import { createHmac } from 'node:crypto'
import { z } from 'zod'

/** Goes into headers and paths as it is, so nothing that would have to be encoded there. */
const plain = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/)

export const coupangFields = z.object({
  /** 업체코드: `A00…`. */
  vendorId: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .regex(/^[\w-]+$/),
  /** Login of Wing. */
  vendorUserId: z.string().trim().min(1).max(100),
  accessKey: plain,
  secretKey: plain,
})
export type CoupangCredentials = z.infer<typeof coupangFields>

/** `yyMMdd'T'HHmmss'Z'`, UTC. */
export const signedDate = (ms: number): string => `${new Date(ms).toISOString().slice(2, 19).replace(/[-:]/g, '')}Z`

interface Signed {
  method: string
  /** As sent, without the query. */
  path: string
  /** As sent, without `?`. */
  query: string
  /** ms UTC, as Coupang's clock goes. */
  at: number
}

/** The `Authorization` header: date, method, path and query in one run, without `?` and without separators. */
export function authorization(
  { accessKey, secretKey }: Pick<CoupangCredentials, 'accessKey' | 'secretKey'>,
  { method, path, query, at }: Signed,
): string {
  const date = signedDate(at)
  const signature = createHmac('sha256', Buffer.from(secretKey, 'utf8'))
    .update(`${date}${method}${path}${query}`, 'utf8')
    .digest('hex')
  return `CEA algorithm=HmacSHA256, access-key=${accessKey}, signed-date=${date}, signature=${signature}`
}
