import { describe, expect, it, vi } from 'vitest'
import { contract, events } from '../../shared/contract.ts'
import { camel, preloadApi } from '../../shared/preload-api.ts'

const named = (map: Record<string, { screen: boolean }>) => Object.keys(map).filter((name) => map[name]?.screen)
const calls = named(contract)
const eventNames = named(events)

const setUp = () => {
  const wires = {
    calls,
    events: eventNames,
    invoke: vi.fn(async () => ({ ok: true, data: {} })),
    subscribe: vi.fn((_name: string, _listener: (payload: unknown) => void) => vi.fn()),
  }
  return { wires, api: preloadApi(wires) }
}

describe('what the page gets', () => {
  it('is one function for each call of the screen, and none for the inner ones', () => {
    const { api } = setUp()
    const { on, ...rooms } = api
    const made = Object.entries(rooms).flatMap(([room, verbs]) => Object.keys(verbs).map((verb) => `${room}.${verb}`))
    expect(made.sort()).toEqual([...calls].sort())
    expect(made).not.toContain('exports.run')
    expect(Object.keys(on).sort()).toEqual(eventNames.map(camel).sort())
    expect(on).not.toHaveProperty('browserOpen')
  })

  it('passes the input under the call’s own name, and an empty one when there is none', async () => {
    const { api, wires } = setUp()
    await api.buyers.list({ limit: 10 })
    await api.app.info()
    expect(wires.invoke.mock.calls).toEqual([
      ['buyers.list', { limit: 10 }],
      ['app.info', {}],
    ])
  })

  it('subscribes to one event and answers how to stop', () => {
    const { api, wires } = setUp()
    const listener = () => {}
    const stop = api.on.buyersChanged(listener)
    expect(wires.subscribe).toHaveBeenCalledWith('buyers.changed', listener)
    expect(stop).toBe(wires.subscribe.mock.results[0]?.value)
  })

  it('has no member that takes a channel name', () => {
    const { api } = setUp()
    for (const name of ['call', 'invoke', 'send', 'ipcRenderer']) expect(api).not.toHaveProperty(name)
  })

  it('keeps names apart: no room is called `on`, no two events share a camel name', () => {
    expect(calls.some((name) => name.startsWith('on.'))).toBe(false)
    expect(new Set(eventNames.map(camel)).size).toBe(eventNames.length)
    expect(calls.every((name) => name.split('.').length === 2)).toBe(true)
  })
})
