import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeytarModule, keytarStore } from '../../../../main/connections/secrets/keytar-store.ts'

const fakeKeytar = (over: Partial<KeytarModule> = {}): KeytarModule => {
  const entries = new Map<string, string>()
  return {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, value) => void entries.set(account, value),
    deletePassword: async (_service, account) => entries.delete(account),
    ...over,
  }
}

const storeOf = (keytar: KeytarModule, timeoutMs = 5000, platform = 'linux') =>
  keytarStore({ service: 'jangteo-test', prefix: 'home', load: async () => keytar, timeoutMs, platform })

describe('the keychain store', () => {
  it('is KEYCHAIN_ABSENT with the platform’s next step where keytar cannot be loaded', async () => {
    const load = () => Promise.reject(new Error("Cannot find package 'keytar'"))
    const linux = keytarStore({ service: 's', prefix: 'p', load, platform: 'linux' })
    await expect(linux.get('a')).rejects.toMatchObject({
      code: 'KEYCHAIN_ABSENT',
      nextStep: expect.stringContaining('gnome-keyring'),
    })
    const windows = keytarStore({ service: 's', prefix: 'p', load, platform: 'win32' })
    await expect(windows.set('a', 'b')).rejects.toMatchObject({ nextStep: expect.stringContaining('자격 증명 관리자') })
  })

  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'KEYCHAIN_ABSENT'],
    ['Could not connect: No such file or directory', 'KEYCHAIN_ABSENT'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'KEYCHAIN_ABSENT'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'KEYCHAIN_ABSENT'],
    ['Cannot create an item in a locked collection', 'KEYCHAIN_LOCKED'],
    ['User interaction is not allowed.', 'KEYCHAIN_LOCKED'],
    ['Something new', 'KEYCHAIN_FAILED'],
  ])('says what %j means', async (words, code) => {
    const broken = fakeKeytar({ getPassword: () => Promise.reject(new Error(words)) })
    await expect(storeOf(broken).get('a')).rejects.toMatchObject({ code })
  })

  it('does not take the silence of a locked keyring for an empty one', async () => {
    const locked = fakeKeytar({
      getPassword: async () => null,
      deletePassword: async () => false,
      setPassword: () => Promise.reject(new Error('Cannot create an item in a locked collection')),
    })
    const store = storeOf(locked)
    await expect(store.get('a')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    await expect(store.set('a', 'b')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    await expect(store.remove('a')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  })

  it('gives up on a keychain that hangs, never calls it twice at once, and keeps the order of late writes', async () => {
    let running = 0
    let most = 0
    const seen: string[] = []
    let free: () => void = () => {}
    const hanging = new Promise<void>((resolve) => (free = resolve))
    const slow = fakeKeytar({
      setPassword: async (_service, _account, value) => {
        running += 1
        most = Math.max(most, running)
        if (value === 'pfirst') await hanging
        seen.push(value)
        running -= 1
      },
    })
    const store = storeOf(slow, 60)
    const failures = await Promise.all(
      ['first', 'second', 'third'].map((value) => store.set('a', value).catch((error) => error)),
    )
    for (const failure of failures) expect(failure).toMatchObject({ code: 'KEYCHAIN_TIMEOUT', retryable: true })
    free()
    await store.set('a', 'fourth')
    expect(most).toBe(1)
    expect(seen).toEqual(['pfirst', 'pfourth'])
  })
})

const output = (program: string, args: string[], env: NodeJS.ProcessEnv) =>
  new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.on('data', (bytes) => (said += bytes))
    child.on('error', reject)
    child.on('close', () => resolve(said.trim()))
  })

const keyring = process.env.JANGTEO_TEST_KEYRING === '1'
if (!keyring) {
  console.warn(
    'SKIPPED: the real Secret Service tests. Run them with: node test/support/keyring.mjs -- npx vitest run test/main/connections',
  )
}

describe.skipIf(!keyring)('on a real Secret Service', () => {
  const fresh = () => keytarStore({ service: 'jangteo-test', prefix: randomBytes(8).toString('hex') })

  it('reads back any text, long ones over several entries', async () => {
    const store = fresh()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 50 }),
          fc.constantFrom('', 'a\0b', '\ud800', '한글 🗝', 'x'.repeat(2501), '가'.repeat(9000)),
          fc.string({ minLength: 1000, maxLength: 4000 }),
        ),
        async (value) => {
          await store.set('token', value)
          expect(await store.get('token')).toBe(value)
        },
      ),
      { numRuns: 40 },
    )
    await store.remove('token')
    expect(await store.get('token')).toBeNull()
  })

  it('never shows one data folder the secrets of another', async () => {
    const [one, other] = [fresh(), fresh()]
    await one.set('token', 'mine')
    expect(await other.get('token')).toBeNull()
    await other.remove('token')
    expect(await one.get('token')).toBe('mine')
    await one.remove('token')
  })
})

describe.skipIf(!keyring)('on a real Secret Service that gets locked', () => {
  it('says so for reading, writing and removing, and answers again when it is open', async () => {
    const support = new URL('../../../support/keyring.mjs', import.meta.url).pathname
    const script = new URL('./locked-child.ts', import.meta.url).pathname
    const said = await output(process.execPath, [support, '--', process.execPath, script], process.env)
    expect(JSON.parse(said)).toEqual({
      open: 'value',
      get: 'KEYCHAIN_LOCKED',
      set: 'KEYCHAIN_LOCKED',
      remove: 'KEYCHAIN_LOCKED',
    })
  })
})

/** Runs the store in a process of its own, with the environment as given, and answers what it said. */
const inChild = (env: Record<string, string>) => {
  const url = new URL('../../../../main/connections/secrets/keytar-store.ts', import.meta.url)
  const script = `const { keytarStore } = await import(${JSON.stringify(url.href)})
      const store = keytarStore({ service: 'jangteo-test', prefix: 'p', timeoutMs: 2000 })
      console.log(await store.get('a').then(String, (error) => error.code))`
  return output(process.execPath, ['--input-type=module', '-e', script], env)
}

describe.skipIf(process.platform !== 'linux')('where no keychain is', () => {
  it('is a coded error, and the process can end', async () => {
    const nowhere = join(tmpdir(), 'jangteo-no-such-bus')
    const base = { PATH: process.env.PATH ?? '', HOME: nowhere }
    expect(await inChild(base)).toBe('KEYCHAIN_ABSENT')
    expect(await inChild({ ...base, DBUS_SESSION_BUS_ADDRESS: `unix:path=${nowhere}` })).toBe('KEYCHAIN_ABSENT')
  })
})
