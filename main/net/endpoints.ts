import { readFileSync, statSync } from 'node:fs'
import { failNet } from './errors.ts'

/** Base addresses of the real services, without a slash at the end. The buyer app has none until the operator gives one. */
export const realEndpoints = {
  imweb: 'https://openapi.imweb.me',
  'ownerclan-auth': 'https://auth.ownerclan.com',
  ownerclan: 'https://api.ownerclan.com',
  zentrade: 'https://www.zentrade.co.kr',
  domeggook: 'https://domeggook.com',
  coupang: 'https://api-gateway.coupang.com',
  naver: 'https://api.commerce.naver.com',
  // 11st prints http:// in places; its key is a bare header, so only https is used.
  '11st': 'https://api.11st.co.kr',
  'buyer-app': null,
} as const satisfies Record<string, string | null>

/** OwnerClan's test hosts: another login, other goods. */
const sandboxEndpoints = {
  'ownerclan-auth': 'https://auth-sandbox.ownerclan.com',
  ownerclan: 'https://api-sandbox.ownerclan.com',
} as const

/** A service's test host; an address that replaces the real one (`JANGTEO_ENDPOINTS`, practice) replaces this one too. */
export const sandboxEndpoint = (endpoints: Endpoints, name: keyof typeof sandboxEndpoints): string =>
  endpoints[name] === realEndpoints[name] ? sandboxEndpoints[name] : endpoints[name]

export type EndpointName = keyof typeof realEndpoints
export type Endpoints = Readonly<Record<Exclude<EndpointName, 'buyer-app'>, string> & { 'buyer-app': string | null }>

const MAX_FILE_BYTES = 64 * 1024
const isName = (name: string): name is EndpointName => Object.hasOwn(realEndpoints, name)

/** A host name, as the URL parser wrote it, that leads to this computer. */
export const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/**
 * A base address that leads to this computer, normalised. Secrets are sent there, so the rule looks at what the URL parser
 * made of the text (decimal and short IPs included), never at how the text begins.
 */
export function loopbackBase(name: string, text: unknown): string {
  const bad = () => failNet('ENDPOINTS_BAD_ADDRESS', { values: { name } })
  if (typeof text !== 'string' || text.length > 500) throw bad()
  // What parsers disagree about is refused before one of them reads it.
  if (!/^https?:\/\/[^/\\]/i.test(text) || /[^!-~]|[\\@?#%]|\/\.\.?(?:\/|$)/.test(text)) throw bad()
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') throw bad()
  if (!isLoopback(url.hostname)) throw failNet('ENDPOINTS_NOT_LOCAL', { values: { name } })
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

const readText = (file: string): string => {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw failNet('ENDPOINTS_NOT_JSON')
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? ''
    if (/^E[A-Z]+$/.test(code)) throw failNet('ENDPOINTS_MISSING', { values: { detail: code } })
    throw thrown
  }
}

const parse = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Falls through to the one error for both.
  }
  throw failNet('ENDPOINTS_NOT_JSON')
}

/** The services' base addresses: the real ones, replaced by those of the file named in `JANGTEO_ENDPOINTS`. */
export function readEndpoints(file: string | undefined): Endpoints {
  if (file === undefined || file === '') return { ...realEndpoints }
  const given: Partial<Record<EndpointName, string>> = {}
  for (const [name, address] of Object.entries(parse(readText(file)))) {
    if (!isName(name)) {
      throw failNet('ENDPOINTS_BAD_NAME', {
        values: { name: name.slice(0, 60), names: Object.keys(realEndpoints).join(', ') },
      })
    }
    given[name] = loopbackBase(name, address)
  }
  return { ...realEndpoints, ...given }
}
