import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Recorder {
  url: string
  /** Every token and code that went either way. */
  secrets(): string[]
  /** How many different ones of each kind. */
  kinds(): Record<string, number>
  close(): Promise<void>
}

const patterns: [kind: string, pattern: RegExp][] = [
  ['accessToken', /"accessToken":"([^"]+)"/g],
  ['refreshToken', /"refreshToken":"([^"]+)"/g],
  ['code', /[?&]code=([^&\s"]+)/g],
  ['state', /[?&]state=([^&\s"]+)/g],
]

/** Stands before a service and writes down the secrets in what passes through. */
export const recordSecrets = async (target: string): Promise<Recorder> => {
  const found = new Map<string, Set<string>>()
  const note = (text: string) => {
    for (const [kind, pattern] of patterns)
      for (const [, secret] of text.matchAll(pattern)) {
        if (secret !== undefined) found.set(kind, (found.get(kind) ?? new Set()).add(secret))
      }
  }
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', target)
    const onward = request(url, { method: asked.method, headers: { ...asked.headers, host: url.host } }, (got) => {
      note(`?${String(got.headers.location ?? '').split('?')[1] ?? ''}`)
      const parts: Buffer[] = []
      got.on('data', (part: Buffer) => parts.push(part))
      got.on('end', () => {
        const body = Buffer.concat(parts)
        note(body.toString())
        answer.writeHead(got.statusCode ?? 502, got.headers)
        answer.end(body)
      })
      got.on('error', () => answer.destroy())
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    secrets: () => [...found.values()].flatMap((kind) => [...kind]),
    kinds: () => Object.fromEntries([...found].map(([kind, set]) => [kind, set.size])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
