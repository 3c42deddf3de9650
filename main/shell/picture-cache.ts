import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Entry {
  bytes: number
  usedAt: number
  writtenAt: number
}

export interface PictureCacheOptions {
  folder: string
  /** Most bytes kept; when more, the longest unused go until a tenth is free. */
  maxBytes?: number
  /** A picture older than this is fetched anew, ms. */
  maxAgeMs?: number
  now?: () => number
}

const MAX_BYTES = 500 * 1024 * 1024
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000
const nameOf = (address: string) => createHash('sha256').update(address).digest('hex')

/** Pictures on disk, by the hash of their address. A lost or broken file is only a picture to fetch again. */
export function openPictureCache({
  folder,
  maxBytes = MAX_BYTES,
  maxAgeMs = MAX_AGE_MS,
  now = Date.now,
}: PictureCacheOptions) {
  const entries = new Map<string, Entry>()
  let total = 0

  const forget = async (name: string): Promise<void> => {
    total -= entries.get(name)?.bytes ?? 0
    entries.delete(name)
    await rm(join(folder, name), { force: true })
  }

  const load = async (): Promise<void> => {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder)) {
      if (!/^[0-9a-f]{64}$/.test(name)) {
        // What a crash left half written.
        await rm(join(folder, name), { force: true, recursive: true })
        continue
      }
      const found = await stat(join(folder, name)).catch(() => null)
      if (found === null) continue
      entries.set(name, { bytes: found.size, usedAt: found.atimeMs, writtenAt: found.mtimeMs })
      total += found.size
    }
  }
  const ready = load().catch(() => {})

  const shrink = async (): Promise<void> => {
    if (total <= maxBytes) return
    const oldest = [...entries].sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [name] of oldest) {
      if (total <= maxBytes * 0.9) return
      await forget(name)
    }
  }

  return {
    async get(address: string): Promise<Buffer | null> {
      await ready
      const name = nameOf(address)
      const entry = entries.get(name)
      if (entry === undefined) return null
      if (now() - entry.writtenAt > maxAgeMs) {
        await forget(name)
        return null
      }
      const bytes = await readFile(join(folder, name)).catch(() => null)
      if (bytes === null) {
        await forget(name)
        return null
      }
      entry.usedAt = now()
      // File systems do not keep reading times by themselves any more (noatime).
      void utimes(join(folder, name), entry.usedAt / 1000, entry.writtenAt / 1000).catch(() => {})
      return bytes
    },
    async put(address: string, bytes: Uint8Array): Promise<void> {
      await ready
      if (bytes.length > maxBytes / 10) return
      const name = nameOf(address)
      const file = join(folder, name)
      const half = `${file}.${randomBytes(4).toString('hex')}`
      await writeFile(half, bytes)
      await rename(half, file)
      total += bytes.length - (entries.get(name)?.bytes ?? 0)
      entries.set(name, { bytes: bytes.length, usedAt: now(), writtenAt: now() })
      await shrink()
    },
    forget: (address: string) => ready.then(() => forget(nameOf(address))),
    size: async () => {
      await ready
      return { files: entries.size, bytes: total }
    },
  }
}
export type PictureCache = ReturnType<typeof openPictureCache>
