import { join } from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { appOrigin } from './origin.ts'
import { placeFor, smallestWindow } from './place.ts'
import type { StateFile } from './state.ts'
import { backgroundColor } from './theme.ts'

const workAreas = () => {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary, ...others].map((display) => display.workArea)
}

/** The app's one window: sandboxed, isolated, where it was last time, shown as soon as its first paint is there. */
export const openWindow = (options: {
  preload: string
  icon: string
  state: StateFile
  development: boolean
  hidden: boolean
}): BrowserWindow => {
  const { state } = options
  const window = new BrowserWindow({
    ...placeFor(state.get().bounds, workAreas()),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: '장터',
    icon: options.icon,
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: options.development,
      spellcheck: false,
    },
  })
  if (state.get().maximized) window.maximize()
  window.once('ready-to-show', () => {
    if (!options.hidden) window.show()
  })
  rememberPlace(window, state)
  void window.loadURL(`${appOrigin}/`)
  return window
}

const rememberPlace = (window: BrowserWindow, state: StateFile) => {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    state.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, 400)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', save)
}

/** Brings the window before the operator, wherever it was. */
export const showWindow = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

export const preloadFile = (appPath: string): string => join(appPath, 'out', 'preload', 'preload.cjs')
export const iconFile = (appPath: string, name: string): string => join(appPath, 'resources', 'icons', name)
