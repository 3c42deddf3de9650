import { createHash } from 'node:crypto'
import type { Exchange } from '../http/shell.ts'
import { badRequest, Refusal } from './refusal.ts'

const MOST = 10
const MAX_BYTES = 10 * 1024 * 1024

interface File {
  field: string
  filename: string
  bytes: Buffer
}

const find = (whole: Buffer, part: string, from: number) => whole.indexOf(part, from, 'latin1')

/** The files of a `multipart/form-data` body, byte for byte. */
function filesIn(bytes: Buffer, contentType: string): File[] {
  const boundary = /^multipart\/form-data\s*;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'multipart/form-data가 아닙니다.')
  const files: File[] = []
  let at = find(bytes, `--${mark}\r\n`, 0)
  if (at !== 0) throw new Refusal(400, 'BAD_REQUEST', '본문이 경계로 시작하지 않습니다.')
  while (bytes.toString('latin1', at, at + mark.length + 4) === `--${mark}\r\n`) {
    const headAt = at + mark.length + 4
    const headEnd = find(bytes, '\r\n\r\n', headAt)
    const end = find(bytes, `\r\n--${mark}`, headEnd + 4)
    if (headEnd < 0 || end < 0) throw new Refusal(400, 'BAD_REQUEST', '본문이 중간에 끝났습니다.')
    const head = bytes.toString('utf8', headAt, headEnd)
    const field = /content-disposition:\s*form-data;[^\r\n]*\bname="([^"]*)"/i.exec(head)?.[1] ?? ''
    const filename = /filename="([^"]*)"/i.exec(head)?.[1] ?? ''
    files.push({ field, filename, bytes: bytes.subarray(headEnd + 4, end) })
    at = end + 2
  }
  if (bytes.toString('latin1', at, at + mark.length + 4) !== `--${mark}--`) {
    throw new Refusal(400, 'BAD_REQUEST', '본문이 닫는 경계로 끝나지 않습니다.')
  }
  return files
}

const signatures: readonly (readonly [RegExp, extensions: readonly string[]])[] = [
  [/^ffd8ff/, ['jpg', 'jpeg']],
  [/^89504e470d0a1a0a/, ['png']],
  [/^47494638(?:37|39)61/, ['gif']],
  [/^424d/, ['bmp']],
]

const isTaken = ({ filename, bytes }: File) => {
  const extension = /\.([a-z]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
  const head = bytes.toString('hex', 0, 8)
  const kind = signatures.find(([signature]) => signature.test(head))
  return kind?.[1].includes(extension) === true && bytes.length <= MAX_BYTES
}

export interface Uploads {
  answer(exchange: Exchange): { images: { url: string }[] }
  has(url: string): boolean
  refuseNext(times: number): void
  all(): string[]
  restore(urls: readonly string[]): void
  reset(): void
}

export function createUploads(): Uploads {
  let urls = new Set<string>()
  let refusals = 0
  return {
    answer: ({ bytes, headers }) => {
      const files = filesIn(bytes, String(headers['content-type'] ?? ''))
      if (files.length === 0 || files.length > MOST) {
        throw badRequest([
          { name: 'imageFiles', type: 'Size', message: `이미지는 1장 이상 ${MOST}장 이하여야 합니다.` },
        ])
      }
      const odd = files.findIndex((file) => file.field !== 'imageFiles' || !isTaken(file))
      if (refusals > 0) refusals -= 1
      else if (odd < 0) {
        const images = files.map((file, at) => {
          const name = createHash('sha256').update(file.bytes).digest('hex').slice(0, 24)
          const kind = /\.([a-z]+)$/i.exec(file.filename)?.[1]?.toUpperCase() ?? 'JPEG'
          return {
            url: `https://shop-phinf.pstatic.net/practice/${name}_${kind}/${urls.size + at}.${kind.toLowerCase()}`,
          }
        })
        for (const { url } of images) urls.add(url)
        return { images }
      }
      throw badRequest([
        {
          name: `imageFiles[${Math.max(0, odd)}]`,
          type: 'PhotoInfraUpload.extension',
          message: '지원하지 않는 이미지 형식입니다.',
        },
      ])
    },
    has: (url) => urls.has(url),
    refuseNext: (times) => {
      refusals = times
    },
    all: () => [...urls],
    restore: (kept) => {
      urls = new Set(kept)
    },
    reset: () => {
      urls = new Set()
      refusals = 0
    },
  }
}
