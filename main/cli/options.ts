import { parseKstDay } from '../../shared/time.ts'
import { UsageError } from './errors.ts'

type Options = Record<string, string | boolean | string[] | undefined>

export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export const dayOption = (options: Options, name: string): string | undefined => {
  const value = textOption(options, name)
  if (value !== undefined && parseKstDay(value) === null) {
    throw new UsageError(`--${name} 값은 YYYY-MM-DD 형식의 실제 날짜여야 합니다: ${value}`)
  }
  return value
}

export const countOption = (options: Options, name: string, fallback: number): number => {
  const value = textOption(options, name)
  if (value === undefined) return fallback
  const count = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count) || count < 1) {
    throw new UsageError(`--${name} 값은 1 이상의 정수여야 합니다: ${value}`)
  }
  return count
}

export const listOption = (options: Options, name: string): string[] | undefined => {
  const value = options[name]
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined
}

export const wonOption = (options: Options, name: string): number | undefined => {
  const value = textOption(options, name)
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(Number(value))) {
    throw new UsageError(`--${name} 값은 0 이상의 원 단위 정수여야 합니다: ${value}`)
  }
  return Number(value)
}

export const choiceOption = <T extends string>(
  options: Options,
  name: string,
  choices: readonly T[],
  fallback?: T,
): T | undefined => {
  const value = textOption(options, name)
  if (value === undefined) return fallback
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new UsageError(`--${name} 값은 ${choices.join(', ')} 중 하나여야 합니다: ${value}`)
  return found
}

/** The options that were given, without the absent ones: exact optional types want it so. */
export const given = <T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
