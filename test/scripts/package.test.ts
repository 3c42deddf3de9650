import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp.ts'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..', '..')
const configFile = join(root, 'electron-builder.yml')
const { load } = require('js-yaml') as { load: (text: string) => Record<string, unknown> }
const config = load(readFileSync(configFile, 'utf8'))
const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration: (config: unknown, logger: { isEnabled: boolean }) => Promise<void>
}
const validate = (candidate: unknown) => validateConfiguration(candidate, { isEnabled: false })

interface Packaging {
  problemsOf: (given: { resources: string; asarFiles: string[]; platform: string; arch: string }) => string[]
  compareFuses: (wire: Record<number, number>, wanted: Record<string, boolean>) => string[]
  fuseProblems: (app: string, config: string, read: typeof readFileSync) => Promise<string[]>
}
let packaging: Packaging
beforeAll(async () => {
  const module = (name: string) => import(join(root, 'scripts', 'package', name)) as Promise<Partial<Packaging>>
  packaging = { ...(await module('contents.mjs')), ...(await module('fuses.mjs')) } as Packaging
})

describe('electron-builder.yml', () => {
  it('satisfies electron-builder’s own schema', async () => {
    await expect(validate(config)).resolves.toBeUndefined()
  })

  it.each([
    ['an unknown key', { hardenedRuntim: true }],
    ['an unknown fuse', { electronFuses: { runAsNod: false } }],
    ['a wrong type', { asar: 'yes please' }],
  ])('would be refused with %s', async (_what, change) => {
    await expect(validate({ ...config, ...change })).rejects.toThrow()
  })

  it('turns every way around the app’s own code off', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    })
    expect(config).toMatchObject({ asar: true, asarUnpack: ['**/*.node'], npmRebuild: false })
  })

  it('installs for the user in Korean and English, and keeps the data when removed', () => {
    expect(config.nsis).toMatchObject({
      oneClick: false,
      perMachine: false,
      allowElevation: false,
      deleteAppDataOnUninstall: false,
      installerLanguages: ['ko_KR', 'en_US'],
    })
  })

  it('makes dmg and zip for macOS under the hardened runtime, with nothing loosened but V8’s own need', () => {
    const mac = config.mac as { target: { target: string }[]; entitlements: string; entitlementsInherit: string }
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: true })
    expect(mac.target.map(({ target }) => target)).toEqual(['dmg', 'zip'])
    for (const file of [mac.entitlements, mac.entitlementsInherit]) {
      const keys = [...readFileSync(join(root, file), 'utf8').matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)
      expect(keys).toEqual(['com.apple.security.cs.allow-jit'])
    }
  })

  it('names icons that are there', () => {
    const { win, mac, linux } = config as Record<'win' | 'mac' | 'linux', { icon: string }>
    const start = (file: string) => readFileSync(join(root, file)).subarray(0, 4).toString('latin1')
    expect(start(win.icon)).toBe('\0\0\x01\0')
    expect(start(mac.icon)).toBe('icns')
    expect(start(linux.icon)).toBe('\x89PNG')
  })
})

describe('what is in the package', () => {
  const good = [
    'out/main/index.js',
    'out/main/engine-worker.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'node_modules/keytar/lib/keytar.js',
    'node_modules/better-sqlite3/lib/index.js',
  ]
  const problems = (asarFiles: string[], unpacked: string[]) => {
    const resources = tempFolder('package')
    for (const name of unpacked) {
      const file = join(resources, 'app.asar.unpacked', name)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, '')
    }
    return packaging.problemsOf({ resources, asarFiles, platform: 'win32', arch: 'x64' })
  }
  const addon = 'node_modules/better-sqlite3/prebuilds/win32-x64.node'
  const keychain = 'node_modules/keytar/build/Release/keytar.node'

  it('is complete', () => {
    expect(problems(good, [addon, keychain])).toEqual([])
  })

  it.each([
    ['the keychain addon is missing', good, [addon], 'keytar'],
    ['the database addon is missing', good, [keychain], 'win32-x64'],
    ['another platform’s addon is inside', good, [addon, keychain, addon.replace('win32', 'darwin')], 'foreign'],
    ['a source map is inside', [...good, 'out/main/index.js.map'], [addon, keychain], 'does not belong'],
    ['a bundled package is inside again', [...good, 'node_modules/axios/index.js'], [addon, keychain], 'axios'],
    ['the engine is missing', good.filter((name) => !name.includes('engine')), [addon, keychain], 'engine-worker'],
  ])('is refused when %s', (_what, asarFiles, unpacked, word) => {
    const found = problems(asarFiles, unpacked)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(word)
  })
})

/** A program as far as packing cares: bytes with a fuse wire of nine fuses, all off. */
const fakeElectron = (folder: string) => {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  const wire = Buffer.concat([Buffer.from([1, 9]), Buffer.from('0'.repeat(9))])
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(64, 1), sentinel, wire, Buffer.alloc(64, 1)]), {
    mode: 0o755,
  })
  for (const name of ['ko', 'en-US', 'fr']) writeFileSync(join(folder, 'locales', `${name}.pak`), '')
  writeFileSync(join(folder, 'LICENSE'), '')
}

describe.runIf(process.platform === 'linux')('packing for real, with a stand-in for Electron’s program', () => {
  it('takes what is needed, leaves out the rest, and sets the fuses', { timeout: 120_000 }, async () => {
    const folder = tempFolder('pack')
    fakeElectron(join(folder, 'electron'))
    const project = join(folder, 'project')
    for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'resources', 'scripts']) {
      cpSync(join(root, name), join(project, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
    for (const name of [
      'main/index.js',
      'main/engine-worker.js',
      'main/index.js.map',
      'preload/preload.cjs',
      'renderer/index.html',
    ]) {
      mkdirSync(join(project, 'out', name, '..'), { recursive: true })
      writeFileSync(join(project, 'out', name), '//')
    }
    const run = spawnSync(
      process.execPath,
      [
        require.resolve('electron-builder/cli.js'),
        '--linux',
        'dir',
        `-c.electronDist=${join(folder, 'electron')}`,
        '--publish',
        'never',
      ],
      { cwd: project, encoding: 'utf8' },
    )
    expect(run.stdout + run.stderr).toContain('package checked')
    expect(run.status).toBe(0)
    const program = join(project, 'dist', process.arch === 'x64' ? 'linux-unpacked' : 'linux-arm64-unpacked', 'jangteo')
    expect(await packaging.fuseProblems(program, configFile, readFileSync)).toEqual([])
    const asked = config.electronFuses as Record<string, boolean>
    const other = join(folder, 'other.yml')
    writeFileSync(other, JSON.stringify({ electronFuses: { ...asked, runAsNode: true } }))
    expect(await packaging.fuseProblems(program, other, readFileSync)).toEqual(['runAsNode: wanted true, is false'])
  })
})
