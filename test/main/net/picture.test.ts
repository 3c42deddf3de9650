import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPictureFetcher, type PictureOptions } from '../../../main/net/picture.ts'
import { newestFirst } from '../../../main/net/picture-queue.ts'
import { pictureType } from '../../../main/net/picture-type.ts'

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(64)])
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const serve = async (answer: Answer) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, asked }
}
const fetcher = (options: Partial<PictureOptions> = {}) =>
  createPictureFetcher({ localServices: () => true, timeoutMs: 5000, ...options })
const sends =
  (body: Buffer, type = 'image/png'): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type }).end(body)

describe('a fetched picture', () => {
  it('is what its bytes say, whatever the server calls it', async () => {
    const { port } = await serve(sends(png, 'text/html'))
    const picture = await fetcher().get(`http://127.0.0.1:${port}/1.png`)
    expect(picture.type).toBe('image/png')
    expect(picture.bytes.equals(png)).toBe(true)
  })

  it('gives the oldest wish up when more wait than can be served, and says that it may be asked again', async () => {
    const { port } = await serve(() => undefined)
    const { get } = fetcher({ atOnce: 1, waiting: 1, timeoutMs: 300 })
    const asked = [1, 2, 3].map((n) => get(`http://127.0.0.1:${port}/${n}.png`).catch((thrown) => thrown.code))
    expect(await asked[1]).toBe('PICTURE_BUSY')
    expect(await Promise.all(asked)).not.toContain(undefined)
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><script>1</script>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused when it is %s', async (_name, body) => {
    const { port } = await serve(sends(body, 'image/png'))
    await expect(fetcher().get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'PICTURE_NOT_IMAGE' })
  })

  it('is refused above the size limit, announced or not', async () => {
    const announced = await serve(sends(png))
    const streamed = await serve((_request, response) => {
      response.writeHead(200)
      for (let i = 0; i < 40; i += 1) response.write(png)
      response.end()
    })
    for (const { port } of [announced, streamed]) {
      const get = fetcher({ maxBytes: 40 }).get(`http://127.0.0.1:${port}/`)
      await expect(get).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' })
    }
  })

  it('is given up when the server is too slow', async () => {
    const { port } = await serve((_request, response) => void response.writeHead(200).write(png))
    await expect(fetcher({ timeoutMs: 150 }).get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'PICTURE_TIMEOUT',
    })
  })

  it('is an error with the status when the server says so', async () => {
    const { port } = await serve((_request, response) => void response.writeHead(404).end(png))
    const get = fetcher().get(`http://127.0.0.1:${port}/`)
    await expect(get).rejects.toMatchObject({ code: 'PICTURE_STATUS' })
    await expect(get).rejects.toThrow(/404/)
  })
})

describe('the connection', () => {
  it('goes to the address that was checked, and the name is resolved once', async () => {
    const { port, asked } = await serve(sends(png))
    const names: string[] = []
    const resolve = async (name: string) => {
      names.push(name)
      // A rebinding name would answer something else the second time.
      return [{ address: names.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    await fetcher({ resolve }).get(`http://img.invalid:${port}/1.png`)
    expect(names).toEqual(['img.invalid'])
    expect(asked).toEqual([`img.invalid:${port}/1.png`])
  })

  it('is never made to a private address, by name or by number', async () => {
    const resolve = async () => [{ address: '192.168.0.10', family: 4 }]
    const refused = { code: 'PICTURE_ADDRESS_REFUSED' }
    await expect(fetcher({ resolve }).get('https://img.invalid/1.png')).rejects.toMatchObject(refused)
    for (const host of ['10.0.0.1', '0x0a000001', '[fe80::1]', '[::ffff:192.168.0.1]', '169.254.169.254'])
      await expect(fetcher().get(`https://${host}/`)).rejects.toMatchObject(refused)
  })

  it('is never made to this computer in real use', async () => {
    const { port, asked } = await serve(sends(png))
    const real = fetcher({ localServices: () => false })
    for (const address of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`])
      await expect(real.get(address)).rejects.toMatchObject({ code: 'PICTURE_ADDRESS_REFUSED' })
    expect(asked).toEqual([])
  })
})

describe('redirects', () => {
  const chain =
    (length: number): Answer =>
    (request, response) => {
      const at = Number(request.url?.slice(1) || 0)
      if (at >= length) response.writeHead(200).end(png)
      else response.writeHead(302, { location: `/${at + 1}` }).end()
    }

  it('are followed three times and no more', async () => {
    const three = await serve(chain(3))
    expect((await fetcher().get(`http://127.0.0.1:${three.port}/0`)).type).toBe('image/png')
    const four = await serve(chain(4))
    await expect(fetcher().get(`http://127.0.0.1:${four.port}/0`)).rejects.toMatchObject({ code: 'PICTURE_REDIRECTS' })
  })

  it.each(['http://10.0.0.1/1.png', 'file:///etc/passwd', 'https://[::1]:1/', 'http://169.254.169.254/latest'])(
    'are checked anew: not to %s',
    async (location) => {
      const { port } = await serve((_request, response) => void response.writeHead(302, { location }).end())
      const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
      const get = fetcher({ resolve }).get(`http://img.invalid:${port}/`)
      await expect(get).rejects.toMatchObject({ code: expect.stringMatching(/REFUSED|UNREACHABLE/) })
    },
  )
})

describe('the queue', () => {
  it('runs so many at once, the newest first, and refuses the oldest when too many wait', async () => {
    const order: number[] = []
    const open: (() => void)[] = []
    const run = newestFirst(1, 2, () => new Error('dropped'))
    const task = (n: number) =>
      run(async () => {
        order.push(n)
        await new Promise<void>((done) => open.push(done))
      })
    const tasks = [0, 1, 2, 3].map(task)
    const ends = tasks.map((each) =>
      each.then(
        () => 'done',
        (error: Error) => error.message,
      ),
    )
    expect(await ends[1]).toBe('dropped')
    for (let i = 0; i < 3; i += 1) {
      await new Promise((soon) => setImmediate(soon))
      open.shift()?.()
    }
    expect(await Promise.all(ends)).toEqual(['done', 'dropped', 'done', 'done'])
    expect(order).toEqual([0, 3, 2])
  })
})

describe('the type of bytes', () => {
  it.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/gif', [...Buffer.from('GIF89a')]],
    ['image/webp', [...Buffer.from('RIFF0000WEBP')]],
    [null, [...Buffer.from('RIFF0000WAVE')]],
    [null, [...Buffer.from('GIF90a')]],
    [null, []],
  ] as const)('is %s', (type, bytes) => {
    expect(pictureType(Uint8Array.from(bytes))).toBe(type)
  })
})
