import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Heard {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answer = (response: ServerResponse, request: Heard) => void

/** A real server on loopback that answers the n-th call with the n-th answer, and all further ones with the last. */
export const scriptedServer = async (...answers: Answer[]) => {
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      heard.push(call)
      const answer = answers[Math.min(heard.length, answers.length) - 1]
      answer?.(response, call)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      for (const socket of sockets) socket.destroy()
    })
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  return { base: `http://127.0.0.1:${port}`, heard, close, connections: () => sockets.size }
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof value === 'string' ? value : JSON.stringify(value))
  }

export const drop: Answer = (response) => {
  response.socket?.destroy()
}

/** Promises more than it sends, then hangs up. */
export const truncated: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"a":')
  setTimeout(() => response.socket?.destroy(), 5)
}

export const silent: Answer = () => undefined
