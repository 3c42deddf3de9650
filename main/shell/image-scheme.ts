import type { Protocol } from 'electron'
import type { PictureFetcher } from '../net/picture.ts'
import { type PictureType, pictureType } from '../net/picture-type.ts'
import type { PictureCache } from './picture-cache.ts'

/** Pictures of strangers reach the window through this scheme alone: `app-img://remote/?u=<address>`. */
export const imageScheme = 'app-img'
const imageHost = 'remote'
const failedForMs = 5 * 60_000

/** The remote address inside an address of this scheme, or null. */
export const remoteAddress = (address: string): string | null => {
  const url = URL.parse(address)
  if (url === null || url.protocol !== `${imageScheme}:` || url.host !== imageHost) return null
  const remote = url.searchParams.get('u')
  return remote === null || remote === '' ? null : remote
}

export const isPicture = (address: string): boolean => remoteAddress(address) !== null

/** Shown in place of a picture that cannot be had: a frame and a horizon, in a grey that fits light and dark. */
const placeholder = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96" fill="none" stroke="#8a8f98" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><rect x="24" y="28" width="48" height="40" rx="4"/><circle cx="38" cy="42" r="4"/><path d="M28 64l14-13 9 8 8-7 9 9"/></svg>`

const headers = (type: string, cache: string) => ({
  'content-type': type,
  'cache-control': cache,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  // The description's frame has no origin of its own.
  'cross-origin-resource-policy': 'cross-origin',
})
const picture = (bytes: Uint8Array, type: PictureType) =>
  new Response(new Uint8Array(bytes), { status: 200, headers: headers(type, 'private, max-age=86400') })
const none = (status: number) =>
  new Response(placeholder, { status, headers: headers('image/svg+xml', `private, max-age=${failedForMs / 1000}`) })

export interface ImageDeps {
  fetcher: PictureFetcher
  cache: PictureCache
  now?: () => number
}

/** Answers one picture: from disk, else from its server; a failure is a quiet placeholder, and not asked again at once. */
export function createImageAnswer({ fetcher, cache, now = Date.now }: ImageDeps) {
  const failed = new Map<string, number>()
  const underWay = new Map<string, Promise<{ bytes: Uint8Array; type: PictureType } | null>>()

  const load = async (remote: string) => {
    const kept = await cache.get(remote)
    if (kept !== null) {
      const type = pictureType(kept)
      if (type !== null) return { bytes: kept, type }
      await cache.forget(remote)
    }
    if ((failed.get(remote) ?? 0) > now()) return null
    failed.delete(remote)
    try {
      const fetched = await fetcher.get(remote)
      // A full disk costs the copy, not the picture.
      await cache.put(remote, fetched.bytes).catch(() => {})
      return fetched
    } catch (thrown) {
      const busy = thrown instanceof Error && 'code' in thrown && thrown.code === 'PICTURE_BUSY'
      if (!busy) failed.set(remote, now() + failedForMs)
      for (const old of failed.keys()) {
        if (failed.size <= 5000) break
        failed.delete(old)
      }
      return null
    }
  }

  return async (request: { url: string; method: string }): Promise<Response> => {
    if (request.method !== 'GET') return none(405)
    const remote = remoteAddress(request.url)
    if (remote === null) return none(400)
    try {
      fetcher.check(remote)
    } catch {
      return none(403)
    }
    const running = underWay.get(remote) ?? load(remote).finally(() => underWay.delete(remote))
    underWay.set(remote, running)
    const found = await running.catch(() => null)
    return found === null ? none(404) : picture(found.bytes, found.type)
  }
}

export const serveImages = (on: Pick<Protocol, 'handle'>, deps: ImageDeps): void => {
  const answer = createImageAnswer(deps)
  on.handle(imageScheme, (request) => answer(request))
}
