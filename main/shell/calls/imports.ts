import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { failCommon } from '../../../shared/errors.ts'
import type { EngineLink } from '../engine-link.ts'
import type { ShellHandlers } from '../ipc.ts'
import type { Words } from '../words.ts'

type Names = 'shell.importBans' | 'shell.previewImport' | 'shell.startImport'

const keptFiles = 20

const askCsvFile = async (window: BrowserWindow, words: Words, title: string): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters: [
      { name: words.csvFiles, extensions: ['csv', 'txt'] },
      { name: words.allFiles, extensions: ['*'] },
    ],
    properties: ['openFile'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Calls that read files: the operator picks them in the OS's dialog; the screen holds a token, never a path. */
export const importCalls = (deps: {
  engine: Pick<EngineLink, 'ask'>
  window: () => BrowserWindow
  words: () => Words
}): Pick<ShellHandlers, Names> => {
  const files = new Map<string, string>()
  const keep = (path: string): string => {
    const token = randomUUID()
    files.set(token, path)
    for (const old of files.keys()) {
      if (files.size <= keptFiles) break
      files.delete(old)
    }
    return token
  }
  return {
    'shell.importBans': async () => {
      const path = await askCsvFile(deps.window(), deps.words(), deps.words().chooseBans)
      return path === null ? null : deps.engine.ask('bans.import', { path })
    },
    'shell.previewImport': async ({ wholesaler }) => {
      const path = await askCsvFile(deps.window(), deps.words(), deps.words().chooseImport)
      if (path === null) return null
      const preview = await deps.engine.ask(
        'imports.preview',
        wholesaler === undefined ? { path } : { path, wholesaler },
      )
      return { token: keep(path), name: basename(path), preview }
    },
    'shell.startImport': async ({ token, wholesaler }) => {
      const path = files.get(token)
      if (path === undefined) throw failCommon('NOT_FOUND', { values: { what: '고른 파일' } })
      const started = await deps.engine.ask('imports.start', wholesaler === undefined ? { path } : { path, wholesaler })
      files.delete(token)
      return started
    },
  }
}
