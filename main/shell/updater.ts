import { existsSync } from 'node:fs'
import { type BrowserWindow, dialog } from 'electron'
import { fill } from '../../shared/errors.ts'
import type { Logger } from '../net/log.ts'
import type { EngineLink } from './engine-link.ts'
import type { Words } from './words.ts'

interface UpdaterDeps {
  packaged: boolean
  source: string
  engine: () => EngineLink
  window: () => BrowserWindow
  words: () => Words
  log: Logger
  /** Lets the close button and the engine know that this end is wanted. */
  beforeRestart: () => Promise<void>
}

export interface Updater {
  check(): Promise<{ available: boolean; version: string | null }>
}

/** Asks before it downloads, asks before it restarts, and never restarts while a job runs. Off in development. */
export const createUpdater = (deps: UpdaterDeps): Updater => {
  const ask = async (message: string, detail: string, buttons: string[]) => {
    const options = {
      type: 'info' as const,
      message,
      detail,
      buttons,
      defaultId: 0,
      cancelId: buttons.length - 1,
      noLink: true,
    }
    const { response } = await dialog.showMessageBox(deps.window(), options)
    return response === 0
  }

  const jobsRun = async () => {
    const running = await deps.engine().ask('jobs.list', { status: 'running', limit: 1 })
    return running.items.length > 0
  }

  const offerRestart = async (version: string, install: () => void) => {
    const words = deps.words()
    const title = fill(words.updateReady, { version })
    if (await jobsRun()) {
      await ask(title, words.updateBusy, [words.confirm])
      return
    }
    if (!(await ask(title, words.updateRestart, [words.restartNow, words.later])) || (await jobsRun())) return
    await deps.engine().ask('backups.create', {})
    await deps.beforeRestart()
    install()
  }

  const load = async () => {
    const { default: updater } = await import('electron-updater')
    const { autoUpdater } = updater
    autoUpdater.autoDownload = false
    autoUpdater.autoInstallOnAppQuit = true
    autoUpdater.allowDowngrade = false
    autoUpdater.logger = null
    return autoUpdater
  }

  return {
    async check() {
      if (!deps.packaged || !existsSync(deps.source)) return { available: false, version: null }
      const updater = await load()
      const found = await updater.checkForUpdates()
      if (found === null || !found.isUpdateAvailable) return { available: false, version: null }
      const { version } = found.updateInfo
      const words = deps.words()
      // The answer to the page does not wait for the operator and the download.
      void (async () => {
        if (!(await ask(fill(words.updateFound, { version }), words.updateAsk, [words.download, words.later]))) return
        await updater.downloadUpdate()
        await offerRestart(version, () => updater.quitAndInstall())
      })().catch((error: unknown) => deps.log.warn('update failed', { error: String(error) }))
      return { available: true, version }
    },
  }
}
