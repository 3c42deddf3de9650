import type { Courier, ListingContent, ListingDelivery } from '../../../shared/market.ts'
import { kstDay } from '../../../shared/time.ts'
import type { CategoryForm } from '../port.ts'
import { certificateElements } from './certificates.ts'
import { hasOutside, isSendable } from './encoding.ts'
import { noticeType, OTHER_GOODS } from './notices.ts'
import { basePrice, optionElements } from './options.ts'
import { originElements } from './origins.ts'
import { cdata, type Element, element } from './xml.ts'

export const MAX_IMAGES = 4
const NONE = '없음'
const NO_BRAND = '알수없음'
export const NO_ORIGIN = '상품 상세설명 참조'
export const RETURN_GUIDE = '상품 수령 후 7일 이내에 접수해 주십시오. 접수 전에 먼저 문의해 주십시오.'
/** 없는 원산지 표시 의무 · 상세설명 참조: without further elements; 03 would need the raw materials one by one. */
export const NO_DUTY = '04'

/** Guide 1003, dlvEtprsCd. */
const couriers: Record<Courier, string> = {
  cj: '00034',
  lotte: '00012',
  hanjin: '00011',
  epost: '00007',
  logen: '00002',
  kdexp: '00026',
  daesin: '00021',
  chunil: '00027',
  hdexp: '00035',
  ilyang: '00022',
}

/** Pictures whose name says that 11st refuses their type. */
const refusedPicture = /\.(?:gif|bmp|tiff?|svg|avif|heic|ico)$/i
export const isRefusedPicture = (address: string): boolean => refusedPicture.test(URL.parse(address)?.pathname ?? '')

/** What is sent: the main picture, then those that 11st takes. */
const picturesOf = (images: readonly string[]): string[] =>
  images.filter((image, at) => at === 0 || !isRefusedPicture(image)).slice(0, MAX_IMAGES)

/** A field's value, or what is sent when nobody filled it in. */
const given = (fields: Record<string, string>, key: string, ...instead: (string | null | undefined)[]): string =>
  [fields[key], ...instead].find((value) => value !== undefined && value !== null && value.trim() !== '')?.trim() ?? ''

/** HTML keeps characters that the encoding lacks as references; everything else of it stays as it is. */
export const htmlFor = (html: string): string =>
  hasOutside(html)
    ? [...html].map((character) => (isSendable(character) ? character : referenceOf(character))).join('')
    : html

const referenceOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  // XML and HTML know no control characters, nor half of a pair.
  const isNoCharacter = code < 0x20 || code === 0x7f || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe
  return isNoCharacter ? '' : `&#${code};`
}

const deliveryElements = (delivery: ListingDelivery, fields: Record<string, string>): Element[] => {
  const { fee, courier, remoteAreas } = delivery
  const template = fields['other:sendClose']?.trim() ?? ''
  const kinds = { free: '01', flat: '02', free_over: '03' } as const
  return [
    element('dlvCnAreaCd', remoteAreas ? '01' : '02'),
    element('dlvWyCd', '01'),
    element('dlvEtprsCd', couriers[courier]),
    ...(template === '' ? [] : [element('dlvSendCloseTmpltNo', template)]),
    element('dlvCstInstBasiCd', kinds[fee.kind]),
    ...(fee.kind === 'free' ? [] : [element('dlvCst1', fee.fee)]),
    ...(fee.kind === 'free_over' ? [element('PrdFrDlvBasiAmt', fee.over)] : []),
    // 11st refuses bundles with conditional free delivery.
    element('bndlDlvCnYn', fee.kind === 'free_over' ? 'N' : 'Y'),
    element('dlvCstPayTypCd', '03'),
    element('jejuDlvCst', delivery.jejuFee),
    element('islandDlvCst', delivery.islandsFee),
    element('addrSeqOut', delivery.outboundPlace ?? ''),
    element('addrSeqIn', delivery.returnPlace ?? ''),
    element('rtngdDlvCst', delivery.returnFee),
    element('exchDlvCst', delivery.exchangeFee),
  ]
}

const noticeElement = (fields: Record<string, string>, form: CategoryForm): Element => {
  const type = noticeType(form.facts.noticeType) ?? noticeType(OTHER_GOODS)
  const items = type?.items ?? []
  return element('ProductNotification', [
    element('type', type?.type ?? OTHER_GOODS),
    ...items.map(({ code, usual }) =>
      element('item', [element('code', code), cdata('name', given(fields, `notice:${code}`, usual))]),
    ),
  ])
}

/** 11st shows one text where operators know two: how to reach somebody, and what is promised. Blank is refused. */
export const asDetailOf = ({ afterService: { phone, guide } }: ListingContent): string =>
  [guide.trim(), phone.trim()].filter((part) => part !== '').join(' ') || '.'

const asDate = (ms: number) => kstDay(ms).replaceAll('-', '/')

/**
 * A new product, its elements in the guide's order (api/11st.md B4): whether the order matters nobody knows, so it is kept.
 * `now` (ms UTC) begins the sale.
 */
export function productElement(content: ListingContent, form: CategoryForm, now: number): Element {
  const { fields, options } = content
  const [main = '', ...more] = picturesOf(content.images)
  const pieces = options.length === 0 ? content.stock : options.reduce((sum, { stock }) => sum + stock, 0)
  return element('Product', [
    element('selMthdCd', '01'),
    element('dispCtgrNo', content.category ?? ''),
    element('prdTypCd', '01'),
    cdata('prdNm', content.name.trim()),
    cdata('brand', given(fields, 'other:brand', content.brand, NO_BRAND)),
    element('rmaterialTypCd', given(fields, 'other:rmaterial', NO_DUTY)),
    ...originElements(given(fields, 'other:origin', content.origin, NO_ORIGIN)),
    element('sellerPrdCd', content.sku),
    element('suplDtyfrPrdClfCd', content.taxFree ? '02' : '01'),
    element('prdStatCd', '01'),
    element('minorSelCnYn', content.adultOnly ? 'N' : 'Y'),
    element('prdImage01', URL.parse(main)?.href ?? main),
    ...more.map((image, at) => element(`prdImage0${at + 2}`, URL.parse(image)?.href ?? image)),
    cdata('htmlDetail', htmlFor(content.descriptionHtml)),
    ...certificateElements(fields),
    // Without a first day 11st refuses the product; 2999 becomes the longest period there is.
    element('selPrdClfCd', '0:100'),
    element('aplBgnDy', asDate(now)),
    element('aplEndDy', '2999/12/31'),
    element('selPrc', options.length === 0 ? content.price : basePrice(options)),
    ...optionElements(options),
    element('prdSelQty', pieces),
    ...deliveryElements(content.delivery, fields),
    cdata('asDetail', asDetailOf(content)),
    cdata('rtngExchDetail', given(fields, 'other:returnGuide', RETURN_GUIDE)),
    element('dlvClf', '02'),
    noticeElement(fields, form),
    cdata('company', given(fields, 'other:company', content.maker, NONE)),
    cdata('modelNm', given(fields, 'other:model', content.model, NONE)),
  ])
}
