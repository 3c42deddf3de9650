/** A stand-in for the `electron` module, where its binary cannot be had: only what this app uses. Never packaged. */
import { listenToTests } from '../control.ts'

export { app } from './app.ts'
export { ipcMain } from './ipc.ts'
export { Menu, Tray } from './menu.ts'
export { protocol } from './protocol.ts'
export { session } from './session.ts'
export { clipboard, dialog, Notification, nativeImage, nativeTheme, powerMonitor, screen, shell } from './system.ts'
export { BrowserWindow } from './window.ts'

listenToTests()
