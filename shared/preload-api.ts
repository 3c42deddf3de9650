import type { EventPayload, Input, Output, ScreenCallName, ScreenEventName } from './contract.ts'
import type { Result } from './errors.ts'

/**
 * Names on `window.jangteo` follow one rule: `'buyers.list'` is `jangteo.buyers.list(input)`, and the event
 * `'buyers.changed'` is `jangteo.on.buyersChanged(callback)`, which answers the function that unsubscribes.
 */
type Group<K extends string> = K extends `${infer G}.${string}` ? G : never
type Verb<K extends string, G extends string> = K extends `${G}.${infer V}` ? V : never
type Camel<K extends string> = K extends `${infer A}.${infer B}` ? `${A}${Capitalize<Camel<B>>}` : K
type NoInput = Record<string, never>

/** Calls whose input is empty may be made without an argument. */
type Call<K extends ScreenCallName> =
  NoInput extends Input<K>
    ? (input?: Input<K>) => Promise<Result<Output<K>>>
    : (input: Input<K>) => Promise<Result<Output<K>>>

type Calls = {
  readonly [G in Group<ScreenCallName>]: {
    readonly [V in Verb<ScreenCallName, G>]: `${G}.${V}` extends ScreenCallName ? Call<`${G}.${V}`> : never
  }
}

type Subscriptions = {
  readonly [E in ScreenEventName as Camel<E>]: (callback: (payload: EventPayload<E>) => void) => () => void
}

/** What the preload puts on `window.jangteo`: one named function for each call and event of the screen, nothing else. */
export type PreloadApi = Calls & { readonly on: Subscriptions }

export const camel = (name: string): string =>
  name.replace(/\.([a-z0-9])/g, (_dot, letter: string) => letter.toUpperCase())

interface Wires {
  calls: readonly string[]
  events: readonly string[]
  invoke(name: string, input: unknown): Promise<unknown>
  subscribe(name: string, listener: (payload: unknown) => void): () => void
}

/** Builds the object from the contract's names. Every member is made here; no function takes a channel name. */
export const preloadApi = (wires: Wires): PreloadApi => {
  const api: Record<string, Record<string, unknown>> = {}
  for (const name of wires.calls) {
    const dot = name.indexOf('.')
    const group = name.slice(0, dot)
    api[group] ??= {}
    api[group][name.slice(dot + 1)] = (input: unknown = {}) => wires.invoke(name, input)
  }
  const on: Record<string, unknown> = {}
  for (const name of wires.events) {
    on[camel(name)] = (callback: (payload: unknown) => void) => wires.subscribe(name, callback)
  }
  return { ...api, on } as unknown as PreloadApi
}
