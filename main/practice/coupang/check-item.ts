import { type Body, isBody, rows, words } from './body-shape.ts'
import type { Rules } from './check-product.ts'
import type { Attribute, Leaf } from './metas.ts'
import { badInput, type ErrorItem, Refusal } from './refusal.ts'

const isPurchase = (one: Body) => one.exposed === undefined

export const purchaseSet = (item: Body): string =>
  rows(item.attributes, 'attributes')
    .filter(isPurchase)
    .map((one) => `${String(one.attributeTypeName)}=${String(one.attributeValueName)}`)
    .sort()
    .join('&')

function checkMoney(item: Body): void {
  const [original, sale] = [Number(item.originalPrice), Number(item.salePrice)]
  if (sale <= 0 || sale % 10 !== 0 || original % 10 !== 0 || original < sale) throw badInput('salePrice')
  if (Number(item.maximumBuyCount) > 99_999) throw badInput('maximumBuyCount')
  if (Number(item.maximumBuyForPersonPeriod) < 1) throw badInput('maximumBuyForPersonPeriod')
  if (Number(item.outboundShippingTimeDay) < 1) throw badInput('outboundShippingTimeDay')
  const auto = item.autoPricingInfo
  if (isBody(auto) && Number(auto.minSalePrice) >= sale) {
    throw new Refusal('autoPricingInfo.minSalePrice must be less than salePrice')
  }
}

function checkWords(item: Body): void {
  words(item.itemName, 'itemName', 150)
  if (item.barcode === undefined && item.emptyBarcode !== true) throw badInput('emptyBarcode')
  if (item.emptyBarcode === true) words(item.emptyBarcodeReason, 'emptyBarcodeReason', 100)
  if (item.externalVendorSku !== undefined) words(item.externalVendorSku, 'externalVendorSku', 100)
  const tags = item.searchTags
  if (tags === undefined) return
  if (!Array.isArray(tags) || tags.length > 20) throw badInput('searchTags')
  for (const tag of tags) {
    if (/[^\p{L}\p{N}\s!@#$%^&*\-+;:'.]/u.test(words(tag, 'searchTags', 20))) throw badInput('searchTags')
  }
}

function checkPictures(item: Body, { refusesPictures }: Rules): void {
  const images = rows(item.images, 'images')
  const of = (type: string) => images.filter((one) => one.imageType === type)
  if (of('REPRESENTATION').length !== 1 || of('DETAIL').length > 9 || of('USED_PRODUCT').length > 4)
    throw badInput('images')
  if (images.some((one) => !['REPRESENTATION', 'DETAIL', 'USED_PRODUCT'].includes(String(one.imageType))))
    throw badInput('images.imageType')
  if (!images.every((one, at) => one.imageOrder === at)) throw badInput('images.imageOrder')
  for (const image of images) {
    const url = URL.parse(words(image.vendorPath ?? image.cdnPath, 'images.vendorPath', 200))
    // The practice wholesalers' own pictures are on this computer, on any port.
    const isLocal = url?.hostname === '127.0.0.1'
    if (url === null || !/^https?:$/.test(url.protocol) || (url.port !== '' && !isLocal) || refusesPictures) {
      throw new Refusal('이미지를 다운로드할 수 없습니다. 이미지 경로를 확인해 주세요.', {
        details: String(image.vendorPath),
      })
    }
  }
}

function checkNotices(item: Body, leaf: Leaf): void {
  const given = rows(item.notices, 'notices')
  const category = leaf.meta.noticeCategories.find((one) => one.noticeCategoryName === given[0]?.noticeCategoryName)
  const names = given.map((one) => String(one.noticeCategoryDetailName))
  const differs = (detail: string) =>
    new Refusal(`입력된 상품필수 고지정보[${detail}]가 카테고리[${leaf.name}]에서 제공하는 것과 다릅니다.`)
  if (category === undefined) throw differs(String(given[0]?.noticeCategoryName ?? ''))
  const known = category.noticeCategoryDetailNames
  const strange = names.find((name) => !known.some((one) => one.noticeCategoryDetailName === name))
  if (strange !== undefined) throw differs(strange)
  const missing = known.find((one) => one.required === 'MANDATORY' && !names.includes(one.noticeCategoryDetailName))
  if (missing !== undefined) throw differs(missing.noticeCategoryDetailName)
  for (const one of given) words(one.content, 'notices.content', 2000)
}

const familyOf = (type: string) => type.split('_').slice(0, 2).join('_')

function checkCertificates(item: Body, leaf: Leaf): void {
  const given = rows(item.certifications, 'certifications')
  const known = leaf.meta.certifications
  for (const one of given) {
    const type = String(one.certificationType)
    const asked = known.find((each) => each.certificationType === type)
    if (asked === undefined && type !== 'NOT_REQUIRED') throw new Refusal(`유효하지 않은 인증정보입니다. [${type}]`)
    if (typeof one.certificationCode !== 'string') throw badInput('certifications.certificationCode')
    if (asked?.dataType === 'CODE' && one.certificationCode.trim() === '')
      throw new Refusal(`인증번호를 입력해 주세요. [${type}]`)
  }
  for (const { certificationType, required } of known) {
    if (required !== 'MANDATORY') continue
    const isThere = given.some((one) => familyOf(String(one.certificationType)) === familyOf(certificationType))
    if (!isThere) throw new Refusal(`필수 인증정보가 존재하지 않습니다. [${certificationType}]`)
  }
}

const valueFits = (value: string, asked: Attribute): boolean => {
  if (asked.inputType === 'SELECT') return asked.inputValues.includes(value)
  if (asked.dataType !== 'NUMBER') return true
  const unit = /^\d+(?:\.\d+)?(\D*)$/.exec(value)?.[1]
  return unit !== undefined && (asked.usableUnits.length === 0 || asked.usableUnits.includes(unit))
}

const about = (item: Body, itemIndex: number, name: string, value: string | null, message: string): ErrorItem => ({
  itemIndex,
  itemName: String(item.itemName),
  itemAttributes: [{ attributeTypeName: name, attributeValueName: value, message }],
})

function checkAttributes(item: Body, at: number, leaf: Leaf): ErrorItem[] {
  const given = rows(item.attributes, 'attributes')
  if (given.length === 0) throw new Refusal('카테고리의 필수 속성이 존재하지 않습니다.')
  const refuse = (message: string, name: string, value: string | null) =>
    new Refusal(`[]. ${message}`, { details: name, errorItems: [about(item, at, name, value, message)] })
  const remarks: ErrorItem[] = []
  const names = new Set<string>()
  for (const one of given) {
    const name = words(one.attributeTypeName, 'attributes.attributeTypeName', 25)
    const value = words(one.attributeValueName, 'attributes.attributeValueName', 30)
    if (one.exposed !== undefined && one.exposed !== 'NONE') throw badInput('attributes.exposed')
    const asked = leaf.meta.attributes.find((each) => each.attributeTypeName === name)
    if (names.has(name)) throw badInput('attributes')
    names.add(name)
    if (asked === undefined) {
      const message = '유효하지 않은 구매 옵션이 존재합니다.'
      if (leaf.strict || !isPurchase(one)) throw refuse(message, name, value)
      remarks.push(about(item, at, name, value, '카테고리에 없는 구매 옵션이어서 노출이 제한될 수 있습니다.'))
      continue
    }
    if ((asked.exposed === 'NONE') !== (one.exposed === 'NONE'))
      throw refuse('유효하지 않은 구매 옵션이 존재합니다.', name, value)
    if (!valueFits(value, asked)) throw refuse('유효하지 않은 구매 옵션 값 혹은 단위가 존재합니다.', name, value)
  }
  const missing = leaf.meta.attributes.find(
    (one) => one.required === 'MANDATORY' && one.groupNumber === 'NONE' && !names.has(one.attributeTypeName),
  )
  if (missing !== undefined) {
    const isFilter = missing.exposed === 'NONE'
    throw refuse(
      isFilter ? '카테고리의 필수 속성이 존재하지 않습니다.' : '필수 구매 옵션이 존재하지 않습니다.',
      missing.attributeTypeName,
      null,
    )
  }
  for (const group of new Set(leaf.meta.attributes.map((one) => one.groupNumber).filter((one) => one !== 'NONE'))) {
    const members = leaf.meta.attributes.filter((one) => one.groupNumber === group)
    const found = members.filter((one) => names.has(one.attributeTypeName))
    const first = members[0]?.attributeTypeName ?? group
    if (found.length === 0) throw refuse('필수 구매 옵션이 존재하지 않습니다.', first, null)
    if (found.length > 1) throw refuse('유효하지 않은 구매 옵션이 존재합니다.', first, null)
  }
  return remarks
}

const contentTypes = [
  'IMAGE',
  'IMAGE_NO_SPACE',
  'TEXT',
  'IMAGE_TEXT',
  'TEXT_IMAGE',
  'IMAGE_IMAGE',
  'TEXT_TEXT',
  'TITLE',
  'HTML',
]

function checkContents(item: Body, leaf: Leaf): void {
  const given = rows(item.contents, 'contents')
  if (given.length === 0) throw badInput('contents')
  for (const one of given) {
    if (!contentTypes.includes(String(one.contentsType))) throw badInput('contents.contentsType')
    const details = rows(one.contentDetails, 'contents.contentDetails')
    if (details.length === 0) throw badInput('contents.contentDetails')
    for (const detail of details) {
      words(detail.content, 'contents.content', Number.POSITIVE_INFINITY)
      if (detail.detailType !== 'IMAGE' && detail.detailType !== 'TEXT') throw badInput('contents.detailType')
    }
  }
  const condition = item.offerCondition
  if (condition !== undefined && !leaf.meta.allowedOfferConditions.includes(String(condition)))
    throw badInput('offerCondition')
}

/** One option; answers what the service remarks although it accepts it. */
export function checkItem(item: Body, at: number, leaf: Leaf, rules: Rules): ErrorItem[] {
  checkWords(item)
  checkMoney(item)
  checkPictures(item, rules)
  checkNotices(item, leaf)
  checkCertificates(item, leaf)
  checkContents(item, leaf)
  return checkAttributes(item, at, leaf)
}
