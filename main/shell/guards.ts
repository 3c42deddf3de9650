import type { App, Session, WebContents } from 'electron'
import { isPicture } from './image-scheme.ts'
import { isOurs } from './origin.ts'

/** What a window may load: its own files, and what lies inside the page already. Developer tools only in development. */
export const mayLoad = (address: string, development: boolean): boolean =>
  isOurs(address) ||
  isPicture(address) ||
  address.startsWith('data:image/') ||
  address.startsWith('blob:app://') ||
  (development && address.startsWith('devtools://'))

/** Denies every permission, when asked and when checked, and every request that is not for the app's own files. */
export const guardSession = (session: Session, development: boolean): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url, development) }))
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps a page where it is: no other address, no second window, no webview. */
export const guardContents = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    // A frame's own document, written by the page and held to its policy, is not a way out.
    if (event.url !== 'about:srcdoc') event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** For every page that ever exists in this process, whoever made it. */
export const guardApp = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault()
    trust(false)
  })
  app.on('select-client-certificate', (event) => event.preventDefault())
  app.on('login', (event) => event.preventDefault())
}
