import { z } from 'zod'
import { failImweb, type ImwebReply, imwebFailure } from './errors.ts'
import { isRaw, raws, time } from './readers.ts'

/** A count that may come as text; anything else is "not told". */
const count = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.int().min(0))
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

const pageShape = z.object({ totalCount: count, totalPage: count, list: z.array(z.unknown()).nullable() })

const envelope = z.object({
  statusCode: z.unknown().optional(),
  error: z.unknown().optional(),
  data: z.unknown().optional(),
})

const bad = (reply: ImwebReply, detail: string) =>
  failImweb('IMWEB_BAD_REPLY', { service: 'imweb', traceId: reply.traceId, values: { detail } })

/** What stands in `data`, or the refusal the reply is: Imweb may also say no inside a reply of HTTP 200. */
export const dataOf = (reply: ImwebReply): unknown => {
  if (reply.status >= 300) throw imwebFailure(reply)
  const body = envelope.safeParse(reply.json())
  if (!body.success) throw bad(reply, 'data')
  const { statusCode, error, data } = body.data
  if ((error !== undefined && error !== null) || Number(statusCode ?? 200) >= 400) throw imwebFailure(reply)
  return data
}

export interface RawPage {
  rows: unknown[]
  /** How many there are in all, and on how many pages; null when Imweb does not say. */
  totalCount: number | null
  totalPage: number | null
}

/** A page of a list. Imweb's documents show `data` as an object and, elsewhere, as an array holding that object. */
export const readPage = (reply: ImwebReply): RawPage => {
  const data = dataOf(reply)
  const page = pageShape.safeParse(Array.isArray(data) && data.length === 1 ? data[0] : data)
  if (!page.success) throw bad(reply, 'data.list')
  const { list, totalCount, totalPage } = page.data
  if (list === null && totalCount !== 0) throw bad(reply, 'data.list')
  // Rows without a single object, and no count either: not a page of a list, whatever it is called.
  const isNoPage = totalCount === null && totalPage === null && list?.every((row) => !isRaw(row)) && list.length > 0
  if (isNoPage) throw bad(reply, 'data.list')
  return { rows: list ?? [], totalCount, totalPage }
}

export interface SiteInfo {
  siteCode: string
  /** ms UTC of the shop's first order; null when Imweb does not say. */
  firstOrderTime: number | null
  units: { unitCode: string; name: string; currency: string }[]
}

const label = z.string().catch('')

export const readSiteInfo = (reply: ImwebReply): SiteInfo => {
  const info = z.looseObject({ siteCode: z.string().min(1) }).safeParse(dataOf(reply))
  if (!info.success) throw bad(reply, 'data.siteCode')
  return {
    siteCode: info.data.siteCode,
    firstOrderTime: time(info.data.firstOrderTime),
    units: raws(info.data.unitList).flatMap((unit) => {
      const unitCode = label.parse(unit.unitCode)
      return unitCode === '' ? [] : [{ unitCode, name: label.parse(unit.name), currency: label.parse(unit.currency) }]
    }),
  }
}
