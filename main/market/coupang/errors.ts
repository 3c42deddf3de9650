import { type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'
import { MarketError, type MarketFailure } from '../errors.ts'

const KEY_PLACE = '쿠팡 윙(https://wing.coupang.com)의 [업체정보] → [추가판매정보] → [OPEN API 키 발급]'

/** What Coupang alone can say; what every market can say stands in market/errors.ts. */
export const coupangErrors = {
  COUPANG_CLOCK: {
    message: '쿠팡이 서명 시각이 지났다고 답했습니다. {difference}: {words}',
    nextStep: 'PC의 [날짜 및 시간] 설정에서 자동 설정과 표준 시간대(서울)를 켜고 시각을 동기화한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  COUPANG_SIGNATURE: {
    message: '쿠팡이 서명을 받아들이지 않았습니다. Secret Key나 업체코드가 키와 맞지 않습니다: {words}',
    nextStep: `${KEY_PLACE}에서 Secret Key와 업체코드를 확인해 연결 화면에 다시 입력하십시오. 키를 다시 발급했다면 이전 키는 쓸 수 없습니다.`,
    retryable: false,
  },
  COUPANG_HMAC: {
    message: '쿠팡이 인증 정보의 형식이 잘못되었다고 답했습니다: {words}',
    nextStep:
      '연결 화면에 Access Key와 Secret Key를 빈칸 없이 다시 입력하십시오. 되풀이되면 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  COUPANG_PERMISSION: {
    message: '쿠팡이 이 키로는 이 기능을 쓸 수 없다고 답했습니다: {words}',
    nextStep: `${KEY_PLACE}에서 키의 유효기간(180일)과 연동 정보를 확인하십시오. 처음 발급한 키는 권한이 생기기까지 24시간까지 걸립니다.`,
    retryable: false,
  },
  COUPANG_KEY_UNKNOWN: {
    message: '쿠팡이 Access Key를 알지 못합니다: {words}',
    nextStep: `${KEY_PLACE}에서 Access Key를 끝까지 복사해 연결 화면에 다시 입력하십시오. 키는 180일이 지나거나 다시 발급하면 쓸 수 없게 됩니다.`,
    retryable: false,
  },
  COUPANG_UNAUTHORIZED: {
    message: '쿠팡이 인증을 거절했습니다 (HTTP {status}): {words}',
    nextStep: `${KEY_PLACE}에서 키와 업체코드, 허용 IP를 확인한 뒤 연결 화면에서 다시 연결하십시오.`,
    retryable: false,
  },
  COUPANG_IP: {
    message: '쿠팡이 이 PC의 공인 IP{address}에서 온 요청을 거절했습니다: {words}',
    nextStep: `${KEY_PLACE}의 연동 정보(자체개발)에 이 PC의 공인 IP{address}를 추가하십시오. 10개까지 등록할 수 있고 한 주에 10번까지 고칠 수 있으며, 반영까지 30분쯤 걸립니다. 인터넷 회선의 IP가 바뀌면 다시 등록해야 합니다.`,
    retryable: false,
  },
  COUPANG_REDIRECTED: {
    message: '쿠팡이 요청을 다른 곳으로 돌렸습니다 (HTTP {status}). IP나 업체코드가 차단되었을 수 있습니다.',
    nextStep:
      '쿠팡 윙의 온라인 문의로 OPEN API 차단 여부를 확인하십시오. 확인될 때까지 쿠팡으로 보내는 작업은 멈춥니다.',
    retryable: false,
  },
  COUPANG_VENDOR: {
    message: '쿠팡에 이 업체코드의 주소가 없습니다 (HTTP 404): {words}',
    nextStep: `${KEY_PLACE}에 나오는 업체코드(A로 시작)를 확인해 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  COUPANG_NO_ROUTE: {
    message: '쿠팡이 이 기능의 주소를 모른다고 답했습니다 (HTTP 404, {route}): {words}',
    nextStep: '쿠팡 개발자센터의 공지를 확인하고, 되풀이되면 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  COUPANG_OPTION_GONE: {
    message: '쿠팡이 옵션 {id:을/를} 찾지 못했다고 답했습니다: {words}',
    nextStep: '상품을 다시 읽어 쿠팡에 남아 있는 옵션을 확인하십시오. 쿠팡 윙에서 옵션을 삭제했을 수 있습니다.',
    retryable: false,
  },
  COUPANG_ID_MISMATCH: {
    message: '쿠팡이 업체코드나 윙 로그인 아이디가 키와 맞지 않는다고 답했습니다: {words}',
    nextStep: '연결 화면에서 업체코드와 윙 로그인 아이디(vendorUserId)를 확인해 다시 입력하십시오.',
    retryable: false,
  },
  COUPANG_BLOCKED: {
    message:
      '쿠팡의 방화벽이 접속을 막았습니다 (HTTP 403 Access Denied). 짧은 시간에 오류가 많으면 이렇게 됩니다. 앞으로 {left} 동안 쿠팡으로 아무것도 보내지 않습니다.',
    nextStep:
      '그 뒤 한 번만 확인합니다. 먼저 확인하려면 연결을 다시 확인하십시오. 30초에 한 번만 보내며, 쿠팡이 받으면 바로 이어집니다. 같은 키를 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  COUPANG_TOO_MANY: {
    message: '쿠팡이 호출이 너무 많다고 답했습니다 (HTTP 429). 앞으로 {left} 동안 쿠팡으로 아무것도 보내지 않습니다.',
    nextStep:
      '그 뒤 한 번만 확인합니다. 먼저 확인하려면 연결을 다시 확인하십시오. 30초에 한 번만 보내며, 쿠팡이 받으면 바로 이어집니다. 같은 업체코드를 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  COUPANG_RETIRED: {
    message: '쿠팡이 이 기능을 더 제공하지 않거나 잠갔습니다 (HTTP {status}): {words}',
    nextStep: '쿠팡 개발자센터의 공지를 확인하고 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  COUPANG_NOT_READY: {
    message: '쿠팡이 이 상품을 아직 등록하거나 고치고 있습니다: {words}',
    nextStep: '10분쯤 뒤에 다시 확인합니다.',
    retryable: true,
  },
  COUPANG_NOT_APPROVED: {
    message: '쿠팡 승인이 끝나지 않아 가격, 재고, 판매 상태를 바꿀 수 없습니다.',
    nextStep: '승인이 끝나면 다시 보냅니다. 쿠팡 윙의 상품 목록에서 승인 상태를 볼 수 있습니다.',
    retryable: true,
  },
  COUPANG_IN_REVIEW: {
    message: '승인 대기 중인 상품은 쿠팡에서 삭제할 수 없습니다.',
    nextStep: '승인이나 반려가 정해진 뒤 다시 삭제하십시오.',
    retryable: false,
  },
  COUPANG_INCOMPLETE: {
    message: '쿠팡에 보내기 전 검사에서 막혔습니다: {words}',
    nextStep: '표시된 항목을 고친 뒤 다시 승인하십시오.',
    retryable: false,
  },
  COUPANG_OPTION_MISSING: {
    message: '필수 구매 옵션이 빠졌습니다: {words}',
    nextStep: '카테고리가 요구하는 구매 옵션(예: 수량, 색상)을 모두 채운 뒤 다시 승인하십시오.',
    retryable: false,
  },
  COUPANG_OPTION_NOT_ALLOWED: {
    message: '카테고리가 받지 않는 구매 옵션이 있습니다: {words}',
    nextStep: '옵션 이름을 카테고리가 정한 이름으로 바꾸거나 자유 옵션을 빼십시오.',
    retryable: false,
  },
  COUPANG_OPTION_VALUE: {
    message: '구매 옵션의 값이나 단위가 맞지 않습니다: {words}',
    nextStep: '숫자에 단위를 붙여 적었는지(예: 1개, 200ml), 고르는 값은 목록에 있는 그대로인지 확인하십시오.',
    retryable: false,
  },
  COUPANG_ATTRIBUTE_MISSING: {
    message: '카테고리의 필수 속성이 빠졌습니다: {words}',
    nextStep: '카테고리 항목을 다시 불러와 빈 속성을 채우십시오.',
    retryable: false,
  },
  COUPANG_NOTICE: {
    message: '상품정보제공고시가 카테고리의 항목과 다릅니다: {words}',
    nextStep: '카테고리 항목을 다시 불러와 고시 항목을 채운 뒤 다시 승인하십시오.',
    retryable: false,
  },
  COUPANG_FORMAT: {
    message: '쿠팡이 입력값의 형식 오류라고 답했습니다: {words}',
    nextStep: '표시된 줄의 항목을 확인하고, 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  COUPANG_PLACE: {
    message: '쿠팡이 출고지나 반품지를 받아들이지 않았습니다: {words}',
    nextStep:
      '설정에서 출고지와 반품지를 다시 불러와 고르십시오. 쿠팡 윙의 [주소록/배송정보 관리]에서 사용 여부를 볼 수 있습니다.',
    retryable: false,
  },
  COUPANG_COURIER: {
    message: '쿠팡이 택배사를 받아들이지 않았습니다: {words}',
    nextStep: '도서산간 배송을 하려면 출고지에 등록된 택배사를 고르거나, 도서산간 배송을 끄십시오.',
    retryable: false,
  },
  COUPANG_DELIVERY_METHOD: {
    message: '쿠팡이 배송방법을 받아들이지 않았습니다: {words}',
    nextStep: '국내 출고지인지 확인하십시오. 구매대행은 해외 출고지와 개인통관고유부호가 필요합니다.',
    retryable: false,
  },
  COUPANG_FREE_OVER: {
    message: '조건부 무료배송의 초도반품배송비가 맞지 않습니다: {words}',
    nextStep: '배송비 조건을 확인하십시오. 조건부 무료배송이면 초도반품배송비는 0원이어야 합니다.',
    retryable: false,
  },
  COUPANG_BUNDLE: {
    message: '쿠팡이 묶음 구성을 받아들이지 않았습니다: {words}',
    nextStep: '옵션 구성을 확인하십시오. 혼합 구성 상품은 쿠팡 윙에서 직접 등록해야 합니다.',
    retryable: false,
  },
  COUPANG_AUTO_PRICE: {
    message: '쿠팡의 자동가격조정 설정과 맞지 않습니다: {words}',
    nextStep: '쿠팡 윙에서 이 상품의 자동가격조정 설정을 확인하십시오.',
    retryable: false,
  },
  COUPANG_PRICE_JUMP: {
    message: '쿠팡은 한 번에 50%를 넘는 인하나 100%를 넘는 인상을 받지 않습니다: {words}',
    nextStep: '나누어 바꾸거나, 가격을 확인하고 한도를 넘는 변경을 직접 승인하십시오.',
    retryable: false,
  },
  COUPANG_PRICE_STEP: {
    message: '쿠팡의 판매가는 10원 단위여야 합니다: {words}',
    nextStep: '가격 규칙의 반올림 단위를 10원 이상으로 맞추십시오.',
    retryable: false,
  },
  COUPANG_STOCK: {
    message: '쿠팡이 재고 수량을 받아들이지 않았습니다: {words}',
    nextStep: '재고를 0에서 99,999 사이로 맞추십시오.',
    retryable: false,
  },
  COUPANG_RESUME_REFUSED: {
    message: '쿠팡이 판매 재개를 거절했습니다: {words}',
    nextStep: '쿠팡 윙에서 판매 중지 사유를 확인하고 소명하십시오.',
    retryable: false,
  },
  COUPANG_AUTO_OPTION: {
    message: '쿠팡이 자동으로 만든 옵션이라 값을 직접 바꿀 수 없습니다: {words}',
    nextStep: '쿠팡 윙에서 자동생성옵션 설정을 확인하십시오.',
    retryable: false,
  },
  COUPANG_STOP_FIRST: {
    message: '판매 중인 옵션이 있어 쿠팡에서 삭제하지 못했습니다: {words}',
    nextStep: '모든 옵션을 판매 중지한 뒤 다시 삭제하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export type CoupangCode = keyof typeof coupangErrors

const make = failuresOf(coupangErrors)

export const failCoupang = (
  code: CoupangCode,
  failure: MarketFailure,
  details: Parameters<typeof make>[1] = {},
): MarketError => new MarketError(make(code, { service: 'coupang', ...details }), failure)

/** What a refusal asks of the operator, for the connection's state: other keys, or something else to be set right. */
export const coupangRefusals = {
  COUPANG_CLOCK: 'needs_setup',
  COUPANG_SIGNATURE: 'needs_reauth',
  COUPANG_HMAC: 'needs_reauth',
  COUPANG_PERMISSION: 'needs_setup',
  COUPANG_KEY_UNKNOWN: 'needs_reauth',
  COUPANG_UNAUTHORIZED: 'needs_setup',
  COUPANG_IP: 'needs_setup',
  COUPANG_REDIRECTED: 'needs_setup',
  COUPANG_VENDOR: 'needs_reauth',
  COUPANG_ID_MISMATCH: 'needs_reauth',
} as const satisfies Partial<Record<CoupangCode, 'needs_setup' | 'needs_reauth'>>
