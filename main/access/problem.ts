import { appErrorShape } from '../../shared/contract/base.ts'
import type { AppErrorShape } from '../../shared/errors.ts'

/** An error as it was stored; null where none was, or where it cannot be read any more. */
export const shapeOf = (text: string | null): AppErrorShape | null => {
  if (text === null) return null
  try {
    return appErrorShape.parse(JSON.parse(text))
  } catch {
    return null
  }
}
