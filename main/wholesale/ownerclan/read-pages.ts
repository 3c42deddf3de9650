import { AppError } from '../../../shared/errors.ts'
import type { Raw } from '../../net/readers.ts'
import { failWholesale } from '../errors.ts'
import type { Answer, OwnerclanClient, QueryOptions } from './client.ts'
import { ownerclanFailure } from './errors.ts'
import { type QueryName, queries } from './queries.ts'
import { type Page, pageIn } from './schema.ts'

/** Sizes to fall back to, largest first. Large pages with descriptions time out; the service allows 1,000. */
export const itemPageSizes = [500, 100, 20] as const

/** A reply too large or too slow to come: less of it may come. */
export const isTooMuch = (thrown: unknown) =>
  thrown instanceof AppError &&
  (thrown.code === 'NET_TIMEOUT' ||
    thrown.code === 'NET_TOO_LARGE' ||
    (thrown.code === 'NET_SERVER_ERROR' && thrown.serviceCode === '504'))

export interface PageWalk {
  query: QueryName
  /** Name of the connection in `data`. */
  connection: string
  variables: Raw
  sizes: readonly number[]
  after: string | null
  /** How many rows are still wanted; asked before each page. */
  wanted?: () => number
  options: QueryOptions
}

export interface WalkedPage extends Page {
  /** Where each row that the service itself could not give failed, by its place on the page. */
  failed: Map<number, string>
}

/** Errors beside data are borne only where each names the row that it cost; otherwise the page is not what it seems. */
const failedRows = (answer: Answer, connection: string): Map<number, string> => {
  const failed = new Map<number, string>()
  for (const error of answer.errors) {
    const [root, edges, row] = error.path
    if (root !== connection || edges !== 'edges' || typeof row !== 'number') {
      throw ownerclanFailure(answer.errors, answer.traceId)
    }
    failed.set(row, error.message)
  }
  return failed
}

const EMPTY_PAGES = 3

const stuck = (detail: string) =>
  failWholesale('COLLECT_INCOMPLETE', { service: 'ownerclan', values: { wholesaler: '오너클랜', detail } })

/** Pages forward by opaque cursors. A page that was too much makes all later pages of this walk smaller. */
export async function* walkPages(client: OwnerclanClient, walk: PageWalk): AsyncGenerator<WalkedPage> {
  const { query, connection, variables, sizes, wanted, options } = walk
  let after = walk.after
  let size = 0
  let empty = 0
  for (;;) {
    const most = Math.min(sizes[size] ?? 1, wanted?.() ?? Number.POSITIVE_INFINITY)
    if (most < 1) return
    const maySink = size < sizes.length - 1
    let answer: Answer
    try {
      answer = await client.query(
        query,
        queries[query],
        { ...variables, first: most, after: after ?? undefined },
        { ...options, ...(maySink ? { except: ['NET_TIMEOUT', 'NET_TOO_LARGE'] } : {}) },
      )
    } catch (thrown) {
      if (!maySink || !isTooMuch(thrown)) throw thrown
      size += 1
      continue
    }
    const page = pageIn(answer, connection)
    yield { ...page, failed: failedRows(answer, connection) }
    if (!page.hasNextPage) return
    empty = page.nodes.length === 0 ? empty + 1 : 0
    if (page.endCursor === null || page.endCursor === after || empty >= EMPTY_PAGES) {
      throw stuck('다음 페이지의 자리를 받지 못했습니다.')
    }
    after = page.endCursor
  }
}
