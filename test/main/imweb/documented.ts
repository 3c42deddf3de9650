/** One order in the documented shape, short: tests change what they are about. */
export const documentedOrder = () => ({
  orderNo: 202607010012345,
  saleChannel: 'IMWEB',
  channelOrderNo: '',
  isMember: 'Y',
  memberCode: 'm20260101aaaaaaaaaaaaa',
  memberUid: 'buyer@example.com',
  orderType: 'SHOPPING',
  orderStatus: 'OPEN',
  currency: 'KRW',
  itemPrice: 42000,
  deliveryPrice: 3000,
  totalPrice: 45000,
  totalPaymentPrice: 41000,
  totalRefundedPrice: 0,
  totalRefundPendingPrice: 18000,
  ordererName: '김하늘',
  ordererEmail: 'buyer@example.com',
  ordererCall: '01000000000',
  device: 'MOBILE',
  wtime: '2026-06-30T16:05:12.000Z',
  sections: [
    {
      orderSectionNo: '202607010012345-S1',
      orderSectionCode: 'os-a',
      orderSectionStatus: 'SHIPPING',
      deliverySendTime: '2026-07-01T05:30:00.000Z',
      sectionItems: [
        {
          orderSectionItemNo: '202607010012345-001',
          qty: 2,
          isPromotion: 'N',
          productInfo: {
            prodNo: 101,
            prodName: '현미 그래놀라 500g',
            baseItemPrice: 13000,
            itemPrice: 12000,
            optionInfo: { 맛: '오리지널', 포장: '지퍼백' },
            optionInfoList: [
              ['맛', '오리지널'],
              ['포장', '지퍼백'],
            ],
          },
        },
      ],
      delivery: {
        receiverName: '김받는',
        receiverCall: '01099998888',
        zipcode: '00000',
        addr1: '가상시 예시구 샘플로 1',
        memo: '문 앞에',
        commonEntrancePassword: '#1234*',
      },
    },
    {
      orderSectionNo: '202607010012345-S2',
      orderSectionCode: 'os-b',
      orderSectionStatus: 'CANCEL_REQUEST',
      sectionItems: [
        {
          orderSectionItemNo: '202607010012345-002',
          qty: 1,
          isPromotion: 'Y',
          productInfo: { prodNo: 205, prodName: '세라믹 머그컵', itemPrice: 18000 },
        },
      ],
      cancelInfo: {
        cancelReason: '단순 변심',
        cancelReasonDetail: '계좌 110-222-333333 김하늘',
        refundAmount: 18000,
        cancelRequestTime: '2026-07-01T01:10:00.000Z',
      },
    },
  ],
  payments: [
    {
      paymentNo: '202607010012345-P1',
      pgName: 'TOSSPAYMENTS',
      isCancel: 'N',
      method: 'CARD',
      paymentStatus: 'PAYMENT_COMPLETE',
      paidPrice: 41000,
      paymentCompleteTime: '2026-06-30T16:05:40.000Z',
      bankTransfer: {
        bankName: '예시은행',
        bankAccount: '110-999-888888',
        bankAccountHolder: '김예금',
        depositorName: '김입금',
      },
    },
  ],
  formData: [{ title: '구매 경로', value: ['온라인'] }],
})

type Documented = ReturnType<typeof documentedOrder>

/** A row as Imweb might send it: the documented one with some keys replaced. */
export const rowWith = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...(documentedOrder() satisfies Documented),
  ...changes,
})
