import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { failAttempt } from '../errors.ts'
import { page, pageHeaders } from './page.ts'
import { type Answer, answerOf, type Redirect } from './redirect.ts'

type Final = Exclude<Answer, { kind: 'foreign' }>

export interface Listener {
  /** The one answer that counts. Stays open for ever when the listener is closed before. */
  answer: Promise<Final>
  /** Nothing listens any more once this resolves. */
  close(): Promise<void>
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, ipv6Only: true, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!server.listening) return resolve()
    server.close(() => resolve())
    server.closeAllConnections()
  })

const portFailure = (error: unknown, port: number) => {
  if (codeOf(error) === 'EADDRINUSE') return failAttempt('LOOPBACK_PORT_BUSY', { values: { port }, cause: error })
  if (codeOf(error) === 'EACCES') return failAttempt('LOOPBACK_PORT_DENIED', { values: { port }, cause: error })
  return failAttempt('LOOPBACK_FAILED', { values: { port, words: codeOf(error) || '알 수 없는 이유' }, cause: error })
}

const say = (response: ServerResponse, status: number, title: string, lines: readonly string[], done?: () => void) => {
  response.writeHead(status, { ...pageHeaders, ...(status === 405 ? { Allow: 'GET' } : {}) })
  response.end(page(title, lines), done)
}

/** Why a request is not the redirect at all, or null. `Host` is checked against DNS rebinding. */
const objection = (request: IncomingMessage, host: string, path: string): [number, string] | null => {
  if (request.headers.host?.toLowerCase() !== host) return [421, '이 주소로는 답하지 않습니다.']
  if ((request.url ?? '').split('?', 1)[0] !== path) return [404, '이 주소에는 아무것도 없습니다.']
  if (request.method !== 'GET') return [405, '이 주소는 브라우저의 이동만 받습니다.']
  const destination = request.headers['sec-fetch-dest']
  // Other pages can make a browser load this address as a picture or a script: a redirect is a whole page.
  if (destination !== undefined && destination !== 'document') return [403, '이 주소는 브라우저의 이동만 받습니다.']
  return null
}

/**
 * Waits on this machine for Imweb's redirect (RFC 8252 part 7.3): loopback addresses only, one path, one answer.
 * `localhost` is served on both of its addresses, because browsers differ in which one they take first.
 */
export const listenForRedirect = async (redirect: Redirect, state: string): Promise<Listener> => {
  const { loopback } = redirect
  if (loopback === null) throw failAttempt('LOOPBACK_FAILED', { values: { port: '-', words: redirect.address } })
  const host = `${loopback.host}:${loopback.port}`
  const servers: Server[] = []
  const close = async () => void (await Promise.all(servers.map(closed)))
  const { promise, resolve } = Promise.withResolvers<Final>()
  let answered = false

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    const refused = objection(request, host, redirect.path)
    if (refused) return say(response, refused[0], '처리하지 않은 요청입니다', [refused[1]])
    const params = new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'))
    const answer = answerOf(params, state)
    if (answered) return say(response, 410, '이미 처리한 요청입니다', ['장터로 돌아가십시오.'])
    if (answer.kind === 'foreign') {
      return say(response, 403, '연결하지 않았습니다', [answer.error.message, answer.error.nextStep])
    }
    answered = true
    const finish = () => {
      resolve(answer)
      void close()
    }
    response.once('close', finish)
    if (answer.kind === 'refused') {
      return say(response, 400, '아임웹을 연결하지 못했습니다', [answer.error.message, answer.error.nextStep])
    }
    const lines = ['장터에서 연결을 마무리하고 있습니다.', '이 창을 닫고 장터로 돌아가십시오.']
    return say(response, 200, '아임웹의 동의를 받았습니다', lines)
  }

  for (const address of loopback.host === 'localhost' ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }, handle)
    server.maxConnections = 50
    try {
      await listen(server, loopback.port, address)
      server.on('error', () => {})
      servers.push(server)
    } catch (error) {
      // Machines without IPv6 have no ::1; a port that is busy there is not the same: another program would be asked.
      if (address === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(codeOf(error))) continue
      await close()
      throw portFailure(error, loopback.port)
    }
  }
  return { answer: promise, close }
}
