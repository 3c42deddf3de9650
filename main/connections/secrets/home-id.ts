import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { failKeychain } from '../errors.ts'

const read = (file: string): string | null => {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw failKeychain('HOME_ID_UNREADABLE', { cause: error })
  }
  if (!/^[0-9a-f]{32}$/.test(text)) throw failKeychain('HOME_ID_UNREADABLE')
  return text
}

const write = (file: string) => {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, `${randomBytes(16).toString('hex')}\n`)
    fsyncSync(handle)
    // A link never replaces: of two processes that start at once, the first one's id stays.
    linkSync(draft, file)
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    // Some file systems have no links; the caller holds the data folder, so a plain rename is safe there.
    if (!taken && !existsSync(file)) renameSync(draft, file)
  } finally {
    closeSync(handle)
    rmSync(draft, { force: true })
  }
}

/** The random name under which this data folder keeps its secrets; made at the first call, complete or not at all. */
export const homeId = (file: string): string => {
  const known = read(file)
  if (known !== null) return known
  try {
    write(file)
  } catch (cause) {
    throw failKeychain('HOME_ID_UNREADABLE', { cause })
  }
  const made = read(file)
  if (made === null) throw failKeychain('HOME_ID_UNREADABLE')
  return made
}
