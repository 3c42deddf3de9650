import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const accessErrors = {
  ACCESS_URL_BAD: {
    message: '구매자 앱의 주소를 쓸 수 없습니다: {detail}',
    nextStep: 'https://로 시작하는 웹훅 주소 전체를 입력하십시오. 예: https://app.example.kr/webhooks/jangteo',
    retryable: false,
  },
  ACCESS_URL_INSECURE: {
    message: '구매자 앱의 주소가 http로 시작하여 거부했습니다. 구매자의 개인정보가 암호화되지 않은 채 보내집니다.',
    nextStep: 'https 주소를 입력하십시오. http는 이 PC(127.0.0.1, localhost)에서 시험할 때만 쓸 수 있습니다.',
    retryable: false,
  },
  ACCESS_SECRET_BAD: {
    message: '구매자 앱의 비밀값이 올바른 모양이 아닙니다: {detail}',
    nextStep: 'whsec_로 시작하는 값을 끝까지 복사해 넣거나, 비워 두어 새로 만드십시오.',
    retryable: false,
  },
  ACCESS_NOT_CONNECTED: {
    message: '구매자 앱이 연결되어 있지 않습니다.',
    nextStep: '앱 접근 화면에서 구매자 앱의 주소를 연결하십시오.',
    retryable: false,
  },
  ACCESS_SECRET_MISSING: {
    message:
      '비밀 저장소(키체인)에 구매자 앱의 비밀값이 없습니다. 저장소가 지워졌거나 데이터 폴더를 옮긴 것으로 보입니다.',
    nextStep: '앱 접근 화면에서 같은 주소로 다시 연결하고, 새 비밀값을 구매자 앱에 넣으십시오.',
    retryable: false,
  },
  ACCESS_GONE: {
    message: '구매자 앱이 이 주소를 더는 쓰지 않는다고 답하여(HTTP 410) 보내기를 멈추었습니다.',
    nextStep: '구매자 앱의 새 주소를 연결하십시오. 주소가 맞다면 앱을 고친 뒤 보내기를 다시 시작하십시오.',
    retryable: false,
  },
  ACCESS_PAUSED: {
    message: '구매자 앱으로 보내기를 멈추어 두었습니다.',
    nextStep: '앱 접근 화면에서 보내기를 다시 시작하십시오. 그동안의 이벤트는 모두 보관되어 있습니다.',
    retryable: false,
  },
  ACCESS_SIGNATURE: {
    message: '구매자 앱이 서명 또는 권한을 이유로 이벤트를 거부했습니다 (HTTP {status}).',
    nextStep:
      '앱에 넣은 비밀값(whsec_…)이 이 프로그램의 것과 같은지, 앱 서버의 시계가 맞는지 확인한 뒤 다시 보내십시오.',
    retryable: false,
  },
  ACCESS_REJECTED: {
    message: '구매자 앱이 이벤트 {count}건을 거부했습니다 (HTTP {status}).',
    nextStep: '앱 접근 화면의 보낸 이벤트에서 앱이 답한 내용을 확인하고, 주소와 앱을 고친 뒤 다시 보내십시오.',
    retryable: false,
  },
  ACCESS_REDIRECT: {
    message: '구매자 앱이 다른 주소로 넘기려 하여(HTTP {status}) 따라가지 않았습니다.',
    nextStep: '넘어간 뒤의 최종 주소를 확인하여 그 주소로 다시 연결하십시오.',
    retryable: true,
  },
  ACCESS_BUSY: {
    message: '구매자 앱이 요청이 너무 많다고 답했습니다 (HTTP 429).',
    nextStep: '앱이 정한 시간 뒤에 저절로 다시 보냅니다.',
    retryable: true,
  },
  ACCESS_SERVER: {
    message: '구매자 앱이 오류로 답했습니다 (HTTP {status}).',
    nextStep: '저절로 다시 보냅니다. 되풀이되면 앱 서버의 기록을 확인하십시오.',
    retryable: true,
  },
  ACCESS_ANSWER_TOO_LARGE: {
    message: '구매자 앱의 답이 허용한 크기({limit})를 넘어 끝까지 읽지 않았습니다. 이벤트를 받았는지 알 수 없습니다.',
    nextStep: '저절로 다시 보냅니다. 앱이 웹훅에 본문 없이 HTTP 204로 답하도록 고치십시오.',
    retryable: true,
  },
  ACCESS_GAVE_UP: {
    message: '사흘 동안 다시 보냈지만 구매자 앱이 받지 않았습니다. 마지막 답: {last}',
    nextStep: '앱을 고친 뒤 앱 접근 화면에서 다시 보내십시오.',
    retryable: false,
  },
  ACCESS_OVERTAKEN: {
    message: '이 구매자의 더 나중 소식이 있어, 앞선 이벤트를 다시 보내지 않았습니다.',
    nextStep: '지금 상태를 다시 알리려면 그 구매자의 다시 보내기를 쓰십시오.',
    retryable: false,
  },
  ACCESS_COUNT_CHANGED: {
    message: '확인한 뒤 대상이 {count}명으로 바뀌어 보내지 않았습니다.',
    nextStep: '바뀐 인원을 확인하고 다시 누르십시오.',
    retryable: true,
  },
  ACCESS_NOTHING_TO_RESEND: {
    message: '이 구매자에게는 알릴 접근 상태가 없습니다.',
    nextStep: '접근 목록에서 구매자를 고르십시오.',
    retryable: false,
  },
  READBACK_OFF: {
    message: '구매자 앱의 목록을 읽을 주소가 정해져 있지 않습니다.',
    nextStep: '앱이 GET /v1/buyers를 제공하면 앱 접근 화면에 그 기준 주소를 입력하십시오.',
    retryable: false,
  },
  READBACK_UNREADABLE: {
    message: '구매자 앱의 목록을 읽지 못했습니다: {detail}',
    nextStep: '앱이 문서(docs/buyer-app.md)의 모양대로 답하는지 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const messageErrors = {
  MAIL_SETTINGS: {
    message: '메일 설정이 올바르지 않습니다: {detail}',
    nextStep: '표시된 항목을 고친 뒤 다시 저장하십시오.',
    retryable: false,
  },
  MAIL_PASSWORD_MISSING: {
    message: '메일 계정의 비밀번호가 저장되어 있지 않습니다.',
    nextStep: '메일 설정에서 비밀번호(Gmail·네이버·다음은 앱 비밀번호)를 입력하십시오.',
    retryable: false,
  },
  MAIL_LOGIN: {
    message: '메일 서버가 로그인을 거부했습니다: {words}',
    nextStep: '아이디와 앱 비밀번호를 확인하고, 메일 서비스에서 SMTP 사용을 켜십시오.',
    retryable: false,
  },
  MAIL_UNREACHABLE: {
    message: '메일 서버에 연결하지 못했습니다 ({words}).',
    nextStep: '서버 이름과 포트, 인터넷 연결과 방화벽을 확인하십시오.',
    retryable: true,
  },
  MAIL_TLS: {
    message: '메일 서버와 안전한 연결을 맺지 못했습니다 ({words}).',
    nextStep: '포트와 TLS 설정, PC의 날짜와 시간을 확인하십시오.',
    retryable: false,
  },
  MAIL_BOUNCED: {
    message: '메일 서버가 이 받는 사람에게 보내기를 거부했습니다: {words}',
    nextStep: '구매자의 메일 주소를 확인하십시오. 이 메일은 저절로 다시 보내지 않습니다.',
    retryable: false,
  },
  MAIL_DEFERRED: {
    message: '메일 서버가 나중에 다시 보내라고 답했습니다: {words}',
    nextStep: '저절로 다시 보냅니다.',
    retryable: true,
  },
  MESSAGE_NO_ADDRESS: {
    message: '주문에 받는 사람의 {what:이/가} 없어 보내지 않았습니다.',
    nextStep: '필요하면 다른 방법으로 알리십시오.',
    retryable: false,
  },
  MESSAGE_UNKNOWN: {
    message: '보내는 도중에 끊겨 전달되었는지 알 수 없습니다. 두 번 보내지 않도록 멈추었습니다.',
    nextStep: '받는 사람에게 전달되었는지 확인하고, 아니라면 다시 보내십시오.',
    retryable: false,
  },
  ALIMTALK_SETTINGS: {
    message: '알림톡 설정이 올바르지 않습니다: {detail}',
    nextStep: '표시된 항목을 고친 뒤 다시 저장하십시오.',
    retryable: false,
  },
  ALIMTALK_REFUSED: {
    message: '알림톡 중계 서버가 요청을 거부했습니다 (HTTP {status}).',
    nextStep: '주소와 키, 템플릿 코드를 확인하십시오.',
    retryable: false,
  },
  ALIMTALK_FAILED: {
    message: '알림톡 중계 서버가 요청을 처리하지 못했습니다 (HTTP {status}).',
    nextStep: '저절로 다시 보냅니다. 되풀이되면 중계 서비스의 상태를 확인하십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failAccess = failuresOf(accessErrors)
export const failMessage = failuresOf(messageErrors)
