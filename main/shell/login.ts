import type { App } from 'electron'

export const hiddenArgument = '--hidden'

/** Starts the app with the computer, in the tray. Linux has no such call in Electron; its desktops have their own setting. */
export const setStartAtLogin = (app: App, on: boolean, platform: NodeJS.Platform = process.platform): void => {
  if (platform === 'linux' || !app.isPackaged) return
  app.setLoginItemSettings({ openAtLogin: on, args: [hiddenArgument] })
}

/** Whether the OS started the app by itself: then it stays in the tray until it is opened. */
export const startedHidden = (app: App, argv: readonly string[], platform: NodeJS.Platform): boolean =>
  argv.includes(hiddenArgument) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
