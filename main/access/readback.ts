import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AccessDifference } from '../../shared/contract/access.ts'
import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import { kstDateTime, parseIso } from '../../shared/time.ts'
import { sizeText } from '../net/errors.ts'
import { parseJson } from '../net/json.ts'
import { sendOnce } from '../net/transport.ts'
import { failAccess } from './errors.ts'
import type { ListedAccess } from './repository-list.ts'
import { type SigningSecrets, signedHeaders } from './signing.ts'

/** One person as the app keeps it. Everything but the id is optional: an app may store less. */
const theirBuyer = z.object({
  buyerId: z.string().min(1).max(200),
  products: z.array(z.object({ productId: z.string(), option: z.string().optional() })).optional(),
  until: z.string().nullable().optional(),
})
export type TheirBuyer = z.infer<typeof theirBuyer>
const theirPage = z.object({ items: z.array(theirBuyer).max(10_000), next: z.string().max(2000).nullable().optional() })

const MOST_PAGES = 10_000
const TIMEOUT_MS = 30_000
const MOST_BYTES = 16 * 1024 * 1024

export interface ReadbackDeps {
  /** `{base}` of `GET {base}/v1/buyers`. */
  base: string
  secrets: SigningSecrets
  clock: Clock
  version: string
}

const unreadable = (detail: string) => failAccess('READBACK_UNREADABLE', { service: 'buyer-app', values: { detail } })

async function pageOf(deps: ReadbackDeps, cursor: string): Promise<z.infer<typeof theirPage>> {
  const { clock } = deps
  const url = `${deps.base.replace(/\/+$/, '')}/v1/buyers?cursor=${encodeURIComponent(cursor)}`
  const signed = signedHeaders(deps.secrets, {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    at: clock.now(),
    body: '',
  })
  const reply = await sendOnce({
    service: 'buyer-app',
    url,
    method: 'GET',
    headers: { accept: 'application/json', 'user-agent': `Jangteo/${deps.version}`, ...signed },
    body: undefined,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    idempotent: true,
    signal: undefined,
  })
  if (reply.status !== 200) throw unreadable(`HTTP ${reply.status}`)
  let value: unknown
  try {
    value = parseJson(reply.bytes.toString('utf8'))
  } catch {
    throw unreadable('JSON이 아닙니다.')
  }
  const read = theirPage.safeParse(value)
  if (!read.success) throw unreadable(`모양이 다릅니다 (${read.error.issues[0]?.path.map(String).join('.') ?? ''})`)
  return read.data
}

/** Everybody whom the app lets in, page by page. Throws READBACK_UNREADABLE or what the network says. */
export async function readTheirs(deps: ReadbackDeps): Promise<Map<string, TheirBuyer>> {
  const found = new Map<string, TheirBuyer>()
  const seen = new Set<string>()
  let cursor = ''
  for (let pages = 0; ; pages += 1) {
    if (pages >= MOST_PAGES) throw unreadable('목록이 끝나지 않습니다.')
    const page = await pageOf(deps, cursor).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'NET_TOO_LARGE') {
        throw unreadable(`한 쪽이 ${sizeText(MOST_BYTES)}를 넘습니다.`)
      }
      throw error instanceof AppError ? error : unreadable('응답을 읽지 못했습니다.')
    })
    for (const buyer of page.items) found.set(buyer.buyerId, buyer)
    const next = page.next ?? null
    if (next === null || next === '') return found
    // A cursor that comes again would read the same pages for ever.
    if (seen.has(next)) throw unreadable('같은 위치(cursor)를 되풀이하여 답합니다.')
    seen.add(next)
    cursor = next
  }
}

const productKeys = (products: readonly { productId: string; option?: string | undefined }[], withOption: boolean) =>
  [
    ...new Set(products.map(({ productId, option }) => (withOption ? `${productId}\n${option ?? ''}` : productId))),
  ].sort()

/** What differs between one person here and there, in a Korean sentence; null: nothing that the app keeps. */
function differenceOf(ours: ListedAccess, theirs: TheirBuyer): string | null {
  if (theirs.products !== undefined) {
    const withOption = theirs.products.every(({ option }) => option !== undefined)
    const [here, there] = [productKeys(ours.products, withOption), productKeys(theirs.products, withOption)]
    if (JSON.stringify(here) !== JSON.stringify(there)) return '상품이 다릅니다.'
  }
  if (theirs.until !== undefined) {
    const until = theirs.until === null ? null : parseIso(theirs.until)
    if (until !== ours.until) {
      const text = (at: number | null) => (at === null ? '없음' : kstDateTime(at))
      return `끝나는 때가 다릅니다: 여기 ${text(ours.until)}, 앱 ${text(until)}.`
    }
  }
  return null
}

/** Ours against theirs. People who are in neither list are of no interest. */
export function* differencesOf(
  ours: Iterable<ListedAccess>,
  theirs: ReadonlyMap<string, TheirBuyer>,
): Generator<Omit<AccessDifference, 'name'>> {
  const met = new Set<string>()
  for (const person of ours) {
    const { buyerId } = person
    met.add(buyerId)
    const other = theirs.get(buyerId)
    if (other === undefined) {
      yield { buyerId, kind: 'missing', detail: '여기서는 접근할 수 있으나 앱에는 없습니다.' }
      continue
    }
    const detail = differenceOf(person, other)
    if (detail !== null) yield { buyerId, kind: 'different', detail }
  }
  for (const buyerId of theirs.keys()) {
    if (!met.has(buyerId)) yield { buyerId, kind: 'extra', detail: '앱에는 있으나 여기서는 접근할 수 없습니다.' }
  }
}
