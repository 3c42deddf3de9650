import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answer } from '../../../main/shell/protocol.ts'
import { tempFolder } from '../../support/temp.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

let folder: string
beforeEach(() => {
  const home = tempFolder('protocol')
  folder = join(home, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<p>page</p>')
  writeFileSync(join(folder, 'assets', 'index-AbC12345.js'), 'script')
})
const get = (path: string, method = 'GET') => answer({ url: `app://jangteo${path}`, method }, folder)

describe('replies of app://', () => {
  it('carry the policy and the other protections, refusals included', async () => {
    for (const path of ['/', '/assets/index-AbC12345.js', '/missing.js', '/..%2fsecret.txt']) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("connect-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('lets scripts come from the app alone, never inline, never evaluated', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe-eval')
  })

  it('answer page addresses with the page, read anew each time', async () => {
    const reply = await get('/buyers?search=1')
    expect(await reply.text()).toBe('<p>page</p>')
    expect(reply.headers.get('cache-control')).toBe('no-store')
  })

  it('let hashed files be kept', async () => {
    expect((await get('/assets/index-AbC12345.js')).headers.get('cache-control')).toContain('immutable')
  })

  it('refuse what lies outside, what is missing, and every other method', async () => {
    expect((await get('/..%2fsecret.txt')).status).toBe(404)
    expect((await get('/missing.js')).status).toBe(404)
    expect((await get('/', 'POST')).status).toBe(405)
  })
})
