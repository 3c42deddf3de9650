import type { ListingContent } from '../../../shared/market.ts'
import { josa } from '../../../shared/particles.ts'
import type { Logger } from '../../net/log.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { CategoryForm, Created, MarketCall, MarketPlaces } from '../port.ts'
import type { NaverClient } from './client.ts'
import { combinationsOf } from './listing.ts'
import { MAX_IMAGES, type Prepared, productBody, tagsOf } from './map.ts'
import { originOf } from './origin.ts'
import type { createPictures } from './pictures.ts'
import { createdProduct } from './schema.ts'

export interface CreateDeps {
  client: NaverClient
  pictures: ReturnType<typeof createPictures>
  originCode: (country: string, call: MarketCall) => Promise<string | null>
  log: Logger
}

/** Only the tags were refused: they are help for a search, not the product. */
const isAboutTags = (thrown: unknown): thrown is MarketError =>
  thrown instanceof MarketError &&
  thrown.kind === 'rejected' &&
  thrown.fields.length > 0 &&
  thrown.fields.every(({ field }) => field === 'keywords')

/** Naver names the word, mostly in brackets. */
const bannedIn = (error: MarketError, tags: readonly string[]): string[] => {
  const words = error.fields.map(({ message }) => message).join(' ')
  return tags.filter((tag) => words.includes(tag))
}

/** Pictures first, then the product; nothing but the last call can leave a listing behind. */
export function createCreate({ client, pictures, originCode, log }: CreateDeps) {
  const post = (content: ListingContent, prepared: Prepared, call: MarketCall) =>
    client.call(
      {
        method: 'POST',
        path: '/v2/products',
        template: '/v2/products',
        json: productBody(content, prepared),
        write: true,
      },
      call,
    )

  const created = (content: ListingContent, reply: unknown, warnings: string[]): Created => {
    const read = createdProduct.safeParse(reply)
    // It said yes and not to what: the listing is there and has to be looked up.
    if (!read.success) throw failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'unknown' }, { detail: '/v2/products' })
    const { originProductNo, smartstoreChannelProductNo, originProduct, smartstoreChannelProduct } = read.data
    const channel = smartstoreChannelProductNo ?? smartstoreChannelProduct?.channelProductNo ?? null
    const ids = new Map(
      (originProduct ? combinationsOf(originProduct) : []).map((one) => [one.sellerManagerCode ?? '', one.id ?? null]),
    )
    // Without options the product itself is what is sold: its number is known at once.
    const options =
      content.options.length === 0
        ? [{ sku: content.sku, id: originProductNo }]
        : content.options.map(({ sku }) => ({ sku, id: ids.get(sku) ?? null }))
    return {
      ref: {
        marketProductId: originProductNo,
        sku: content.sku,
        ids: { originProductNo, ...(channel === null ? {} : { channelProductNo: channel }) },
        options,
      },
      state: 'on_sale',
      warnings,
    }
  }

  return async (
    content: ListingContent,
    { form }: { form: CategoryForm; places: MarketPlaces },
    call: MarketCall,
  ): Promise<Created> => {
    const uploaded = await pictures.upload(content.images.slice(0, MAX_IMAGES), content.descriptionHtml, call)
    const origin = originOf(content.origin)
    const isFromCountry = origin.kind === 'imported' && origin.country !== null
    const code = isFromCountry ? await originCode(origin.country ?? '', call) : null
    const { images, descriptionHtml, warnings } = uploaded
    const prepared: Prepared = { form, images, descriptionHtml, originCode: code }
    try {
      return created(content, await post(content, prepared, call), warnings)
    } catch (thrown) {
      if (!isAboutTags(thrown)) throw thrown
      const tags = tagsOf(content)
      const banned = bannedIn(thrown, tags)
      log.info('naver.create.tags', { sku: content.sku, banned: banned.length })
      // A refusal was not carried out: this is the first create that is.
      const reply = await post(content, { ...prepared, withoutTags: banned.length === 0 ? 'all' : banned }, call)
      const dropped = banned.length === 0 ? '태그 전부를' : `태그 ${josa(banned.join(', '), '을/를')}`
      return created(content, reply, [...warnings, `네이버가 허용하지 않아 ${dropped} 빼고 등록했습니다.`])
    }
  }
}
