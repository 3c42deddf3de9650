import { createContext, useContext } from 'react'
import type { ListingEdits } from '../../../../shared/contract/listing-shapes.ts'
import type { Finding } from '../../../../shared/market.ts'
import type { Output } from '../calls.ts'

export type Detail = Output<'listings.get'>
export type Field = keyof ListingEdits

/** A listing as it is worked on: what the engine has, what was typed since, and what is wrong where. */
export interface Working {
  detail: Detail
  pending: ListingEdits
  change: (part: ListingEdits) => void
  capabilities: Output<'markets.capabilities'>['items'][number] | undefined
}
export const WorkingContext = createContext<Working | null>(null)

export function useWorking(): Working {
  const working = useContext(WorkingContext)
  if (working === null) throw new Error('A part of a listing stands outside of its drawer.')
  return working
}

/** Findings beside one field: `delivery` takes those of `delivery.outboundPlace` as well. */
export const findingsOf = (findings: readonly Finding[], field: string): Finding[] =>
  findings.filter((finding) => finding.field === field || finding.field.startsWith(`${field}.`))

export type Mark = 'typed' | 'reset' | 'edited' | null
/** Whether a field was typed and not saved, is about to go back to its derived value, or was set by hand before. */
export function markOf(detail: Pick<Detail, 'edits'>, pending: ListingEdits, field: Field): Mark {
  if (field in pending) return pending[field] === null ? 'reset' : 'typed'
  const edit = detail.edits[field]
  return edit === undefined || edit === null ? null : 'edited'
}
