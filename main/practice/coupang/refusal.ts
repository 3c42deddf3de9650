import type { Answer } from '../http/shell.ts'

export interface ErrorItem {
  itemIndex: number
  itemName: string
  itemAttributes: { attributeTypeName: string; attributeValueName: string | null; message: string }[]
}

/** A refusal in Coupang's form: HTTP 400 unless it is one that comes with 200. */
export class Refusal extends Error {
  readonly status: number
  readonly details: string | null
  readonly errorItems: ErrorItem[] | null

  constructor(
    message: string,
    {
      status = 400,
      details = null,
      errorItems = null,
    }: { status?: number; details?: string | null; errorItems?: ErrorItem[] | null } = {},
  ) {
    super(message)
    this.status = status
    this.details = details
    this.errorItems = errorItems
  }
}

export const refused = ({ status, message, details, errorItems }: Refusal): Answer => ({
  status,
  body: JSON.stringify({ code: 'ERROR', message, data: null, details, errorItems }),
})

/** What the JSON reader of the service says about a field of the wrong type or name. */
export const badInput = (field: string): Refusal => new Refusal('입력값에 오류가 있습니다. line: 1', { details: field })
