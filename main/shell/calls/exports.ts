import { type BrowserWindow, shell } from 'electron'
import type { EngineLink } from '../engine-link.ts'
import type { ShellHandlers } from '../ipc.ts'
import type { Words } from '../words.ts'
import { askCsvPath, askFolder } from './files.ts'

type Names = 'shell.exportAs' | 'shell.exportApiCalls' | 'shell.schedulePreset' | 'shell.revealExport'

/** Calls that write files: the operator names the file in the OS's dialog, the engine writes it. */
export const exportCalls = (deps: {
  engine: EngineLink
  window: () => BrowserWindow
  words: () => Words
}): Pick<ShellHandlers, Names> => ({
  'shell.exportAs': async (spec) => {
    const words = deps.words()
    const what = spec.rows === 'lines' ? words.exportLines : words.exportBuyers
    const path = await askCsvPath(deps.window(), words, what)
    if (path === null) return { jobId: null }
    return deps.engine.ask('exports.run', { ...spec, path })
  },
  'shell.exportApiCalls': async (filter) => {
    const words = deps.words()
    const path = await askCsvPath(deps.window(), words, words.exportApiCalls)
    if (path === null) return { rows: null }
    const { rows } = await deps.engine.ask('apiCalls.export', { ...filter, path })
    return { rows }
  },
  'shell.schedulePreset': async ({ presetId, everyHours }) => {
    if (everyHours === null) return deps.engine.ask('exports.schedule', { presetId, schedule: null })
    const folder = await askFolder(deps.window(), deps.words())
    if (folder === null) return null
    return deps.engine.ask('exports.schedule', { presetId, schedule: { folder, everyHours } })
  },
  'shell.revealExport': async ({ jobId }) => {
    const { path } = await deps.engine.ask('exports.result', { jobId })
    shell.showItemInFolder(path)
    return { done: true }
  },
})
