import { isRaw, text } from './readers.ts'

const JOIN = ' / '

const pair = (name: string | null, value: string | null): string | null =>
  value === null ? null : name === null ? value : `${name}: ${value}`

const fromObject = (info: Record<string, unknown>): string[] =>
  Object.entries(info).flatMap(([name, value]) => pair(text(name), text(value)) ?? [])

/** Rows of optionInfoList: `[name, value]` as documented, or objects and deeper lists, whose inner shape nobody has published. */
const fromRow = (row: unknown): string[] => {
  if (Array.isArray(row)) {
    const [name, value] = row
    const flat =
      row.length === 2 && typeof name === 'string' && (typeof value === 'string' || typeof value === 'number')
    return flat ? [pair(text(name), text(value)) ?? []].flat() : row.flatMap(fromRow)
  }
  if (!isRaw(row)) return [text(row) ?? []].flat()
  const name = text(row.name) ?? text(row.optionName) ?? text(row.key)
  const value = text(row.value) ?? text(row.optionValue) ?? text(row.valueName)
  return value === null ? fromObject(row) : [pair(name, value) ?? []].flat()
}

const DEEPEST = 4
const isTooDeep = (value: unknown, depth = 0): boolean =>
  depth > DEEPEST || (Array.isArray(value) && value.some((item) => isTooDeep(item, depth + 1)))

/** `색상: 파랑 / 크기: L` from whichever of Imweb's two forms is there. */
export const optionText = (optionInfo: unknown, optionInfoList: unknown): string => {
  if (isRaw(optionInfo)) {
    const named = fromObject(optionInfo)
    if (named.length > 0) return named.join(JOIN)
  }
  for (const rows of [optionInfo, optionInfoList]) {
    if (Array.isArray(rows) && !isTooDeep(rows)) {
      const named = rows.flatMap(fromRow)
      if (named.length > 0) return named.join(JOIN)
    }
  }
  return text(optionInfo) ?? ''
}
