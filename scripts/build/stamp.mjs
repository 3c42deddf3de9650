import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file under the given files and folders, relative to `root`, in a stable order. */
export const filesUnder = (root, inputs) => {
  const found = []
  const walk = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (stat === undefined) return
    if (!stat.isDirectory()) {
      found.push({ path, size: stat.size, changedAt: stat.mtimeMs })
      return
    }
    for (const name of readdirSync(join(root, path)).sort()) walk(`${path}/${name}`)
  }
  for (const input of inputs) walk(input)
  return found
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('base64url')

/** What the inputs are now. Files whose size and time did not change since `before` are not read again. */
export const stampOf = (root, inputs, before = {}) => {
  const files = {}
  for (const { path, size, changedAt } of filesUnder(root, inputs)) {
    const known = before[path]
    const same = known !== undefined && known.size === size && known.changedAt === changedAt
    files[path] = { size, changedAt, hash: same ? known.hash : hashOf(join(root, path)) }
  }
  return files
}

/** Content decides; a fresh checkout or a touched file with the same content builds nothing. */
export const sameContent = (one, other) => {
  const paths = Object.keys(one)
  return paths.length === Object.keys(other).length && paths.every((path) => one[path].hash === other[path]?.hash)
}

export const readStamp = (file) => {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
