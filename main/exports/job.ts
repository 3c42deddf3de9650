import { z } from 'zod'
import { exportSpec } from '../../shared/contract/buyers.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { BuyerIndex } from '../buyers/repository-index.ts'
import type { JobKind } from '../jobs/types.ts'
import { writeAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { exportToFile } from './run.ts'

export const exportPayload = z.object({
  path: z.string().min(1),
  spec: exportSpec,
  /** Made by a schedule, not by hand. */
  scheduled: z.boolean().default(false),
})
export type ExportPayload = z.infer<typeof exportPayload>

const spokenRows = { lines: '주문 품목', buyers: '구매자' } as const

/** The audit says that personal data left, how much and how, never whose nor where to. */
const auditText = ({ spec, scheduled }: ExportPayload, rows: number): string => {
  const filtered = Object.values(spec.filter).some((value) => value !== undefined && value !== '')
  const how = scheduled ? '예약 내보내기' : '내보내기'
  return `${spokenRows[spec.rows]} CSV ${how}: ${rows}줄, ${spec.encoding}${filtered ? ', 필터 적용' : ''}`
}

/** Writing one CSV as a durable job: after a crash it begins anew and replaces its own unfinished file. */
export const exportKind = (deps: { db: Db; index: BuyerIndex; clock: Clock }): JobKind<ExportPayload> => ({
  kind: 'export',
  payload: exportPayload,
  maxAttempts: 3,
  run: async ({ jobId, payload, signal, progress }) => {
    if (signal.aborted) throw failCommon('CANCELLED')
    const result = await exportToFile(deps.db, deps.index, {
      path: payload.path,
      id: jobId,
      spec: payload.spec,
      signal,
      progress: (rows) => progress({ rows }),
      beforeNaming: (rows) => writeAudit(deps.db, deps.clock.now(), 'exports.run', auditText(payload, rows)),
    })
    return { outcome: 'ok', result: { ...result } }
  },
})
