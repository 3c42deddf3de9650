import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { startStandIn } from '../../host/launch.ts'
import { giveConsentPort } from './consent-port.ts'
import { launchElectron } from './electron.ts'

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

export type DialogAnswer = { response?: number; filePath?: string; filePaths?: string[] }
export interface Attack {
  from: 'main-frame' | 'child-frame' | 'other-origin' | 'other-window' | 'detached'
  channel: string
  input: unknown
}
export interface WindowState {
  visible: boolean
  bounds: { x: number; y: number; width: number; height: number }
  url: string
}

/** The running app, the same for real Electron and for the stand-in. */
export interface RunningApp {
  host: 'electron' | 'stand-in'
  page: Page
  home: string
  /** The page's own path: `/buyers?search=김`. */
  path(): string
  /** Shows another page of the app, as a click on a menu would. */
  open(path: string): Promise<void>
  openedUrls(): Promise<string[]>
  revealedFiles(): Promise<string[]>
  notifications(): Promise<{ title: string; body: string }[]>
  clickNotification(index: number): Promise<void>
  /** The next dialog gets this answer; a dialog without a prepared answer is cancelled. */
  answerDialog(answer: DialogAnswer): Promise<void>
  dialogs(): Promise<{ kind: string; message?: string; defaultPath?: string }[]>
  clipboard(): Promise<string>
  windowState(): Promise<WindowState | null>
  setBounds(bounds: WindowState['bounds']): Promise<void>
  closeWindow(): Promise<void>
  trayLabels(): Promise<string[]>
  clickTray(label: string): Promise<void>
  clickMenu(...labels: string[]): Promise<void>
  resume(): Promise<void>
  /** Sends a message past the preload, as a broken page would. `null` where this host cannot play that part. */
  attack(attack: Attack): Promise<{ value?: unknown; error?: string } | null>
  channels(): Promise<string[]>
  /** What the app has written to stdout and stderr. */
  output(): string
  /** Quits as the menu does and waits for the end. */
  close(): Promise<number | null>
  /** kill -9. */
  kill(): Promise<void>
  ended: Promise<number | null>
}

export interface LaunchOptions {
  home: string
  env?: Record<string, string>
}

const electronBinary = (): string | null => {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const file = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(file) ? file : null
}

/** Which host the end-to-end suite uses on this machine. */
export const hostInUse = (): 'electron' | 'stand-in' =>
  electronBinary() !== null && process.env.JANGTEO_HOST !== 'stand-in' ? 'electron' : 'stand-in'

/** Polls until `look` answers something; ends with its last answer's words when it never does. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  ms = 20_000,
): Promise<T> => {
  const end = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`did not happen: ${what}`)
    await sleep(25)
  }
}

/** Starts the built app on real Electron where its binary is present, else on the stand-in. */
export const launchApp = async (options: LaunchOptions): Promise<RunningApp> => {
  await giveConsentPort(options.home)
  const env = { JANGTEO_TEST: '1', ...options.env }
  const binary = electronBinary()
  return hostInUse() === 'electron' && binary !== null
    ? launchElectron({ ...options, env, binary, root })
    : launchStandIn({ ...options, env })
}

const launchStandIn = async (options: LaunchOptions): Promise<RunningApp> => {
  const app = await startStandIn(options)
  const targetId = await app.ask<string>('targetId')
  const browser = await chromium.connectOverCDP(app.endpoint)
  const page = await until('the window is there', async () => {
    for (const candidate of browser.contexts()[0]?.pages() ?? []) {
      const session = await candidate.context().newCDPSession(candidate)
      const { targetInfo } = await session.send('Target.getTargetInfo')
      await session.detach()
      if (targetInfo.targetId === targetId) return candidate
    }
    return null
  })
  await page.waitForURL(/jangteo\.invalid/)
  const records = <T>(name: string) => app.ask<Record<string, T>>('records').then((all) => all[name] as T)
  const leave = () => browser.close().catch(() => {})
  return {
    host: 'stand-in',
    page,
    home: options.home,
    ended: app.ended,
    path: () => {
      const url = new URL(page.url())
      return url.pathname + url.search
    },
    open: async (path) => {
      await app.ask('openUrl', `app://jangteo${path}`)
      await page.waitForURL((url) => url.pathname + url.search === path)
    },
    openedUrls: () => records('openedUrls'),
    revealedFiles: () => records('revealed'),
    notifications: () => records('notifications'),
    clickNotification: (index) => app.ask('clickNotification', index),
    answerDialog: (answer) => app.ask('answerDialog', answer),
    dialogs: () => records('dialogs'),
    clipboard: () => records('clipboard'),
    windowState: () => app.ask('windowState'),
    setBounds: (bounds) => app.ask('setBounds', bounds),
    closeWindow: () => app.ask('closeWindow'),
    trayLabels: () => app.ask('tray'),
    clickTray: (label) => app.ask('clickTray', label),
    clickMenu: (...labels) => app.ask('clickMenu', labels),
    resume: () => app.ask('resume'),
    attack: (attack) => app.ask('attack', attack),
    channels: () => app.ask('channels'),
    output: app.said,
    close: async () => {
      await app.ask('quit').catch(() => {})
      const code = await app.ended
      await leave()
      return code
    },
    kill: async () => {
      await app.kill()
      await leave()
    },
  }
}
