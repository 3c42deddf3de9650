const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * The address by which the window may have a stranger's picture. Old descriptions say http or leave the scheme out: https
 * is asked instead, since plain http is refused to everybody but this computer.
 */
export function pictureSource(address: string): string {
  const text = address.trim().startsWith('//') ? `https:${address.trim()}` : address.trim()
  const url = URL.parse(text)
  if (url !== null && url.protocol === 'http:' && !loopbackHost.test(url.hostname)) url.protocol = 'https:'
  return `app-img://remote/?u=${encodeURIComponent(url === null ? text : url.href)}`
}
