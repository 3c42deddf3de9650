import { type BrowserWindow, dialog } from 'electron'
import type { Settings } from '../../shared/contract/work.ts'
import type { Words } from './words.ts'

export type Closing = Settings['closeToTray']

interface ClosingDeps {
  words: () => Words
  chosen: () => Closing
  choose: (choice: 'tray' | 'quit') => void
  quitting: () => boolean
  quit: () => void
}

/** The close button: hides to the tray or quits, as chosen; asks the first time and keeps the answer as a setting. */
export const handleClose = (window: BrowserWindow, deps: ClosingDeps): void => {
  let asking = false
  const act = (choice: 'tray' | 'quit') => {
    if (choice === 'quit') deps.quit()
    else window.hide()
  }
  const ask = async () => {
    const words = deps.words()
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words.closeQuestion,
      detail: words.closeDetail,
      buttons: [words.keepInTray, words.quitNow, words.cancel],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    })
    if (response > 1) return
    const choice = response === 0 ? 'tray' : 'quit'
    deps.choose(choice)
    act(choice)
  }
  window.on('close', (event) => {
    if (deps.quitting()) return
    event.preventDefault()
    const choice = deps.chosen()
    if (choice !== 'ask') act(choice)
    else if (!asking) {
      asking = true
      void ask().finally(() => {
        asking = false
      })
    }
  })
}
