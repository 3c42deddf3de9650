import type { Connection } from '../../shared/contract/connections.ts'
import type { EventPayload, Input, Output, ScreenCallName, ScreenEventName } from '../../shared/contract.ts'

/** A failure as it crosses the door. */
export type Failure = NonNullable<Connection['problem']>
type Result<T> = { ok: true; data: T } | { ok: false; error: Failure }

type Listener<E extends ScreenEventName> = (payload: EventPayload<E>) => void

/** A refusal of the engine or the shell, with its code and next step. */
export class CallError extends Error {
  readonly shape: Failure
  constructor(shape: Failure) {
    super(shape.message)
    this.name = 'CallError'
    this.shape = shape
  }
}

type AnyCall = (input: unknown) => Promise<Result<unknown>>
type AnyOn = (listener: (payload: never) => void) => () => void
const bridge = () => (globalThis as unknown as { jangteo?: Record<string, Record<string, unknown>> }).jangteo

const missing: Failure = {
  code: 'NO_BRIDGE',
  message: '화면과 작업 엔진이 이어져 있지 않습니다.',
  nextStep: '프로그램을 다시 시작하십시오.',
  retryable: false,
}

/** `call('buyers.list', …)` is `window.jangteo.buyers.list(…)`, with the result unwrapped and failures thrown. */
export async function call<K extends ScreenCallName>(name: K, input: Input<K>): Promise<Output<K>> {
  const [room = '', verb = ''] = name.split('.')
  const fn = bridge()?.[room]?.[verb] as AnyCall | undefined
  if (fn === undefined) throw new CallError(missing)
  const result = await fn(input)
  if (!result.ok) throw new CallError(result.error)
  return result.data as Output<K>
}

const camel = (name: string) => name.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase())

export function listen<E extends ScreenEventName>(name: E, listener: Listener<E>): () => void {
  const on = bridge()?.on?.[camel(name)] as AnyOn | undefined
  return on === undefined ? () => {} : on(listener as (payload: never) => void)
}

/** The shape of any thrown value, so that every failure on screen has a code and a next step. */
export const shapeOf = (thrown: unknown): Failure =>
  thrown instanceof CallError
    ? thrown.shape
    : {
        code: 'SCREEN',
        message: '화면에서 예상하지 못한 문제가 생겼습니다.',
        nextStep: '다시 시도하십시오.',
        retryable: true,
      }
