/** Imweb's wire shapes, as far as the practice shop fills them. Optional keys may be missing, null or empty there. */

export type YesNo = 'Y' | 'N'
type Maybe<T> = T | null | undefined

export interface ImwebProductInfo {
  prodNo: number
  optionDetailCode?: Maybe<string>
  isIndividualOption: YesNo
  prodName: string
  baseItemPrice: number
  itemPrice: number
  isTaxFree: YesNo
  weight: number
  isRequireOption: YesNo
  optionInfo?: Maybe<Record<string, string>>
  optionInfoList?: Maybe<[string, string][]>
  prodSkuNo?: Maybe<string>
  customProdCode?: Maybe<string>
  returnableDay: number
  brand?: Maybe<string>
}

export interface ImwebSectionItem {
  orderSectionItemNo: string
  orderItemCode: string
  channelOrderItemNo?: Maybe<string>
  qty: number
  gradeDiscount: number
  itemCouponDiscount: number
  itemPointAmount: number
  itemPromotionDiscount: number
  isRestock: YesNo
  possibleClaimType?: Maybe<string>
  isPromotion: YesNo
  productInfo?: Maybe<ImwebProductInfo>
}

export interface ImwebDelivery {
  receiverName: string
  receiverCall: string
  zipcode: string
  addr1: string
  addr2?: Maybe<string>
  country: string
  countryName?: Maybe<string>
  memo?: Maybe<string>
  commonEntrancePassword?: Maybe<string>
}

export interface ImwebCancelInfo {
  isCustomerRequest: YesNo
  cancelReason: string
  cancelReasonDetail?: Maybe<string>
  refundPriceType: string
  deliveryExtraPrice: number
  etcPrice: number
  refundAmount: number
  refundTaxFreeAmount: number
  refundPoint: number
  isRefund: YesNo
  isAlternativeRefund: YesNo
  cancelRequestTime: string
}

export interface ImwebReturnInfo {
  returnReason: string
  returnReasonDetail?: Maybe<string>
  invoiceNo?: Maybe<string>
  parcelCompanyIdx: number
  retrieveType: string
  retrievePayType: string
  isExchange: YesNo
  isRetrieved: YesNo
  isRefund: YesNo
  returnRequestTime: string
}

export interface ImwebExchangeInfo {
  exchangeReason: string
  exchangeReasonDetail?: Maybe<string>
  invoiceNo?: Maybe<string>
  parcelCompanyIdx: number
  retrieveType: string
  retrievePayType: string
  isRetrieved: YesNo
  exchangeRequestTime: string
}

export interface ImwebSection {
  orderSectionNo: string
  orderSectionCode: string
  orderSectionStatus: string
  isDeliveryHold: YesNo
  deliveryPrice: number
  deliveryIslandPrice: number
  deliveryExtraPrice: number
  deliveryCouponDiscount: number
  deliveryPointAmount: number
  deliveryType: string
  deliveryPayType: string
  deliverySendTime?: Maybe<string>
  deliveryCompleteTime?: Maybe<string>
  orderDeliveryCode?: Maybe<string>
  pickupMemo?: Maybe<string>
  sectionItems: ImwebSectionItem[]
  delivery?: Maybe<ImwebDelivery>
  invoice?: Maybe<{
    invoiceNo: string
    parcelCompanyIdx: number
    deliveryStatus: string
    inputType: string
    isTracking: YesNo
    isReturn: YesNo
  }>
  cancelInfo?: Maybe<ImwebCancelInfo>
  returnInfo?: Maybe<ImwebReturnInfo>
  exchangeInfo?: Maybe<ImwebExchangeInfo>
}

export interface ImwebPayment {
  paymentNo: string
  pgName?: Maybe<string>
  isCancel: YesNo
  method?: Maybe<string>
  paymentStatus?: Maybe<string>
  paidPrice: number
  taxFreePrice: number
  paymentCompleteTime?: Maybe<string>
  refundFailureReason?: Maybe<string>
  bankTransfer?: Maybe<{
    bankName: string
    bankAccount: string
    bankAccountHolder?: Maybe<string>
    depositorName: string
    depositCompletedTime?: Maybe<string>
    depositExpiryTime?: Maybe<string>
  }>
}

export interface ImwebFormRow {
  formConfigCode: string
  inputType: string
  isRequire: YesNo
  title: string
  description?: Maybe<string>
  value: string[]
  formConfigValue?: Maybe<string[]>
}

export interface ImwebOrder {
  orderNo: number
  saleChannel: string
  channelOrderNo?: Maybe<string>
  isMember: YesNo
  isSubscription: YesNo
  isGift: YesNo
  memberCode?: Maybe<string>
  memberUid?: Maybe<string>
  orderType: string
  orderStatus: string
  currency: string
  baseItemPrice: number
  itemPrice: number
  gradeDiscount: number
  itemCouponDiscount: number
  itemPointAmount: number
  deliveryPrice: number
  deliveryIslandPrice: number
  deliveryExtraPrice: number
  deliveryCouponDiscount: number
  deliveryPointAmount: number
  totalPrice: number
  totalPaymentPrice: number
  totalDeliveryPrice: number
  totalDiscountPrice: number
  totalPoint: number
  totalRefundedPrice: number
  totalRefundPendingPrice: number
  totalRefundedPoint: number
  totalRefundPendingPoint: number
  ordererName?: Maybe<string>
  ordererEmail?: Maybe<string>
  ordererCall?: Maybe<string>
  isFirst: YesNo
  isCancelReq: YesNo
  isRequestPayment: YesNo
  unipassNumber?: Maybe<string>
  device?: Maybe<string>
  country: string
  wtime: string
  adminUrl: string
  sections: ImwebSection[]
  payments?: Maybe<ImwebPayment[]>
  formData?: Maybe<ImwebFormRow[]>
}
