import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../chromium.ts'
import { host } from '../state.ts'
import { preventable } from './events.ts'
import { allWindows } from './registry.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  productName: string
  version: string
}

class App extends EventEmitter {
  readonly isPackaged = false
  readonly name = manifest.productName
  readonly #paths = new Map<string, string>()
  #ready = false
  #lock: string | null = null
  #starting: Promise<void> | null = null
  #quitting = false

  getVersion() {
    return manifest.version
  }
  getAppPath() {
    return root
  }
  getName() {
    return this.name
  }
  setPath(name: string, path: string) {
    this.#paths.set(name, path)
  }
  getPath(name: string): string {
    const known = this.#paths.get(name)
    if (known !== undefined) return known
    const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
    if (name === 'userData') return join(config, this.name)
    if (name === 'sessionData') return this.getPath('userData')
    if (name === 'appData') return config
    if (name === 'temp') return tmpdir()
    if (name === 'home') return homedir()
    return join(homedir(), name[0]?.toUpperCase() + name.slice(1))
  }

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'stand-in.lock')
    const knock = join(folder, `stand-in-${createHash('sha1').update(folder).digest('hex').slice(0, 8)}.knock`)
    for (;;) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' })
        break
      } catch {
        const holder = Number(readFileSync(file, 'utf8'))
        if (lives(holder)) {
          writeFileSync(knock, String(process.pid))
          return false
        }
        rmSync(file, { force: true })
      }
    }
    this.#lock = file
    watch(folder, (_kind, name) => {
      if (name !== null && knock.endsWith(name)) this.emit('second-instance', {}, [], folder, null)
    }).unref()
    return true
  }

  whenReady(): Promise<void> {
    this.#starting ??= launchChromium(join(this.getPath('sessionData'), 'stand-in-profile')).then((chromium) => {
      host.chromium = chromium
      chromium.process.once('exit', () => this.exit(this.#quitting ? 0 : 1))
      this.#ready = true
      this.emit('ready')
      process.send?.({ type: 'endpoint', endpoint: chromium.endpoint, browser: chromium.process.pid })
    })
    return this.#starting
  }
  isReady() {
    return this.#ready
  }

  /** As in Electron: `before-quit`, then every window's `close`, then the end; each may be prevented. */
  quit(): void {
    setImmediate(() => {
      if (preventable(this, 'before-quit')) return
      for (const window of allWindows()) window.close()
      if (allWindows().length > 0) return
      this.#quitting = true
      void this.#end()
    })
  }
  async #end(): Promise<void> {
    preventable(this, 'will-quit')
    await host.chromium?.cdp.send('Browser.close').catch(() => {})
    if (host.chromium === null) this.exit(0)
  }
  exit(code = 0): void {
    this.emit('quit', {}, code)
    if (this.#lock !== null) rmSync(this.#lock, { force: true })
    process.exit(code)
  }
  relaunch() {
    process.send?.({ type: 'relaunch' })
  }

  enableSandbox() {}
  focus() {}
  setAppUserModelId() {}
  setAboutPanelOptions() {}
  setLoginItemSettings() {}
  getLoginItemSettings() {
    return { openAtLogin: false, wasOpenedAtLogin: false }
  }
}

const lives = (pid: number) => {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

export const app = new App()
