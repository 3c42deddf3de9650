import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { createLogger, type Logger } from '../net/log.ts'

const keepBytes = 5 * 1024 * 1024

/** The app's log file: what the redacting logger lets through, five megabytes and one older file. */
export const openLog = (folder: string, development: boolean): Logger => {
  const { transports } = electronLog
  transports.file.resolvePathFn = () => join(folder, 'main.log')
  transports.file.maxSize = keepBytes
  transports.file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms} {level} {text}'
  transports.file.level = development ? 'debug' : 'info'
  transports.console.level = false
  return createLogger(({ level, message, fields }) => {
    if (fields === undefined) electronLog[level](message)
    else electronLog[level](message, fields)
  })
}
