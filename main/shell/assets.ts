import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { isOurs } from './origin.ts'

export type Asset = { kind: 'file'; path: string; type: string } | { kind: 'page' } | { kind: 'refused' }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const decoded = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

/** A path that survives one decoding must not need another: `%252e` is an attempt, not a file name. */
const suspicious = (path: string) =>
  path.includes('\0') || path.includes('\\') || path.includes('%') || path.split('/').includes('..')

/**
 * What an app:// address stands for: a file inside `folder`, the page (any path without a file ending), or nothing.
 * Source maps and dot files are never served.
 */
export const assetFor = (address: string, folder: string): Asset => {
  if (!isOurs(address)) return { kind: 'refused' }
  const path = decoded(new URL(address).pathname)
  if (path === null || suspicious(path)) return { kind: 'refused' }
  const ending = extname(path).toLowerCase()
  if (ending === '')
    return path.split('/').some((part) => part.startsWith('.')) ? { kind: 'refused' } : { kind: 'page' }
  const type = types[ending]
  const file = join(folder, path)
  const inside = relative(folder, file)
  const escapes = inside === '' || isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)
  if (type === undefined || escapes || inside.split(sep).some((part) => part.startsWith('.')))
    return { kind: 'refused' }
  return { kind: 'file', path: file, type }
}
