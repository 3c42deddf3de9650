import { join, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assetFor } from '../../../main/shell/assets.ts'

const folder = join(sep, 'app', 'out', 'renderer')

describe('what app:// serves', () => {
  it('serves files of the build with their own type', () => {
    expect(assetFor('app://jangteo/assets/index-AbC12345.js', folder)).toEqual({
      kind: 'file',
      path: join(folder, 'assets', 'index-AbC12345.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(assetFor('app://jangteo/fonts/a.woff2?v=1#x', folder)).toMatchObject({ kind: 'file', type: 'font/woff2' })
  })

  it('answers every page address with the page', () => {
    for (const path of ['/', '/buyers', '/buyers?search=김', '/orders/2026', '/%EC%97%B0%EA%B2%B0']) {
      expect(assetFor(`app://jangteo${path}`, folder)).toEqual({ kind: 'page' })
    }
  })

  it.each([
    'app://jangteo/..%2f..%2fetc%2fpasswd.txt',
    'app://jangteo/%2e%2e%2f%2e%2e%2fmain%2findex.js',
    'app://jangteo/assets/..%2F..%2F..%2Fmain%2Findex.js',
    'app://jangteo/..%5c..%5cmain%5cindex.js',
    'app://jangteo/assets%00.js',
    'app://jangteo/%252e%252e%252fmain.js',
    'app://jangteo/%ff.js',
    'app://jangteo/.vite/manifest.json',
    'app://jangteo/assets/index.js.map',
    'app://jangteo/.env',
    'app://jangteo/program.exe',
    'app://other/assets/a.js',
    'app://jangteo@evil/assets/a.js',
    'app://jangteo:80/assets/a.js',
    'https://jangteo/assets/a.js',
    'file:///etc/passwd',
    'not an address',
  ])('refuses %s', (address) => {
    expect(assetFor(address, folder)).toEqual({ kind: 'refused' })
  })

  it('never names a file outside the folder, whatever the address', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '%00', '%252e', '/', 'assets', 'a.js', '%c0%ae'),
      fc.string({ maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const asset = assetFor(`app://jangteo/${parts.join('/')}`, folder)
        if (asset.kind === 'file') expect(asset.path.startsWith(folder + sep)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
