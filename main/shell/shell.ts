import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, powerMonitor, protocol, session, shell } from 'electron'
import { z } from 'zod'
import { defaultSettings, type Settings } from '../../shared/contract/work.ts'
import { toErrorShape } from '../../shared/errors.ts'
import type { HomePaths } from '../engine/paths.ts'
import { version } from '../engine/version.ts'
import type { Logger } from '../net/log.ts'
import { createPictureFetcher } from '../net/picture.ts'
import type { ShellActions } from './actions.ts'
import { exportCalls } from './calls/exports.ts'
import { helpCalls, openHelpPage } from './calls/help.ts'
import { importCalls } from './calls/imports.ts'
import { programCalls } from './calls/program.ts'
import { handleClose } from './closing.ts'
import { consentPages } from './consents.ts'
import { engineEvents } from './engine-events.ts'
import { type EngineLink, startEngine } from './engine-link.ts'
import { settleFolders } from './folders.ts'
import { guardApp, guardSession } from './guards.ts'
import { serveImages } from './image-scheme.ts'
import { registerCalls } from './ipc.ts'
import { openLog } from './log.ts'
import { setStartAtLogin, startedHidden } from './login.ts'
import { setMenu } from './menu.ts'
import { keepPageAlive } from './page-life.ts'
import { openPictureCache } from './picture-cache.ts'
import { registerAppScheme, serveApp } from './protocol.ts'
import { screenEvents } from './screen-events.ts'
import { openState, type StateFile } from './state.ts'
import { backgroundColor, setTheme } from './theme.ts'
import { openTray, type TrayIcon } from './tray.ts'
import { createUpdater } from './updater.ts'
import { iconFile, openWindow, preloadFile, showWindow } from './window.ts'
import { type Words, wordsFor } from './words.ts'

const mac = process.platform === 'darwin'

/** Everything that needs Electron, wired together. One instance holds one data folder. */
export const runShell = (engineWorker: URL): void => {
  const paths = settleFolders()
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  registerAppScheme()
  guardApp(app)
  if (process.platform === 'win32') app.setAppUserModelId('kr.jangteo.app')

  // What a schema says about a wrong input reaches the operator.
  z.config(z.locales.ko())
  const development = !app.isPackaged
  const log = openLog(paths.logs, development)
  const state = openState(join(app.getPath('userData'), 'window.json'))
  const running = new RunningShell({ paths, state, log, development, engineWorker })
  void app.whenReady().then(() => running.open())
}

interface Given {
  paths: HomePaths
  state: StateFile
  log: Logger
  development: boolean
  engineWorker: URL
}

class RunningShell {
  readonly #given: Given
  readonly #engine: EngineLink
  readonly #consents = consentPages(
    () => this.#localServices(),
    (error) => this.#report(error),
  )
  readonly #events = screenEvents(ipcMain, () => this.#contents())
  #settings: Settings
  #window: BrowserWindow | null = null
  #tray: TrayIcon | null = null
  #quitting = false
  #engineClosed = false

  constructor(given: Given) {
    this.#given = given
    const { theme, language } = given.state.get()
    this.#settings = { ...defaultSettings, theme, language }
    this.#engine = startEngine({
      worker: given.engineWorker,
      start: () => ({
        home: given.paths.home,
        mode: given.state.get().mode,
        version,
        ...(process.env.JANGTEO_ENDPOINTS === undefined ? {} : { endpointsFile: process.env.JANGTEO_ENDPOINTS }),
      }),
      onEvent: engineEvents({
        toScreen: this.#events.send,
        settings: (settings) => this.#useSettings(settings),
        openPage: (path) => this.#openPage(path),
        openAuthorize: this.#consents.open,
        restart: () => void this.#engine.restart().then(() => this.#contents()?.reload()),
      }),
      onLog: (level, text) => given.log[level](text),
      onProblem: (error) => {
        given.log.error('the engine cannot run', { code: error.code, traceId: error.traceId })
        this.#events.send('engine.problem', { error })
      },
      onReady: () =>
        void this.#engine.ask('settings.get', {}).then(
          (settings) => this.#useSettings(settings),
          () => {},
        ),
    })
  }

  open(): void {
    const { development, state } = this.#given
    const appPath = app.getAppPath()
    setTheme(state.get().theme)
    guardSession(session.defaultSession, development)
    serveApp(protocol, join(appPath, 'out', 'renderer'))
    serveImages(protocol, {
      fetcher: createPictureFetcher({ localServices: this.#localServices }),
      cache: openPictureCache({ folder: join(app.getPath('userData'), 'pictures') }),
    })
    this.#registerCalls()
    this.#window = openWindow({
      preload: preloadFile(appPath),
      icon: iconFile(appPath, 'icon.png'),
      state,
      development,
      hidden: startedHidden(app, process.argv, process.platform),
    })
    keepPageAlive(this.#window.webContents, () => this.#events.hold(), this.#given.log)
    this.#openTray(appPath)
    this.#watchWindow(this.#window)
    this.#watchApp()
    this.#showWords()
  }

  #contents() {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window.webContents
  }

  /** The window lives as long as the app; whoever asks for it earlier or later gets a coded error, not a crash. */
  #mainWindow(): BrowserWindow {
    if (this.#window === null || this.#window.isDestroyed()) throw new Error('no window')
    return this.#window
  }

  readonly #words = (): Words => wordsFor(this.#settings.language)
  readonly #localServices = () =>
    this.#given.state.get().mode === 'practice' || process.env.JANGTEO_ENDPOINTS !== undefined

  #registerCalls(): void {
    const window = () => this.#mainWindow()
    const updater = createUpdater({
      // Written by the packager when an update server is configured.
      source: join(process.resourcesPath ?? '', 'app-update.yml'),
      packaged: app.isPackaged,
      engine: () => this.#engine,
      window,
      words: this.#words,
      log: this.#given.log,
      beforeRestart: () => this.#closeEngine(),
    })
    this.#actions.checkForUpdate = () => void updater.check().catch((error: unknown) => this.#report(error))
    registerCalls({
      ipcMain,
      window: () => this.#contents(),
      engine: this.#engine.call,
      report: (text) => this.#given.log.warn(text),
      checkOutputs: this.#given.development,
      shell: {
        ...exportCalls({ engine: this.#engine, window, words: this.#words }),
        ...importCalls({ engine: this.#engine, window, words: this.#words }),
        ...helpCalls({
          engine: this.#engine,
          folders: () => this.#given.paths,
          localServices: this.#localServices,
          authorizeUrls: this.#consents.urls,
        }),
        ...programCalls({
          state: this.#given.state,
          restartEngine: () => this.#engine.restart(),
          relaunch: () => {
            app.relaunch()
            app.quit()
          },
          updater,
        }),
      },
    })
  }

  readonly #actions: ShellActions = {
    open: () => this.#show(),
    openPage: (path) => this.#openPage(path),
    syncNow: () => void this.#syncNow().catch((error: unknown) => this.#report(error)),
    setSyncPaused: (paused) => {
      void this.#engine.ask('sync.pause', { paused }).then(
        (now) => this.#useSettings({ ...this.#settings, syncPaused: now.paused }),
        (error: unknown) => this.#report(error),
      )
    },
    openGuide: () => void Promise.resolve(openHelpPage('imweb-guide')).catch((error: unknown) => this.#report(error)),
    openDataFolder: () =>
      void shell.openPath(this.#given.paths.home).then((words) => {
        if (words !== '') this.#report(new Error(words))
      }),
    checkForUpdate: () => {},
    quit: () => app.quit(),
  }

  /** From the tray nobody sees why nothing happens: where a sync cannot run, the page that helps is shown. */
  async #syncNow(): Promise<void> {
    const { items } = await this.#engine.ask('connections.list', {})
    const imweb = items.find(({ service }) => service === 'imweb')
    if (imweb?.state === 'connected') await this.#engine.ask('sync.start', {})
    else this.#openPage('/connections')
  }

  #show(): void {
    if (this.#contents() !== null) showWindow(this.#mainWindow())
  }

  #openPage(path: string): void {
    this.#show()
    this.#events.openPage(path)
  }

  #report(thrown: unknown): void {
    const error = toErrorShape(thrown)
    this.#given.log.warn('an action of the shell failed', { code: error.code })
    this.#events.send('engine.problem', { error })
  }

  #useSettings(settings: Settings): void {
    this.#settings = settings
    const { theme, language } = settings
    this.#given.state.set({ theme, language })
    if (!app.isReady()) return
    setTheme(theme)
    this.#window?.setBackgroundColor(backgroundColor())
    setStartAtLogin(app, settings.startAtLogin)
    this.#showWords()
  }

  #showWords(): void {
    const words = this.#words()
    app.setAboutPanelOptions({ applicationName: words.appName, applicationVersion: version })
    setMenu({ words, actions: this.#actions, mac, development: this.#given.development })
    this.#tray?.show(words, this.#settings.syncPaused)
  }

  #openTray(appPath: string): void {
    try {
      this.#tray = openTray(iconFile(appPath, mac ? 'trayTemplate.png' : 'tray.png'), this.#actions, mac)
    } catch (error) {
      this.#given.log.warn('no tray on this desktop', { error: String(error) })
    }
  }

  #watchWindow(window: BrowserWindow): void {
    handleClose(window, {
      words: this.#words,
      // Without a tray there would be no way back to a hidden window.
      chosen: () => (this.#tray === null ? 'quit' : this.#settings.closeToTray),
      choose: (closeToTray) =>
        void this.#engine.ask('settings.set', { closeToTray }).catch((error: unknown) => this.#report(error)),
      quitting: () => this.#quitting,
      quit: () => app.quit(),
    })
  }

  #watchApp(): void {
    app.on('second-instance', () => this.#show())
    app.on('activate', () => this.#show())
    app.on('window-all-closed', () => app.quit())
    app.on('before-quit', (event) => {
      this.#quitting = true
      if (this.#engineClosed) return
      event.preventDefault()
      void this.#closeEngine().finally(() => app.quit())
    })
    powerMonitor.on('resume', () => this.#engine.resume())
    powerMonitor.on('unlock-screen', () => this.#engine.resume())
  }

  async #closeEngine(): Promise<void> {
    this.#quitting = true
    await this.#engine.close()
    this.#engineClosed = true
  }
}
