import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

export interface StorePaths {
  database: string
  backups: string
}

/** SQLite's own companions of a database file. */
export const companions = ['-wal', '-shm'] as const

/** `20261121T224153Z`: sorts by time and is a legal file name everywhere. */
export const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

export const stampTime = (text: string): number => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s))
}

const sync = (path: string, flags: string) => {
  const fd = openSync(path, flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

export const syncFile = (path: string): void => sync(path, 'r+')

/** A rename is only safe once its folder is on disk. Windows has no such call and needs none. */
export const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return
  try {
    sync(path, 'r')
  } catch (error) {
    // Some network folders refuse it; the rename itself has happened.
    if (!(error instanceof Error && 'code' in error && ['EINVAL', 'ENOTSUP', 'EPERM'].includes(String(error.code)))) {
      throw error
    }
  }
}

/** Puts a finished file in its place: on disk before the rename, the rename on disk before this answers. */
export const putInPlace = (from: string, to: string): void => {
  syncFile(from)
  renameSync(from, to)
  syncFolder(dirname(to))
}

export const removeDatabase = (file: string): void => {
  for (const suffix of ['', ...companions]) rmSync(`${file}${suffix}`, { force: true })
}

/** A name that no file has yet: `name.db`, else `name-1.db` … */
export const freeName = (path: (extra: string) => string): string => {
  for (let n = 0; ; n += 1) {
    const candidate = path(n === 0 ? '' : `-${n}`)
    if (!existsSync(candidate)) return candidate
  }
}
