import { createContext, useContext } from 'react'
import type { ListingEdits } from '../../../../shared/contract/listing-shapes.ts'
import type { Output } from '../../../../shared/contract.ts'
import type { Finding } from '../../../../shared/market.ts'

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

/** The edit that takes back what was set by hand. Fields of the form are taken back one by one: an empty one is derived again. */
export const derivedAgain = (detail: Pick<Detail, 'edits'>, field: Field): ListingEdits =>
  field === 'fields'
    ? { fields: Object.fromEntries(Object.keys(detail.edits.fields ?? {}).map((key) => [key, ''])) }
    : { [field]: null }

export type Mark = 'typed' | 'reset' | 'edited' | null
/** Whether a field was typed and not saved, is about to go back to its derived value, or was set by hand before. */
export function markOf(detail: Pick<Detail, 'edits'>, pending: ListingEdits, field: Field): Mark {
  if (field in pending) {
    const fields = Object.values(pending.fields ?? {})
    const isReset = field === 'fields' ? fields.every((value) => value === '') : pending[field] === null
    return isReset ? 'reset' : 'typed'
  }
  const edit = detail.edits[field]
  const isNothing = edit === undefined || edit === null || (field === 'fields' && Object.keys(edit).length === 0)
  return isNothing ? null : 'edited'
}
