import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { send } from './exchange.ts'
import type { ImwebControl, ImwebOrder, OrderChange } from './types.ts'
import { Refusal, refuse } from './wire.ts'

type Input = Record<string, unknown>

const record = (value: unknown): Input => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(10001, { body: 'object' })
  return value as Input
}

/** Each of `control`'s functions by its name; their own checks refuse what is not theirs. */
const calls: Record<string, (control: ImwebControl, input: Input) => unknown> = {
  fault: (control, input) => control.fault(input as unknown as Parameters<ImwebControl['fault']>[0]),
  'clear-faults': (control) => control.clearFaults(),
  'add-order': (control, input) => control.addOrder(input as Partial<ImwebOrder>),
  'change-order': (control, input) => control.changeOrder(Number(input.orderNo), input.change as OrderChange),
  order: (control, input) => control.order(Number(input.orderNo)),
  orders: (control, input) => control.orders({ offset: Number(input.offset ?? 0), limit: Number(input.limit ?? 100) }),
  'expire-tokens': (control) => control.expireTokens(),
  'revoke-tokens': (control) => control.revokeTokens(),
  'issue-tokens': (control, input) => control.issueTokens(input.scope === undefined ? undefined : String(input.scope)),
  'link-state': (control) => control.linkState(),
  'set-link-state': (control, input) => control.setLinkState(input.state as ReturnType<ImwebControl['linkState']>),
  'set-limits': (control, input) => control.setLimits(input.limits as Parameters<ImwebControl['setLimits']>[0]),
  seen: (control) => control.seen(),
  'reset-seen': (control) => control.resetSeen(),
}

/** POST /__practice/{name} with a JSON object → `{ "value": … }`; `truth` answers one order a line. */
export const controlDoor =
  (control: ImwebControl, truth: (options: { includePending?: boolean }) => Iterable<ImwebOrder>) =>
  async (name: string, body: string, response: ServerResponse): Promise<void> => {
    try {
      const input = record(body === '' ? {} : JSON.parse(body))
      if (name === 'truth') return await sendLines(response, truth({ includePending: input.includePending === true }))
      const call = Object.hasOwn(calls, name) ? calls[name] : undefined
      if (!call) throw refuse(10002)
      send(response, 200, 'application/json', JSON.stringify({ value: call(control, input) ?? null }))
    } catch (error) {
      const { status, errorCode, message, data } = error instanceof Refusal ? error : refuse(10001, { body: 'JSON' })
      send(response, status, 'application/json', JSON.stringify({ error: { errorCode, message, data } }))
    }
  }

async function sendLines(response: ServerResponse, orders: Iterable<ImwebOrder>): Promise<void> {
  function* lines() {
    for (const order of orders) yield `${JSON.stringify(order)}\n`
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
  // Whoever hangs up in the middle has read enough.
  await pipeline(Readable.from(lines()), response).catch(() => response.destroy())
}
