import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { dataFolder } from '../engine/home.ts'
import { type HomePaths, homePaths } from '../engine/paths.ts'

/** The window's own files lie with the data folder that JANGTEO_HOME names, so that two data folders are two apps. */
export const settleFolders = (): HomePaths => {
  const home = dataFolder()
  // Electron refuses folders that do not exist yet.
  const settle = (name: 'userData' | 'sessionData', folder: string) => {
    mkdirSync(folder, { recursive: true })
    app.setPath(name, folder)
  }
  if (process.env.JANGTEO_HOME !== undefined) settle('userData', join(home, 'window'))
  settle('sessionData', join(app.getPath('userData'), 'browser'))
  return homePaths(home)
}
