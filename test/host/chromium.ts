import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Cdp } from './cdp.ts'

/** Where a Chromium lies on this machine, or null. */
export const chromiumPath = (): string | null => {
  const named = process.env.JANGTEO_CHROMIUM
  const places = named === undefined ? ['/usr/bin/chromium', '/usr/bin/chromium-browser'] : [named]
  return places.find((place) => existsSync(place)) ?? null
}

const flags = [
  '--headless=new',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-popup-blocking',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-site-isolation-trials',
  '--disable-features=Translate,MediaRouter,OptimizationHints,IsolateOrigins,site-per-process,IsolateSandboxedIframes,DialMediaRouteProvider',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--lang=ko-KR',
  // Nothing may leave the machine, not even a look-up: every page is answered by the host itself.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
]

/** A killed run leaves its lock behind for the moment that Chromium needs to notice. */
const waitForProfile = async (profile: string) => {
  const lock = join(profile, 'SingletonLock')
  for (let tries = 0; tries < 100; tries += 1) {
    let holder: number
    try {
      holder = Number(readlinkSync(lock).split('-').at(-1))
      process.kill(holder, 0)
    } catch {
      break
    }
    await sleep(50)
  }
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(join(profile, name), { force: true })
}

export interface Chromium {
  cdp: Cdp
  /** Where Playwright connects. */
  endpoint: string
  process: ChildProcess
}

/** Starts Chromium with an own profile. It ends with its pipe, so a killed host leaves no browser behind. */
export const launchChromium = async (profile: string): Promise<Chromium> => {
  const program = chromiumPath()
  if (program === null) throw new Error('no Chromium: install it or set JANGTEO_CHROMIUM')
  mkdirSync(profile, { recursive: true })
  await waitForProfile(profile)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(program, [...flags, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000)
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(said)
      if (found?.[1] !== undefined) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${said}`)))
    child.once('error', reject)
  })
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable)
  return { cdp, endpoint, process: child }
}
