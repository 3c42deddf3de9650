import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loopbackBase, readEndpoints, realEndpoints, sandboxEndpoint } from '../../../main/net/endpoints.ts'
import { tempFolder } from '../../support/temp.ts'

const file = (content: string) => {
  const path = join(tempFolder('endpoints'), 'endpoints.json')
  writeFileSync(path, content)
  return path
}
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (thrown) {
    return (thrown as { code?: unknown }).code
  }
  return 'accepted'
}

describe('JANGTEO_ENDPOINTS', () => {
  it('leaves the real services where nothing is named', () => {
    expect(readEndpoints(undefined)).toEqual(realEndpoints)
    expect(readEndpoints('')).toEqual(realEndpoints)
    expect(readEndpoints(file('{}')).imweb).toBe('https://openapi.imweb.me')
  })

  it('replaces exactly the services it names', () => {
    const endpoints = readEndpoints(file('{"imweb":"http://127.0.0.1:9001/","buyer-app":"http://localhost:9002"}'))
    expect(endpoints).toEqual({
      ...realEndpoints,
      imweb: 'http://127.0.0.1:9001',
      'buyer-app': 'http://localhost:9002',
    })
  })

  it.each([
    ['{', 'ENDPOINTS_NOT_JSON'],
    ['[]', 'ENDPOINTS_NOT_JSON'],
    ['null', 'ENDPOINTS_NOT_JSON'],
    ['"http://127.0.0.1"', 'ENDPOINTS_NOT_JSON'],
    ['{"imwep":"http://127.0.0.1:1"}', 'ENDPOINTS_BAD_NAME'],
    ['{"__proto__":"http://127.0.0.1:1"}', 'ENDPOINTS_BAD_NAME'],
    ['{"toString":"http://127.0.0.1:1"}', 'ENDPOINTS_BAD_NAME'],
    ['{"imweb":1}', 'ENDPOINTS_BAD_ADDRESS'],
    ['{"imweb":null}', 'ENDPOINTS_BAD_ADDRESS'],
  ])('%s is refused as %s', (content, code) => expect(codeOf(() => readEndpoints(file(content)))).toBe(code))

  it('says when the file is missing, is a folder, or is far too large', () => {
    const folder = tempFolder('endpoints')
    expect(codeOf(() => readEndpoints(join(folder, 'none.json')))).toBe('ENDPOINTS_MISSING')
    expect(codeOf(() => readEndpoints(folder))).toBe('ENDPOINTS_MISSING')
    expect(codeOf(() => readEndpoints(file(' '.repeat(70_000))))).toBe('ENDPOINTS_NOT_JSON')
  })
})

describe('an address that secrets are sent to', () => {
  it.each([
    ['http://127.0.0.1:9001', 'http://127.0.0.1:9001'],
    ['http://127.8.9.10:80/', 'http://127.8.9.10'],
    ['https://localhost:8443/base/', 'https://localhost:8443/base'],
    ['http://[::1]:7000', 'http://[::1]:7000'],
    ['HTTP://LOCALHOST:1', 'http://localhost:1'],
    // The URL parser turns these into 127.0.0.1; what is used is its reading.
    ['http://2130706433:9001', 'http://127.0.0.1:9001'],
    ['http://0x7f.1:9001', 'http://127.0.0.1:9001'],
    ['http://127.1:9001', 'http://127.0.0.1:9001'],
  ])('%s is this computer: %s', (given, base) => expect(loopbackBase('imweb', given)).toBe(base))

  it.each([
    'http://127.0.0.1.evil.com',
    'http://localhost.evil',
    'http://localhost.',
    'http://evil.com',
    'http://10.0.0.1',
    'http://0.0.0.0:1',
    'http://128.0.0.1',
    'http://[::ffff:127.0.0.1]',
    'http://[::2]',
    'http://3232235777',
    'http://1127.0.0.1',
    'http://127.0.0.1.nip.io',
    'http://ⅼocalhost',
  ])('%s is not', (given) =>
    expect(codeOf(() => loopbackBase('imweb', given))).toMatch(/^ENDPOINTS_(NOT_LOCAL|BAD_ADDRESS)$/),
  )

  it.each([
    'http://127.0.0.1@evil.com',
    'http://user:secret@127.0.0.1',
    'http://127.0.0.1\\@evil.com',
    'http://127.0.0.1/../x',
    'http://127.0.0.1/a/..',
    'http://127.0.0.1/?x=1',
    'http://127.0.0.1/#x',
    'http://127.0.0.1/%2e%2e',
    'http:127.0.0.1',
    'http:///127.0.0.1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    ' http://127.0.0.1',
    'http://127.0.0.1\n',
    'http://127.0.0.1:99999',
    '',
    `http://127.0.0.1/${'a'.repeat(600)}`,
  ])('%j is not an address we take', (given) =>
    expect(codeOf(() => loopbackBase('imweb', given))).toBe('ENDPOINTS_BAD_ADDRESS'),
  )
})

describe('OwnerClan’s sandbox', () => {
  it('has hosts of its own', () => {
    const endpoints = readEndpoints(undefined)
    expect(sandboxEndpoint(endpoints, 'ownerclan-auth')).toBe('https://auth-sandbox.ownerclan.com')
    expect(sandboxEndpoint(endpoints, 'ownerclan')).toBe('https://api-sandbox.ownerclan.com')
  })

  it('gives way to an address that replaces the real one', () => {
    const endpoints = { ...readEndpoints(undefined), ownerclan: 'http://127.0.0.1:9' }
    expect(sandboxEndpoint(endpoints, 'ownerclan')).toBe('http://127.0.0.1:9')
    expect(sandboxEndpoint(endpoints, 'ownerclan-auth')).toBe('https://auth-sandbox.ownerclan.com')
  })
})
