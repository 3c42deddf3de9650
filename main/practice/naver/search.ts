import { isRaw, isWhole, type Raw } from './reader.ts'
import { badRequest } from './refusal.ts'
import { type StoredProduct, statusTypes } from './types.ts'

const keywords = ['CHANNEL_PRODUCT_NO', 'PRODUCT_NO', 'GROUP_PRODUCT_NO', 'SELLER_CODE']
const orders = ['NO', 'NAME', 'SELLER_CODE', 'LOW_PRICE', 'HIGH_PRICE', 'REG_DATE', 'MOD_DATE']
const invalid = (name: string, message: string) => badRequest([{ name, type: 'Invalid', message }])

const row = (product: StoredProduct): Raw => ({
  originProductNo: product.originProductNo,
  channelProducts: [
    {
      originProductNo: product.originProductNo,
      channelProductNo: product.channelProductNo,
      channelServiceType: 'STOREFARM',
      categoryId: product.categoryId,
      name: product.name,
      ...(product.sellerManagementCode === null ? {} : { sellerManagementCode: product.sellerManagementCode }),
      statusType: product.statusType,
      channelProductDisplayStatusType: product.display,
      salePrice: product.salePrice,
      discountedPrice: product.salePrice,
      stockQuantity: product.stockQuantity,
      deliveryAttributeType: 'NORMAL',
    },
  ],
})

/** `POST /v1/products/search`. `visible`: what the index knows already. */
export function search(body: unknown, visible: readonly StoredProduct[]): Raw {
  if (!isRaw(body)) throw invalid('', 'JSON 본문이 필요합니다.')
  const {
    searchKeywordType,
    sellerManagementCode,
    originProductNos,
    channelProductNos,
    productStatusTypes,
    page = 1,
    size = 50,
    orderType,
  } = body
  if (searchKeywordType !== undefined && !keywords.includes(String(searchKeywordType)))
    throw invalid('searchKeywordType', '허용하지 않는 값입니다.')
  if (orderType !== undefined && !orders.includes(String(orderType)))
    throw invalid('orderType', '허용하지 않는 값입니다.')
  if (!isWhole(page) || page < 1) throw invalid('page', '페이지 번호는 1부터입니다.')
  if (!isWhole(size) || size < 1 || size > 500) throw invalid('size', '페이지 크기는 500까지입니다.')
  const statuses = productStatusTypes === undefined ? statusTypes.filter((one) => one !== 'DELETE') : productStatusTypes
  if (!Array.isArray(statuses) || statuses.some((one) => !statusTypes.includes(one)))
    throw invalid('productStatusTypes', '허용하지 않는 값입니다.')
  if (searchKeywordType === 'SELLER_CODE' && typeof sellerManagementCode !== 'string')
    throw invalid('sellerManagementCode', '판매자 관리 코드가 필요합니다.')
  const includes = (list: unknown, no: number) => Array.isArray(list) && list.includes(no)
  const found = visible.filter((product) => {
    if (!statuses.includes(product.statusType)) return false
    if (searchKeywordType === 'SELLER_CODE') return product.sellerManagementCode === sellerManagementCode
    if (searchKeywordType === 'PRODUCT_NO') return includes(originProductNos, product.originProductNo)
    if (searchKeywordType === 'CHANNEL_PRODUCT_NO') return includes(channelProductNos, product.channelProductNo)
    return true
  })
  const first = (page - 1) * size
  const totalPages = Math.ceil(found.length / size)
  return {
    contents: found.slice(first, first + size).map(row),
    page,
    size,
    totalElements: found.length,
    totalPages,
    first: page === 1,
    last: page >= totalPages,
  }
}
