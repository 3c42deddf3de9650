import { _electron, type ElectronApplication } from 'playwright-core'
import type { Attack, DialogAnswer, LaunchOptions, RunningApp, WindowState } from './launch.ts'

interface Recorded {
  openedUrls: string[]
  revealed: string[]
  dialogs: { kind: string; message?: string; defaultPath?: string }[]
  notifications: { title: string; body: string }[]
  answers: DialogAnswer[]
  shown: { emit: (name: string) => void }[]
  trayMenu: { label: string; click: () => void }[]
}
type Holder = typeof globalThis & { recorded: Recorded }

/** Puts recorders where the app would reach the operator's screen and browser. Runs inside Electron's main process. */
const record = (app: ElectronApplication) =>
  app.evaluate((electron) => {
    const recorded: Recorded = {
      openedUrls: [],
      revealed: [],
      dialogs: [],
      notifications: [],
      answers: [],
      shown: [],
      trayMenu: [],
    }
    ;(globalThis as Holder).recorded = recorded
    const { dialog, shell, Notification, Tray } = electron
    type Options = { message?: string; title?: string; defaultPath?: string; cancelId?: number }
    const asked = (kind: string, args: unknown[]) => {
      const options = (args.at(-1) ?? {}) as Options
      const message = options.message ?? options.title
      recorded.dialogs.push({
        kind,
        ...(message === undefined ? {} : { message }),
        ...(options.defaultPath === undefined ? {} : { defaultPath: options.defaultPath }),
      })
      return { options, answer: recorded.answers.shift() }
    }
    Object.assign(dialog, {
      showSaveDialog: async (...args: unknown[]) => {
        const { answer } = asked('save', args)
        return { canceled: answer?.filePath === undefined, filePath: answer?.filePath ?? '' }
      },
      showOpenDialog: async (...args: unknown[]) => {
        const { answer } = asked('open', args)
        return { canceled: answer?.filePaths === undefined, filePaths: answer?.filePaths ?? [] }
      },
      showMessageBox: async (...args: unknown[]) => {
        const { options, answer } = asked('message', args)
        return { response: answer?.response ?? options.cancelId ?? 0, checkboxChecked: false }
      },
    })
    Object.assign(shell, {
      openExternal: async (url: string) => void recorded.openedUrls.push(url),
      showItemInFolder: (path: string) => void recorded.revealed.push(path),
    })
    Notification.prototype.show = function show(this: { title: string; body: string; emit: (name: string) => void }) {
      recorded.notifications.push({ title: this.title, body: this.body })
      recorded.shown.push(this)
    }
    Tray.prototype.setContextMenu = (menu) => {
      recorded.trayMenu = (menu?.items ?? []) as unknown as Recorded['trayMenu']
    }
  })

export const launchElectron = async (
  options: LaunchOptions & { binary: string; root: string },
): Promise<RunningApp> => {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const app = await _electron.launch({
    executablePath: options.binary,
    args: [options.root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: options.root,
    env: { ...env, ...options.env, JANGTEO_HOME: options.home },
  })
  let said = ''
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-200_000)
    })
  await record(app)
  const page = await app.firstWindow()
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', (code) => resolve(code)))
  const recorded = <K extends keyof Recorded>(name: K) =>
    app.evaluate((_electron, key) => (globalThis as Holder).recorded[key as keyof Recorded], name) as Promise<
      Recorded[K]
    >
  return {
    host: 'electron',
    page,
    home: options.home,
    ended,
    path: () => {
      const url = new URL(page.url())
      return url.pathname + url.search
    },
    open: async (path) => {
      await app.evaluate(
        ({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url),
        `app://jangteo${path}`,
      )
      await page.waitForURL((url) => url.pathname + url.search === path)
    },
    openedUrls: () => recorded('openedUrls'),
    revealedFiles: () => recorded('revealed'),
    notifications: () => recorded('notifications'),
    clickNotification: (index) =>
      app.evaluate((_electron, at) => (globalThis as Holder).recorded.shown[at]?.emit('click'), index),
    answerDialog: (answer) =>
      app.evaluate((_electron, given) => void (globalThis as Holder).recorded.answers.push(given), answer),
    dialogs: () => recorded('dialogs'),
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    windowState: () =>
      app.evaluate(({ BrowserWindow }): WindowState | null => {
        const window = BrowserWindow.getAllWindows()[0]
        return window === undefined
          ? null
          : { visible: window.isVisible(), bounds: window.getBounds(), url: window.webContents.getURL() }
      }),
    setBounds: (bounds) =>
      app.evaluate(({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]?.setBounds(given), bounds),
    closeWindow: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    trayLabels: () => app.evaluate(() => (globalThis as Holder).recorded.trayMenu.map((item) => item.label)),
    clickTray: (label) =>
      app.evaluate((_electron, name) => {
        const item = (globalThis as Holder).recorded.trayMenu.find((candidate) => candidate.label === name)
        item?.click()
      }, label),
    clickMenu: (...labels) =>
      app.evaluate(({ Menu, BrowserWindow }, names) => {
        let level = Menu.getApplicationMenu()
        for (const [index, name] of names.entries()) {
          const item = level?.items.find((candidate) => candidate.label === name)
          if (index === names.length - 1) item?.click(undefined, BrowserWindow.getAllWindows()[0], undefined)
          level = item?.submenu ?? null
        }
      }, labels),
    resume: () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume')),
    attack: (attack) => attackFromWindow(app, attack),
    channels: () =>
      app.evaluate(({ ipcMain }) => [
        ...((ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers?.keys() ?? []),
      ]),
    output: () => said,
    close: async () => {
      await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => {})
      return ended
    },
    kill: async () => {
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

/** On real Electron the attack comes from a window of another origin with the app's own preload; other parts are unit tests. */
const attackFromWindow = async (app: ElectronApplication, { from, channel, input }: Attack) => {
  if (from !== 'other-window' && from !== 'other-origin') return null
  return app.evaluate(
    async ({ BrowserWindow, ipcMain }, given) => {
      const victim = BrowserWindow.getAllWindows()[0]
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, input: unknown) => unknown> }
      )._invokeHandlers
      try {
        await window.loadURL('data:text/html,foreign')
        const sender = given.from === 'other-window' ? window.webContents : victim?.webContents
        const event = { sender, senderFrame: window.webContents.mainFrame }
        return { value: await handlers.get(given.channel)?.(event, given.input) }
      } catch (error) {
        return { error: (error as Error).message }
      } finally {
        window.destroy()
      }
    },
    { from, channel, input },
  )
}
