import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const netErrors = {
  NET_UNREACHABLE: {
    message: '{service} 서버에 연결하지 못했습니다 ({detail}). 요청은 보내지지 않았습니다.',
    nextStep: '인터넷 연결과 방화벽, 보안 프로그램을 확인한 뒤 다시 시도하십시오.',
    retryable: true,
  },
  NET_TLS: {
    message: '{service} 서버와 안전한 연결을 맺지 못했습니다 ({detail}). 요청은 보내지지 않았습니다.',
    nextStep: 'PC의 날짜와 시간, 인증서를 바꾸는 보안 프로그램이나 사내 프록시가 있는지 확인하십시오.',
    retryable: false,
  },
  NET_BROKEN: {
    message: '{service} 서버에 요청을 보냈지만 응답을 끝까지 받지 못했습니다 ({detail}). 처리 결과를 알 수 없습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 인터넷 연결을 확인하십시오.',
    retryable: true,
  },
  NET_TIMEOUT: {
    message: '{service} 서버가 {seconds}초 안에 응답하지 않았습니다. 처리 결과를 알 수 없습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오.',
    retryable: true,
  },
  NET_TOO_LARGE: {
    message: '{service} 서버의 응답이 허용한 크기({limit})를 넘어 받지 않았습니다.',
    nextStep: '조회 범위를 줄여 다시 시도하십시오. 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  NET_RATE_LIMITED: {
    message: '{service} 서버의 호출 한도에 걸려 요청을 보내지 못했습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오. 같은 계정을 쓰는 다른 프로그램이 있는지도 확인하십시오.',
    retryable: true,
  },
  NET_SERVER_ERROR: {
    message: '{service} 서버가 오류로 답했습니다 (HTTP {status}).',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 서비스의 공지를 확인하십시오.',
    retryable: true,
  },
  NET_HTML: {
    message:
      '{service} 서버가 데이터 대신 웹 페이지로 답했습니다 (HTTP {status}). 점검 중이거나 접속이 차단되었을 수 있습니다.',
    nextStep: '서비스의 점검 공지를 확인하고 잠시 뒤 다시 시도하십시오.',
    retryable: true,
  },
  NET_DOCTYPE: {
    message: '{service} 서버의 응답에 허용하지 않는 문서 선언(DOCTYPE)이 있어 읽지 않았습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  NET_NOT_JSON: {
    message: '{service} 서버의 응답을 JSON으로 읽지 못했습니다. 응답이 중간에 잘렸을 수 있습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오.',
    retryable: true,
  },
  NET_BAD_REQUEST_PATH: {
    message: '{service} 요청 주소를 만들지 못해 보내지 않았습니다.',
    nextStep: '프로그램을 최신 버전으로 올리고, 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  ENDPOINTS_MISSING: {
    message: 'JANGTEO_ENDPOINTS가 가리키는 파일을 읽지 못했습니다 ({detail}).',
    nextStep: '파일 경로를 고치거나 환경 변수를 지운 뒤 다시 시작하십시오.',
    retryable: false,
  },
  ENDPOINTS_NOT_JSON: {
    message: 'JANGTEO_ENDPOINTS 파일이 { "이름": "주소" } 모양의 JSON이 아닙니다.',
    nextStep: '예: { "imweb": "http://127.0.0.1:9001" } 와 같이 고친 뒤 다시 시작하십시오.',
    retryable: false,
  },
  ENDPOINTS_BAD_NAME: {
    message: 'JANGTEO_ENDPOINTS 파일에 알 수 없는 서비스 이름이 있습니다: {name}',
    nextStep: '쓸 수 있는 이름: {names}',
    retryable: false,
  },
  ENDPOINTS_BAD_ADDRESS: {
    message: 'JANGTEO_ENDPOINTS 파일의 {name} 주소가 올바르지 않습니다.',
    nextStep: '계정, 물음표, 샵 기호, 역슬래시 없이 http://127.0.0.1:9001 과 같이 적으십시오.',
    retryable: false,
  },
  ENDPOINTS_NOT_LOCAL: {
    message: 'JANGTEO_ENDPOINTS 파일의 {name} 주소가 이 PC(127.0.0.0/8, ::1, localhost)가 아니어서 거부했습니다.',
    nextStep: '비밀 정보가 그 주소로 보내지므로 이 PC의 주소만 적을 수 있습니다. 주소를 고치거나 지우십시오.',
    retryable: false,
  },
  API_CALLS_NOT_WRITTEN: {
    message: 'API 호출 기록을 파일로 저장하지 못했습니다 ({detail}).',
    nextStep: '폴더가 있는지, 쓸 수 있는지, 디스크에 빈 공간이 있는지 확인하십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

/** A limit as an operator reads it: 32MB, 64KB. */
export const sizeText = (bytes: number): string => {
  const mega = bytes / (1024 * 1024)
  return mega >= 1 ? `${Math.round(mega * 10) / 10}MB` : `${Math.max(1, Math.round(bytes / 1024))}KB`
}

export const failNet = failuresOf(netErrors)

const serviceNames: Record<string, string> = {
  imweb: '아임웹',
  ownerclan: '오너클랜',
  zentrade: '젠트레이드',
  domeggook: '도매꾹',
  coupang: '쿠팡',
  naver: '네이버',
  '11st': '11번가',
  'buyer-app': '구매자 앱',
}

/** The service's Korean name in sentences; an unknown one keeps its own name. */
export const serviceName = (service: string): string => serviceNames[service] ?? service
