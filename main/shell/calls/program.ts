import type { ShellHandlers } from '../ipc.ts'
import type { StateFile } from '../state.ts'
import type { Updater } from '../updater.ts'

type Names = 'shell.startPractice' | 'shell.stopPractice' | 'shell.checkForUpdate' | 'shell.restart'

/** Calls about the program itself: which data folder it works on, its version, its restart. */
export const programCalls = (deps: {
  state: StateFile
  restartEngine: () => Promise<void>
  relaunch: () => void
  updater: Updater
}): Pick<ShellHandlers, Names> => {
  const switchTo = async (mode: 'real' | 'practice') => {
    if (deps.state.get().mode !== mode) {
      deps.state.set({ mode })
      await deps.restartEngine()
    }
    return { done: true } as const
  }
  return {
    'shell.startPractice': () => switchTo('practice'),
    'shell.stopPractice': () => switchTo('real'),
    'shell.checkForUpdate': () => deps.updater.check(),
    'shell.restart': () => {
      deps.relaunch()
      return { done: true }
    },
  }
}
