// `npm run pictures`: takes the end-to-end run's pictures (out/pictures/) that the README and the guide show into
// docs/pictures/, each with a palette of 256 colours, which a screen needs no more than and which is a fifth of the size.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const from = join(root, 'out', 'pictures')
const to = join(root, 'docs', 'pictures')
const largest = 150 * 1024
const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Pixels of an 8-bit, not interlaced PNG, three bytes each. */
function decode(png) {
  const parts = []
  let head
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') head = data
    else if (type === 'IDAT') parts.push(data)
    at += length + 12
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const size = { 2: 3, 6: 4 }[head[9]]
  if (head[8] !== 8 || size === undefined || head[12] !== 0) throw new Error('not an 8-bit RGB picture')
  const raw = inflateSync(Buffer.concat(parts))
  const row = width * size
  const pixels = Buffer.alloc(width * height * 3)
  let above = Buffer.alloc(row)
  for (let y = 0; y < height; y += 1) {
    const line = raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1))
    unfilter(raw[y * (row + 1)], line, above, size)
    for (let x = 0; x < width; x += 1) line.copy(pixels, (y * width + x) * 3, x * size, x * size + 3)
    above = line
  }
  return { width, height, pixels }
}

function unfilter(kind, line, above, size) {
  for (let at = 0; at < line.length; at += 1) {
    const left = at < size ? 0 : line[at - size]
    const up = above[at]
    const corner = at < size ? 0 : above[at - size]
    if (kind === 1) line[at] += left
    else if (kind === 2) line[at] += up
    else if (kind === 3) line[at] += (left + up) >> 1
    else if (kind === 4) {
      const guess = left + up - corner
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
      line[at] += a <= b && a <= c ? left : b <= c ? up : corner
    }
  }
}

/** At most 256 colours by median cut: the box with the widest spread of its pixels is cut in two until there are enough. */
function paletteOf(pixels) {
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const channels = [16, 8, 0]
  const boxOf = (colours) => {
    const spreads = channels.map((shift) => {
      const values = colours.map(([colour]) => (colour >> shift) & 255)
      return Math.max(...values) - Math.min(...values)
    })
    const widest = spreads.indexOf(Math.max(...spreads))
    const weight = colours.reduce((sum, [, count]) => sum + Math.sqrt(count), 0)
    return { colours, shift: channels[widest], worth: colours.length > 1 ? spreads[widest] * Math.sqrt(weight) : 0 }
  }
  const boxes = [boxOf([...counts])]
  while (boxes.length < 256) {
    const next = boxes.reduce((best, box) => (box.worth > best.worth ? box : best))
    if (next.worth === 0) break
    boxes.splice(boxes.indexOf(next), 1)
    const sorted = next.colours.sort((a, b) => ((a[0] >> next.shift) & 255) - ((b[0] >> next.shift) & 255))
    const half = sorted.reduce((sum, [, count]) => sum + Math.sqrt(count), 0) / 2
    let sum = 0
    const cut = sorted.findIndex(([, count]) => {
      sum += Math.sqrt(count)
      return sum >= half
    })
    const at = Math.max(1, Math.min(sorted.length - 1, cut + 1))
    boxes.push(boxOf(sorted.slice(0, at)), boxOf(sorted.slice(at)))
  }
  const indexes = new Map()
  const palette = Buffer.alloc(boxes.length * 3)
  for (const [index, { colours }] of boxes.entries()) {
    // Large areas keep their very colour.
    const [colour] = colours.reduce((most, one) => (one[1] > most[1] ? one : most))
    palette.writeUIntBE(colour, index * 3, 3)
    for (const [one] of colours) indexes.set(one, index)
  }
  return { palette, indexes }
}

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function encode({ width, height, pixels }) {
  const { palette, indexes } = paletteOf(pixels)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexes.get(pixels.readUIntBE((y * width + x) * 3, 3))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const image = deflateSync(rows, { level: 9, memLevel: 9 })
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', image),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Names in `pictures/NAME.png` of the texts that show pictures. */
const shown = new Set(
  ['README.md', join('docs', '사용설명서.md')]
    .map((file) => join(root, file))
    .filter((file) => existsSync(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/pictures\/([\w-]+\.png)/g)].map(([, name]) => name)),
)
mkdirSync(to, { recursive: true })
let failed = false
for (const name of [...shown].sort()) {
  // `today-light.png` is the wide one; a narrow one names its width.
  const source = [name, name.replace('.png', '-1440.png')].map((file) => join(from, file)).find(existsSync)
  if (source === undefined) {
    console.error(`${name}: out/pictures에 없습니다. 먼저 npm test -- e2e를 실행하십시오.`)
    failed = true
    continue
  }
  const made = encode(decode(readFileSync(source)))
  if (made.length > largest) {
    console.error(`${name}: ${Math.round(made.length / 1024)} KB, 150 KB보다 큽니다.`)
    failed = true
  }
  writeFileSync(join(to, name), made)
  console.log(`${name} ${Math.round(made.length / 1024)} KB`)
}
for (const name of readdirSync(to)) if (name.endsWith('.png') && !shown.has(name)) rmSync(join(to, name))
process.exitCode = failed ? 1 : 0
