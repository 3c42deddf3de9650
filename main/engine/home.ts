import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The data folder: JANGTEO_HOME, else where the OS keeps an app's data. The desktop app and the CLI share it. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.JANGTEO_HOME !== undefined && env.JANGTEO_HOME !== '') return resolve(env.JANGTEO_HOME)
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Jangteo', 'data')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Jangteo', 'data')
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Jangteo', 'data')
}
