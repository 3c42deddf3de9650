import type { Answer } from '../http/shell.ts'

export interface Invalid {
  name?: string
  type: string
  message: string
}

/** A no in the form of the product API. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly inputs: readonly Invalid[]

  constructor(status: number, code: string, message: string, inputs: readonly Invalid[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.inputs = inputs
  }
}

/** `2025-10-09T17:53:20.345+09:00` */
export const stamp = (now: number): string => `${new Date(now + 9 * 3_600_000).toISOString().slice(0, -1)}+09:00`

export const refused = ({ status, code, message, inputs }: Refusal, now: number): Answer => ({
  status,
  body: JSON.stringify({
    code,
    message,
    ...(inputs.length === 0 ? {} : { invalidInputs: inputs }),
    timestamp: stamp(now),
  }),
})

/** A no of the gateway, before any API was asked. */
export const gateway = (
  status: number,
  code: string,
  message: string,
  now: number,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  body: JSON.stringify({ code, message, timestamp: stamp(now), traceId: `practice^${now}` }),
  headers,
})

export const notFound = (what: string): Refusal => new Refusal(404, 'NOT_FOUND', `${what}을(를) 찾을 수 없습니다.`)
export const badRequest = (inputs: readonly Invalid[]): Refusal =>
  new Refusal(400, 'BAD_REQUEST', inputs[0]?.message ?? '잘못된 요청입니다.', inputs)
