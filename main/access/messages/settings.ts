import type { AlimtalkSettings, MailSettings } from '../../../shared/contract/access.ts'
import { emailKey } from '../../../shared/people.ts'
import { isLoopback } from '../../net/endpoints.ts'
import { failMessage } from '../errors.ts'

/** Where the mail services that shops use take mail; the user is the whole address with Gmail, the id or address elsewhere. */
const presetServers: Record<
  Exclude<MailSettings['preset'], 'custom'>,
  Pick<MailSettings, 'host' | 'port' | 'secure'>
> = {
  gmail: { host: 'smtp.gmail.com', port: 465, secure: true },
  naver: { host: 'smtp.naver.com', port: 465, secure: true },
  daum: { host: 'smtp.daum.net', port: 465, secure: true },
}

export const defaultMail: MailSettings = {
  onGrant: false,
  onRevoke: false,
  preset: 'gmail',
  ...presetServers.gmail,
  username: '',
  fromName: '',
  fromAddress: '',
  dailyLimit: 300,
  beyondOrder: false,
  consentText: '',
  unsubscribeLine: '',
  grant: {
    subject: '{상품} 이용 안내',
    text: '{이름}님, 안녕하십니까.\n\n주문 {주문번호}의 결제가 확인되어 아래 상품을 이용하실 수 있습니다.\n상품: {상품}\n이용 시작: {시작일}\n이용 종료: {종료일}\n\n감사합니다.',
  },
  revoke: {
    subject: '{상품} 이용 종료 안내',
    text: '{이름}님, 안녕하십니까.\n\n아래 상품의 이용이 종료되었습니다.\n상품: {상품}\n사유: {사유}\n주문번호: {주문번호}\n\n감사합니다.',
  },
}

export const defaultAlimtalk: AlimtalkSettings = {
  onGrant: false,
  onRevoke: false,
  url: '',
  grantTemplate: '',
  revokeTemplate: '',
  dailyLimit: 300,
}

/** One line without what could start another header. */
const isOneLine = (text: string) => !/[\r\n\0]/.test(text)

/** Settings that may be stored, with the preset's server filled in. Throws MAIL_SETTINGS. */
export function checkedMail(given: MailSettings): MailSettings {
  const bad = (detail: string) => failMessage('MAIL_SETTINGS', { values: { detail } })
  const settings = given.preset === 'custom' ? given : { ...given, ...presetServers[given.preset] }
  const isOn = settings.onGrant || settings.onRevoke
  const lines = [settings.fromName, settings.username, settings.grant.subject, settings.revoke.subject]
  if (!lines.every(isOneLine)) throw bad('제목과 보내는 사람은 한 줄이어야 합니다.')
  if (isOn || settings.fromAddress !== '') {
    if (emailKey(settings.fromAddress) === null || !isOneLine(settings.fromAddress)) throw bad('보내는 메일 주소')
  }
  if (!isOn) return settings
  if (!/^[a-z0-9.-]+$|^\[?[\da-f:]+\]?$/i.test(settings.host)) throw bad('메일 서버 이름')
  if (settings.username === '') throw bad('메일 계정 아이디')
  // 정보통신망법 제50조: what advertises names the consent and how to end it.
  if (settings.beyondOrder && (settings.consentText === '' || settings.unsubscribeLine === '')) {
    throw bad('주문과 직접 관련 없는 내용을 보내려면 수신 동의 문구와 수신 거부 방법이 필요합니다.')
  }
  return settings
}

/** Throws ALIMTALK_SETTINGS. */
export function checkedAlimtalk(settings: AlimtalkSettings): AlimtalkSettings {
  const bad = (detail: string) => failMessage('ALIMTALK_SETTINGS', { values: { detail } })
  const isOn = settings.onGrant || settings.onRevoke
  if (!isOn && settings.url === '') return settings
  const url = URL.parse(settings.url)
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  if (!isSafe || url.username !== '' || url.password !== '') throw bad('https://로 시작하는 중계 주소가 필요합니다.')
  if (settings.onGrant && settings.grantTemplate === '') throw bad('허용 알림의 템플릿 코드')
  if (settings.onRevoke && settings.revokeTemplate === '') throw bad('종료 알림의 템플릿 코드')
  return settings
}
