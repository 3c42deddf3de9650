import { z } from 'zod'
import { domeggookMarkets, MIN_CHECK_MINUTES } from '../../shared/contract/products.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'

const shape = z.object({
  /** Price rises beyond this many percent reach the inbox. */
  priceUpPercent: z.number().min(0).max(1000).catch(5),
  /** Zentrade's feed states no shipping. Won; null = not told. */
  zentradeShippingFee: z.int().min(0).max(1_000_000).nullable().catch(null),
  zentradeReturnFee: z.int().min(0).max(1_000_000).nullable().catch(null),
  /** Which of Domeggook's two markets is bought from: `supply` by the piece (도매매), `dome` in lots. */
  domeggookMarket: z.enum(domeggookMarkets).catch('supply'),
  /** How often wholesalers are asked about listed products, and about chosen ones. */
  checkListedMinutes: z.int().min(MIN_CHECK_MINUTES).max(1440).catch(60),
  checkChosenHours: z.int().min(1).max(168).catch(24),
  checkPaused: z.boolean().catch(false),
})
export type ProductSettings = z.infer<typeof shape>

const KEY = 'products.settings'

export function productSettings(db: Db): ProductSettings {
  const stored = getMeta(db, KEY)
  try {
    return shape.parse(stored === null ? {} : JSON.parse(stored))
  } catch {
    return shape.parse({})
  }
}

export function setProductSettings(
  db: Db,
  changes: { [K in keyof ProductSettings]?: ProductSettings[K] | undefined },
): ProductSettings {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const next = shape.parse({ ...productSettings(db), ...given })
  setMeta(db, KEY, JSON.stringify(next))
  return next
}
