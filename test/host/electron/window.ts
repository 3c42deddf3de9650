import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { preventable } from './events.ts'
import { addWindow, allWindows, removeWindow } from './registry.ts'
import { nativeTheme } from './system.ts'
import { WebContents } from './web-contents.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
interface Options extends Partial<Bounds> {
  show?: boolean
  webPreferences?: { preload?: string }
}

let nextWindowId = 1

/** The window's state is kept here; Chromium itself runs headless and only learns the size. */
export class BrowserWindow extends EventEmitter {
  readonly id = nextWindowId++
  readonly webContents: WebContents
  readonly options: Options
  #bounds: Bounds
  #visible: boolean
  #minimized = false
  #maximized = false
  #destroyed = false

  constructor(options: Options = {}) {
    super()
    this.options = options
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#visible = options.show !== false
    this.webContents = new WebContents(options.webPreferences?.preload)
    this.webContents.once('host-painted', () => this.emit('ready-to-show', {}))
    addWindow(this)
    void this.webContents.ready.then(() => Promise.all([this.#applySize(), this.#applyTheme()])).catch(() => {})
    nativeTheme.on('updated', this.#applyTheme)
    app.emit('browser-window-created', {}, this)
  }

  static getAllWindows() {
    return allWindows()
  }
  static getFocusedWindow() {
    return allWindows().find((window) => window.isVisible()) ?? null
  }

  async #applySize(): Promise<void> {
    const { width, height } = this.#bounds
    await this.webContents
      .command('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
      .catch(() => {})
  }

  readonly #applyTheme = async (): Promise<void> => {
    const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
    await this.webContents
      .command('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
      .catch(() => {})
  }

  loadURL(url: string) {
    return this.webContents.loadURL(url)
  }
  getBounds() {
    return { ...this.#bounds }
  }
  getNormalBounds() {
    return this.getBounds()
  }
  setBounds(bounds: Partial<Bounds>) {
    const before = this.#bounds
    this.#bounds = { ...before, ...bounds }
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move', {})
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) {
      this.emit('resize', {})
      void this.#applySize()
    }
  }
  show() {
    this.#visible = true
    this.emit('show', {})
  }
  hide() {
    this.#visible = false
    this.emit('hide', {})
  }
  focus() {
    this.emit('focus', {})
  }
  minimize() {
    this.#minimized = true
  }
  restore() {
    this.#minimized = false
  }
  maximize() {
    this.#maximized = true
    this.#visible = true
  }
  isVisible() {
    return this.#visible
  }
  isMinimized() {
    return this.#minimized
  }
  isMaximized() {
    return this.#maximized
  }
  isFocused() {
    return this.#visible
  }
  isDestroyed() {
    return this.#destroyed
  }
  setBackgroundColor() {}
  setTitle() {}
  setMenu() {}

  close() {
    if (this.#destroyed || preventable(this, 'close')) return
    this.destroy()
  }
  destroy() {
    if (this.#destroyed) return
    this.#destroyed = true
    removeWindow(this)
    nativeTheme.off('updated', this.#applyTheme)
    this.webContents.destroy()
    this.emit('closed', {})
    if (allWindows().length === 0) app.emit('window-all-closed')
  }
}
