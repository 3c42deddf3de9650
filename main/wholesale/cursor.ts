import { z } from 'zod'
import { failWholesale } from './errors.ts'

/** Where a collect goes on. Opaque to everybody but the adapter that made it. */
const position = z.object({
  /** The service's own place: a cursor, a page, an offset; null at the end. */
  at: z.string().nullable(),
  /** Products handed out so far, for `limit`. */
  given: z.int().min(0),
})
export type Position = z.infer<typeof position>

export const writeCursor = (value: Position): string => JSON.stringify(value)

/** Throws COLLECT_BAD_CURSOR. */
export const readCursor = (text: string | null | undefined, start: string | null): Position => {
  if (text === null || text === undefined) return { at: start, given: 0 }
  try {
    return position.parse(JSON.parse(text))
  } catch {
    throw failWholesale('COLLECT_BAD_CURSOR')
  }
}
