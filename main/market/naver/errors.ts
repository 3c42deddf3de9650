import type { ErrorCatalogue } from '../../../shared/errors.ts'
import { failuresOf } from '../../../shared/errors.ts'
import { MarketError, type MarketFailure } from '../errors.ts'

const CENTER = '커머스API센터(https://apicenter.commerce.naver.com)'
const APP = `${CENTER}의 내 스토어 애플리케이션`

export const naverErrors = {
  NAVER_KEY_SHAPE: {
    message: '네이버 애플리케이션 {what}의 모양이 올바르지 않아 보내지 않았습니다.',
    nextStep: `${APP}에서 애플리케이션 ID와 시크릿($2a$로 시작하는 29자)을 끝까지 복사해 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  NAVER_KEY_REFUSED: {
    message: '네이버가 애플리케이션 ID 또는 시크릿을 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${APP}에서 ID와 시크릿을 확인하고, 시크릿을 재발급했다면 새 값을 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  NAVER_CLOCK: {
    message:
      '네이버가 요청 시각을 받아들이지 않았습니다 ({serviceCode}): {words}. 이 PC의 시계는 네이버 서버와 {skew}.',
    nextStep: 'Windows 설정의 시간 및 언어에서 "자동으로 시간 설정"을 켜고 지금 동기화한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  NAVER_APP_STATE: {
    message: '네이버 애플리케이션이 사용할 수 있는 상태가 아닙니다 ({serviceCode}): {words}',
    nextStep: `${APP}에서 애플리케이션의 상태를 확인하십시오.`,
    retryable: false,
  },
  NAVER_ACCOUNT: {
    message: '네이버 판매자 계정이나 스토어의 상태 때문에 요청이 거절되었습니다 ({serviceCode}): {meaning}',
    nextStep: '스마트스토어센터(https://sell.smartstore.naver.com)에 통합매니저로 로그인해 해당 상태를 확인하십시오.',
    retryable: false,
  },
  NAVER_IP_NOT_ALLOWED: {
    message: '네이버에 등록되지 않은 IP 주소에서 호출했습니다 (GW.IP_NOT_ALLOWED). {address}',
    nextStep: `${APP}의 "API 호출 IP"에 이 PC가 인터넷에서 쓰는 공인 IP 주소를 등록하십시오. 공유기 안쪽 주소(192.168.x.x)가 아닙니다. 네이버에서 "내 IP"를 검색하면 알 수 있으며, 인터넷 회선의 주소가 바뀌면 다시 등록해야 합니다.`,
    retryable: false,
  },
  NAVER_AUTHN: {
    message: '네이버가 새로 받은 인증 토큰도 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${APP}에서 {group} API 그룹이 선택되어 있는지, API 호출 IP가 맞는지, 시크릿이 재발급되지 않았는지 확인하십시오.`,
    retryable: false,
  },
  NAVER_FORBIDDEN: {
    message: '네이버가 이 호출을 허용하지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${APP}에서 {group} API 그룹이 선택되어 있는지 확인하십시오.`,
    retryable: false,
  },
  NAVER_QUOTA: {
    message:
      '네이버가 이 애플리케이션의 호출을 {quota}로 제한했습니다 (GW.QUOTA_LIMIT). 모든 호출을 {left} 동안 멈춥니다. 잘못된 방식의 토큰 요청(주소에 값을 붙인 요청 등)이 전날 있었을 때 내려지는 제한입니다.',
    nextStep:
      '같은 애플리케이션 ID를 쓰는 다른 프로그램이나 예전 스크립트를 모두 멈추십시오. 잘못된 토큰 요청이 하루 동안 한 건도 없으면 다음 날 아침(길게는 2주 안)에 저절로 풀립니다.',
    retryable: true,
  },
  NAVER_BUSY: {
    message: '네이버의 초당 호출 한도를 되풀이해 넘어 요청이 처리되지 않았습니다 (GW.RATE_LIMIT).',
    nextStep: '잠시 뒤 다시 시도됩니다. 같은 애플리케이션 ID를 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  NAVER_BLOCKED: {
    message: '네이버 API가 점검 중이거나 잠시 막혔습니다 ({serviceCode}). 모든 호출을 {left} 동안 멈춥니다.',
    nextStep: '그 뒤에 이어서 보냅니다. 오래 이어지면 커머스API센터의 공지를 확인하십시오.',
    retryable: true,
  },
  NAVER_SERVER: {
    message: '네이버 서버가 오류로 답했습니다 ({answer}): {words}',
    nextStep: '잠시 뒤 다시 시도됩니다. 되풀이되면 커머스API센터의 공지를 확인하십시오.',
    retryable: true,
  },
  NAVER_NO_API: {
    message: '네이버에 이 호출이 없다는 답을 받았습니다 ({serviceCode}, {api}).',
    nextStep: '네이버 API가 바뀌었을 수 있습니다. 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  NAVER_REJECTED: {
    message: '네이버가 요청을 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: '표시된 항목을 고친 뒤 다시 승인하십시오.',
    retryable: false,
  },
  NAVER_CATEGORY_PERMISSION: {
    message: '이 카테고리에 상품을 등록할 권한이 없습니다 ({serviceCode}): {words}',
    nextStep: '스마트스토어센터에서 해당 카테고리의 판매 권한을 신청하거나 다른 카테고리를 고르십시오.',
    retryable: false,
  },
  NAVER_PICTURE_TYPE: {
    message: '{place}번째 이미지는 {type} 형식이어서 네이버가 받지 않습니다.',
    nextStep: '네이버는 JPG, PNG, GIF, BMP만 받습니다. 해당 이미지를 바꾸거나 뺀 뒤 다시 승인하십시오.',
    retryable: false,
  },
  NAVER_PICTURE_UNREADABLE: {
    message: '{place}번째 이미지를 가져오지 못했습니다: {words}',
    nextStep: '이미지 주소를 확인하거나 해당 이미지를 바꾼 뒤 다시 승인하십시오.',
    retryable: false,
  },
  NAVER_PICTURE_LARGE: {
    message: '{place}번째 이미지가 {megabytes}MB로 너무 큽니다.',
    nextStep: '10MB 이하의 이미지로 바꾼 뒤 다시 승인하십시오.',
    retryable: false,
  },
  NAVER_OPTION_GONE: {
    message: '네이버 상품에서 옵션 {sku:을/를} 찾지 못해 아무것도 바꾸지 않았습니다.',
    nextStep: '스마트스토어센터에서 옵션을 지우거나 다시 만들었는지 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

const make = failuresOf(naverErrors)

export const failNaver = (
  code: keyof typeof naverErrors,
  failure: MarketFailure,
  details: Parameters<typeof make>[1] = {},
): MarketError => new MarketError(make(code, { service: 'naver', ...details }), failure)

/** Codes that only the operator ends: `needs_reauth` by other keys, `needs_setup` at Naver or on this computer. */
export const naverRefusals = {
  NAVER_KEY_SHAPE: 'needs_reauth',
  NAVER_KEY_REFUSED: 'needs_reauth',
  NAVER_CLOCK: 'needs_setup',
  NAVER_APP_STATE: 'needs_setup',
  NAVER_ACCOUNT: 'needs_setup',
  NAVER_IP_NOT_ALLOWED: 'needs_setup',
  NAVER_AUTHN: 'needs_setup',
  NAVER_FORBIDDEN: 'needs_setup',
  NAVER_QUOTA: 'needs_setup',
} as const satisfies Partial<Record<keyof typeof naverErrors, 'needs_setup' | 'needs_reauth'>>
