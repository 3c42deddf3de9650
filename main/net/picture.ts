import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { chooseAddress, pictureAddress } from './picture-address.ts'
import { failPicture } from './picture-errors.ts'
import { newestFirst } from './picture-queue.ts'
import { type PictureType, pictureType } from './picture-type.ts'
import { client, textHeaders } from './transport.ts'

export interface Picture {
  bytes: Buffer
  type: PictureType
}
interface Found {
  address: string
  family: number
}

export interface PictureOptions {
  /** Whether this computer's own services (practice, JANGTEO_ENDPOINTS) may serve pictures, over http too. */
  localServices: () => boolean
  /** All addresses of a name. */
  resolve?: (name: string) => Promise<Found[]>
  timeoutMs?: number
  maxBytes?: number
  atOnce?: number
  waiting?: number
}

const MAX_BYTES = 8 * 1024 * 1024
const MAX_REDIRECTS = 3
const TIMEOUT_MS = 15_000
const redirects = new Set([301, 302, 303, 307, 308])

const resolveAll = (name: string): Promise<Found[]> => lookup(name, { all: true, verbatim: true })
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

/** Connects to exactly the address that was checked: a name that answers differently the second time changes nothing. */
const pinnedTo =
  (found: Found): LookupFunction =>
  (_name, options, done) => {
    if (options.all) done(null, [{ address: found.address, family: found.family }])
    else done(null, found.address, found.family)
  }

/** Fetches pictures whose addresses strangers wrote: checked, pinned, limited, and believed only by their bytes. */
export function createPictureFetcher(options: PictureOptions) {
  const { localServices, resolve = resolveAll, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options
  const queue = newestFirst(options.atOnce ?? 6, options.waiting ?? 240, () => failPicture('PICTURE_BUSY'))

  const addressesOf = async (url: URL): Promise<Found[]> => {
    const name = bare(url.hostname)
    const version = isIP(name)
    if (version !== 0) return [{ address: name, family: version }]
    return resolve(name).catch(() => {
      throw failPicture('PICTURE_UNREACHABLE')
    })
  }

  const open = async (url: URL, signal: AbortSignal) => {
    const found = chooseAddress(url, await addressesOf(url), localServices())
    if (signal.aborted) throw failPicture('PICTURE_UNREACHABLE')
    const pinned = { lookup: pinnedTo(found), maxSockets: 1 }
    return client.request<Readable>({
      url: url.href,
      method: 'GET',
      responseType: 'stream',
      headers: { accept: 'image/webp,image/png,image/jpeg,image/gif', 'user-agent': 'Jangteo' },
      signal,
      httpAgent: new HttpAgent(pinned),
      httpsAgent: new HttpsAgent(pinned),
    })
  }

  const read = async (body: Readable, signal: AbortSignal): Promise<Picture> => {
    // axios lets go of its signal once the headers are here.
    const end = () => body.destroy(new Error('ended early'))
    signal.addEventListener('abort', end, { once: true })
    const chunks: Buffer[] = []
    let size = 0
    try {
      if (signal.aborted) end()
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > maxBytes) throw failPicture('PICTURE_TOO_LARGE', { values: { limit: maxBytes } })
        chunks.push(chunk)
      }
    } finally {
      signal.removeEventListener('abort', end)
      body.destroy()
    }
    const bytes = Buffer.concat(chunks, size)
    const type = pictureType(bytes)
    if (type === null) throw failPicture('PICTURE_NOT_IMAGE')
    return { bytes, type }
  }

  const fetchOne = async (address: string, signal: AbortSignal): Promise<Picture> => {
    let url = pictureAddress(address, localServices())
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await open(url, signal)
      const { status, data: body } = response
      if (status === 200) {
        const length = Number(textHeaders(response)['content-length'] ?? 0)
        if (length <= maxBytes) return await read(body, signal)
        body.destroy()
        throw failPicture('PICTURE_TOO_LARGE', { values: { limit: maxBytes } })
      }
      body.destroy()
      const next = textHeaders(response).location
      if (!redirects.has(status) || next === undefined) throw failPicture('PICTURE_STATUS', { values: { status } })
      url = pictureAddress(URL.parse(next, url.href)?.href ?? '', localServices())
    }
    throw failPicture('PICTURE_REDIRECTS')
  }

  const get = async (address: string): Promise<Picture> => {
    const stop = new AbortController()
    let late = false
    const timer = setTimeout(() => {
      late = true
      stop.abort()
    }, timeoutMs)
    try {
      return await fetchOne(address, stop.signal)
    } catch (thrown) {
      if (late) throw failPicture('PICTURE_TIMEOUT', { values: { seconds: Math.max(1, Math.round(timeoutMs / 1000)) } })
      if (thrown instanceof AppError) throw thrown
      throw failPicture('PICTURE_UNREACHABLE')
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    /** Refuses by the look of the address alone, before anything is asked of anybody. */
    check: (address: string): void => void pictureAddress(address, localServices()),
    get: (address: string): Promise<Picture> => queue(() => get(address)),
  }
}
export type PictureFetcher = ReturnType<typeof createPictureFetcher>
