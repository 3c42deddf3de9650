import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import type { ShellActions } from './actions.ts'
import type { Words } from './words.ts'

export const trayTemplate = (words: Words, actions: ShellActions, paused: boolean): MenuItemConstructorOptions[] => [
  { label: words.open, click: actions.open },
  { type: 'separator' },
  { label: words.syncNow, click: actions.syncNow },
  { label: paused ? words.resumeSync : words.pauseSync, click: () => actions.setSyncPaused(!paused) },
  { type: 'separator' },
  { label: words.quit, click: actions.quit },
]

export interface TrayIcon {
  show(words: Words, paused: boolean): void
}

/** The icon by the clock. Where the desktop has no tray, the app lives without it. */
export const openTray = (icon: string, actions: ShellActions, mac: boolean): TrayIcon => {
  const image = nativeImage.createFromPath(icon)
  if (mac) image.setTemplateImage(true)
  const tray = new Tray(image)
  tray.on('click', actions.open)
  return {
    show: (words, paused) => {
      tray.setToolTip(words.appName)
      tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(words, actions, paused)))
    },
  }
}
