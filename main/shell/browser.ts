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
])

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
