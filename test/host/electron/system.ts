import { EventEmitter } from 'node:events'
import { type DialogAnswer, host } from '../state.ts'

type DialogOptions = { message?: string; title?: string; defaultPath?: string; buttons?: string[]; cancelId?: number }

/** Dialogs take (window, options) or (options); an answer nobody prepared is the operator's cancel. */
const asked = (kind: string, args: unknown[]): { options: DialogOptions; answer: DialogAnswer | undefined } => {
  const options = (args.at(-1) ?? {}) as DialogOptions
  const message = options.message ?? options.title
  host.records.dialogs.push({
    kind,
    ...(message === undefined ? {} : { message }),
    ...(options.defaultPath === undefined ? {} : { defaultPath: options.defaultPath }),
    ...(options.buttons === undefined ? {} : { buttons: options.buttons }),
  })
  return { options, answer: host.answers.shift() }
}

export const dialog = {
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
  showErrorBox: (title: string) => void asked('error', [{ message: title }]),
}

export const shell = {
  openExternal: async (url: string) => void host.records.openedUrls.push(url),
  openPath: async (path: string) => {
    host.records.openedPaths.push(path)
    return ''
  },
  showItemInFolder: (path: string) => void host.records.revealed.push(path),
}

export const clipboard = {
  writeText: (text: string) => {
    host.records.clipboard = text
  },
  readText: () => host.records.clipboard,
}

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = []
  readonly title: string
  readonly body: string
  constructor(options: { title: string; body: string }) {
    super()
    this.title = options.title
    this.body = options.body
  }
  static isSupported() {
    return true
  }
  show() {
    Notification.shown.push(this)
    host.records.notifications.push({ title: this.title, body: this.body })
  }
  close() {
    this.emit('close', {})
  }
}

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system'
  #systemDark = false
  get themeSource() {
    return this.#source
  }
  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    this.#apply()
  }
  get shouldUseDarkColors() {
    return this.#source === 'system' ? this.#systemDark : this.#source === 'dark'
  }
  setSystemDark(dark: boolean) {
    this.#systemDark = dark
    this.#apply()
  }
  #apply() {
    this.emit('updated')
  }
}
export const nativeTheme = new NativeTheme()
export const powerMonitor = new EventEmitter()

const workArea = { x: 0, y: 0, width: 1920, height: 1040 }
const display = { id: 1, workArea, bounds: { ...workArea, height: 1080 }, scaleFactor: 1 }
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})

export const nativeImage = {
  createFromPath: (path: string) => ({
    path,
    setTemplateImage: () => {},
    isEmpty: () => false,
    resize: () => ({ path }),
  }),
}
