import type { IncomingMessage, ServerResponse } from 'node:http'

/** Reading and writing of one HTTP exchange. */

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** A page elsewhere that points its own name at 127.0.0.1 gets nothing. */
export const isLoopbackHost = (request: IncomingMessage): boolean => LOOPBACK.test(request.headers.host ?? '')

export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = part as Buffer
    size += bytes.length
    if (size > most) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

export const readBody = async (request: IncomingMessage, most: number): Promise<string | null> =>
  (await readBytes(request, most))?.toString('utf8') ?? null

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string | number> = {},
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(bytes)
}

/** Announces the whole body, sends half of it and lets the connection die. */
export function sendCut(response: ServerResponse, status: number, body: string): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

/** Resolves after `ms`, or at once when the caller hangs up. */
export const waitOrHangUp = (response: ServerResponse, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      response.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    response.on('close', done)
  })
