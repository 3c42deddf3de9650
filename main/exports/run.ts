import type { ExportSpec } from '../../shared/contract/buyers.ts'
import type { BuyerIndex } from '../buyers/repository-index.ts'
import type { Db } from '../store/db.ts'
import { toStoreError } from '../store/errors.ts'
import { openSnapshot } from '../store/snapshot.ts'
import { buyerHeader, buyerRows, lineHeader, lineRows } from './rows.ts'
import { type WrittenFile, writeCsv } from './write.ts'

export interface ExportRun {
  path: string
  id: string
  spec: ExportSpec
  signal: AbortSignal
  progress: (rows: number) => void
  beforeNaming: (rows: number) => void
}

/**
 * Writes what a filter shows to a file. It reads through a connection of its own that keeps seeing the moment at which
 * it began: orders that arrive meanwhile are neither doubled nor half in, and saving them does not wait.
 */
export async function exportToFile(db: Db, index: BuyerIndex, run: ExportRun): Promise<WrittenFile> {
  const snapshot = openSnapshot(db)
  try {
    // The filter is evaluated in the turn in which the snapshot was opened, so both see the same data.
    const { rows, filter, encoding } = run.spec
    const isLines = rows === 'lines'
    // The generators do nothing until asked: the filter must be evaluated now.
    const chunks = (isLines ? lineRows : buyerRows)(snapshot, index, filter)
    const first = chunks.next()
    const all = (function* () {
      if (!first.done) yield first.value
      yield* chunks
    })()
    const header = isLines ? lineHeader : buyerHeader
    return await writeCsv({ ...run, header, chunks: all, encoding })
  } catch (error) {
    throw toStoreError(error)
  } finally {
    snapshot.close()
  }
}
