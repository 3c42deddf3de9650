import { DAY_MS } from '../../shared/time.ts'
import type { WholesaleAdapter } from '../wholesale/port.ts'
import type { DueProduct } from './repository-checks.ts'

/** Two clocks differ, and a change may be told only a while after it was made. */
const MARGIN_MS = 15 * 60_000
/** However often the wholesaler says that nothing changed, the product itself is read so often: it does not tell every field. */
const LISTED_ANYWAY_MS = DAY_MS
const CHOSEN_ANYWAY_MS = 7 * DAY_MS

/**
 * Which of the due products are to be read, and which need not be because the wholesaler tells what changed and did not
 * name them. It is asked only where that costs less than reading them all.
 */
export async function readOrSame(
  adapter: WholesaleAdapter,
  due: readonly DueProduct[],
  now: number,
  signal: AbortSignal,
): Promise<{ read: DueProduct[]; same: DueProduct[] }> {
  const all = { read: [...due], same: [] }
  const { changes } = adapter
  const known = due.filter(({ listed, readAt, askedAt }) => {
    const anyway = listed === 1 ? LISTED_ANYWAY_MS : CHOSEN_ANYWAY_MS
    return readAt !== null && askedAt !== null && askedAt <= now && readAt > now - anyway
  })
  if (changes === undefined || known.length === 0) return all
  const since = known.reduce((oldest, { askedAt }) => Math.min(oldest, askedAt ?? oldest), now) - MARGIN_MS
  if (now - since > changes.reach) return all
  const { calls } = await adapter.plan({ keys: known.map(({ productId }) => productId) }, signal)
  if (changes.cost(now - since) >= calls) return all
  const changed = new Set<string>()
  for await (const { productIds } of changes.read(since, signal)) for (const id of productIds) changed.add(id)
  const same = known.filter(({ productId }) => !changed.has(productId))
  const isSame = new Set(same.map(({ id }) => id))
  return { read: due.filter(({ id }) => !isSame.has(id)), same }
}
