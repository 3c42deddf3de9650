// Draws the app's mark, a market stall, once as SVG and as PNG, ICO and ICNS from the same numbers. Run by hand: outputs are committed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'resources', 'icons')
const unit = 1000

const hex = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

const rect = (color, x, y, width, height, radius = 0) => ({
  color,
  svg: `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${color}"/>`,
  covers: (px, py) => {
    const dx = Math.max(x + radius - px, px - (x + width - radius), 0)
    const dy = Math.max(y + radius - py, py - (y + height - radius), 0)
    return radius === 0 ? dx === 0 && dy === 0 : dx * dx + dy * dy <= radius * radius
  },
})

/** A stripe of the awning: narrower at the top, with a round lower edge. */
const stripe = (color, top, bottom, from, to) => {
  const [topLeft, topRight] = top
  const [left, right] = bottom
  const radius = (right - left) / 2
  const middle = (left + right) / 2
  return {
    color,
    svg: `<path d="M${topLeft} ${from}H${topRight}L${right} ${to}A${radius} ${radius} 0 0 1 ${left} ${to}Z" fill="${color}"/>`,
    covers: (px, py) => {
      if (py >= to) return (px - middle) ** 2 + (py - to) ** 2 <= radius * radius
      if (py < from) return false
      const share = (py - from) / (to - from)
      return px >= topLeft + (left - topLeft) * share && px < topRight + (right - topRight) * share
    },
  }
}

const stripes = (light, tint) =>
  [0, 1, 2, 3].map((index) => {
    const at = (low, high, step) => low + ((high - low) * step) / 4
    return stripe(
      index % 2 === 0 ? light : tint,
      [at(262, 738, index), at(262, 738, index + 1)],
      [at(200, 800, index), at(200, 800, index + 1)],
      262,
      438,
    )
  })

const stall = (light, tint) => [
  rect(light, 252, 470, 44, 290, 14),
  rect(light, 704, 470, 44, 290, 14),
  rect(light, 216, 640, 568, 124, 26),
  rect(tint, 398, 548, 204, 92, 18),
  ...stripes(light, tint),
]

const mark = [rect('#36479b', 60, 60, 880, 880, 200), ...stall('#ffffff', '#b9c2ea')]
/** For the tray: the stall alone, larger; macOS takes only its alpha. */
const trayMark = (light, tint) => stall(light, tint)

const paint = (shapes, size, { from = 0, to = unit, samples = 6 } = {}) => {
  const pixels = Buffer.alloc(size * size * 4)
  const step = (to - from) / size / samples
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0]
      for (let part = 0; part < samples * samples; part += 1) {
        const px = from + (x * samples + (part % samples) + 0.5) * step
        const py = from + (y * samples + Math.floor(part / samples) + 0.5) * step
        const shape = shapes.findLast((candidate) => candidate.covers(px, py))
        if (shape === undefined) continue
        const [r, g, b] = hex(shape.color)
        sum[0] += r
        sum[1] += g
        sum[2] += b
        sum[3] += 1
      }
      if (sum[3] === 0) continue
      const offset = (y * size + x) * 4
      for (const channel of [0, 1, 2]) pixels[offset + channel] = Math.round(sum[channel] / sum[3])
      pixels[offset + 3] = Math.round((sum[3] * 255) / (samples * samples))
    }
  }
  return png(pixels, size)
}

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

const png = (pixels, size) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y += 1) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Windows: a list of PNG pictures. */
const ico = (pictures) => {
  const head = Buffer.alloc(6 + pictures.length * 16)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, data }] of pictures.entries()) {
    const at = 6 + index * 16
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at)
    head.writeUInt32LE(data.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += data.length
  }
  return Buffer.concat([head, ...pictures.map(({ data }) => data)])
}

/** macOS: named PNG pictures behind one length. */
const icns = (pictures) => {
  const parts = pictures.map(([name, data]) => {
    const head = Buffer.alloc(8)
    head.write(name, 0, 'ascii')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  })
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.write('icns', 0, 'ascii')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

mkdirSync(folder, { recursive: true })
const save = (name, data) => writeFileSync(join(folder, name), data)
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${unit} ${unit}">${mark.map((shape) => shape.svg).join('')}</svg>\n`
save('icon.svg', svg)
save('icon.png', paint(mark, 512))
// The margin that macOS wants around its icons is too much for small sizes on Windows.
const tight = { from: 50, to: 950 }
save('icon.ico', ico([16, 24, 32, 48, 64, 256].map((size) => ({ size, data: paint(mark, size, tight) }))))
const mac = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }
save('icon.icns', icns(Object.entries(mac).map(([name, size]) => [name, paint(mark, size, { samples: 4 })])))
save('tray.png', paint(mark, 32, tight))
save('tray@2x.png', paint(mark, 64, tight))
const small = { from: 170, to: 830 }
save('trayTemplate.png', paint(trayMark('#000000', '#000000'), 16, small))
save('trayTemplate@2x.png', paint(trayMark('#000000', '#000000'), 32, small))
