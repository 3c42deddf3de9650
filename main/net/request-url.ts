import { failNet, serviceName } from './errors.ts'
import type { HttpRequest } from './types.ts'

const query = (values: HttpRequest['query'] = {}): string => {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined)
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')
}

/**
 * Base + path + query, encoded the way signatures are computed. A path can never lead to another host: an order number
 * or a product key from outside may be a part of it.
 */
export function requestUrl(service: string, baseUrl: string, request: HttpRequest): string {
  const base = URL.parse(baseUrl)
  const text = `${baseUrl.replace(/\/+$/, '')}${request.path}`
  const url = URL.parse(text)
  const steps = request.path.split(/[?#]/)[0]?.split('/') ?? []
  const climbs = steps.some((step) => /^(?:\.|%2e){1,2}$/i.test(step))
  const strays = !request.path.startsWith('/') || request.path.includes('\\') || climbs
  if (base === null || url === null || url.origin !== base.origin || strays) {
    throw failNet('NET_BAD_REQUEST_PATH', { service, values: { service: serviceName(service) } })
  }
  const search = query(request.query)
  return search === '' ? text : `${text}${request.path.includes('?') ? '&' : '?'}${search}`
}
