import { isLoopback } from '../net/endpoints.ts'
import { failAccess } from './errors.ts'

/** The operator's address as it will be called, or the reason why it may not be. Plain http only within this computer. */
export function webhookUrl(text: string): string {
  const bad = (detail: string) => failAccess('ACCESS_URL_BAD', { service: 'buyer-app', values: { detail } })
  const trimmed = text.trim()
  if (/\s/.test(trimmed)) throw bad('주소 안에 빈칸이 있습니다. 빈칸은 %20으로 적으십시오.')
  // The parser forgives backslashes that other parsers read otherwise.
  if (!/^https?:\/\/[^/\\]/i.test(trimmed) || trimmed.includes('\\')) {
    throw bad('http:// 또는 https://로 시작하는 주소가 아닙니다.')
  }
  const url = URL.parse(trimmed)
  if (url === null) throw bad('주소를 읽을 수 없습니다.')
  if (url.username !== '' || url.password !== '') throw bad('주소에 아이디나 비밀번호를 넣을 수 없습니다.')
  if (url.hash !== '') throw bad('주소에 # 뒤의 내용을 넣을 수 없습니다.')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw failAccess('ACCESS_URL_INSECURE', { service: 'buyer-app' })
  }
  return url.href
}

/** `JANGTEO_ENDPOINTS` replaces scheme and host and keeps the operator's path. */
export const calledUrl = (url: string, base: string | null): string => {
  if (base === null) return url
  const { pathname, search } = new URL(url)
  return `${base}${pathname}${search}`
}
