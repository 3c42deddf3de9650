import { AppError } from '../../../shared/errors.ts'
import type { Raw } from '../../net/readers.ts'
import type { DomeggookClient } from './client.ts'
import { numberOf, viewsIn } from './schema.ts'

/** The service takes 100; with large batches it sometimes answers with a page. */
export const VIEWS_PER_CALL = 50

export interface Views {
  found: Map<string, Raw>
  /** The service said of each that it does not exist. */
  gone: string[]
  /** Could not be read even alone: number → reason. */
  failed: Map<string, string>
}

const codeOf = (thrown: unknown) => (thrown instanceof AppError ? thrown.code : '')
const smallerMayHelp = new Set(['DOMEGGOOK_PAGE', 'NET_TOO_LARGE', 'NET_TIMEOUT', 'DOMEGGOOK_NO_ITEM'])
/** After so many products that nothing could be read of, and none that could, the service itself is in trouble. */
const HOPELESS = 2

/**
 * Details of several items. A batch that cannot be read is halved, down to the one product that is at fault. With
 * `sure`, items left out of an answer are asked for alone, because only an explicit refusal says that they are gone.
 */
export async function readViews(
  client: DomeggookClient,
  numbers: readonly string[],
  { sure, signal }: { sure: boolean; signal: AbortSignal },
): Promise<Views> {
  const views: Views = { found: new Map(), gone: [], failed: new Map() }

  const ask = async (asked: readonly string[]): Promise<void> => {
    const [first] = asked
    if (first === undefined) return
    const isSingle = asked.length === 1
    let rows: Raw[]
    try {
      const query = isSingle ? { no: first } : { multiple: 'true', no: asked.join(',') }
      rows = viewsIn(await client.get('getItemView', query, { signal }))
    } catch (thrown) {
      const code = codeOf(thrown)
      if (isSingle && code === 'DOMEGGOOK_NO_ITEM') {
        views.gone.push(first)
        return
      }
      if (!smallerMayHelp.has(code)) throw thrown
      if (isSingle) {
        views.failed.set(first, (thrown as AppError).message)
        if (views.found.size === 0 && views.failed.size >= HOPELESS) throw thrown
        return
      }
      const half = Math.ceil(asked.length / 2)
      await ask(asked.slice(0, half))
      await ask(asked.slice(half))
      return
    }
    for (const row of rows) {
      const number = numberOf(row)
      if (number !== null && asked.includes(number)) views.found.set(number, row)
    }
    const silent = asked.filter((number) => !views.found.has(number))
    if (isSingle && silent.length > 0) views.failed.set(first, '도매꾹이 다른 상품으로 답했습니다.')
    else if (sure) for (const number of silent) await ask([number])
  }

  await ask(numbers)
  return views
}
