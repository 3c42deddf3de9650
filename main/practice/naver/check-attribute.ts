import type { PracticeCategory } from './categories.ts'
import { checkOptions } from './check-options.ts'
import { noticeRules } from './notice-rules.ts'
import { isRaw, type Raw, type Reader } from './reader.ts'
import { originAreas } from './seller.ts'

const AT = 'originProduct.detailAttribute'
/** Words that Naver does not take as a tag. */
const bannedTags = ['최고', '1위', '짝퉁']
const flags = ['geneticallyModified', 'importDeclarationCheck', 'importDeclaration']
const common = [
  'returnCostReason',
  'noRefundReason',
  'qualityAssuranceStandard',
  'compensationProcedure',
  'troubleShootingContents',
]

function checkNotice(read: Reader, attribute: Raw): void {
  const at = `${AT}.productInfoProvidedNotice`
  const notice = read.object(attribute, 'productInfoProvidedNotice', AT, true)
  if (notice === null) return
  const types = noticeRules.map(([type]) => type)
  const type = read.oneOf(notice, 'productInfoProvidedNoticeType', at, types, true)
  const rule = noticeRules.find((one) => one[0] === type)
  if (rule === undefined) return
  const [, childKey, due, more] = rule
  read.only(notice, at, ['productInfoProvidedNoticeType', childKey])
  const child = read.object(notice, childKey, at, true)
  if (child === null) return
  const path = `${at}.${childKey}`
  const rules = [
    ...due.split(',').map((word) => [word, true] as const),
    ...more.split(',').map((word) => [word, false] as const),
  ]
    .filter(([word]) => word !== '')
    .map(([word, isDue]) => ({ name: word.split(':')[0] ?? '', max: word.split(':')[1], isDue }))
  read.only(child, path, [...common, ...rules.map(({ name }) => name)])
  for (const name of common) {
    const value = read.text(child, name, path, { due: true })
    if (value !== null && value !== '0' && value !== '1')
      read.fault(`${path}.${name}`, 'Pattern', '0 또는 1이어야 합니다.')
  }
  for (const { name, max, isDue } of rules) {
    if (flags.includes(name)) read.flag(child, name, path, isDue)
    else if (name !== 'useStoreAddressId')
      read.text(child, name, path, { due: isDue, max: max === undefined ? 2000 : Number(max) })
  }
  // Of a date and its text one has to stand there.
  for (const { name } of rules) {
    const text = `${name}Text`
    if (rules.some((one) => one.name === text) && child[name] === undefined && child[text] === undefined) {
      read.fault(`${path}.${text}`, 'NotNull', '날짜 또는 설명이 필요합니다.')
    }
  }
  if (type === 'ETC' && !child.afterServiceDirector && !child.customerServicePhoneNumber) {
    read.fault(`${path}.customerServicePhoneNumber`, 'NotNull', 'A/S 책임자 또는 소비자 상담 전화번호가 필요합니다.')
  }
}

function checkOrigin(read: Reader, attribute: Raw): void {
  const at = `${AT}.originAreaInfo`
  const origin = read.object(attribute, 'originAreaInfo', AT, true)
  if (origin === null) return
  read.only(origin, at, ['originAreaCode', 'importer', 'content', 'plural'])
  const code = read.oneOf(
    origin,
    'originAreaCode',
    at,
    originAreas.map(([one]) => one),
    true,
  )
  read.text(origin, 'importer', at, { due: code?.startsWith('02') === true })
  read.text(origin, 'content', at, { due: code === '04' })
  read.flag(origin, 'plural', at)
}

function checkCertificates(read: Reader, attribute: Raw, category: PracticeCategory): void {
  const infos = Array.isArray(attribute.productCertificationInfos)
    ? attribute.productCertificationInfos.filter(isRaw)
    : []
  infos.forEach((info, at) => {
    const path = `${AT}.productCertificationInfos[${at}]`
    const known = category.certifications.find(({ id }) => id === info.certificationInfoId)
    if (known === undefined) read.fault(`${path}.certificationInfoId`, 'NotExist', '카테고리에 없는 인증입니다.')
    else read.oneOf(info, 'certificationKindType', path, known.kindTypes, true)
    read.text(info, 'certificationNumber', path, { due: true, max: 200 })
    read.text(info, 'name', path)
    read.text(info, 'companyName', path)
    read.text(info, 'certificationDate', path)
  })
  const at = `${AT}.certificationTargetExcludeContent`
  const excluded = read.object(attribute, 'certificationTargetExcludeContent', AT, false) ?? {}
  read.only(excluded, at, [
    'childCertifiedProductExclusionYn',
    'kcCertifiedProductExclusionYn',
    'kcExemptionType',
    'greenCertifiedProductExclusionYn',
  ])
  const kc = read.oneOf(excluded, 'kcCertifiedProductExclusionYn', at, ['TRUE', 'FALSE', 'KC_EXEMPTION_OBJECT'])
  read.oneOf(
    excluded,
    'kcExemptionType',
    at,
    ['SAFE_CRITERION', 'OVERSEAS', 'PARALLEL_IMPORT'],
    kc === 'KC_EXEMPTION_OBJECT',
  )
  const child = read.flag(excluded, 'childCertifiedProductExclusionYn', at)
  const green = read.flag(excluded, 'greenCertifiedProductExclusionYn', at)
  const has = (kind: string) => infos.some((info) => info.certificationKindType === kind)
  const due: [string, boolean][] = [
    ['KC_CERTIFICATION', kc === 'TRUE' || kc === 'KC_EXEMPTION_OBJECT'],
    ['CHILD_CERTIFICATION', child === true],
    ['GREEN_PRODUCTS', green === true],
  ]
  for (const [kind, isExcluded] of due) {
    if (category.flags.includes(kind) && !isExcluded && !has(kind)) {
      read.fault(
        `${AT}.certificationInfos`,
        'Empty.product.detailAttribute.certificationInfos.kindType',
        '인증 정보가 필요한 카테고리입니다.',
      )
    }
  }
}

function checkTags(read: Reader, attribute: Raw): void {
  const seo = read.object(attribute, 'seoInfo', AT, false)
  if (seo === null) return
  read.only(seo, `${AT}.seoInfo`, ['pageTitle', 'metaDescription', 'sellerTags'])
  read.text(seo, 'pageTitle', `${AT}.seoInfo`, { max: 100 })
  read.text(seo, 'metaDescription', `${AT}.seoInfo`, { max: 160 })
  const tags = Array.isArray(seo.sellerTags) ? seo.sellerTags.filter(isRaw) : []
  if (tags.length > 10) read.fault(`${AT}.seoInfo.sellerTags`, 'Size', '태그는 10개까지입니다.')
  const banned = tags.flatMap((tag) =>
    typeof tag.text === 'string' && bannedTags.includes(tag.text) ? [tag.text] : [],
  )
  if (banned.length > 0)
    read.fault(
      `${AT}.seoInfo.sellerTags`,
      'Restricted.sellerTags',
      `사용할 수 없는 태그가 있습니다. (${banned.join(',')})`,
    )
}

const known = [
  'naverShoppingSearchInfo',
  'afterServiceInfo',
  'originAreaInfo',
  'sellerCodeInfo',
  'optionInfo',
  'certificationTargetExcludeContent',
  'productCertificationInfos',
  'unitCapacity',
  'taxType',
  'minorPurchasable',
  'productInfoProvidedNotice',
  'seoInfo',
  'purchaseQuantityInfo',
  'productAttributes',
]

/** `detailAttribute` of a create. */
export function checkAttribute(read: Reader, product: Raw, category: PracticeCategory, stock: number | null): void {
  const attribute = read.object(product, 'detailAttribute', 'originProduct', true)
  if (attribute === null) return
  read.only(attribute, AT, known)
  const search = read.object(attribute, 'naverShoppingSearchInfo', AT, false)
  if (search !== null) {
    const names = ['modelName', 'manufacturerName', 'brandName', 'manufactureDefineNo']
    read.only(search, `${AT}.naverShoppingSearchInfo`, [...names, 'modelId', 'brandId'])
    for (const name of names) read.text(search, name, `${AT}.naverShoppingSearchInfo`)
  }
  const service = read.object(attribute, 'afterServiceInfo', AT, true)
  if (service !== null) {
    const phone = read.text(service, 'afterServiceTelephoneNumber', `${AT}.afterServiceInfo`, { due: true, max: 30 })
    if (phone !== null && !/^\d[\d-]*\d$/.test(phone)) {
      read.fault(
        `${AT}.afterServiceInfo.afterServiceTelephoneNumber`,
        'Pattern',
        '전화번호는 숫자와 하이픈만 쓸 수 있습니다.',
      )
    }
    read.text(service, 'afterServiceGuideContent', `${AT}.afterServiceInfo`, { due: true, max: 2000 })
  }
  const minor = read.flag(attribute, 'minorPurchasable', AT, true)
  if (category.flags.includes('ADULT') && minor === true)
    read.fault(`${AT}.minorPurchasable`, 'Invalid.adult', '성인 카테고리는 미성년자 구매 불가여야 합니다.')
  read.oneOf(attribute, 'taxType', AT, ['TAX', 'DUTYFREE', 'SMALL'])
  const codes = read.object(attribute, 'sellerCodeInfo', AT, false)
  if (codes !== null) read.text(codes, 'sellerManagementCode', `${AT}.sellerCodeInfo`, { max: 100 })
  const unit = read.object(attribute, 'unitCapacity', AT, false)
  if (category.flags.includes('UNIT_PRICE') && typeof unit?.unitPriceYn !== 'boolean') {
    read.fault(`${AT}.unitCapacity.unitPriceYn`, 'Required.product.unitPriceYn', '단위가격 표시 여부가 필요합니다.')
  }
  if (category.flags.includes('BOOK'))
    read.fault(`${AT}.isbnInfo`, 'book.CheckValidationIsbn13', 'ISBN이 올바르지 않습니다.')
  if (category.flags.includes('E_COUPON')) read.fault(`${AT}.ecoupon`, 'NotNull', 'E쿠폰 정보가 필요합니다.')
  checkOrigin(read, attribute)
  checkNotice(read, attribute)
  checkCertificates(read, attribute, category)
  checkOptions(read, attribute, stock)
  checkTags(read, attribute)
}
