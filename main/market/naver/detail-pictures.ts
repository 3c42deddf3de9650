/** `src` of an `<img>`, however it is quoted; `data-src` and the like are not it. */
const source = /(<img\b[^>]*?\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi

const decoded = (text: string) => text.trim().replaceAll('&amp;', '&')
const absolute = (text: string) => (text.startsWith('//') ? `https:${text}` : text)
const isAddress = (text: string) => /^https?:\/\//i.test(text)

/** Addresses of the pictures in a description, each once, in order. */
export function detailPictures(html: string): string[] {
  const found = [...html.matchAll(source)].map(([, , double, single, bare]) =>
    absolute(decoded(double ?? single ?? bare ?? '')),
  )
  return [...new Set(found.filter(isAddress))]
}

/** The description with the pictures that were uploaded under their new addresses; all else stays as it is. */
export const withPictures = (html: string, uploaded: ReadonlyMap<string, string>): string =>
  html.replace(source, (whole, head: string, double?: string, single?: string, bare?: string) => {
    const address = uploaded.get(absolute(decoded(double ?? single ?? bare ?? '')))
    return address === undefined ? whole : `${head}"${address.replaceAll('&', '&amp;').replaceAll('"', '%22')}"`
  })
