import type { z } from 'zod'
import type { Clock } from '../../../shared/time.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { MarketCall, MarketCategory, MarketRef } from '../port.ts'
import type { NaverCall, NaverClient } from './client.ts'
import { pathOf } from './form.ts'
import type { Stored } from './listing.ts'
import * as schema from './schema.ts'
import { originNoOf } from './upkeep.ts'

const odd = (detail: string) => failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail })
const parsed = <T extends z.ZodType>(shape: T, reply: unknown, detail: string): z.infer<T> => {
  const read = shape.safeParse(reply)
  if (!read.success) throw odd(detail)
  return read.data
}

const PAGES = 50
/** The list of all is long, and categories go rarely. */
const LEAVES_KEPT_MS = 10 * 60_000
const ids = /^\d{1,20}$/

type Detail = z.infer<typeof schema.categoryDetail>
type Leaf = z.infer<typeof schema.categoryList>[number]

/** This address gave no answer, whatever others do. */
const isShut = (thrown: unknown): thrown is MarketError =>
  thrown instanceof MarketError &&
  (thrown.kind === 'rejected' || ['NAVER_NO_API', 'NAVER_FORBIDDEN', 'MARKET_ODD_REPLY'].includes(thrown.code))

/** Everything but deleted. */
const alive = ['WAIT', 'SALE', 'OUTOFSTOCK', 'UNADMISSION', 'REJECTION', 'SUSPENSION', 'CLOSE', 'PROHIBITION']

export function createReading(client: NaverClient, clock: Clock) {
  const get = (path: string, call: MarketCall, more: Partial<NaverCall> = {}): Promise<unknown> =>
    client.call({ method: 'GET', path, template: path, write: false, ...more }, call)
  const notices = new Map<string, z.infer<typeof schema.noticeDetail>>()
  const origins = new Map<string, string | null>()
  /** As last read; a category's own address may be shut. */
  let leaves = new Map<string, Leaf>()
  let leavesAt = Number.NEGATIVE_INFINITY

  /** An answer that is good to have and not worth failing for; what concerns the whole account still fails. */
  const ifItCan = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (thrown) {
      const isPassing = thrown instanceof MarketError && (thrown.kind === 'rejected' || thrown.kind === 'later')
      const isUnknownApi = thrown instanceof MarketError && thrown.code === 'NAVER_NO_API'
      if (isPassing || isUnknownApi) return null
      throw thrown
    }
  }

  const allLeaves = async (call: MarketCall): Promise<Leaf[]> => {
    const path = '/v1/categories'
    const found = parsed(schema.categoryList, await get(path, call, { query: { last: 'true' } }), path)
    leaves = new Map(found.map((one) => [one.id, one]))
    leavesAt = clock.now()
    return found
  }

  /** Null: not among the leaves, or they cannot be had. */
  const leafOf = async (code: string, call: MarketCall): Promise<Leaf | null> => {
    const isOld = Math.abs(clock.now() - leavesAt) > LEAVES_KEPT_MS
    if (isOld && (await ifItCan(() => allLeaves(call))) === null) return null
    const leaf = leaves.get(code)
    return leaf === undefined || leaf.last === false ? null : leaf
  }

  return {
    account: async (call: MarketCall): Promise<{ account: string; label: string; url: string | null }> => {
      const path = '/v1/seller/channels'
      // Either of the two probes is enough; an application may be let in to one of them only.
      const reply = await get(path, call).catch((thrown: unknown) => {
        const isNotThere =
          thrown instanceof MarketError && (thrown.kind === 'rejected' || thrown.code === 'NAVER_NO_API')
        if (!isNotThere) throw thrown
        return null
      })
      const channels = schema.channelList.safeParse(reply)
      const all = channels.success ? channels.data : []
      const store = all.find(({ channelType }) => channelType === 'STOREFARM') ?? all[0]
      if (store !== undefined) {
        const url = store.url?.trim() ?? ''
        return {
          account: store.channelNo,
          label: store.name?.trim() || `스마트스토어 ${store.channelNo}`,
          url: /^https?:\/\//i.test(url) ? url : null,
        }
      }
      const { accountUid, accountId } = parsed(schema.sellerAccount, await get('/v1/seller/account', call), path)
      const account = accountUid ?? accountId
      if (account === undefined || account === null) throw odd(path)
      return { account, label: accountId ?? account, url: null }
    },

    categories: async (call: MarketCall): Promise<MarketCategory[]> => {
      const found = await allLeaves(call)
      return found.map((one) => {
        const path = pathOf(one)
        return { code: one.id, name: one.name ?? path.at(-1) ?? one.id, path, leaf: one.last !== false }
      })
    },

    /** `isUnread`: its own address gave no answer, and the list of all says no more than that it is a leaf. */
    category: async (code: string, call: MarketCall): Promise<{ detail: Detail; isUnread: boolean }> => {
      const gone = (serviceCode?: string) =>
        failMarket(
          'naver',
          'MARKET_CATEGORY_GONE',
          { kind: 'rejected', fields: [{ field: 'category', message: '카테고리를 다시 고르십시오.' }] },
          { category: code },
          serviceCode,
        )
      if (!ids.test(code)) throw gone()
      try {
        const template = '/v1/categories/{categoryId}'
        const reply = await get(`/v1/categories/${code}`, call, { template, id: code })
        const detail = parsed(schema.categoryDetail, reply, template)
        if (detail.last === false) throw gone()
        return { detail, isUnread: false }
      } catch (thrown) {
        if (!isShut(thrown) || thrown.code === 'MARKET_CATEGORY_GONE') throw thrown
        const leaf = await leafOf(code, call)
        if (leaf !== null)
          return { detail: { ...leaf, exceptionalCategories: [], certificationInfos: [] }, isUnread: true }
        throw thrown.kind === 'rejected' ? gone(thrown.serviceCode) : thrown
      }
    },

    /** The live form of a notice; null where Naver does not say, and our own table stands. */
    notice: async (type: string, call: MarketCall): Promise<z.infer<typeof schema.noticeDetail> | null> => {
      const kept = notices.get(type)
      if (kept !== undefined) return kept
      const template = '/v1/products-for-provided-notice/{productInfoProvidedNoticeType}'
      const found = await ifItCan(async () =>
        parsed(
          schema.noticeDetail,
          await get(`/v1/products-for-provided-notice/${type}`, call, { template }),
          template,
        ),
      )
      if (found !== null) notices.set(type, found)
      return found
    },

    addresses: async (call: MarketCall): Promise<schema.Address[]> => {
      const path = '/v1/seller/addressbooks-for-page'
      const all: schema.Address[] = []
      for (let page = 1; page <= PAGES; page += 1) {
        const { addressBooks, totalPage } = parsed(schema.addressPage, await get(path, call, { query: { page } }), path)
        all.push(...addressBooks)
        if (addressBooks.length === 0 || page >= (totalPage ?? 1)) break
      }
      return all
    },

    stored: async (ref: MarketRef, call: MarketCall): Promise<Stored> => {
      const no = originNoOf(ref)
      const template = '/v2/products/origin-products/{originProductNo}'
      const reply = await get(`/v2/products/origin-products/${no}`, call, { template, id: no })
      const { originProduct, smartstoreChannelProduct, smartstoreChannelProductNo } = parsed(
        schema.originProduct,
        reply,
        template,
      )
      return {
        originProductNo: no,
        channelProductNo:
          smartstoreChannelProduct?.channelProductNo ?? smartstoreChannelProductNo ?? ref.ids.channelProductNo ?? null,
        display: smartstoreChannelProduct?.channelProductDisplayStatusType ?? null,
        product: originProduct,
      }
    },

    numbersBySku: async (sku: string, call: MarketCall) => {
      const path = '/v1/products/search'
      const numbers = new Map<string, string | null>()
      for (let page = 1; page <= PAGES; page += 1) {
        const json = {
          searchKeywordType: 'SELLER_CODE',
          sellerManagementCode: sku,
          productStatusTypes: alive,
          page,
          size: 50,
          orderType: 'NO',
        }
        const { contents, totalPages } = parsed(
          schema.searchPage,
          await get(path, call, { method: 'POST', json }),
          path,
        )
        for (const { originProductNo, channelProducts } of contents) {
          // Whether the search is exact is not said.
          const mine = channelProducts.filter((one) => one.sellerManagementCode === sku)
          const shown = mine.find(({ channelServiceType }) => channelServiceType === 'STOREFARM') ?? mine[0]
          if (shown !== undefined) numbers.set(originProductNo, shown.channelProductNo ?? null)
        }
        if (contents.length === 0 || page >= (totalPages ?? 1)) break
      }
      return [...numbers].map(([originProductNo, channelProductNo]) => ({ originProductNo, channelProductNo }))
    },

    /** Naver's longer code of an imported country (`0200037`); null where it cannot be had, and `02` stands. */
    originCode: async (country: string, call: MarketCall): Promise<string | null> => {
      const kept = origins.get(country)
      if (kept !== undefined) return kept
      const path = '/v1/product-origin-areas/query'
      const found = await ifItCan(async () =>
        parsed(schema.originAreas, await get(path, call, { query: { name: country } }), path),
      )
      if (found === null) return null
      const imported = found.originAreaCodeNames.filter(({ code }) => code.startsWith('02') && code.length > 2)
      const ends = imported.find(({ name }) => name.split(/[:>/]/).at(-1)?.trim() === country)
      const code = ends?.code ?? null
      origins.set(country, code)
      return code
    },

    /** What Naver wants mended about a product, in its words; null where it does not say. */
    reasonFor: async (channelProductNo: string, call: MarketCall): Promise<string | null> => {
      const path = '/v1/product-inspections/channel-products'
      const found = await ifItCan(async () => parsed(schema.inspections, await get(path, call), path))
      const mine = found?.find((one) => one.channelProductNo === channelProductNo)
      const words = [mine?.reason, mine?.action].filter((word) => word !== undefined && word !== null && word !== '')
      return words.length === 0 ? null : words.join(' · ')
    },
  }
}
