import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { PictureFetcher } from '../../../main/net/picture.ts'
import { failPicture } from '../../../main/net/picture-errors.ts'
import { createImageAnswer, isPicture, remoteAddress } from '../../../main/shell/image-scheme.ts'
import { openPictureCache } from '../../../main/shell/picture-cache.ts'
import { tempFolder } from '../../support/temp.ts'

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(92)])
const asked = (remote: string) => ({ url: `app-img://remote/?u=${encodeURIComponent(remote)}`, method: 'GET' })

const setUp = (get: () => Promise<{ bytes: Buffer; type: 'image/png' }>, folder = tempFolder('pictures')) => {
  const fetched = vi.fn(get)
  let now = 1_000_000
  const fetcher = {
    check: (address: string) => {
      if (!address.startsWith('https:')) throw failPicture('PICTURE_ADDRESS_REFUSED')
    },
    get: fetched,
  } as unknown as PictureFetcher
  const cache = openPictureCache({ folder })
  const answer = createImageAnswer({ fetcher, cache, now: () => now })
  return {
    answer,
    fetched,
    cache,
    folder,
    later: (ms: number) => {
      now += ms
    },
  }
}
const good = async () => ({ bytes: png, type: 'image/png' as const })

describe('addresses of the picture scheme', () => {
  it('carry a remote address, and nothing else counts as a picture', () => {
    expect(remoteAddress('app-img://remote/?u=https%3A%2F%2Fa.example%2F1.png')).toBe('https://a.example/1.png')
    for (const other of ['app-img://other/?u=x', 'app-img://remote/', 'app://jangteo/?u=x', 'https://a.example/', 'x'])
      expect(isPicture(other)).toBe(false)
  })
})

describe('an answered picture', () => {
  it('has the type of its bytes, may not be sniffed and runs nothing', async () => {
    const reply = await setUp(good).answer(asked('https://a.example/1.png'))
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('image/png')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(Buffer.from(await reply.arrayBuffer()).equals(png)).toBe(true)
  })

  it('is fetched once for all who ask at the same time, and then comes from disk', async () => {
    const { answer, fetched, folder } = setUp(good)
    await Promise.all([1, 2, 3].map(() => answer(asked('https://a.example/1.png'))))
    expect(fetched).toHaveBeenCalledOnce()
    const again = setUp(good, folder)
    expect((await again.answer(asked('https://a.example/1.png'))).status).toBe(200)
    expect(again.fetched).not.toHaveBeenCalled()
  })

  it('is a quiet placeholder when it cannot be had, and not asked for again at once', async () => {
    const { answer, fetched, later } = setUp(async () => {
      throw failPicture('PICTURE_UNREACHABLE')
    })
    const reply = await answer(asked('https://a.example/gone.png'))
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toBe('image/svg+xml')
    expect(await reply.text()).toMatch(/^<svg/)
    await answer(asked('https://a.example/gone.png'))
    expect(fetched).toHaveBeenCalledTimes(1)
    later(6 * 60_000)
    await answer(asked('https://a.example/gone.png'))
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('is refused before anybody is asked when the address is not allowed', async () => {
    const { answer, fetched } = setUp(good)
    expect((await answer(asked('http://192.168.0.1/1.png'))).status).toBe(403)
    expect((await answer({ url: 'app-img://remote/', method: 'GET' })).status).toBe(400)
    expect((await answer({ ...asked('https://a.example/1.png'), method: 'POST' })).status).toBe(405)
    expect(fetched).not.toHaveBeenCalled()
  })

  it('is fetched anew when its file was damaged', async () => {
    const { answer, fetched, folder } = setUp(good)
    await answer(asked('https://a.example/1.png'))
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'broken')
    expect((await answer(asked('https://a.example/1.png'))).status).toBe(200)
    expect(fetched).toHaveBeenCalledTimes(2)
  })
})

describe('the pictures on disk', () => {
  it('stay under their cap; the longest unused go first', async () => {
    let now = 1
    const folder = tempFolder('cap')
    const cache = openPictureCache({ folder, maxBytes: 1000, now: () => now })
    for (let i = 0; i < 10; i += 1) {
      now += 1000
      await cache.put(`https://a.example/${i}`, png)
    }
    now += 1000
    await cache.get('https://a.example/0')
    now += 1000
    await cache.put('https://a.example/10', png)
    expect((await cache.size()).bytes).toBeLessThanOrEqual(1000)
    expect(await cache.get('https://a.example/0')).not.toBeNull()
    expect(await cache.get('https://a.example/1')).toBeNull()
    expect(await cache.get('https://a.example/10')).not.toBeNull()
  })

  it('are counted again after a restart, and half-written ones are swept', async () => {
    const folder = tempFolder('restart')
    await openPictureCache({ folder }).put('https://a.example/1', png)
    writeFileSync(join(folder, `${'a'.repeat(64)}.12ab`), 'half')
    const cache = openPictureCache({ folder })
    expect(await cache.size()).toEqual({ files: 1, bytes: png.length })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('grow old', async () => {
    let now = Date.now()
    const cache = openPictureCache({ folder: tempFolder('old'), maxAgeMs: 1000, now: () => now })
    await cache.put('https://a.example/1', png)
    now += 2000
    expect(await cache.get('https://a.example/1')).toBeNull()
  })
})
