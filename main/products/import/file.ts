import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { AppError } from '../../../shared/errors.ts'
import { failProducts } from '../errors.ts'
import { CsvError, CsvReader, type CsvRow, separatorOf } from './csv.ts'

export type FileEncoding = 'utf-8' | 'cp949'

const HEAD_BYTES = 256 * 1024

const isUtf8 = (head: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

const unreadable = (thrown: unknown) =>
  failProducts('FILE_UNREADABLE', { values: { detail: (thrown as NodeJS.ErrnoException).code ?? '' }, cause: thrown })

async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw unreadable(thrown)
  }
}

const notCsv = (detail: string) => failProducts('FILE_NOT_CSV', { values: { detail } })

const decoderOf = (encoding: FileEncoding) => {
  if (encoding === 'cp949') {
    const decoder = iconv.getDecoder('cp949')
    return { write: (bytes: Buffer) => decoder.write(bytes), end: () => decoder.end() ?? '' }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return { write: (bytes: Buffer) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

export interface CsvFile {
  encoding: FileEncoding
  /** The first record, trimmed. */
  header: string[]
  /** All records after the header, in slices of what came together. */
  rows(): AsyncGenerator<CsvRow[]>
}

/** Opens a CSV file as Excel and old scripts write it: UTF-8 with or without a mark, or CP949. Throws a coded error. */
export async function openCsv(path: string): Promise<CsvFile> {
  const head = await headOf(path)
  if (head.length === 0) throw notCsv('빈 파일')
  if (head.includes(0)) throw notCsv(head[0] === 0x50 && head[1] === 0x4b ? '엑셀 파일' : '글자가 아닌 내용')
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3) throw notCsv('엑셀 파일')
  const encoding: FileEncoding = isUtf8(head) ? 'utf-8' : 'cp949'
  const decoded = decoderOf(encoding)
    .write(head)
    .replace(/^\uFEFF/, '')
  const separator = separatorOf(/^[^\r\n]*/.exec(decoded)?.[0] ?? '')
  const reader = new CsvReader(separator)
  const [first] = reading(() => [...reader.write(decoded), ...(head.length < HEAD_BYTES ? reader.end() : [])])
  if (first === undefined) throw notCsv('열 이름이 없음')
  return { encoding, header: first.cells.map((cell) => cell.trim()), rows: () => records(path, encoding, separator) }
}

const reading = <T>(work: () => T): T => {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof CsvError) throw notCsv(thrown.message)
    if (thrown instanceof TypeError) throw notCsv('UTF-8이 아닌 글자가 섞임')
    throw thrown
  }
}

async function* records(path: string, encoding: FileEncoding, separator: string): AsyncGenerator<CsvRow[]> {
  const decoder = decoderOf(encoding)
  const reader = new CsvReader(separator)
  let isFirst = true
  const withoutHeader = (rows: CsvRow[]) => {
    if (!isFirst || rows.length === 0) return rows
    isFirst = false
    return rows.slice(1)
  }
  try {
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
      yield withoutHeader(reading(() => reader.write(decoder.write(bytes))))
    }
    yield withoutHeader(reading(() => [...reader.write(decoder.end()), ...reader.end()]))
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unreadable(thrown)
  }
}
