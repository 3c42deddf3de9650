import { crc32, deflateSync } from 'node:zlib'
import { hash32 } from './random.ts'

const SIZE = 240
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const colour = (draw: number): [number, number, number] => [
  96 + (draw & 127),
  96 + ((draw >> 8) & 127),
  96 + ((draw >> 16) & 127),
]

const shapes: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => x * x + y * y < 0.5,
  (x, y) => Math.abs(x) < 0.55 && Math.abs(y) < 0.7,
  (x, y) => Math.abs(x) + Math.abs(y) < 0.8,
  (x, y) => y > -0.6 && y < 0.6 && Math.abs(x) < 0.3 + (0.6 - y) / 3,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.7 && x * x + y * y > 0.2,
]

/** A small PNG that tells products apart: one shape on one ground, both from the product's number. */
export function pictureOf(index: number, name: string): Buffer {
  let salt = 0
  for (const letter of name) salt = (salt * 31 + letter.charCodeAt(0)) | 0
  const ground = colour(hash32(1, index, salt))
  const figure = colour(hash32(2, index, 0))
  const inside = shapes[hash32(3, index, 0) % shapes.length]
  // A palette of two and one bit a pixel: rows of SIZE / 8 bytes after a filter byte.
  const row = SIZE / 8 + 1
  const pixels = Buffer.alloc(row * SIZE)
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      if (!inside?.((2 * x) / SIZE - 1, (2 * y) / SIZE - 1)) continue
      const at = y * row + 1 + (x >> 3)
      pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  header.set([1, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([...ground, ...figure])),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const place = /^\/img\/(\d{1,9})\/(\w{1,10})\.png$/

/** The picture at `/img/{index}/{n}.png`, or null where there is none. */
export const pictureAt = (path: string): Buffer | null => {
  const match = place.exec(path)
  return match ? pictureOf(Number(match[1]), match[2] ?? '') : null
}
