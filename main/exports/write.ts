import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failCommon } from '../../shared/errors.ts'
import { syncFolder } from '../store/files.ts'
import { BOM, csvRow, textCell } from './csv.ts'
import { cp949Encoder, utf8Encoder } from './encode.ts'
import { failExport, toExportError } from './errors.ts'
import type { RowChunk } from './rows.ts'

export interface WrittenFile {
  path: string
  rows: number
  replacedCharacters: number
  replacedSamples: string[]
}

export interface WriteOptions {
  path: string
  /** Tells this writing's unfinished file from others'; the same job finds and replaces its own after a crash. */
  id: string
  header: readonly string[]
  chunks: Iterable<RowChunk>
  encoding: 'utf-8' | 'cp949'
  signal: AbortSignal
  progress: (rows: number) => void
  /** Called when everything is on disk, before the file takes its name. */
  beforeNaming: (rows: number) => void
}

/** Lets the engine answer others between two slices. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Writes beside the target and takes its name when everything is on disk: there is never half a file of that name. */
export async function writeCsv(options: WriteOptions): Promise<WrittenFile> {
  const { path, signal } = options
  // Short whatever the target's name is: a name that just fits must not fail because of its unfinished file.
  const half = join(dirname(path), `.jangteo-${options.id}.part`)
  let file: FileHandle | undefined
  try {
    const target = await stat(path).catch(() => null)
    if (target?.isDirectory()) throw failExport('EXPORT_IS_FOLDER')
    // A device or a pipe would be replaced by the file.
    if (target !== null && !target.isFile()) throw failExport('EXPORT_NOT_A_FILE')
    file = await open(half, 'w', 0o600)
    const written = await pour(file, options)
    await file.sync()
    await file.close()
    file = undefined
    if (signal.aborted) throw failCommon('CANCELLED')
    options.beforeNaming(written.rows)
    await rename(half, path)
    syncFolder(dirname(path))
    return written
  } catch (error) {
    await file?.close().catch(() => undefined)
    await rm(half, { force: true }).catch(() => undefined)
    throw toExportError(error)
  }
}

async function pour(file: FileHandle, options: WriteOptions): Promise<WrittenFile> {
  const encoder = options.encoding === 'cp949' ? cp949Encoder() : utf8Encoder()
  let rows = 0
  const put = async (text: string) => {
    const bytes = encoder.encode(text)
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
  }
  await put((options.encoding === 'utf-8' ? BOM : '') + csvRow(options.header.map(textCell)))
  for (const chunk of options.chunks) {
    if (options.signal.aborted) throw failCommon('CANCELLED')
    await put(chunk.text)
    rows += chunk.rows
    options.progress(rows)
    await breathe()
  }
  const { count, samples } = encoder.replaced()
  return { path: options.path, rows, replacedCharacters: count, replacedSamples: samples }
}
