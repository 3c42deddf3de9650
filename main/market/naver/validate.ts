import type { Finding, ListingContent } from '../../../shared/market.ts'
import { josa } from '../../../shared/particles.ts'
import type { CategoryForm, MarketPlaces } from '../port.ts'
import { certificateFindings } from './certificates.ts'
import { importerKey, importerOf, MAX_IMAGES, MAX_TAGS, noticeTypeOf, phoneOf } from './map.ts'
import { noticeForm, noticeKey, noticeLabel, noticeValue } from './notices.ts'
import { optionFindings } from './option-rules.ts'
import { originOf } from './origin.ts'

export const MAX_NAME = 100
const MAX_PRICE = 999_999_990
const MAX_STOCK = 99_999_999
const PRICE_STEP = 10
const MAX_BASE_FEE = 100_000
const MAX_AREA_FEE = 200_000
const MAX_CLAIM_FEE = 1_000_000

const red = (code: string, field: string, message: string): Finding => ({ level: 'red', code, field, message })
const yellow = (code: string, field: string, message: string): Finding => ({ level: 'yellow', code, field, message })
const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`
const lengthOf = (text: string) => [...text].length

const oddSigns = /[\\*?"<>]/g
const pictographs = /\p{Extended_Pictographic}|\p{Cs}/gu

const nameFindings = (name: string): Finding[] => {
  const found: Finding[] = []
  const length = lengthOf(name.trim())
  if (length > MAX_NAME)
    found.push(red('NAVER_NAME_LONG', 'name', `상품명이 ${length}자입니다. 네이버는 ${MAX_NAME}자까지 받습니다.`))
  const signs = [...new Set(name.match(oddSigns) ?? [])].join(' ')
  if (signs !== '')
    found.push(yellow('NAVER_NAME_SIGNS', 'name', `상품명에 네이버가 거절할 수 있는 문자가 있습니다: ${signs}`))
  const pictures = [...new Set(name.match(pictographs) ?? [])].filter((sign) => !/[\d©®™]/.test(sign)).join(' ')
  if (pictures !== '')
    found.push(yellow('NAVER_NAME_EMOJI', 'name', `상품명에 네이버가 거절할 수 있는 그림 문자가 있습니다: ${pictures}`))
  return found
}

const moneyFindings = ({ price, stock, options }: ListingContent): Finding[] => {
  const found: Finding[] = []
  const prices = [price, ...options.map((option) => option.price)]
  if (prices.some((one) => one > MAX_PRICE))
    found.push(red('NAVER_PRICE_HIGH', 'price', `판매가는 ${won(MAX_PRICE)}까지입니다.`))
  if (prices.some((one) => one % PRICE_STEP !== 0)) {
    found.push(
      yellow('NAVER_PRICE_STEP', 'price', `판매가가 ${PRICE_STEP}원 단위가 아니어서 네이버가 거절할 수 있습니다.`),
    )
  }
  const most = Math.max(
    stock,
    ...options.map((option) => option.stock),
    options.reduce((sum, option) => sum + option.stock, 0),
  )
  if (most > MAX_STOCK)
    found.push(red('NAVER_STOCK_HIGH', 'stock', `재고는 ${MAX_STOCK.toLocaleString('ko-KR')}개까지입니다.`))
  return found
}

const pictureFindings = ({ images, descriptionHtml }: ListingContent): Finding[] => {
  const found: Finding[] = []
  if (images.length === 0)
    found.push(red('NAVER_IMAGES_NONE', 'images', '대표 이미지가 없습니다. 한 장 이상 넣으십시오.'))
  if (images.length > MAX_IMAGES) {
    found.push(
      yellow('NAVER_IMAGES_MANY', 'images', `이미지 ${images.length}장 가운데 앞의 ${MAX_IMAGES}장만 보냅니다.`),
    )
  }
  const odd = images.slice(0, MAX_IMAGES).findIndex((address) => /\.(?:webp|avif|heic|svg)(?:$|[?#])/i.test(address))
  if (odd >= 0) {
    found.push(
      yellow(
        'NAVER_IMAGE_TYPE',
        'images',
        `${odd + 1}번째 이미지의 주소가 네이버가 받지 않는 형식으로 끝납니다. JPG, PNG, GIF, BMP가 아니면 거절됩니다.`,
      ),
    )
  }
  if (/<script\b|\son[a-z]+\s*=/i.test(descriptionHtml)) {
    found.push(yellow('NAVER_DESCRIPTION_SCRIPT', 'description', '상세 설명의 스크립트는 네이버가 지웁니다.'))
  }
  return found
}

const deliveryFindings = ({ delivery, afterService }: ListingContent, places: MarketPlaces | null): Finding[] => {
  const found: Finding[] = []
  const isOf = (code: string | null, list: MarketPlaces['outbound']) =>
    list.some((place) => place.code === code && place.usable)
  const where = '스마트스토어센터의 판매자 정보 > 주소록'
  if (delivery.outboundPlace === null) {
    found.push(
      red(
        'NAVER_OUTBOUND_PLACE',
        'delivery.outboundPlace',
        `출고지를 고르십시오. 없으면 ${where}에서 먼저 등록하십시오.`,
      ),
    )
  } else if (places !== null && !isOf(delivery.outboundPlace, places.outbound)) {
    found.push(
      red(
        'NAVER_OUTBOUND_PLACE',
        'delivery.outboundPlace',
        `고른 출고지가 네이버 주소록에 없습니다. ${where}을 확인하고 다시 고르십시오.`,
      ),
    )
  }
  if (delivery.returnPlace === null) {
    found.push(
      red(
        'NAVER_RETURN_PLACE',
        'delivery.returnPlace',
        `반품·교환지를 고르십시오. 없으면 ${where}에서 먼저 등록하십시오.`,
      ),
    )
  } else if (places !== null && !isOf(delivery.returnPlace, places.inbound)) {
    found.push(
      red(
        'NAVER_RETURN_PLACE',
        'delivery.returnPlace',
        `고른 반품·교환지가 네이버 주소록에 없습니다. ${where}을 확인하고 다시 고르십시오.`,
      ),
    )
  }
  const { fee } = delivery
  if (fee.kind !== 'free' && fee.fee > MAX_BASE_FEE)
    found.push(red('NAVER_FEE_HIGH', 'delivery.fee', `기본 배송비는 ${won(MAX_BASE_FEE)}까지입니다.`))
  if (Math.max(delivery.jejuFee, delivery.islandsFee) > MAX_AREA_FEE) {
    found.push(red('NAVER_AREA_FEE_HIGH', 'delivery.jejuFee', `지역별 추가 배송비는 ${won(MAX_AREA_FEE)}까지입니다.`))
  }
  if (delivery.returnFee > MAX_CLAIM_FEE)
    found.push(red('NAVER_CLAIM_FEE_HIGH', 'delivery.returnFee', `반품 배송비는 ${won(MAX_CLAIM_FEE)}까지입니다.`))
  if (delivery.exchangeFee > MAX_CLAIM_FEE)
    found.push(red('NAVER_CLAIM_FEE_HIGH', 'delivery.exchangeFee', `교환 배송비는 ${won(MAX_CLAIM_FEE)}까지입니다.`))
  if (!delivery.remoteAreas) {
    found.push(
      yellow(
        'NAVER_REMOTE_AREAS',
        'delivery.remoteAreas',
        '네이버에는 제주·도서산간 배송 불가를 보낼 항목이 없습니다. 상세 설명에 적거나 스마트스토어센터에서 정하십시오.',
      ),
    )
  }
  const phone = phoneOf(afterService.phone)
  if (phone.replaceAll('-', '').length < 8) {
    found.push(red('NAVER_PHONE', 'afterService.phone', 'A/S 전화번호가 필요합니다. 숫자와 하이픈으로 넣으십시오.'))
  }
  return found
}

const noticeFindings = (content: ListingContent, form: CategoryForm): Finding[] => {
  const type = noticeTypeOf(content, form)
  const notice = noticeForm(type)
  if (notice === null) {
    return [
      red(
        'NAVER_NOTICE_TYPE',
        'fields.notice:productInfoProvidedNoticeType',
        `네이버에 보낼 수 없는 고시 상품군입니다: ${type}`,
      ),
    ]
  }
  const limits = new Map(form.fields.map(({ key, maxLength }) => [key, maxLength]))
  return notice.fields.flatMap((field) => {
    const key = noticeKey(field.name)
    const max = (type === form.facts.noticeType ? limits.get(key) : undefined) ?? field.max
    const value = noticeValue(field, content)
    const label = noticeLabel(field.name)
    if (field.required && value === '')
      return [red('NAVER_NOTICE_MISSING', `fields.${key}`, `고시 항목 ${josa(label, '이/가')} 비어 있습니다.`)]
    if (max !== null && lengthOf(value) > max) {
      return [
        red(
          'NAVER_NOTICE_LONG',
          `fields.${key}`,
          `고시 항목 ${label}: ${lengthOf(value)}자입니다. ${max}자까지 받습니다.`,
        ),
      ]
    }
    if (field.kind === 'flag' && value !== '' && value !== 'true' && value !== 'false') {
      return [
        red('NAVER_NOTICE_CHOICE', `fields.${key}`, `고시 항목 ${label}: 예(true) 또는 아니오(false)여야 합니다.`),
      ]
    }
    return []
  })
}

const categoryFindings = (content: ListingContent, form: CategoryForm): Finding[] => {
  const found: Finding[] = []
  if (form.facts.unsupported !== '' && form.facts.unsupported !== undefined) {
    found.push(
      red(
        'NAVER_CATEGORY_UNSUPPORTED',
        'category',
        `이 카테고리(${form.facts.unsupported})는 이용권·도서·렌탈 정보가 필요해 여기서 등록할 수 없습니다. 다른 카테고리를 고르십시오.`,
      ),
    )
  }
  if (form.facts.flagsUnread === true) {
    found.push(
      yellow(
        'NAVER_CATEGORY_UNREAD',
        'category',
        '네이버가 이 카테고리의 특별 규정(인증, 성인, 단위가격 등)을 알려 주지 않아 일반 카테고리로 보냅니다. 인증 대상이면 거절될 수 있습니다.',
      ),
    )
  }
  if (form.facts.adult === true && !content.adultOnly) {
    found.push(yellow('NAVER_ADULT_CATEGORY', 'adultOnly', '성인 카테고리여서 미성년자 구매 불가로 보냅니다.'))
  }
  if (form.facts.originArea === true && originOf(content.origin).kind === 'onPage') {
    found.push(
      yellow(
        'NAVER_ORIGIN_PAGE',
        'origin',
        '원산지를 밝혀야 하는 카테고리입니다. "상세 설명에 표시"로 보내므로 상세 설명에 원산지가 있는지 확인하십시오.',
      ),
    )
  }
  return found
}

/** Who imports is a legal statement: a maker's name in its place has to be seen by the operator. */
const importerFindings = (content: ListingContent): Finding[] => {
  if (originOf(content.origin).kind !== 'imported') return []
  const { name, from } = importerOf(content)
  if (from === 'operator') return []
  const said =
    from === 'maker'
      ? `수입사: 도매처의 제조사 ${josa(`"${name}"`, '을/를')} 수입사로 보냅니다. 정확한 수입자를 확인해 이 항목에 적으십시오.`
      : `수입사: 알 수 없어 "${name}"로 보냅니다. 상세 설명에 수입자가 있는지 확인하거나 이 항목에 적으십시오.`
  return [yellow('NAVER_IMPORTER', `fields.${importerKey}`, said)]
}

/** What Naver is known to refuse (red) or may refuse or change (yellow), each beside its field. */
export function validate(content: ListingContent, form: CategoryForm | null, places: MarketPlaces | null): Finding[] {
  const tags = new Set(content.keywords.map((word) => word.trim()).filter((word) => word !== '')).size
  return [
    ...nameFindings(content.name),
    ...moneyFindings(content),
    ...optionFindings(content, form),
    ...pictureFindings(content),
    ...deliveryFindings(content, places),
    ...(tags > MAX_TAGS
      ? [yellow('NAVER_TAGS_MANY', 'keywords', `태그 ${tags}개 가운데 앞의 ${MAX_TAGS}개만 보냅니다.`)]
      : []),
    ...(form === null
      ? []
      : [
          ...categoryFindings(content, form),
          ...importerFindings(content),
          ...noticeFindings(content, form),
          ...certificateFindings(content, form),
        ]),
  ]
}
