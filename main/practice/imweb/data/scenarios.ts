/** What becomes of an order. Weights are parts of the whole; the shop's mix is what an operator meets in a year, rare things included. */
export interface Scenario {
  name: string
  weight: number
  /** How the money comes; `later` is a bank transfer paid after hours or days. */
  money:
    | 'at-once'
    | 'later'
    | 'overdue'
    | 'cancelled-before-deposit'
    | 'failed'
    | 'exit'
    | 'failed-then-paid'
    | 'two-rows'
    | 'free'
    | 'no-rows'
    | 'unknown'
  claim?: 'cancel' | 'return' | 'exchange'
  share?: 'all' | 'part'
  /** How Imweb tells of the refund: on the paid row, as a further negative row, or not done. */
  refund?: 'status' | 'row' | 'processing' | 'failed'
}

export const scenarios: readonly [Scenario, ...Scenario[]] = [
  { name: 'paid', weight: 6460, money: 'at-once' },
  { name: 'paid-later', weight: 900, money: 'later' },
  { name: 'overdue', weight: 150, money: 'overdue' },
  { name: 'cancelled-before-deposit', weight: 150, money: 'cancelled-before-deposit' },
  { name: 'failed', weight: 60, money: 'failed' },
  { name: 'exit', weight: 40, money: 'exit' },
  { name: 'failed-then-paid', weight: 200, money: 'failed-then-paid' },
  { name: 'two-rows', weight: 60, money: 'two-rows' },
  { name: 'free', weight: 120, money: 'free' },
  { name: 'no-rows', weight: 40, money: 'no-rows' },
  { name: 'unknown-status', weight: 30, money: 'unknown' },
  { name: 'cancel-all', weight: 300, money: 'at-once', claim: 'cancel', share: 'all', refund: 'status' },
  { name: 'cancel-all-row', weight: 120, money: 'at-once', claim: 'cancel', share: 'all', refund: 'row' },
  { name: 'cancel-part', weight: 250, money: 'at-once', claim: 'cancel', share: 'part', refund: 'status' },
  { name: 'cancel-part-row', weight: 90, money: 'later', claim: 'cancel', share: 'part', refund: 'row' },
  { name: 'return-all', weight: 260, money: 'at-once', claim: 'return', share: 'all', refund: 'status' },
  { name: 'return-all-row', weight: 60, money: 'later', claim: 'return', share: 'all', refund: 'row' },
  { name: 'return-part', weight: 160, money: 'at-once', claim: 'return', share: 'part', refund: 'status' },
  { name: 'refund-processing', weight: 120, money: 'at-once', claim: 'cancel', share: 'all', refund: 'processing' },
  { name: 'refund-failed', weight: 60, money: 'at-once', claim: 'return', share: 'all', refund: 'failed' },
  { name: 'exchange', weight: 200, money: 'at-once', claim: 'exchange', share: 'part' },
  { name: 'exchange-all', weight: 170, money: 'at-once', claim: 'exchange', share: 'all' },
]

export const scenarioWeight = scenarios.reduce((sum, scenario) => sum + scenario.weight, 0)

/** Paid at once by …; weights as above. */
export const methods = [
  { method: 'CARD', pg: 'TOSSPAYMENTS', weight: 380 },
  { method: 'NAVERPAY', pg: 'NAVERPAY', weight: 140 },
  { method: 'KAKAOPAY', pg: 'KAKAOPAY', weight: 110 },
  { method: 'NAVERPAY_ORDER', pg: 'NAVERPAY_ORDER', weight: 90, channel: 'NAVERPAY_ORDER' },
  { method: 'TOSSPAY', pg: 'TOSSPAY', weight: 50 },
  { method: 'TRANSFER', pg: 'KCP', weight: 30 },
  { method: 'TALKCHECKOUT', pg: 'TALKCHECKOUT', weight: 20, channel: 'TALKCHECKOUT' },
  { method: 'PHONE', pg: 'DANAL', weight: 15 },
  { method: 'SAMSUNGPAY', pg: 'SAMSUNGPAY', weight: 15 },
  { method: 'APPLEPAY', pg: 'NICEPAY', weight: 15 },
  { method: 'PAYCO', pg: 'KCP', weight: 10 },
  { method: 'ETC', pg: 'ETC', weight: 9, channel: 'SMARTSTORE' },
  { method: 'SUBSCRIPTION', pg: 'NICEPAY', weight: 8 },
  { method: 'PAYPAL', pg: 'PAYPAL', weight: 6 },
  { method: 'EXIMBAY', pg: 'EXIMBAY', weight: 5 },
  { method: 'SAMSUNGPAY_CHECK', pg: 'SAMSUNGPAY', weight: 3 },
  { method: 'SSGPAY', pg: 'INICIS', weight: 3 },
  { method: 'LPAY', pg: 'INICIS', weight: 3 },
  { method: 'KB_APP_PAY', pg: 'KCP', weight: 3 },
  { method: 'CHIPAY', pg: 'KCP', weight: 3 },
  { method: 'TMONEYPAY', pg: 'KCP', weight: 3 },
  { method: 'PINPAY', pg: 'KPC', weight: 3 },
  { method: 'JAPANESE_CONVENIENCE_STORE', pg: 'EXIMBAY', weight: 3 },
  { method: 'PAYVERSE', pg: 'PAYVERSE', weight: 3 },
  { method: 'KAKAOPAY_DIRECT', pg: 'KAKAOPAY', weight: 3 },
  { method: 'PREPAID_CARD', pg: 'EASYPAY', weight: 3 },
  { method: 'ETC', pg: 'MOBILITY_COREA', weight: 2, channel: 'KAKAO_GIFT' },
  { method: 'ETC', pg: 'ETC', weight: 2, channel: 'COUPANG' },
  { method: 'DREAM_PAY', pg: 'DREAM_PG', weight: 2 },
] as const satisfies readonly { method: string; pg: string; weight: number; channel?: string }[]

export const methodWeight = methods.reduce((sum, row) => sum + row.weight, 0)

export const cancelReasons = ['단순 변심', '주문 실수', '배송 지연', '다른 상품 구매', '옵션을 잘못 고름'] as const
export const returnReasons = [
  '상품 불량',
  '색상이 생각과 다름',
  '사이즈가 맞지 않음',
  '파손되어 도착',
  '단순 변심',
] as const
