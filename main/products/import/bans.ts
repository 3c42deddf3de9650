import { setImmediate as breathe } from 'node:timers/promises'
import type { Ban, BansReport } from '../../../shared/contract/products.ts'
import type { Db } from '../../store/db.ts'
import { addBan } from '../repository-bans.ts'
import { openCsv } from './file.ts'
import { wholesalerOf } from './row.ts'

const kinds: Record<string, Ban['kind']> = {
  ...{ code: 'code', 코드: 'code', 상품코드: 'code', 상품번호: 'code' },
  ...{ word: 'word', 단어: 'word', 금지어: 'word', 키워드: 'word' },
  ...{ brand: 'brand', 브랜드: 'brand', 상표: 'brand' },
}

const form = (text: string) => text.normalize('NFC').toLowerCase().replace(/[\s_]/g, '')
const names = {
  kind: ['kind', 'type', '종류', '구분', '유형'],
  value: ['value', 'word', 'code', 'brand', '값', '내용', '금지어', '단어', '코드', '상품코드', '브랜드'],
  wholesaler: ['wholesaler', 'wholesalername', '도매처', '공급사'],
  note: ['note', 'memo', 'reason', '메모', '비고', '사유'],
}

const KEPT_REJECTS = 200

/**
 * Adds a ban list from a CSV. With a header it names kind, value, wholesaler and note in any order; a list of one column is
 * one of words, or of what its header says. What is on the list already stays.
 */
export async function importBans(db: Db, path: string, at: number): Promise<BansReport> {
  const file = await openCsv(path)
  const header = file.header.map(form)
  const place = (field: keyof typeof names) => header.findIndex((name) => names[field].includes(name))
  const at_ = { kind: place('kind'), value: place('value'), wholesaler: place('wholesaler'), note: place('note') }
  const hasHeader = at_.value !== -1 || at_.kind !== -1
  const own = kinds[header[at_.value] ?? ''] ?? 'word'
  const report: BansReport = { rows: 0, added: 0, known: 0, rejected: [] }
  const take = (cells: readonly string[], line: number) => {
    report.rows += 1
    const refuse = (reason: string) => {
      if (report.rejected.length < KEPT_REJECTS) report.rejected.push({ line, reason })
    }
    const cell = (index: number) => cells[index]?.trim() ?? ''
    const value = cell(hasHeader && at_.value !== -1 ? at_.value : 0)
    const kindText = at_.kind === -1 ? '' : form(cell(at_.kind))
    const kind = kindText === '' ? own : kinds[kindText]
    const wholesalerText = at_.wholesaler === -1 ? '' : cell(at_.wholesaler)
    const wholesaler = wholesalerText === '' ? null : wholesalerOf(wholesalerText)
    if (value === '' || value.length > 200) return refuse('값이 비었거나 200자를 넘습니다.')
    if (kind === undefined) return refuse(`종류를 알 수 없습니다: ${kindText.slice(0, 40)}`)
    if (wholesalerText !== '' && wholesaler === null)
      return refuse(`도매처를 알 수 없습니다: ${wholesalerText.slice(0, 40)}`)
    const note = (at_.note === -1 ? '' : cell(at_.note)).slice(0, 500)
    if (addBan(db, { kind, wholesaler, value, note }, at) === null) report.known += 1
    else report.added += 1
  }
  const takeAll = db.transaction((rows: { cells: readonly string[]; line: number }[]) => {
    for (const { cells, line } of rows) take(cells, line)
  })
  if (!hasHeader) takeAll.immediate([{ cells: file.header, line: 1 }])
  for await (const rows of file.rows()) {
    takeAll.immediate(rows)
    await breathe()
  }
  return report
}
