import type { ListingContent } from '../../../shared/market.ts'
import type { CategoryForm } from '../port.ts'
import { certificateParts } from './certificates.ts'
import { deliveryInfo } from './delivery.ts'
import { noticeOf, seePage } from './notices.ts'
import { optionInfo, stockOf } from './options.ts'
import { originInfo, originOf } from './origin.ts'

/** What has to be asked of Naver before a listing can be written down. */
export interface Prepared {
  form: CategoryForm
  /** Addresses that the picture upload answered, the main one first. */
  images: readonly string[]
  descriptionHtml: string
  /** Naver's longer code of the country of origin, when it is known. */
  originCode: string | null
  /** Tags left out because Naver does not allow them. */
  withoutTags?: 'all' | readonly string[]
}

export const MAX_TAGS = 10
export const MAX_IMAGES = 10
export const importerKey = 'other:importer'
export const defineNoKey = 'other:manufactureDefineNo'
export const noticeTypeKey = 'notice:productInfoProvidedNoticeType'

/** Digits and hyphens: free text was seen refused. */
export const phoneOf = (text: string): string => {
  const kept = text.replace(/[^\d-]/g, '').replace(/-{2,}/g, '-')
  return kept.replace(/^-|-$/g, '')
}

export const tagsOf = ({ keywords }: Pick<ListingContent, 'keywords'>): string[] =>
  [...new Set(keywords.map((word) => word.trim()).filter((word) => word !== ''))].slice(0, MAX_TAGS)

const said = (text: string | null | undefined): string | null => {
  const kept = text?.trim() ?? ''
  return kept === '' ? null : kept
}

const searchInfo = (content: ListingContent, form: CategoryForm): Record<string, unknown> => {
  const info = {
    manufacturerName: said(content.maker),
    brandName: said(content.brand),
    modelName: said(content.model),
    manufactureDefineNo: form.facts.defineNo === true ? said(content.fields[defineNoKey]) : null,
  }
  const given = Object.entries(info).filter(([, value]) => value !== null)
  return given.length === 0 ? {} : { naverShoppingSearchInfo: Object.fromEntries(given) }
}

const sellerTags = (content: ListingContent, without: Prepared['withoutTags']): Record<string, unknown> => {
  if (without === 'all') return {}
  const tags = tagsOf(content).filter((tag) => !(without ?? []).includes(tag))
  return tags.length === 0 ? {} : { seoInfo: { sellerTags: tags.map((text) => ({ text })) } }
}

export const noticeTypeOf = (content: ListingContent, form: CategoryForm): string =>
  said(content.fields[noticeTypeKey]) ?? (typeof form.facts.noticeType === 'string' ? form.facts.noticeType : 'ETC')

/** Naver wants an importer for what is imported; `상세페이지 참조` is what it bears where nobody knows (api/naver.md 2.3: any text). */
export function importerOf(content: ListingContent): { name: string; from: 'operator' | 'maker' | 'page' } {
  const [typed, maker] = [said(content.fields[importerKey]), said(content.maker)]
  const name = typed ?? maker ?? seePage
  return { name, from: name === seePage ? 'page' : name === maker ? 'maker' : 'operator' }
}

/** The body of `POST /v2/products`. */
export function productBody(content: ListingContent, prepared: Prepared): Record<string, unknown> {
  const { form, images, descriptionHtml, originCode, withoutTags } = prepared
  const [main = '', ...more] = images
  const options = optionInfo(content)
  return {
    originProduct: {
      statusType: 'SALE',
      saleType: 'NEW',
      leafCategoryId: content.category ?? form.category,
      name: content.name.trim(),
      detailContent: descriptionHtml,
      images: {
        representativeImage: { url: main },
        ...(more.length === 0 ? {} : { optionalImages: more.slice(0, MAX_IMAGES - 1).map((url) => ({ url })) }),
      },
      salePrice: content.price,
      stockQuantity: stockOf(content),
      deliveryInfo: deliveryInfo(content.delivery),
      detailAttribute: {
        ...searchInfo(content, form),
        afterServiceInfo: {
          afterServiceTelephoneNumber: phoneOf(content.afterService.phone),
          afterServiceGuideContent:
            said(content.afterService.guide) ?? '상품 문의와 A/S는 위 전화번호로 연락해 주십시오.',
        },
        originAreaInfo: originInfo(originOf(content.origin), { code: originCode, importer: importerOf(content).name }),
        sellerCodeInfo: { sellerManagementCode: content.sku },
        ...(options === null ? {} : { optionInfo: options }),
        ...certificateParts(content, form),
        // Left out in such a category, the create fails with Required.product.unitPriceYn.
        ...(form.facts.unitPrice === true ? { unitCapacity: { unitPriceYn: false } } : {}),
        taxType: content.taxFree ? 'DUTYFREE' : 'TAX',
        minorPurchasable: !(content.adultOnly || form.facts.adult === true),
        productInfoProvidedNotice: noticeOf(noticeTypeOf(content, form), content),
        ...sellerTags(content, withoutTags),
      },
    },
    smartstoreChannelProduct: { naverShoppingRegistration: true, channelProductDisplayStatusType: 'ON' },
  }
}
