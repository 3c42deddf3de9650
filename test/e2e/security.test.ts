import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { type Attack, launchApp, type RunningApp, until } from './support/launch.ts'

declare const jangteo: PreloadApi

// One app for the whole file: what each test tries must leave the app as it was, which is half of what is tested.
const home = mkdtempSync(join(tmpdir(), 'jangteo-e2e-'))
let app: RunningApp
beforeAll(async () => {
  app = await launchApp({ home })
  await app.page.waitForSelector('#root > *')
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})
const screenChannels = Object.entries(contract)
  .filter(([, entry]) => entry.screen)
  .map(([name]) => `call:${name}`)

describe('the door between page and shell', () => {
  it('opens for the own page only: foreign frames, windows and origins are refused', async () => {
    const parts: Attack['from'][] = ['child-frame', 'other-origin', 'other-window', 'detached']
    for (const from of parts) {
      const answer = await app.attack({ from, channel: 'call:app.info', input: {} })
      // Real Electron cannot be made to play every part; test/main/shell/ipc.test.ts plays them all.
      if (answer !== null) expect(answer).toMatchObject({ value: { ok: false, error: { code: 'FORBIDDEN_SENDER' } } })
    }
  })

  it('has one channel for each call of the screen and no other', async () => {
    expect((await app.channels()).sort()).toEqual([...screenChannels].sort())
    const answer = await app.attack({ from: 'main-frame', channel: 'call:exports.run', input: { path: '/tmp/x' } })
    if (answer !== null) expect(answer.error).toContain('No handler registered')
  })

  it('refuses malformed input with the field’s name', async () => {
    const answer = await app.page.evaluate(() => jangteo.buyers.list({ limit: 100_000 }))
    expect(answer).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', message: expect.stringContaining('limit') } })
  })

  it('gives the page named functions and nothing of Node or Electron', async () => {
    const found = await app.page.evaluate(() => ({
      node: ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'].filter(
        (name) => name in globalThis,
      ),
      writable: Reflect.set(jangteo, 'buyers', null) || Reflect.set(globalThis, 'jangteo', null),
      rooms: Object.keys(jangteo),
    }))
    expect(found.node).toEqual([])
    expect(found.writable).toBe(false)
    expect(found.rooms).not.toContain('call')
  })

  it('hands events over without Electron’s event object', async () => {
    const heard = app.page.evaluate(
      () => new Promise<unknown[]>((resolve) => jangteo.on.settingsChanged((...args: unknown[]) => resolve(args))),
    )
    await app.page.evaluate(() => jangteo.settings.set({ theme: 'dark' }))
    const args = await heard
    expect(args).toHaveLength(1)
    expect(args[0]).toMatchObject({ theme: 'dark' })
  })
})

describe('the page stays where it is', () => {
  it.each(['https://example.com/', 'file:///etc/passwd', 'data:text/html,<p>x</p>', 'app://evil/'])(
    'does not leave for %s',
    async (address) => {
      await app.page
        .evaluate((to) => {
          location.href = to
        }, address)
        .catch(() => {})
      expect(await app.page.evaluate(() => jangteo.app.info().then((result) => result.ok))).toBe(true)
      expect((await app.windowState())?.url).toContain('app://jangteo/')
    },
  )

  it('opens no second window', async () => {
    await app.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.com/'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      Object.assign(globalThis, { opened: window.open('about:blank') })
    })
    // Denied at once on Electron, closed again by the stand-in: either way the page is left without a window.
    const gone = () => {
      const { opened } = globalThis as { opened?: Window | null }
      return opened === null || opened?.closed === true
    }
    await until('the window is denied', () => app.page.evaluate(gone), 10_000)
    await until('only one page is left', async () => app.page.context().pages().length === 1)
    expect(await app.openedUrls()).toEqual([])
  })

  it('frames nothing', async () => {
    const loaded = await app.page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
      try {
        return frame.contentWindow?.location.href === 'https://example.com/'
      } catch {
        return frame.contentDocument !== null
      }
    })
    expect(loaded).toBe(false)
  })
})

describe('the policy of the page', () => {
  it('runs no inline script and evaluates nothing', async () => {
    const ran = await app.page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineRan = true'
      document.head.append(script)
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="data:image/png;base64,x" onerror="globalThis.handlerRan = true">'
      document.body.append(holder)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { violations, inline: 'inlineRan' in globalThis, handler: 'handlerRan' in globalThis }
    })
    expect(ran).toMatchObject({ inline: false, handler: false })
    expect(ran.violations.some((directive) => directive.startsWith('script-src'))).toBe(true)
  })

  it('reaches no network by any way', async () => {
    const reached = await app.page.evaluate(async () => {
      const fails = async (work: () => unknown) => {
        try {
          await work()
          return false
        } catch {
          return true
        }
      }
      const image = (src: string) =>
        new Promise<boolean>((resolve) => {
          const picture = new Image()
          picture.onload = () => resolve(false)
          picture.onerror = () => resolve(true)
          picture.src = src
        })
      return {
        fetch: await fails(() => fetch('https://example.com/')),
        own: await fails(() => fetch('/index.html')),
        local: await fails(() => fetch('http://127.0.0.1:9/')),
        socket: await new Promise<boolean>((resolve) => {
          try {
            const socket = new WebSocket('wss://example.com/')
            socket.onerror = () => resolve(true)
            socket.onopen = () => resolve(false)
          } catch {
            resolve(true)
          }
        }),
        image: await image('https://example.com/a.png'),
        beacon: !navigator.sendBeacon('https://example.com/', 'x'),
      }
    })
    expect(reached).toMatchObject({ fetch: true, own: true, local: true, socket: true, image: true })
  })

  it('grants no permission', async () => {
    const answers = await app.page.evaluate(async () => {
      const states: Record<string, string> = {}
      for (const name of ['geolocation', 'notifications', 'camera', 'microphone'] as const) {
        states[name] = (await navigator.permissions.query({ name: name as PermissionName })).state
      }
      const media = await navigator.mediaDevices?.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      )
      return { states, media }
    })
    expect(Object.values(answers.states)).toEqual(['denied', 'denied', 'denied', 'denied'])
    expect(answers.media).not.toBe('granted')
  })
})

describe('the files of app://', () => {
  it.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/assets/..%2f..%2fmain%2findex.js',
    '/.vite/manifest.json',
  ])('end at the build’s own folder: %s', async (path) => {
    const outcome = await app.page.evaluate(
      (src) =>
        new Promise<string>((resolve) => {
          const script = document.createElement('script')
          script.src = src
          script.onload = () => resolve('loaded')
          script.onerror = () => resolve('refused')
          document.head.append(script)
        }),
      path,
    )
    expect(outcome).toBe('refused')
  })
})
