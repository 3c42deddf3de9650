import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const browserErrors = {
  BROWSER_ADDRESS_REFUSED: {
    message: '허용되지 않은 주소라서 브라우저로 열지 않았습니다.',
    nextStep: '프로그램이 안내하는 주소인지 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue
const fail = failuresOf(browserErrors)

/** The hosts this app sends the operator to. Exact names: a suffix test would let `evil-imweb.me` in. */
export const knownHosts: ReadonlySet<string> = new Set([
  'openapi.imweb.me',
  'developers.imweb.me',
  'developers-docs.imweb.me',
  'wing.coupang.com',
  'apicenter.commerce.naver.com',
  'openapi.11st.co.kr',
])

/** Where the markets show a listing to buyers. */
const listingHosts: ReadonlySet<string> = new Set([
  'www.coupang.com',
  'smartstore.naver.com',
  'brand.naver.com',
  'www.11st.co.kr',
])

/** The page of a listing in the form in which it may be handed to the browser: https, and a market's own host. */
export function listingAddress(address: string): string {
  const url = URL.parse(address)
  const known = url?.protocol === 'https:' && url.port === '' && listingHosts.has(url.hostname)
  if (url === null || !known || url.username !== '' || url.password !== '') throw fail('BROWSER_ADDRESS_REFUSED')
  return url.href
}

const isLoopback = (host: string) => host === '127.0.0.1' || host === 'localhost' || host === '[::1]'

/**
 * The address in the form in which it may be handed to the operator's browser. Loopback is allowed only while the services
 * themselves are local (practice shop, or addresses replaced for a test).
 */
export const externalAddress = (address: string, localServices: boolean): string => {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') throw fail('BROWSER_ADDRESS_REFUSED')
  const known = url.protocol === 'https:' && url.port === '' && knownHosts.has(url.hostname)
  const local = localServices && url.protocol === 'http:' && isLoopback(url.hostname)
  if (!known && !local) throw fail('BROWSER_ADDRESS_REFUSED')
  return url.href
}
