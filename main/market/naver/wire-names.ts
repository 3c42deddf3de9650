/** Where a name of Naver's body stands in a listing (as in `Finding.field`), and how the operator calls it. Longest match wins. */
const names: readonly (readonly [name: string, field: string, label: string])[] = [
  ['originProduct.leafCategoryId', 'category', '카테고리'],
  ['originProduct.name', 'name', '상품명'],
  ['originProduct.detailContent', 'description', '상세 설명'],
  ['originProduct.images', 'images', '이미지'],
  ['imageFiles', 'images', '이미지'],
  ['originProduct.salePrice', 'price', '판매가'],
  ['productSalePrice', 'price', '판매가'],
  ['originProduct.stockQuantity', 'stock', '재고'],
  ['originProduct.deliveryInfo', 'delivery', '배송'],
  ['originProduct.deliveryInfo.deliveryCompany', 'delivery.courier', '택배사'],
  ['originProduct.deliveryInfo.deliveryFee', 'delivery.fee', '배송비'],
  ['originProduct.deliveryInfo.deliveryFee.deliveryFeeByArea', 'delivery.jejuFee', '지역별 추가 배송비'],
  ['originProduct.deliveryInfo.claimDeliveryInfo.returnDeliveryFee', 'delivery.returnFee', '반품 배송비'],
  ['originProduct.deliveryInfo.claimDeliveryInfo.exchangeDeliveryFee', 'delivery.exchangeFee', '교환 배송비'],
  ['originProduct.deliveryInfo.claimDeliveryInfo.shippingAddressId', 'delivery.outboundPlace', '출고지'],
  ['originProduct.deliveryInfo.claimDeliveryInfo.returnAddressId', 'delivery.returnPlace', '반품·교환지'],
  ['originProduct.detailAttribute.afterServiceInfo', 'afterService.phone', 'A/S 정보'],
  ['originProduct.detailAttribute.afterServiceInfo.afterServiceTelephoneNumber', 'afterService.phone', 'A/S 전화번호'],
  ['originProduct.detailAttribute.afterServiceInfo.afterServiceGuideContent', 'afterService.guide', 'A/S 안내'],
  ['originProduct.detailAttribute.originAreaInfo', 'origin', '원산지'],
  ['originProduct.detailAttribute.originAreaInfo.importer', 'fields.other:importer', '수입사'],
  ['originProduct.detailAttribute.minorPurchasable', 'adultOnly', '미성년자 구매'],
  ['originProduct.detailAttribute.taxType', 'taxFree', '부가세'],
  ['originProduct.detailAttribute.optionInfo', 'options', '옵션'],
  ['originProduct.detailAttribute.optionInfo.optionCombinations.stockQuantity', 'stock', '옵션 재고'],
  ['originProduct.detailAttribute.optionInfo.optionCombinations.price', 'price', '옵션가'],
  ['originProduct.detailAttribute.sellerCodeInfo', 'sku', '판매자 관리 코드'],
  ['originProduct.detailAttribute.seoInfo.sellerTags', 'keywords', '태그'],
  ['originProduct.detailAttribute.naverShoppingSearchInfo.brandName', 'brand', '브랜드'],
  ['originProduct.detailAttribute.naverShoppingSearchInfo.manufacturerName', 'maker', '제조사'],
  ['originProduct.detailAttribute.naverShoppingSearchInfo.modelName', 'model', '모델명'],
  [
    'originProduct.detailAttribute.naverShoppingSearchInfo.manufactureDefineNo',
    'fields.other:manufactureDefineNo',
    '품번',
  ],
  [
    'originProduct.detailAttribute.productInfoProvidedNotice',
    'fields.notice:productInfoProvidedNoticeType',
    '상품정보제공고시',
  ],
  ['originProduct.detailAttribute.productCertificationInfos', 'fields.certificate:number', '인증 정보'],
  ['originProduct.detailAttribute.certificationInfos', 'fields.certificate:number', '인증 정보'],
  ['originProduct.detailAttribute.certificationTargetExcludeContent', 'fields.certificate:kc', '인증 대상 여부'],
  ['originProduct.detailAttribute.unitCapacity', 'category', '단위가격'],
  ['smartstoreChannelProduct', 'category', '스마트스토어 전시'],
]

/** A notice's own field: `…productInfoProvidedNotice.wear.material`. */
const notice = /productInfoProvidedNotice\.[A-Za-z]+\.([A-Za-z]+)$/
const byType: readonly (readonly [RegExp, field: string, label: string])[] = [
  [/category/i, 'category', '카테고리'],
  [/certif/i, 'fields.certificate:number', '인증 정보'],
  [/image|photo/i, 'images', '이미지'],
  [/sellerTag/i, 'keywords', '태그'],
  [/option/i, 'options', '옵션'],
  [/stock/i, 'stock', '재고'],
  [/price/i, 'price', '판매가'],
]

/** `optionCombinations[2].price` → `optionCombinations.price`. */
const plain = (name: string) => name.replace(/\[\d+\]/g, '')

/** The listing's field that Naver means; null where it cannot be told. */
export function fieldNamed(name: string, type: string): { field: string; label: string } | null {
  const wanted = plain(name)
  const inNotice = notice.exec(wanted)?.[1]
  if (inNotice !== undefined) return { field: `fields.notice:${inNotice}`, label: `고시 ${inNotice}` }
  const best = names
    .filter(
      ([known]) =>
        wanted === known || wanted.startsWith(`${known}.`) || (wanted !== '' && known.endsWith(`.${wanted}`)),
    )
    .sort((a, b) => b[0].length - a[0].length)[0]
  if (best !== undefined) return { field: best[1], label: best[2] }
  const guess = byType.find(([pattern]) => pattern.test(wanted === '' ? type : wanted))
  return guess === undefined ? null : { field: guess[1], label: guess[2] }
}
