import { type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'

export const zentradeErrors = {
  ZENTRADE_NOT_FEED: {
    message: '젠트레이드가 상품 목록이 아닌 내용으로 답했습니다 (HTTP {status}): {words}',
    nextStep:
      '젠트레이드 회원 화면에서 아이디와 인증키(m_skey), 접속을 허용한 IP를 확인하십시오. 저장된 상품은 그대로 있습니다.',
    retryable: false,
  },
  ZENTRADE_BLOCKED: {
    message: '젠트레이드가 상품 목록 대신 웹 페이지로 답했습니다 (HTTP {status}): {words}',
    nextStep:
      '젠트레이드 사이트가 점검 중인지, 인증키와 접속을 허용한 IP가 맞는지 확인한 뒤 다시 시도하십시오. 저장된 상품은 그대로 있습니다.',
    retryable: true,
  },
  ZENTRADE_DOCTYPE: {
    message: '젠트레이드의 응답에 허용하지 않는 문서 선언(DOCTYPE)이 있어 읽지 않았습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 젠트레이드에 문의하십시오.',
    retryable: false,
  },
  ZENTRADE_EMPTY: {
    message: '젠트레이드가 상품이 하나도 없는 목록을 보냈습니다. 인증키가 틀렸거나 조건에 맞는 상품이 없습니다.',
    nextStep: '아이디와 인증키(m_skey), 수집 조건을 확인하십시오. 저장된 상품은 품절로 바꾸지 않았습니다.',
    retryable: false,
  },
  ZENTRADE_CUT_OFF: {
    message: '젠트레이드의 상품 목록이 끝까지 오지 않았습니다. 상품 {products}개까지 읽었습니다.',
    nextStep: '다시 수집하십시오. 받지 못한 상품은 품절로 바꾸지 않았습니다.',
    retryable: true,
  },
  ZENTRADE_BROKEN: {
    message: '젠트레이드의 상품 목록을 읽을 수 없습니다 ({detail}). 상품 {products}개까지 읽었습니다.',
    nextStep: '다시 수집하고, 되풀이되면 젠트레이드에 문의하십시오. 저장된 상품은 그대로 있습니다.',
    retryable: true,
  },
  ZENTRADE_ENCODING: {
    message: '젠트레이드의 응답이 밝힌 문자 인코딩({declared})과 실제 글자가 다릅니다.',
    nextStep: '글자가 깨진 채 저장하지 않도록 멈추었습니다. 다시 수집하고, 되풀이되면 젠트레이드에 문의하십시오.',
    retryable: false,
  },
  ZENTRADE_REFUSED: {
    message: '젠트레이드가 요청을 거절했습니다 (HTTP {status}): {words}',
    nextStep: '아이디와 인증키(m_skey), 접속을 허용한 IP를 확인한 뒤 다시 시도하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failZentrade = failuresOf(zentradeErrors)

/** Zentrade documents no refusal: a wrong key, an address it does not know and an empty feed look alike, so it is asked again later. */
export const zentradeRefusals = {
  ZENTRADE_NOT_FEED: 'needs_setup',
  ZENTRADE_EMPTY: 'needs_setup',
  ZENTRADE_REFUSED: 'needs_setup',
} as const satisfies Partial<Record<keyof typeof zentradeErrors, 'needs_setup' | 'needs_reauth'>>
