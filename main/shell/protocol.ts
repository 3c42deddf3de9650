import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Protocol, protocol } from 'electron'
import { assetFor } from './assets.ts'
import { securityHeaders } from './headers.ts'
import { imageScheme } from './image-scheme.ts'
import { appScheme } from './origin.ts'

/**
 * Before `ready`, and all at once since a second call would undo the first: app:// gets an origin, so that 'self', storage
 * and module scripts work without file://; pictures get a scheme that no script can read through.
 */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: imageScheme, privileges: { standard: true, secure: true } },
  ])

const reply = (status: number, body: Uint8Array<ArrayBuffer> | string, type: string, cache = 'no-store') =>
  new Response(body, { status, headers: { ...securityHeaders, 'content-type': type, 'cache-control': cache } })

const notFound = () => reply(404, 'Not found', 'text/plain; charset=utf-8')

/** Files of the build carry their content's hash in the name; the page itself is always read again. */
const cacheFor = (path: string) => (/-[\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-store')

/** Answers one request of the window from `folder` and from nowhere else. */
export const answer = async (request: { url: string; method: string }, folder: string): Promise<Response> => {
  if (request.method !== 'GET') return reply(405, 'Method not allowed', 'text/plain; charset=utf-8')
  const asset = assetFor(request.url, folder)
  if (asset.kind === 'refused') return notFound()
  const file = asset.kind === 'file' ? asset.path : join(folder, 'index.html')
  try {
    const bytes = new Uint8Array(await readFile(file))
    return reply(200, bytes, asset.kind === 'file' ? asset.type : 'text/html; charset=utf-8', cacheFor(file))
  } catch {
    return notFound()
  }
}

export const serveApp = (on: Pick<Protocol, 'handle'>, folder: string): void =>
  on.handle(appScheme, (request) => answer(request, folder))
