import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import type { ImportPreview } from '../../../shared/contract/products.ts'
import { failCommon } from '../../../shared/errors.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import type { JobKind } from '../../jobs/types.ts'
import type { CollectDeps } from '../collect-job.ts'
import { storedBanCheck } from '../repository-bans.ts'
import { catalogueOf } from '../repository-catalogue.ts'
import { idOf } from '../repository-detail.ts'
import { ProductSaver } from '../repository-save.ts'
import { productSettings } from '../settings.ts'
import { columnsOf } from './columns.ts'
import { openCsv } from './file.ts'
import { importedRow } from './row.ts'

const SAMPLE = 20
const KEPT_REJECTS = 200
const SLICE_MS = 20

type Db = CollectDeps['db']
interface Reject {
  line: number
  reason: string
}

/** What a file would bring, line by line, without writing anything. */
export async function previewImport(db: Db, path: string, given: Wholesaler | null): Promise<ImportPreview> {
  const file = await openCsv(path)
  const columns = columnsOf(file.header, given !== null)
  const banned = storedBanCheck(db)
  const preview: ImportPreview = {
    ...{ encoding: file.encoding, rows: 0, columns: columns.found, ignored: columns.ignored },
    ...{ importable: 0, known: 0, sample: [], rejectedCount: 0, rejected: [] },
  }
  const seen = new Set<string>()
  for await (const rows of file.rows()) {
    for (const { line, cells } of rows) {
      preview.rows += 1
      const read = importedRow(cells, columns, given)
      const reason = 'reason' in read ? read.reason : banned(read.product)
      if ('reason' in read || reason !== null) {
        preview.rejectedCount += 1
        if (preview.rejected.length < KEPT_REJECTS) preview.rejected.push({ line, reason: reason ?? '' })
        continue
      }
      const { wholesaler, productId, name, price, stock } = read.product
      const key = `${wholesaler}\n${productId}`
      if (seen.has(key) || idOf(db, { wholesaler, productId }) !== null) preview.known += 1
      else preview.importable += 1
      seen.add(key)
      if (preview.sample.length < SAMPLE) preview.sample.push({ wholesaler, productId, name, price, stock })
    }
    await breathe()
  }
  return preview
}

const payload = z.object({ path: z.string(), wholesaler: z.enum(wholesalers).nullable() })
export type ImportPayload = z.infer<typeof payload>

/** Takes in an old table. Products that are stored stay as they are, so a second run of the same file adds nothing. */
export const importKind = ({
  db,
  clock,
  emit,
}: Pick<CollectDeps, 'db' | 'clock' | 'emit'>): JobKind<ImportPayload> => ({
  kind: 'product-import',
  payload,
  maxAttempts: 2,
  run: async (run) => {
    const { path, wholesaler } = run.payload
    const file = await openCsv(path)
    const columns = columnsOf(file.header, wholesaler !== null)
    const banned = storedBanCheck(db)
    const result = { rows: 0, added: 0, known: 0, rejectedCount: 0, rejected: [] as Reject[] }
    for await (const rows of file.rows()) {
      let next = 0
      while (next < rows.length) {
        if (run.signal.aborted) throw failCommon('CANCELLED')
        const touched: number[] = []
        db.transaction(() => {
          const saver = new ProductSaver(db, { at: clock.now(), priceUpPercent: productSettings(db).priceUpPercent })
          const until = performance.now() + SLICE_MS
          for (; next < rows.length && performance.now() < until; next += 1) {
            const row = rows[next]
            if (row === undefined) continue
            result.rows += 1
            const read = importedRow(row.cells, columns, wholesaler)
            const reason = 'reason' in read ? read.reason : banned(read.product)
            if ('reason' in read || reason !== null) {
              result.rejectedCount += 1
              if (result.rejected.length < KEPT_REJECTS) result.rejected.push({ line: row.line, reason: reason ?? '' })
              continue
            }
            const saved = saver.addMissing(read.product)
            if (saved.outcome === 'added') touched.push(saved.id)
            result[saved.outcome === 'added' ? 'added' : 'known'] += 1
          }
        }).immediate()
        catalogueOf(db).changed(touched)
        run.progress(result)
        if (touched.length > 0) emit('products.changed', { added: touched.length, updated: 0, soldOut: 0 })
        await breathe()
      }
    }
    return { outcome: 'ok', result }
  },
})
