import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { Words } from '../words.ts'

/** `2026-11-21`: the operator's own calendar day, not UTC's. */
export const dayForName = (now: Date): string => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** Asks where a CSV goes; null when the operator thought better of it. No person's name gets into a file name. */
export const askCsvPath = async (window: BrowserWindow, words: Words, what: string): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.exportTitle,
    defaultPath: join(app.getPath('documents'), `${what}_${dayForName(new Date())}.csv`),
    filters: [{ name: words.csvFiles, extensions: ['csv'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  return canceled || filePath === '' ? null : filePath
}

export const askFolder = async (window: BrowserWindow, words: Words): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words.chooseFolder,
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
