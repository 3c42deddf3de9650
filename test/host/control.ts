import { app } from './electron/app.ts'
import { Frame } from './electron/frames.ts'
import { ipcMain } from './electron/ipc.ts'
import { Menu, type MenuItem, Tray } from './electron/menu.ts'
import { allWindows } from './electron/registry.ts'
import { Notification, nativeTheme, powerMonitor } from './electron/system.ts'
import { type DialogAnswer, host } from './state.ts'

const mainWindow = () => {
  const window = allWindows()[0]
  if (window === undefined) throw new Error('no window')
  return window
}

const click = (item: MenuItem | undefined, what: string) => {
  if (item?.click === undefined) throw new Error(`nothing to click: ${what}`)
  item.click()
}

/** A frame that is not the window's main frame, as an attacker would hold one. */
const foreignFrame = (url: string, parent: Frame | null) => {
  const frame = new Frame('foreign', null)
  frame.navigated(url)
  return parent === null ? frame : Object.assign(new Frame('child', parent), {})
}

interface Attack {
  from: 'main-frame' | 'child-frame' | 'other-origin' | 'other-window' | 'detached'
  channel: string
  input: unknown
}

/** Sends a message as that frame would, past the preload: what a broken page could do at worst. */
const attack = async ({ from, channel, input }: Attack) => {
  const contents = mainWindow().webContents
  const main = contents.mainFrame
  const event = { sender: contents, senderFrame: main, frameId: 1, processId: 1 }
  if (from === 'child-frame') {
    const child = new Frame('child', main)
    child.navigated(main.url)
    event.senderFrame = child
  } else if (from === 'other-origin') {
    event.senderFrame = foreignFrame('https://example.com/', null)
  } else if (from === 'other-window') {
    event.sender = Object.create(contents)
  } else if (from === 'detached') {
    const gone = new Frame('gone', null)
    gone.detach()
    event.senderFrame = gone
  }
  try {
    return { value: await ipcMain.invoke(event, channel, [input]) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** What a test may ask of the stand-in. Real Electron is asked the same through Playwright. */
const actions: Record<string, (given: never) => unknown> = {
  records: () => host.records,
  answerDialog: (answer: DialogAnswer) => void host.answers.push(answer),
  closeWindow: () => mainWindow().close(),
  openUrl: (url: string) => mainWindow().loadURL(url),
  windowState: () => {
    const window = allWindows()[0]
    if (window === undefined) return null
    return { visible: window.isVisible(), bounds: window.getBounds(), url: window.webContents.getURL() }
  },
  setBounds: (bounds: { x: number; y: number; width: number; height: number }) => mainWindow().setBounds(bounds),
  targetId: () => mainWindow().webContents.ready.then(() => mainWindow().webContents.targetId),
  tray: () => Tray.all[0]?.menu?.items.map((item) => item.label ?? '') ?? [],
  clickTray: (label: string) => click(Tray.all[0]?.menu?.find([label]), label),
  menu: () => Menu.application?.items ?? [],
  clickMenu: (labels: string[]) => click(Menu.application?.find(labels), labels.join(' › ')),
  clickNotification: (index: number) => Notification.shown[index]?.emit('click', {}),
  resume: () => powerMonitor.emit('resume'),
  systemDark: (dark: boolean) => nativeTheme.setSystemDark(dark),
  channels: () => ipcMain.channels(),
  attack,
  quit: () => app.quit(),
}

/** Answers the process that started the app. Without one (a person ran it) nothing listens. */
export const listenToTests = (): void => {
  if (process.send === undefined || process.env.JANGTEO_STAND_IN !== '1') return
  process.on('message', (message: { id: number; action: string; given: unknown }) => {
    const run = async () => {
      const action = actions[message.action]
      if (action === undefined) throw new Error(`no such action: ${message.action}`)
      return action(message.given as never)
    }
    run().then(
      (value) => process.send?.({ type: 'answer', id: message.id, value }),
      (error: Error) => process.send?.({ type: 'answer', id: message.id, error: error.message }),
    )
  })
  // The one who started the app is gone: nobody is left to look at its window.
  process.on('disconnect', () => app.quit())
  process.channel?.unref()
}
