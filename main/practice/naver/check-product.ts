import type { PracticeCategory } from './categories.ts'
import { checkAttribute } from './check-attribute.ts'
import { checkDelivery } from './check-delivery.ts'
import { createReader, isRaw, type Raw } from './reader.ts'
import { badRequest } from './refusal.ts'
import { statusTypes } from './types.ts'

export interface ProductWorld {
  /** A leaf that exists. */
  category(id: string): PracticeCategory | null
  isUploaded(url: string): boolean
}

const known = [
  'statusType',
  'saleType',
  'leafCategoryId',
  'name',
  'detailContent',
  'images',
  'salePrice',
  'stockQuantity',
  'deliveryInfo',
  'detailAttribute',
  'customerBenefit',
  'saleStartDate',
  'saleEndDate',
]

/** The body of a create, or the refusal with everything that is wrong with it. */
export function checkedProduct(body: unknown, world: ProductWorld): { product: Raw; channel: Raw } {
  if (!isRaw(body)) throw badRequest([{ type: 'HttpMessageNotReadable', message: 'JSON 본문이 필요합니다.' }])
  const read = createReader()
  read.only(body, '', ['originProduct', 'smartstoreChannelProduct', 'windowChannelProduct'])
  const product = read.object(body, 'originProduct', '', true)
  const channel = read.object(body, 'smartstoreChannelProduct', '', true)
  if (channel !== null) {
    read.only(channel, 'smartstoreChannelProduct', [
      'naverShoppingRegistration',
      'channelProductDisplayStatusType',
      'channelProductName',
      'bbsSeq',
      'storeKeepExclusiveProduct',
    ])
    read.flag(channel, 'naverShoppingRegistration', 'smartstoreChannelProduct', true)
    read.oneOf(channel, 'channelProductDisplayStatusType', 'smartstoreChannelProduct', ['ON', 'SUSPENSION'], true)
  }
  if (product === null || channel === null) throw badRequest(read.faults)
  const at = 'originProduct'
  read.only(product, at, known)
  read.oneOf(product, 'statusType', at, statusTypes, true)
  read.oneOf(product, 'saleType', at, ['NEW', 'OLD'])
  read.text(product, 'name', at, { due: true, max: 100 })
  read.text(product, 'detailContent', at, { due: true })
  read.whole(product, 'salePrice', at, { due: true, min: 10, max: 999_999_990 })
  const stock = read.whole(product, 'stockQuantity', at, { due: true, max: 99_999_999 })
  const images = read.object(product, 'images', at, true)
  if (images !== null) {
    read.only(images, `${at}.images`, ['representativeImage', 'optionalImages'])
    const more = Array.isArray(images.optionalImages) ? images.optionalImages : []
    if (more.length > 9) read.fault(`${at}.images.optionalImages`, 'Size', '추가 이미지는 9장까지입니다.')
    const all = [images.representativeImage, ...more]
    all.forEach((image, no) => {
      const name = no === 0 ? `${at}.images.representativeImage.url` : `${at}.images.optionalImages[${no - 1}].url`
      const url = isRaw(image) ? image.url : undefined
      if (typeof url !== 'string' || url === '') read.fault(name, 'NotNull', '이미지가 필요합니다.')
      else if (!world.isUploaded(url))
        read.fault(name, 'PhotoInfraUpload.unavailable', '이미지 업로드 API로 올린 주소가 아닙니다.')
    })
  }
  const id = read.text(product, 'leafCategoryId', at, { due: true })
  const category = id === null ? null : world.category(id)
  if (id !== null && category === null)
    read.fault(
      `${at}.leafCategoryId`,
      'NotExist.product.category.id',
      '없는 카테고리이거나 최하위 카테고리가 아닙니다.',
    )
  checkDelivery(read, product)
  if (category !== null) {
    if (category.closed)
      read.faults.push({
        type: 'NotAuthority.product.category.id',
        message: '카테고리에 상품을 등록할 권한이 없습니다.',
      })
    checkAttribute(read, product, category, stock)
  }
  if (read.faults.length > 0) throw badRequest(read.faults)
  return { product, channel }
}
