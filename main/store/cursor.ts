import type { z } from 'zod'
import { failCommon } from '../../shared/errors.ts'

const decode = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** A place in a sorted list as opaque text. Reading accepts only what this kind of list wrote. */
export const cursorOf = <T>(shape: z.ZodType<T>) => ({
  write: (place: T): string => Buffer.from(JSON.stringify(place), 'utf8').toString('base64url'),
  read: (text: string): T => {
    const read = shape.safeParse(decode(text))
    if (!read.success) throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
    return read.data
  },
})
