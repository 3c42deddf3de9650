import type { Finding, ListingContent } from '../../../shared/market.ts'
import { josa } from '../../../shared/particles.ts'
import type { CategoryForm, MarketPlaces } from '../port.ts'
import { certificateFaults, deniedCertificate, saysNotSubject } from './certificates.ts'
import { eucKrLength } from './encoding.ts'
import { charactersShown, type Finder, finder } from './findings.ts'
import { GUIDE_BYTES, NOTICE_LENGTH } from './form.ts'
import { asDetailOf, isRefusedPicture, MAX_IMAGES } from './map.ts'
import { isDayItem } from './notices.ts'
import {
  axesOf,
  basePrice,
  fitsValue,
  isCombined,
  joinedValue,
  MOST_SURCHARGE,
  TITLE_CHARACTERS,
  titleOf,
  VALUE_BYTES,
  VALUE_CHARACTERS,
} from './options.ts'
import { PRICE_LIMIT, PRICE_STEP } from './price-steps.ts'

/** The guide says 100 characters, a notice to sellers 100 bytes: the narrower holds. */
export const NAME_BYTES = 100
/** The guide names no limit for one list of options; its seller office stops there. */
export const MAX_OPTIONS = 500

const won = (value: number) => `${value.toLocaleString('ko-KR')}원`
const isStepped = (value: number) => Number.isSafeInteger(value) && value >= 0 && value % PRICE_STEP === 0

const checkName = ({ name }: ListingContent, find: Finder): void => {
  find.characters('name', '상품명', name)
  const bytes = eucKrLength(name.trim())
  if (bytes > NAME_BYTES) {
    find.red(
      'ELEVENST_NAME_TOO_LONG',
      'name',
      `상품명이 ${bytes}바이트입니다. 11번가는 ${NAME_BYTES}바이트(한글 50자)까지 받습니다. ${bytes - NAME_BYTES}바이트를 줄이십시오.`,
    )
  }
}

const checkPrice = ({ price, stock, options }: ListingContent, find: Finder): void => {
  const base = options.length === 0 ? price : basePrice(options)
  for (const one of new Set([base, ...options.map((option) => option.price)])) {
    if (!isStepped(one) || one === 0) {
      find.red('ELEVENST_PRICE_STEP', 'price', `11번가의 판매가는 10원 단위입니다: ${won(one)}`)
    }
  }
  if (base >= PRICE_LIMIT) find.red('ELEVENST_PRICE_LIMIT', 'price', '11번가의 판매가는 10억 원 미만이어야 합니다.')
  const dearest = Math.max(base, ...options.map((option) => option.price))
  if (dearest - base > base * MOST_SURCHARGE) {
    find.red(
      'ELEVENST_OPTION_PRICE',
      'options',
      `가장 싼 옵션(${won(base)})보다 두 배 넘게 비싼 옵션(${won(dearest)})이 있습니다. 11번가는 옵션가를 기본가의 +100%까지 받으므로 상품을 나누어 등록하십시오.`,
    )
  }
  const pieces = options.length === 0 ? stock : options.reduce((sum, option) => sum + option.stock, 0)
  if (pieces < 1)
    find.red('ELEVENST_NO_STOCK', 'stock', '11번가는 재고 0으로 등록할 수 없습니다. 재고가 1개 이상일 때 등록하십시오.')
}

/** Guide 1003: refused in option names and values. The bracket that closes its list is counted in. */
const refused = /[[\]&;"%<>#†]/gu
/** What stands between the parts of a combination's key. */
const refusedInCombination = /[[\]&;"%<>#†|:]/gu

const checkOptions = ({ options }: ListingContent, find: Finder): void => {
  if (options.length === 0) return
  if (options.length > MAX_OPTIONS) {
    find.red(
      'ELEVENST_TOO_MANY_OPTIONS',
      'options',
      `옵션이 ${options.length}개입니다. ${MAX_OPTIONS}개까지 등록할 수 있습니다.`,
    )
  }
  const combined = isCombined(options)
  const pattern = combined ? refusedInCombination : refused
  const names = combined
    ? [...new Set(options.flatMap(({ values }) => values.map(({ value }) => value)))]
    : options.map(joinedValue)
  const titles = combined ? axesOf(options) : [titleOf(options)]
  for (const text of new Set([...titles, ...names])) {
    find.characters('options', '옵션', text)
    const bad = [...new Set(text.match(pattern) ?? [])]
    if (bad.length > 0) {
      const shown = charactersShown(text, (character) => bad.includes(character))
      find.red('ELEVENST_OPTION_CHARACTERS', 'options', `옵션에 11번가가 거부하는 특수문자가 있습니다: ${shown}`)
    }
    if (text.trim() === '') find.red('ELEVENST_OPTION_EMPTY', 'options', '이름이 빈 옵션이 있습니다.')
  }
  for (const title of titles) {
    if ([...title].length > TITLE_CHARACTERS) {
      find.red('ELEVENST_OPTION_TITLE', 'options', `옵션명 ‘${title}’의 길이가 ${TITLE_CHARACTERS}자를 넘습니다.`)
    }
  }
  for (const name of names) {
    if (!fitsValue(name)) {
      const limit = `${VALUE_CHARACTERS}자, ${VALUE_BYTES}바이트(한글 25자)`
      find.red(
        'ELEVENST_OPTION_LENGTH',
        'options',
        `너무 긴 옵션값이 있습니다: ‘${name}’. ${limit}까지 쓸 수 있습니다.`,
      )
    }
  }
  const keys = options.map(joinedValue)
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  if (twice !== undefined) find.red('ELEVENST_OPTION_TWICE', 'options', `두 번 나오는 옵션값이 있습니다: ‘${twice}’`)
}

const checkPictures = ({ images }: ListingContent, find: Finder): void => {
  images.slice(0, MAX_IMAGES).forEach((image, at) => {
    if (!isRefusedPicture(image)) return
    const name = URL.parse(image)?.pathname.split('/').at(-1) ?? ''
    if (at === 0) {
      find.red(
        'ELEVENST_PICTURE_TYPE',
        'images',
        `대표 이미지(${name})의 형식을 11번가가 받지 않습니다. jpg, png, webp만 쓸 수 있습니다.`,
      )
    } else {
      find.yellow('ELEVENST_PICTURE_TYPE', 'images', `추가 이미지(${name})의 형식을 11번가가 받지 않아 빼고 보냅니다.`)
    }
  })
}

const checkDescription = ({ descriptionHtml }: ListingContent, find: Finder): void => {
  if (descriptionHtml.trim() === '') {
    find.red('ELEVENST_NO_DESCRIPTION', 'description', '11번가는 상세설명이 없는 상품을 받지 않습니다.')
  }
  find.references('description', '상세설명', descriptionHtml)
  if (/<script\b|<iframe\b|\son\w+\s*=/i.test(descriptionHtml)) {
    find.yellow(
      'ELEVENST_SCRIPT',
      'description',
      '상세설명의 스크립트와 외부 프레임은 11번가에서 보이지 않을 수 있습니다.',
    )
  }
}

/** `2026/07`, `2026-07-15`: meant as a date, which 11st takes in one form only. */
const isDateLike = (value: string) => /^\d{4}\s*[-./년]\s*\d{1,2}(?:\s*[-./월]\s*\d{0,2}\s*일?)?$/.test(value)
const isDate = (value: string): boolean => {
  const [, year, month, day] = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(value) ?? []
  if (year === undefined) return false
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
}

const checkForm = ({ fields }: ListingContent, form: CategoryForm, find: Finder): void => {
  for (const { key, label, group, required, choices } of form.fields) {
    const field = `fields.${key}`
    const value = fields[key]?.trim() ?? ''
    find.characters(field, label, value)
    if (value === '' && required) find.red('ELEVENST_FIELD_MISSING', field, `${josa(label, '을/를')} 입력하십시오.`)
    if (value !== '' && choices !== undefined && !choices.some((choice) => choice.value === value)) {
      find.red('ELEVENST_FIELD_CHOICE', field, `‘${label}’에 쓸 수 없는 값입니다.`)
    }
    if (group !== 'notice' || value === '') continue
    if ([...value].length > NOTICE_LENGTH) {
      find.red(
        'ELEVENST_NOTICE_LENGTH',
        field,
        `${josa(label, '은/는')} ${NOTICE_LENGTH}자까지 쓸 수 있습니다. 지금 ${[...value].length}자입니다.`,
      )
    }
    const isDay = isDayItem(key.slice('notice:'.length))
    if ((isDateLike(value) || (isDay && /\d/.test(value))) && !isDate(value)) {
      find.red('ELEVENST_NOTICE_DATE', field, `‘${label}’의 날짜는 실제 날짜를 YYYY/MM/DD로 적으십시오.`)
    } else if (isDay && !isDate(value)) {
      const message = `‘${label}’에는 날짜(YYYY/MM/DD)가 들어갑니다. 지금은 ‘${value}’로 보내며, 11번가가 받지 않을 수 있습니다.`
      find.yellow('ELEVENST_NOTICE_DAY_OPEN', field, message)
    }
  }
  if (eucKrLength(fields['other:returnGuide'] ?? '') > GUIDE_BYTES) {
    find.red('ELEVENST_GUIDE_LENGTH', 'fields.other:returnGuide', `교환/반품 안내가 ${GUIDE_BYTES}바이트를 넘습니다.`)
  }
  for (const { key, message } of certificateFaults(fields)) find.red('ELEVENST_CERTIFICATE', `fields.${key}`, message)
  if (form.facts.certificatesRequired === true && saysNotSubject(fields)) {
    find.yellow(
      'ELEVENST_CERTIFICATE_DEMANDED',
      'fields.certificate:01',
      '인증 정보가 필수인 카테고리입니다. 인증 대상이 아닌 상품이 맞는지 확인하십시오.',
    )
  }
  for (const { key, label, group, source } of form.fields) {
    if (group !== 'notice' || source !== 'certificate') continue
    const denied = deniedCertificate(fields[key] ?? '', fields)
    if (denied === null) continue
    const { number } = denied
    const message = `‘${label}’에는 인증번호(${number})가 적혀 있지만 인증 정보는 ‘인증 대상 아님’으로 보냅니다. 번호에 맞는 인증의 종류를 고르고 번호를 적으십시오.`
    find.yellow('ELEVENST_CERTIFICATE_DENIED', `fields.${denied.key}`, message)
  }
  if (form.facts.foodNotice === true) {
    find.yellow(
      'ELEVENST_FOOD_NOTICE',
      'category',
      '식품 고시의 항목 코드는 공개되어 있지 않아 ‘기타 재화’ 고시로 보냅니다. 등록한 뒤 셀러오피스에서 식품 고시로 바꾸십시오.',
    )
  }
}

const checkPlaces = ({ delivery }: ListingContent, places: MarketPlaces | null, find: Finder): void => {
  const sides = [
    ['delivery.outboundPlace', '출고지', delivery.outboundPlace, places?.outbound],
    ['delivery.returnPlace', '반품/교환지', delivery.returnPlace, places?.inbound],
  ] as const
  for (const [field, label, code, known] of sides) {
    if (code === null) {
      find.red(
        'ELEVENST_PLACE_MISSING',
        field,
        `${josa(label, '을/를')} 고르십시오. 비워 두면 11번가가 그날의 기본 주소를 씁니다.`,
      )
    } else if (known !== undefined && !known.some((place) => place.code === code)) {
      find.red('ELEVENST_PLACE_GONE', field, `고른 ${josa(label, '이/가')} 11번가 주소록에 없습니다. 다시 고르십시오.`)
    }
  }
}

const checkDelivery = ({ delivery }: ListingContent, find: Finder): void => {
  const fees = [
    ['delivery.returnFee', '반품 배송비', delivery.returnFee],
    ['delivery.exchangeFee', '교환 배송비', delivery.exchangeFee],
  ] as const
  for (const [field, label, value] of fees) {
    if (!isStepped(value))
      find.red('ELEVENST_FEE_STEP', field, `${josa(label, '은/는')} 10원 단위여야 합니다: ${won(value)}`)
  }
  const { fee } = delivery
  if (fee.kind !== 'free' && (!Number.isSafeInteger(fee.fee) || fee.fee <= 0)) {
    find.red('ELEVENST_FEE', 'delivery.fee', '배송비는 0원보다 커야 합니다. 무료라면 무료 배송을 고르십시오.')
  }
  if (fee.kind === 'free_over' && (!Number.isSafeInteger(fee.over) || fee.over <= 0)) {
    find.red('ELEVENST_FEE', 'delivery.fee', '무료 배송 기준 금액은 0원보다 커야 합니다.')
  }
}

const checkAfterService = (content: ListingContent, find: Finder): void => {
  const { phone, guide } = content.afterService
  find.characters('afterService.phone', 'A/S 전화번호', phone)
  find.characters('afterService.guide', 'A/S 안내', guide)
  if (eucKrLength(asDetailOf(content)) > GUIDE_BYTES) {
    find.red('ELEVENST_GUIDE_LENGTH', 'afterService.guide', `A/S 안내가 ${GUIDE_BYTES}바이트를 넘습니다.`)
  }
}

/** Everything that is known beforehand to be refused, or sent otherwise than it reads (api/11st.md B1, B4, B5). */
export function validate(content: ListingContent, form: CategoryForm | null, places: MarketPlaces | null): Finding[] {
  const find = finder()
  checkName(content, find)
  checkPrice(content, find)
  checkOptions(content, find)
  checkPictures(content, find)
  checkDescription(content, find)
  if (form !== null) checkForm(content, form, find)
  checkPlaces(content, places, find)
  checkDelivery(content, find)
  checkAfterService(content, find)
  return find.findings
}
