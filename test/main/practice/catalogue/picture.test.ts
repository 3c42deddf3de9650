import { describe, expect, it } from 'vitest'
import { pictureAt, pictureOf } from '../../../../main/practice/catalogue/picture.ts'

describe('pictures of the invented goods', () => {
  it('are small PNGs, each product with its own', () => {
    const pictures = Array.from({ length: 100 }, (_, index) => pictureOf(index, '0'))
    expect(pictures.every((png) => png.subarray(1, 4).toString() === 'PNG' && png.length < 3000)).toBe(true)
    expect(new Set(pictures.map((png) => png.toString('hex'))).size).toBeGreaterThan(95)
  })

  it('are found where addresses say, and nowhere else', () => {
    expect(pictureAt('/img/12/d3.png')).toEqual(pictureOf(12, 'd3'))
    expect(pictureAt('/img/missing/12.png')).toBeNull()
    expect(pictureAt('/img/../../etc/passwd')).toBeNull()
  })
})
