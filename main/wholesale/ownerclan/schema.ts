import { z } from 'zod'
import type { Answer } from './client.ts'
import { failOwnerclan } from './errors.ts'

const pageInfo = z.object({
  hasNextPage: z.boolean(),
  // Cursors look like numbers and are passed back as they came.
  endCursor: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((cursor) => cursor ?? null),
})

const connection = z.object({ pageInfo, edges: z.array(z.unknown()) })
const edge = z.looseObject({ node: z.unknown() })

export interface Page {
  /** The nodes as they came; undefined where an edge holds none. */
  nodes: unknown[]
  hasNextPage: boolean
  endCursor: string | null
}

/** One page of any of OwnerClan's connections. Throws OWNERCLAN_BAD_REPLY. */
export const pageIn = (answer: Answer, name: string): Page => {
  const found = connection.safeParse(answer.data[name])
  if (!found.success) throw failOwnerclan('OWNERCLAN_BAD_REPLY', { traceId: answer.traceId, values: { detail: name } })
  const { pageInfo: info, edges } = found.data
  return {
    nodes: edges.map((one) => edge.safeParse(one).data?.node),
    hasNextPage: info.hasNextPage,
    endCursor: info.endCursor === '' ? null : info.endCursor,
  }
}

export const itemsIn = (answer: Answer): unknown[] => {
  const found = z.array(z.unknown()).safeParse(answer.data.itemsByKeys)
  if (found.success) return found.data
  throw failOwnerclan('OWNERCLAN_BAD_REPLY', { traceId: answer.traceId, values: { detail: 'itemsByKeys' } })
}
