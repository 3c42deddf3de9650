import type { Chromium } from './chromium.ts'

/** What tests look at afterwards. */
export interface Records {
  openedUrls: string[]
  openedPaths: string[]
  revealed: string[]
  notifications: { title: string; body: string }[]
  dialogs: { kind: string; message?: string; defaultPath?: string; buttons?: string[] }[]
  clipboard: string
  deniedWindows: string[]
}

export type DialogAnswer = { response?: number; filePath?: string; filePaths?: string[] }

/** The one shared state of the stand-in: its browser, its records, and the answers that dialogs will get. */
export const host = {
  records: {
    openedUrls: [],
    openedPaths: [],
    revealed: [],
    notifications: [],
    dialogs: [],
    clipboard: '',
    deniedWindows: [],
  } as Records,
  answers: [] as DialogAnswer[],
  chromium: null as Chromium | null,
}

/** app:// cannot be navigated to outside Electron; this origin stands for it and never leaves the machine. */
export const standInOrigin = 'https://jangteo.invalid'
export const appOrigin = 'app://jangteo'

export const toStandIn = (url: string): string =>
  url.startsWith(`${appOrigin}/`) || url === appOrigin ? standInOrigin + url.slice(appOrigin.length) : url
export const fromStandIn = (url: string): string =>
  url.startsWith(`${standInOrigin}/`) || url === standInOrigin ? appOrigin + url.slice(standInOrigin.length) : url
