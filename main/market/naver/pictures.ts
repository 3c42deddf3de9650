import { AppError } from '../../../shared/errors.ts'
import { failMarket, MarketError, marketError } from '../errors.ts'
import type { MarketCall } from '../port.ts'
import type { NaverClient } from './client.ts'
import { detailPictures, withPictures } from './detail-pictures.ts'
import { failNaver } from './errors.ts'
import { multipart, type Part } from './multipart.ts'
import { pictureKind, refusedKind } from './picture-kind.ts'
import { uploadedImages } from './schema.ts'

/** Fetches a picture from the address that a wholesaler gave. */
export type FetchPicture = (address: string, signal: AbortSignal) => Promise<{ bytes: Uint8Array; type: string }>

export interface Uploaded {
  /** The listing's own pictures at Naver, in order. */
  images: string[]
  descriptionHtml: string
  /** Korean sentences about what was left as it is. */
  warnings: string[]
}

/** Documented: ten files a call. */
const PER_CALL = 10
/** Not documented; public clients keep below it. */
const MAX_BYTES = 10 * 1024 * 1024
/** One call's bytes, so that one body stays within what is sent in a minute on a slow line. */
const MAX_CALL_BYTES = 24 * 1024 * 1024
/** Two further calls at most: a page of a hundred slices would hold up every other listing. */
const MAX_DETAIL = 20
const AT_ONCE = 4
const REMEMBERED = 5000

/** Failures of the way: the picture may be had later. Everything else is the picture's own. */
const passing = new Set(['PICTURE_UNREACHABLE', 'PICTURE_BUSY', 'PICTURE_TIMEOUT', 'CANCELLED'])

const rejected = (code: Parameters<typeof failNaver>[0], place: number, values: Record<string, string | number>) => {
  const error = failNaver(code, { kind: 'rejected' }, { values: { place, ...values } })
  return new MarketError(error, { kind: 'rejected', fields: [{ field: 'images', message: error.message }] })
}

/** Takes pictures from where the wholesaler keeps them to Naver: only addresses of its own are taken there (2.2). */
export function createPictures(client: NaverClient, fetch: FetchPicture) {
  /** Address → Naver's address, so that a second try uploads nothing twice. */
  const known = new Map<string, string>()

  const fetched = async (address: string, place: number, call: MarketCall): Promise<Part> => {
    let bytes: Uint8Array
    try {
      bytes = (await fetch(address, call.signal)).bytes
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      // Nothing was sent to Naver yet: whatever happened, no listing was made.
      if (passing.has(thrown.code) || thrown.retryable) {
        throw thrown instanceof MarketError ? thrown : new MarketError(thrown, { kind: 'later' })
      }
      throw rejected('NAVER_PICTURE_UNREADABLE', place, { words: thrown.message })
    }
    const kind = pictureKind(bytes)
    if (kind === null) throw rejected('NAVER_PICTURE_TYPE', place, { type: refusedKind(bytes) })
    if (bytes.length > MAX_BYTES) {
      throw rejected('NAVER_PICTURE_LARGE', place, { megabytes: Math.ceil(bytes.length / 1024 / 1024) })
    }
    return { filename: `picture-${place}.${kind.extension}`, type: kind.mime, bytes }
  }

  const send = async (parts: readonly { address: string; part: Part }[], call: MarketCall): Promise<void> => {
    const body = multipart(
      'imageFiles',
      parts.map(({ part }) => part),
    )
    // A picture that was uploaded twice is nobody's listing: certain enough to count as not carried out.
    const reply = await client
      .call(
        {
          method: 'POST',
          path: '/v1/product-images/upload',
          template: '/v1/product-images/upload',
          multipart: body,
          write: false,
        },
        call,
      )
      .catch((thrown: unknown) => {
        throw marketError(thrown, { write: false })
      })
    const read = uploadedImages.safeParse(reply)
    if (!read.success || read.data.images.length !== parts.length) {
      throw failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: 'images' })
    }
    if (known.size > REMEMBERED) known.clear()
    parts.forEach(({ address }, at) => {
      known.set(address, read.data.images[at]?.url ?? '')
    })
  }

  const sendAll = async (parts: readonly { address: string; part: Part }[], call: MarketCall): Promise<void> => {
    let batch: { address: string; part: Part }[] = []
    let size = 0
    for (const one of parts) {
      if (batch.length >= PER_CALL || (batch.length > 0 && size + one.part.bytes.length > MAX_CALL_BYTES)) {
        await send(batch, call)
        batch = []
        size = 0
      }
      batch.push(one)
      size += one.part.bytes.length
    }
    if (batch.length > 0) await send(batch, call)
  }

  const inTurn = async <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> => {
    const results: T[] = []
    for (let at = 0; at < count; at += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - at)
      results.push(...(await Promise.all(Array.from({ length: size }, (_, step) => work(at + step)))))
    }
    return results
  }

  return {
    /** Uploads a listing's pictures and, as far as that is cheap, those in its description. Throws MarketError, never of kind unknown. */
    upload: async (images: readonly string[], descriptionHtml: string, call: MarketCall): Promise<Uploaded> => {
      const own = [...new Set(images)]
      const inDetail = detailPictures(descriptionHtml).filter((address) => !own.includes(address))
      const missing = own.filter((address) => !known.has(address))
      const parts = await inTurn(missing.length, async (at) => {
        const address = missing[at] ?? ''
        return { address, part: await fetched(address, own.indexOf(address) + 1, call) }
      })
      const wanted = inDetail.slice(0, MAX_DETAIL).filter((address) => !known.has(address))
      const further = await inTurn(wanted.length, async (at) => {
        const address = wanted[at] ?? ''
        // A slice that cannot be had stays where it is: the page shows it from there.
        return fetched(address, own.length + at + 1, call).then(
          (part) => ({ address, part }),
          (thrown: unknown) => {
            if (call.signal.aborted) throw thrown
            return null
          },
        )
      })
      const extra = further.flatMap((one) => one ?? [])
      try {
        await sendAll([...parts, ...extra], call)
      } catch (thrown) {
        // Perhaps a slice of the description is what Naver does not take: that must not keep the listing's own back.
        if (extra.length === 0 || !(thrown instanceof MarketError) || thrown.kind !== 'rejected') throw thrown
        await sendAll(
          parts.filter(({ address }) => !known.has(address)),
          call,
        )
      }
      const left = inDetail.filter((address) => !known.has(address)).length
      return {
        images: images.flatMap((address) => known.get(address) ?? []),
        descriptionHtml: withPictures(descriptionHtml, known),
        warnings: left === 0 ? [] : [`상세 설명의 이미지 ${left}장은 네이버에 올리지 않고 원래 주소로 두었습니다.`],
      }
    },
  }
}
