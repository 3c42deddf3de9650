import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

/** The operating system's own store for secrets. `{how}` names what to do on this platform. */
export const keychainErrors = {
  KEYCHAIN_ABSENT: {
    message: '이 컴퓨터에서 비밀 저장소(키체인)를 찾지 못해 연결 정보를 보관하거나 읽을 수 없습니다.',
    nextStep: '{how}',
    retryable: false,
  },
  KEYCHAIN_LOCKED: {
    message: '비밀 저장소(키체인)가 잠겨 있어 연결 정보를 읽거나 쓰지 못했습니다.',
    nextStep: '{how}',
    retryable: true,
  },
  KEYCHAIN_TIMEOUT: {
    message: '비밀 저장소(키체인)가 {seconds}초 안에 답하지 않았습니다.',
    nextStep: '{how}',
    retryable: true,
  },
  KEYCHAIN_FAILED: {
    message: '비밀 저장소(키체인)를 쓰지 못했습니다: {words}',
    nextStep: '{how}',
    retryable: true,
  },
  HOME_ID_UNREADABLE: {
    message: '데이터 폴더의 식별 파일(home-id)을 읽을 수 없습니다.',
    nextStep:
      '데이터 폴더의 권한을 확인하십시오. 파일이 망가졌다면 백업한 home-id를 되돌리거나, 이 파일을 지운 뒤 서비스를 다시 연결하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const credentialErrors = {
  CREDENTIAL_EMPTY: {
    message: '{field} 값이 비어 있습니다.',
    nextStep: '개발자센터의 앱 정보에서 값을 복사해 붙여 넣으십시오.',
    retryable: false,
  },
  CREDENTIAL_CUT: {
    message: '{field} 값이 잘린 것으로 보입니다: {detail}',
    nextStep: '개발자센터에서 값을 펼친 뒤 복사 단추로 끝까지 복사해 다시 붙여 넣으십시오.',
    retryable: false,
  },
  CREDENTIAL_WRONG: {
    message: '{field} 값이 올바른 모양이 아닙니다: {detail}',
    nextStep: '개발자센터의 앱 정보와 연동 사이트 관리 화면에서 해당 항목을 확인해 다시 입력하십시오.',
    retryable: false,
  },
  REDIRECT_INVALID: {
    message: '리디렉션 주소를 쓸 수 없습니다: {detail}',
    nextStep:
      '개발자센터에 등록한 Redirect URI를 그대로 입력하십시오. 이 컴퓨터에서 바로 받으려면 http://localhost:{port}/callback 처럼 등록하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const attemptErrors = {
  LOOPBACK_PORT_BUSY: {
    message: '연결 결과를 받을 포트 {port:을/를} 다른 프로그램이 쓰고 있습니다.',
    nextStep:
      '그 프로그램을 끝내고 다시 시도하거나, 설정의 포트와 개발자센터의 Redirect URI를 다른 번호로 함께 바꾸십시오.',
    retryable: true,
  },
  LOOPBACK_PORT_DENIED: {
    message: '운영 체제가 포트 {port:을/를} 여는 것을 허용하지 않았습니다.',
    nextStep: '1024보다 크고 운영 체제가 예약하지 않은 포트로 설정과 개발자센터의 Redirect URI를 함께 바꾸십시오.',
    retryable: false,
  },
  LOOPBACK_FAILED: {
    message: '연결 결과를 받을 포트 {port:을/를} 열지 못했습니다: {words}',
    nextStep: '보안 프로그램이 이 컴퓨터 안의 통신을 막는지 확인하거나, 주소를 붙여 넣는 방식으로 연결하십시오.',
    retryable: true,
  },
  LOGIN_TIMEOUT: {
    message: '{minutes} 안에 아임웹의 동의 결과가 오지 않아 연결을 멈추었습니다.',
    nextStep: '연결을 처음부터 다시 시작하여 브라우저에서 동의를 마치십시오.',
    retryable: true,
  },
  LOGIN_CANCELLED: { message: '연결을 취소했습니다.', nextStep: '필요하면 다시 연결하십시오.', retryable: false },
  LOGIN_REPLACED: {
    message: '새 연결을 시작하여 앞선 연결을 취소했습니다.',
    nextStep: '새로 열린 브라우저 창에서 동의를 마치십시오.',
    retryable: false,
  },
  LOGIN_OVER: {
    message: '이 연결 시도는 이미 끝났습니다.',
    nextStep: '연결을 처음부터 다시 시작하십시오. 인가 코드는 한 번만 쓸 수 있습니다.',
    retryable: false,
  },
  LOGIN_NO_CODE: {
    message: '아임웹이 돌려보낸 주소에 인가 코드가 없습니다.',
    nextStep: '연결을 처음부터 다시 시작하십시오.',
    retryable: true,
  },
  LOGIN_STATE: {
    message: '돌아온 주소가 지금 기다리는 연결 시도의 것이 아닙니다.',
    nextStep: '가장 최근에 열린 브라우저 창에서 동의하고, 그 창의 주소를 쓰십시오.',
    retryable: true,
  },
  PASTE_EMPTY: {
    message: '붙여 넣은 내용이 비어 있습니다.',
    nextStep: '동의한 뒤 브라우저 주소창에 나타난 주소 전체를 복사해 붙여 넣으십시오.',
    retryable: true,
  },
  PASTE_UNREADABLE: {
    message: '붙여 넣은 내용이 주소가 아닙니다.',
    nextStep: '동의한 뒤 브라우저 주소창에 나타난, http로 시작하는 주소 전체를 복사해 붙여 넣으십시오.',
    retryable: true,
  },
  PASTE_CONSENT_PAGE: {
    message: '붙여 넣은 주소는 동의하기 전의 아임웹 화면 주소입니다.',
    nextStep: '브라우저에서 동의를 마친 뒤 바뀐 주소를 복사해 붙여 넣으십시오.',
    retryable: true,
  },
  PASTE_NOTHING: {
    message: '붙여 넣은 주소에 동의 결과(code)가 들어 있지 않습니다.',
    nextStep: '동의한 직후의 주소창에서 물음표(?) 뒤까지 주소 전체를 복사해 붙여 넣으십시오.',
    retryable: true,
  },
  PASTE_NO_STATE: {
    message: '붙여 넣은 주소에 state 값이 없습니다. 주소의 일부만 복사된 것으로 보입니다.',
    nextStep: '주소창의 내용을 처음부터 끝까지 복사해 다시 붙여 넣으십시오.',
    retryable: true,
  },
  PASTE_OTHER_ADDRESS: {
    message: '붙여 넣은 주소가 등록한 리디렉션 주소와 다릅니다. 기다리는 주소: {expected}',
    nextStep: '동의한 뒤 그 주소로 옮겨 간 브라우저의 주소창을 복사해 붙여 넣으십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const connectionErrors = {
  NOT_CONNECTED: {
    message: '{name:이/가} 연결되어 있지 않습니다.',
    nextStep: '연결 화면에서 {name:을/를} 연결하십시오.',
    retryable: false,
  },
  NEEDS_REAUTH: {
    message: '아임웹 연결의 동의가 더는 유효하지 않습니다{why}.',
    nextStep: '연결 화면에서 다시 연결을 누르십시오. 저장된 주문과 구매자는 그대로 있습니다.',
    retryable: false,
  },
  REFRESH_UNKNOWN: {
    message:
      '토큰을 갱신하는 도중에 응답을 받지 못하여 갱신되었는지 알 수 없습니다. 같은 리프레시 토큰을 두 번 보내지 않습니다.',
    nextStep: '연결 화면에서 다시 연결을 누르십시오. 저장된 주문과 구매자는 그대로 있습니다.',
    retryable: false,
  },
  KEYS_MISSING: {
    message:
      '비밀 저장소(키체인)에 {name} 연결 정보가 없습니다. 저장소가 지워졌거나 데이터 폴더를 옮긴 것으로 보입니다.',
    nextStep: '연결 화면에서 {name} 정보를 다시 입력하십시오. 수집한 상품은 그대로 있습니다.',
    retryable: false,
  },
  CALLS_PAUSED: {
    message: '{why}. {until}까지 {name:으로/로} 아무것도 보내지 않습니다.',
    nextStep: '그 뒤 저절로 이어집니다. 같은 계정이나 키를 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  SECRETS_MISSING: {
    message:
      '비밀 저장소(키체인)에 아임웹 연결 정보가 없습니다. 저장소가 지워졌거나 데이터 폴더를 옮긴 것으로 보입니다.',
    nextStep: '연결 화면에서 아임웹을 다시 연결하십시오. 저장된 주문과 구매자는 그대로 있습니다.',
    retryable: false,
  },
  CONSENT_OLD: {
    message:
      '아임웹에 동의한 지 {days}일이 지났습니다. 동의가 90일 뒤에 끝난다는 설명과 갱신할 때마다 늘어난다는 설명이 있어 어느 쪽인지 확실하지 않습니다.',
    nextStep: '{when} 연결 화면에서 다시 연결을 누르십시오.',
    retryable: false,
  },
  SITE_MISMATCH: {
    message: '입력한 사이트 코드({typed})와 동의한 상점의 사이트 코드({actual})가 다릅니다.',
    nextStep: '개발자센터의 연동 사이트 관리에서 사이트 코드를 확인해 다시 입력하십시오.',
    retryable: false,
  },
  UNIT_UNKNOWN: {
    message: '이 상점에 그런 유닛이 없습니다.',
    nextStep: '연결을 확인해 유닛 목록을 새로 고친 뒤 다시 고르십시오.',
    retryable: false,
  },
  SANDBOX_NONE: {
    message: '{name}에는 샌드박스(시험 서버)가 없습니다.',
    nextStep: '샌드박스를 끄고 다시 연결하십시오.',
    retryable: false,
  },
  SERVICE_UNKNOWN: {
    message: '이 버전은 {name} 연결을 지원하지 않습니다.',
    nextStep: '프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failKeychain = failuresOf(keychainErrors)
export const failCredential = failuresOf(credentialErrors)
export const failAttempt = failuresOf(attemptErrors)
export const failConnection = failuresOf(connectionErrors)

const advice: Record<string, Record<'absent' | 'locked', string>> = {
  linux: {
    absent:
      'Secret Service를 제공하는 프로그램(GNOME 키링 또는 KWallet)과 libsecret을 설치하고 데스크톱에 로그인한 상태에서 다시 시도하십시오. Debian·Ubuntu: sudo apt-get install gnome-keyring libsecret-1-0',
    locked: '로그인 키링의 잠금을 풀고(암호 및 키 앱에서 로그인 키링을 여십시오) 다시 시도하십시오.',
  },
  darwin: {
    absent: '키체인 접근 앱에서 로그인 키체인이 있는지 확인하고, 없으면 새로 만든 뒤 다시 시도하십시오.',
    locked: '키체인 접근 앱에서 로그인 키체인의 잠금을 풀고, 장터의 접근을 허용한 뒤 다시 시도하십시오.',
  },
  win32: {
    absent: '장터를 다시 설치하고, 제어판의 자격 증명 관리자가 열리는지 확인한 뒤 다시 시도하십시오.',
    locked: 'Windows에 다시 로그인하고, 제어판의 자격 증명 관리자가 열리는지 확인한 뒤 다시 시도하십시오.',
  },
}

/** What the operator does about the keychain of this platform. */
export const keychainAdvice = (kind: 'absent' | 'locked', platform: string): string =>
  (advice[platform] ?? advice.linux)?.[kind] ?? ''
