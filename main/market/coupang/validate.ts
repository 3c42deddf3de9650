import { courierNames, type Finding, type ListingContent, type ListingOption } from '../../../shared/market.ts'
import { josa } from '../../../shared/particles.ts'
import type { CategoryForm, MarketPlace, MarketPlaces } from '../port.ts'
import {
  attributeFieldOf,
  attributesOf,
  axisNames,
  guessFor,
  isPurchaseOption,
  valueFor,
  valueProblem,
} from './attributes.ts'
import { familyOf } from './form.ts'
import {
  MOST_IMAGES,
  MOST_OPTIONS,
  NAME_MAX,
  PRICE_STEP,
  placesOf,
  reachesRemote,
  STOCK_MAX,
  searchTags,
} from './map.ts'
import { lacking } from './places.ts'

const AXIS_MAX = 25
const IMAGE_MAX = 200
/** The description is repeated in each option; a body beyond about 10 MB is said to be refused. */
const BODY_MAX = 9 * 1024 * 1024
const OVER_STEP = 100

const red = (code: string, field: string, message: string): Finding => ({
  level: 'red',
  code: `COUPANG_${code}`,
  field,
  message,
})
const yellow = (code: string, field: string, message: string): Finding => ({
  ...red(code, field, message),
  level: 'yellow',
})
const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`

function* names(content: ListingContent): Generator<Finding> {
  const { length } = content.name
  if (length > NAME_MAX) {
    yield red(
      'NAME_LONG',
      'name',
      `상품명이 ${length}자입니다. 쿠팡은 ${NAME_MAX}자까지 받습니다. ${length - NAME_MAX}자를 줄이십시오.`,
    )
  }
  if (content.category !== null && !/^\d+$/.test(content.category)) {
    yield red('CATEGORY', 'category', '쿠팡 카테고리 코드는 숫자입니다. 카테고리를 다시 고르십시오.')
  }
}

function* money({ options, price, stock, delivery }: ListingContent): Generator<Finding> {
  const prices =
    options.length === 0
      ? [{ label: '', price }]
      : options.map((one) => ({ label: `${labelOf(one)} `, price: one.price }))
  for (const one of prices) {
    if (one.price % PRICE_STEP === 0) continue
    yield red(
      'PRICE_STEP',
      'price',
      `${one.label}${won(one.price)}: 쿠팡 판매가는 10원 단위입니다. 반올림 단위를 10원 이상으로 맞추십시오.`,
    )
  }
  const stocks = options.length === 0 ? [stock] : options.map((one) => one.stock)
  if (stocks.some((one) => one > STOCK_MAX)) {
    yield yellow('STOCK_MANY', 'stock', '쿠팡 재고는 99,999까지여서 넘는 수량은 99,999로 보냅니다.')
  }
  const { fee } = delivery
  if (fee.kind === 'free_over' && fee.over % OVER_STEP !== 0) {
    yield red('FREE_OVER_STEP', 'delivery.fee', `무료배송 기준 ${won(fee.over)}: 쿠팡은 100원 단위로 받습니다.`)
  }
}

const labelOf = ({ values }: ListingOption) => values.map(({ value }) => value).join(' / ')

const sameSet = (content: ListingContent, form: CategoryForm, option: ListingOption) =>
  attributesOf(content, form, option)
    .filter(isPurchaseOption)
    .map((one) => `${one.attributeTypeName}\u0000${one.attributeValueName}`)
    .sort()
    .join('\u0001')

function* options(content: ListingContent, form: CategoryForm | null): Generator<Finding> {
  const { options: all } = content
  if (all.length > MOST_OPTIONS) {
    yield red(
      'OPTIONS_MANY',
      'options',
      `옵션이 ${all.length}개입니다. 쿠팡은 한 상품에 ${MOST_OPTIONS}개까지 받습니다.`,
    )
  }
  const axes = [...new Set(all.flatMap(({ values }) => values.map(({ axis }) => axis)))]
  const mapped = form === null ? new Map<string, string>() : axisNames(all, form)
  for (const axis of axes) {
    if (axis.trim().length > AXIS_MAX)
      yield red('AXIS_LONG', 'options', `옵션 이름 ${josa(`"${axis}"`, '이/가')} ${AXIS_MAX}자를 넘습니다.`)
    if (form !== null && !mapped.has(axis)) {
      const known = form.axes.map(({ name }) => name).join(', ')
      yield yellow(
        'FREE_OPTION',
        'options',
        `옵션 이름 ${josa(`"${axis}"`, '은/는')} 이 카테고리의 구매 옵션${known === '' ? '이' : `(${known})이`} 아닙니다. 노출이 줄거나 거절될 수 있습니다.`,
      )
    }
  }
  const values = new Map(all.flatMap((one) => one.values).map((one) => [`${one.axis}\u0000${one.value}`, one]))
  for (const { axis, value } of values.values()) {
    const name = mapped.get(axis)
    const field = form === null || name === undefined ? undefined : attributeFieldOf(name, form)
    const problem =
      field === undefined
        ? valueFor(value, undefined).length > 30
          ? '30자를 넘습니다.'
          : null
        : valueProblem(value, field)
    if (problem !== null) yield red('OPTION_VALUE', 'options', `옵션 ${axis} "${value}": ${problem}`)
  }
  if (form === null) return
  const seen = new Map<string, string>()
  for (const option of all) {
    const key = sameSet(content, form, option)
    const other = seen.get(key)
    if (other !== undefined) {
      yield red(
        'OPTION_TWICE',
        'options',
        `옵션 ${josa(`"${labelOf(option)}"`, '과/와')} "${other}"의 구매 옵션이 모두 같습니다. 쿠팡은 같은 옵션을 두 번 받지 않습니다.`,
      )
    }
    seen.set(key, labelOf(option))
  }
}

/** Practice pictures are on this computer; for real ones the domain refuses such addresses. */
const isHere = ({ hostname }: URL) => hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')

function* pictures({ images }: ListingContent): Generator<Finding> {
  if (images.length > MOST_IMAGES) {
    yield yellow(
      'IMAGES_MANY',
      'images',
      `사진이 ${images.length}장입니다. 쿠팡은 대표 1장과 추가 9장까지여서 앞의 ${MOST_IMAGES}장만 보냅니다.`,
    )
  }
  for (const image of images.slice(0, MOST_IMAGES)) {
    if (image.length > IMAGE_MAX) {
      yield red(
        'IMAGE_LONG',
        'images',
        `사진 주소가 ${image.length}자입니다. 쿠팡은 ${IMAGE_MAX}자까지 받습니다: ${image.slice(0, 60)}…`,
      )
      continue
    }
    const url = URL.parse(image)
    if (url === null || !/^https?:$/.test(url.protocol)) {
      yield red('IMAGE_ADDRESS', 'images', `사진 주소를 읽을 수 없습니다: ${image.slice(0, 80)}`)
    } else if (url.port !== '' && !isHere(url)) {
      yield yellow('IMAGE_PORT', 'images', `쿠팡은 80이나 443 포트의 공개 주소에서만 사진을 가져갑니다: ${url.host}`)
    }
  }
}

/** Words that stand where a value should. */
const evasive = /상세.{0,6}참[조고]|별도\s*표기/

function* required(content: ListingContent, form: CategoryForm): Generator<Finding> {
  const covered = new Set(axisNames(content.options, form).values())
  const groups = new Set([...covered].flatMap((name) => form.facts[`group:${name}`] ?? []))
  for (const field of form.fields) {
    const value = content.fields[field.key]?.trim() ?? ''
    const isAttribute = field.group === 'attribute'
    if (value !== '') {
      if (isAttribute && !covered.has(field.label)) {
        const isEvasive =
          form.facts[`exposed:${field.label}`] === true && field.kind !== 'choice' && evasive.test(value)
        const problem = isEvasive
          ? '구매 옵션에는 실제 값을 적어야 합니다. 구매자가 이 값을 보고 고릅니다.'
          : valueProblem(value, field)
        if (problem !== null) yield red('FIELD_VALUE', `fields.${field.key}`, `${field.label} "${value}": ${problem}`)
      } else if (field.maxLength !== undefined && value.length > field.maxLength && !isAttribute) {
        yield red(
          'FIELD_LONG',
          `fields.${field.key}`,
          `${field.label}: ${field.maxLength}자까지 받습니다 (${value.length}자).`,
        )
      }
      continue
    }
    if (!field.required && form.facts[`asked:${field.label}`] !== true) continue
    const group = form.facts[`group:${field.label}`]
    const groupFilled =
      group !== undefined &&
      (groups.has(group) ||
        form.fields.some(
          (other) => form.facts[`group:${other.label}`] === group && (content.fields[other.key]?.trim() ?? '') !== '',
        ))
    if (isAttribute && (covered.has(field.label) || groupFilled)) continue
    const guess = isAttribute ? guessFor(content, form, field) : null
    if (guess !== null) {
      const said = `${field.label}: 값이 없어 상품명에서 추정한 ${josa(`"${guess}"`, '으로/로')} 보냅니다. 실제 색상과 다르면 이 항목에 직접 적으십시오.`
      yield yellow('GUESSED', `fields.${field.key}`, said)
      continue
    }
    yield red('FIELD_MISSING', `fields.${field.key}`, `${field.label}: 이 카테고리의 필수 항목입니다. 값을 채우십시오.`)
  }
  yield* certificates(content, form)
}

/** One way to keep each law is enough, but one there must be. */
function* certificates(content: ListingContent, form: CategoryForm): Generator<Finding> {
  const types = Object.keys(form.facts)
    .filter((key) => key.startsWith('certify:'))
    .map((key) => key.slice('certify:'.length))
  for (const family of new Set(types.map(familyOf))) {
    const members = types.filter((type) => familyOf(type) === family)
    const isAsked = members.some((type) => form.fields.find(({ key }) => key === `certificate:${type}`)?.required)
    const isFilled = members.some((type) => (content.fields[`certificate:${type}`]?.trim() ?? '') !== '')
    if (isAsked || isFilled) continue
    const labels = members.map((type) => form.fields.find(({ key }) => key === `certificate:${type}`)?.label ?? type)
    yield red(
      'CERTIFICATE',
      `fields.certificate:${members[0] ?? family}`,
      `인증 정보 가운데 하나가 필요합니다: ${labels.join(', ')}`,
    )
  }
}

function* delivery(content: ListingContent, places: MarketPlaces): Generator<Finding> {
  const { outbound, inbound } = placesOf(content, places)
  const chosen = content.delivery
  if (outbound === null) {
    yield red(
      'OUTBOUND_PLACE',
      'delivery.outboundPlace',
      chosen.outboundPlace === null
        ? '출고지를 고르십시오.'
        : `출고지 ${josa(chosen.outboundPlace, '이/가')} 쿠팡에 없습니다. 다시 고르십시오.`,
    )
  } else if (!outbound.usable) {
    yield red(
      'OUTBOUND_PLACE',
      'delivery.outboundPlace',
      `출고지 ${josa(`"${outbound.name}"`, '은/는')} 사용 중지되었습니다. 다른 출고지를 고르십시오.`,
    )
  } else if (outbound.facts.overseas === true) {
    yield red(
      'OUTBOUND_OVERSEAS',
      'delivery.outboundPlace',
      `출고지 ${josa(`"${outbound.name}"`, '은/는')} 해외 주소입니다. 일반 배송에는 국내 출고지를 고르십시오.`,
    )
  } else if (chosen.remoteAreas && !reachesRemote(chosen, outbound)) {
    yield yellow(
      'COURIER',
      'delivery.courier',
      `${josa(courierNames[chosen.courier], '은/는')} 출고지 "${outbound.name}"의 도서산간 배송에 등록되지 않아, 제주와 도서산간에는 보내지 않는 것으로 등록합니다. 쿠팡 윙의 출고지에 택배사를 등록하거나 등록된 택배사를 고르면 보낼 수 있습니다.`,
    )
  }
  if (inbound === null) {
    yield red(
      'RETURN_PLACE',
      'delivery.returnPlace',
      chosen.returnPlace === null
        ? '반품지를 고르십시오.'
        : `반품지 ${josa(chosen.returnPlace, '이/가')} 쿠팡에 없습니다. 다시 고르십시오.`,
    )
  } else if (inbound.facts.lacks !== undefined || inbound.usable) {
    yield* returnAddress(inbound, content.afterService.phone)
  } else {
    yield red(
      'RETURN_PLACE',
      'delivery.returnPlace',
      `반품지 ${josa(`"${inbound.name}"`, '은/는')} 사용 중지되었습니다. 다른 반품지를 고르십시오.`,
    )
  }
}

/** Of the dispatch place a product names the code alone; of the return centre it repeats the whole address. */
function* returnAddress(inbound: MarketPlace, phone: string): Generator<Finding> {
  const missing = lacking(inbound).join(', ')
  if (missing !== '') {
    yield red(
      'RETURN_ADDRESS',
      'delivery.returnPlace',
      `반품지 "${inbound.name || inbound.code}"에 없는 값: ${missing}. 쿠팡은 이 값이 모두 있어야 상품을 받습니다. 쿠팡 윙의 주소록에서 반품지를 채우거나 다른 반품지를 고르십시오.`,
    )
  } else if (inbound.phone === '' && phone === '') {
    yield red('PHONE', 'afterService.phone', '반품지와 A/S 정보에 전화번호가 없습니다. 하나는 있어야 합니다.')
  }
}

function* rest(content: ListingContent, form: CategoryForm | null): Generator<Finding> {
  const given = new Set(content.keywords.map((word) => word.trim()).filter((word) => word !== ''))
  const sent = searchTags(content.keywords)
  if (sent.length < given.size) {
    yield yellow(
      'TAGS',
      'keywords',
      `검색어 ${given.size}개 가운데 ${sent.length}개를 보냅니다. 쿠팡은 20자 이하의 검색어를 20개까지 받습니다.`,
    )
  }
  if (form === null) return
  if (form.facts.takesNew === false)
    yield red('CONDITION', 'category', '이 카테고리는 새 상품을 받지 않습니다. 다른 카테고리를 고르십시오.')
  const each = Buffer.byteLength(content.descriptionHtml, 'utf8') + 4000
  if (each * Math.max(1, content.options.length) > BODY_MAX) {
    yield red(
      'TOO_LARGE',
      'description',
      '상품설명과 옵션을 합한 크기가 쿠팡이 받는 10MB를 넘습니다. 설명을 줄이거나 사진으로 바꾸십시오.',
    )
  }
}

/** Everything that api/coupang.md documents as refused, found before a call is spent on it. */
export const validateContent = (
  content: ListingContent,
  form: CategoryForm | null,
  places: MarketPlaces | null,
): Finding[] => [
  ...names(content),
  ...money(content),
  ...options(content, form),
  ...pictures(content),
  ...(form === null ? [] : required(content, form)),
  ...(places === null ? [] : delivery(content, places)),
  ...rest(content, form),
]
