import type { Invalid } from './refusal.ts'

export type Raw = Record<string, unknown>
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

/** Reads a body strictly and writes down everything that is wrong with it, as the product API answers it. */
export interface Reader {
  faults: Invalid[]
  fault(name: string, type: string, message: string): void
  object(parent: Raw, name: string, path: string, due: boolean): Raw | null
  text(parent: Raw, name: string, path: string, rules?: { due?: boolean; max?: number }): string | null
  whole(parent: Raw, name: string, path: string, rules?: { due?: boolean; min?: number; max?: number }): number | null
  flag(parent: Raw, name: string, path: string, due?: boolean): boolean | null
  oneOf(parent: Raw, name: string, path: string, words: readonly string[], due?: boolean): string | null
  /** Every key that nobody knows. */
  only(parent: Raw, path: string, names: readonly string[]): void
}

export function createReader(): Reader {
  const faults: Invalid[] = []
  const fault: Reader['fault'] = (name, type, message) => faults.push({ name, type, message })
  const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)
  const missing = (path: string, name: string) => fault(join(path, name), 'NotNull', '필수 항목입니다.')
  const given = (parent: Raw, name: string, path: string, due: boolean): unknown => {
    const value = parent[name]
    if ((value === undefined || value === null) && due) missing(path, name)
    return value ?? undefined
  }
  const reader: Reader = {
    faults,
    fault,
    object: (parent, name, path, due) => {
      const value = given(parent, name, path, due)
      if (value === undefined) return null
      if (!isRaw(value)) fault(join(path, name), 'TypeMismatch', '객체여야 합니다.')
      return isRaw(value) ? value : null
    },
    text: (parent, name, path, { due = false, max = Number.POSITIVE_INFINITY } = {}) => {
      const value = given(parent, name, path, due)
      if (value === undefined) return null
      if (typeof value !== 'string') fault(join(path, name), 'TypeMismatch', '문자열이어야 합니다.')
      else if (due && value.trim() === '') fault(join(path, name), 'NotBlank', '비어 있을 수 없습니다.')
      else if ([...value].length > max) fault(join(path, name), 'Size', `${max}자까지 입력할 수 있습니다.`)
      return typeof value === 'string' ? value : null
    },
    whole: (parent, name, path, { due = false, min = 0, max = Number.MAX_SAFE_INTEGER } = {}) => {
      const value = given(parent, name, path, due)
      if (value === undefined) return null
      if (!isWhole(value)) fault(join(path, name), 'TypeMismatch', '정수여야 합니다.')
      else if (value < min || value > max) fault(join(path, name), 'Range', `${min} 이상 ${max} 이하여야 합니다.`)
      return isWhole(value) ? value : null
    },
    flag: (parent, name, path, due = false) => {
      const value = given(parent, name, path, due)
      if (value === undefined) return null
      if (typeof value !== 'boolean') fault(join(path, name), 'TypeMismatch', 'true 또는 false여야 합니다.')
      return typeof value === 'boolean' ? value : null
    },
    oneOf: (parent, name, path, words, due = false) => {
      const value = given(parent, name, path, due)
      if (value === undefined) return null
      const isKnown = typeof value === 'string' && words.includes(value)
      if (!isKnown) fault(join(path, name), 'TypeMismatch', `허용하지 않는 값입니다. 허용 값: ${words.join(', ')}`)
      return isKnown ? value : null
    },
    only: (parent, path, names) => {
      for (const name of Object.keys(parent)) {
        if (!names.includes(name)) fault(join(path, name), 'UnrecognizedProperty', '알 수 없는 항목입니다.')
      }
    },
  }
  return reader
}
