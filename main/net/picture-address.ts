import { BlockList, isIP } from 'node:net'
import { failPicture } from './picture-errors.ts'

/** Everything of IPv4 that is not an ordinary public host (RFC 6890, 5737, 6598, 2544, 3068, 1112). */
const notPublic = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(net, bits, 'ipv4')

/** Of IPv6 only 2000::/3 is routed publicly; inside it, what tunnels or translates IPv4 could lead back home. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const special6 = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special6.addSubnet(net, bits, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export type Reach = 'public' | 'loopback' | 'refused'

/** Where an IP address leads. Whatever is neither a public host nor this computer is refused. */
export function reachOf(address: string): Reach {
  const version = isIP(address)
  if (version === 0) return 'refused'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  // ::ffff:a.b.c.d is the IPv4 address in other clothes; node's lists would follow it, the rules here refuse it.
  if (family === 'ipv6' && /^::ffff:/i.test(address)) return 'refused'
  if (loopback.check(address, family)) return 'loopback'
  if (family === 'ipv4') return notPublic.check(address, 'ipv4') ? 'refused' : 'public'
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6') ? 'public' : 'refused'
}

/** A picture's address as it may be asked for: https, or http where this computer's own services are allowed. */
export function pictureAddress(text: string, localServices: boolean): URL {
  const url = text.length > 4000 ? null : URL.parse(text)
  if (url === null) throw failPicture('PICTURE_ADDRESS_BAD')
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && localServices)
  if (!allowed || url.username !== '' || url.password !== '' || url.hostname === '') {
    throw failPicture('PICTURE_ADDRESS_REFUSED')
  }
  return url
}

/**
 * The one address to connect to out of those a name resolved to. A name that leads home with any of its addresses is
 * refused whole, and plain http goes to this computer only.
 */
export function chooseAddress<A extends { address: string }>(url: URL, found: readonly A[], localServices: boolean): A {
  const first = found[0]
  if (first === undefined) throw failPicture('PICTURE_UNREACHABLE')
  const reaches = new Set(found.map(({ address }) => reachOf(address)))
  const [reach] = reaches
  if (reaches.size !== 1 || reach === 'refused' || reach === undefined) throw failPicture('PICTURE_ADDRESS_REFUSED')
  if (reach === 'loopback' && !localServices) throw failPicture('PICTURE_ADDRESS_REFUSED')
  if (reach === 'public' && url.protocol !== 'https:') throw failPicture('PICTURE_ADDRESS_REFUSED')
  return first
}
