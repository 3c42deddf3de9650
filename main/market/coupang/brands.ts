import { raw, raws, text, yes } from '../../net/readers.ts'
import type { MarketCall } from '../port.ts'
import { paths } from './address.ts'
import type { CoupangClient } from './client.ts'
import { isRefusedRoute } from './side-route.ts'

export interface Brands {
  /** The brand as Coupang keeps it; null where it knows none of this name, or wants product numbers that we do not have. */
  find(name: string, how: MarketCall): Promise<{ name: string; id: string } | null>
}

const REMEMBERED = 2000
const spaceless = (name: string) => name.replace(/\s+/g, '').toLowerCase()

/** A brand without its number is against Coupang's rules of May 2026: it is looked up, once for each name. */
export function createBrands(client: CoupangClient): Brands {
  const known = new Map<string, { name: string; id: string } | null>()
  const search = async (name: string, how: MarketCall) => {
    try {
      const { data } = await client.send(
        {
          method: 'POST',
          path: paths.brands,
          template: paths.brands,
          body: () => ({ brandName: name, countPerPage: 10, page: 1 }),
        },
        how,
      )
      const same = raws(raw(data).items).find((one) => spaceless(text(one.brandName, 200) ?? '') === spaceless(name))
      const [found, id] = [text(same?.brandName, 200), text(same?.brandId, 60)]
      return found === null || id === null || yes(same?.isUIDRequired) ? null : { name: found, id }
    } catch (thrown) {
      if (isRefusedRoute(thrown)) return null
      throw thrown
    }
  }
  return {
    find: async (name, how) => {
      const key = spaceless(name)
      const before = known.get(key)
      if (before !== undefined) return before
      const found = await search(name, how)
      if (known.size >= REMEMBERED) known.clear()
      known.set(key, found)
      return found
    },
  }
}
