/** Scripts that run inside the page. They are written as functions and sent as text; they may use nothing from outside. */

interface Shape {
  fn?: number
  value?: unknown
  keys?: Record<string, Shape>
}

/** Main world: makes the objects that `contextBridge.exposeInMainWorld` promised, out of what the isolated world describes. */
const mainWorld = (token: string) => {
  if (globalThis.self !== globalThis.top) return
  const callbacks = new Map<number, (...args: unknown[]) => void>()
  const settles = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let answered: { promise?: boolean; fn?: number; value?: unknown; error?: string } | null = null
  const tell = (kind: string, detail: unknown) =>
    document.dispatchEvent(new CustomEvent(`${token}:${kind}`, { detail: JSON.stringify(detail) }))
  const hear = (kind: string, listener: (detail: never) => void) =>
    document.addEventListener(`${token}:${kind}`, (event) =>
      listener(JSON.parse((event as CustomEvent<string>).detail) as never),
    )
  const functionFor =
    (fn: number) =>
    (...args: unknown[]) => {
      const call = nextId++
      const sent = args.map((value) => {
        if (typeof value !== 'function') return { value }
        const callback = nextId++
        callbacks.set(callback, value as () => void)
        return { callback }
      })
      answered = null
      tell('call', { call, fn, args: sent })
      const answer = answered as { promise?: boolean; fn?: number; value?: unknown; error?: string } | null
      if (answer === null) throw new Error('the preload is gone')
      if (answer.error !== undefined) throw new Error(answer.error)
      if (answer.fn !== undefined) return functionFor(answer.fn)
      if (answer.promise !== true) return answer.value
      return new Promise((resolve, reject) => settles.set(call, { resolve, reject }))
    }
  const build = (shape: Shape): unknown => {
    if (shape.fn !== undefined) return functionFor(shape.fn)
    if (shape.keys === undefined) return shape.value
    return Object.freeze(Object.fromEntries(Object.entries(shape.keys).map(([key, part]) => [key, build(part)])))
  }
  hear('expose', ({ key, shape }: { key: string; shape: Shape }) => {
    if (key in globalThis) return
    Object.defineProperty(globalThis, key, { value: build(shape), enumerable: true })
  })
  hear('answer', (detail) => {
    answered = detail
  })
  hear('settle', ({ call, value, error }: { call: number; value?: unknown; error?: string }) => {
    const waiting = settles.get(call)
    settles.delete(call)
    if (error === undefined) waiting?.resolve(value)
    else waiting?.reject(new Error(error))
  })
  hear('callback', ({ callback, args }: { callback: number; args: unknown[] }) => callbacks.get(callback)?.(...args))
  tell('hello', null)
}

/** Isolated world: `require('electron')` for the preload, and its wires to the host. */
const isolatedWorld = (token: string, send: (message: string) => void) => {
  type Fn = (...args: unknown[]) => unknown
  const functions = new Map<number, Fn>()
  const exposed: { key: string; shape: Shape }[] = []
  const listeners = new Map<string, Set<Fn>>()
  const settles = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 1
  const tell = (kind: string, detail: unknown) =>
    document.dispatchEvent(new CustomEvent(`${token}:${kind}`, { detail: JSON.stringify(detail) }))
  const hear = (kind: string, listener: (detail: never) => void) =>
    document.addEventListener(`${token}:${kind}`, (event) =>
      listener(JSON.parse((event as CustomEvent<string>).detail) as never),
    )
  const keep = (fn: Fn) => {
    const id = nextId++
    functions.set(id, fn)
    return id
  }
  const describe = (value: unknown): Shape => {
    if (typeof value === 'function') return { fn: keep(value as Fn) }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value }
    return { keys: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, describe(part)])) }
  }
  hear('hello', () => {
    for (const one of exposed) tell('expose', one)
  })
  hear('call', ({ call, fn, args }: { call: number; fn: number; args: { value?: unknown; callback?: number }[] }) => {
    const given = args.map((arg) =>
      arg.callback === undefined
        ? arg.value
        : (...values: unknown[]) => void tell('callback', { callback: arg.callback, args: values }),
    )
    try {
      const result = functions.get(fn)?.(...given)
      if (result instanceof Promise) {
        tell('answer', { promise: true })
        result.then(
          (value) => tell('settle', { call, value }),
          (error: unknown) => tell('settle', { call, error: String((error as Error).message) }),
        )
      } else if (typeof result === 'function') tell('answer', { fn: keep(result as Fn) })
      else tell('answer', { value: result })
    } catch (error) {
      tell('answer', { error: String((error as Error).message) })
    }
  })
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        settles.set(id, { resolve, reject })
        send(JSON.stringify({ kind: 'invoke', id, channel, args }))
      }),
    send: (channel: string, ...args: unknown[]) => send(JSON.stringify({ kind: 'send', channel, args })),
    on: (channel: string, listener: Fn) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      return ipcRenderer
    },
    removeListener: (channel: string, listener: Fn) => {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
  }
  const receive = (message: { id?: number; value?: unknown; error?: string; channel?: string; args?: unknown[] }) => {
    if (message.channel !== undefined) {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...(message.args ?? []))
      return
    }
    const waiting = settles.get(message.id ?? 0)
    settles.delete(message.id ?? 0)
    if (message.error === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.error))
  }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => {
        const one = { key, shape: describe(api) }
        exposed.push(one)
        tell('expose', one)
      },
    },
    ipcRenderer,
  }
  return { electron, receive }
}

export const worldName = 'electron-isolated'
export const sendBinding = '__standInSend'
export const receiveFunction = '__standInReceive'

export const mainWorldScript = (token: string): string => `(${mainWorld.toString()})(${JSON.stringify(token)})`

/** The preload as it is built, run in the isolated world of the main frame only, as in Electron. */
export const preloadScript = (token: string, preload: string): string => `
if (self === top) {
  const { electron, receive } = (${isolatedWorld.toString()})(${JSON.stringify(token)}, (message) => ${sendBinding}(message))
  globalThis.${receiveFunction} = receive
  const module = { exports: {} }
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error('module not found: ' + name)
  }
  ;(function (require, module, exports) {
${preload}
  })(require, module, module.exports)
}`
