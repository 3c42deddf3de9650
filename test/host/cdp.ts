import type { Readable, Writable } from 'node:stream'

export type Params = Record<string, unknown>
interface Message {
  id?: number
  method?: string
  params?: Params
  sessionId?: string
  result?: Params
  error?: { message: string }
}
type Listener = (params: Params) => void

/** The DevTools protocol over a pipe: JSON messages, each ended by a zero byte. */
export class Cdp {
  readonly #out: Writable
  readonly #pending = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>()
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly closed: Promise<void>
  #nextId = 1
  #open = true

  constructor(out: Writable, input: Readable) {
    this.#out = out
    let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0)
    input.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#receive(JSON.parse(rest.subarray(0, end).toString()) as Message)
        rest = rest.subarray(end + 1)
      }
    })
    this.closed = new Promise((resolve) => {
      const end = () => {
        this.#open = false
        for (const { reject } of this.#pending.values()) reject(new Error('Chromium has ended'))
        this.#pending.clear()
        resolve()
      }
      input.on('close', end)
      input.on('error', end)
    })
    out.on('error', () => {})
  }

  #receive(message: Message): void {
    if (message.id !== undefined) {
      const waiting = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      if (message.error !== undefined) waiting?.reject(new Error(message.error.message))
      else waiting?.resolve(message.result ?? {})
    } else if (message.method !== undefined) {
      const key = `${message.sessionId ?? ''}:${message.method}`
      for (const listener of this.#listeners.get(key) ?? []) listener(message.params ?? {})
    }
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    if (!this.#open) return Promise.reject(new Error('Chromium has ended'))
    const id = this.#nextId++
    const message = { id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }
    this.#out.write(`${JSON.stringify(message)}\0`)
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
  }

  on(method: string, listener: Listener, sessionId = ''): void {
    const key = `${sessionId}:${method}`
    const known = this.#listeners.get(key)
    if (known === undefined) this.#listeners.set(key, new Set([listener]))
    else known.add(listener)
  }
}
