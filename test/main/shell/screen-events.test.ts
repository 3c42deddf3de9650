import { EventEmitter } from 'node:events'
import type { IpcMain, WebContents } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { screenEvents } from '../../../main/shell/screen-events.ts'

const frame = { url: 'app://jangteo/', origin: 'app://jangteo', parent: null }
let sent: [string, unknown][]
let ipc: EventEmitter
const window = {
  mainFrame: frame,
  isDestroyed: () => false,
  send: (channel: string, payload: unknown) => void sent.push([channel, payload]),
} as unknown as WebContents
const sayReady = (senderFrame: unknown = frame) => ipc.emit('page:ready', { sender: window, senderFrame })
const events = () => screenEvents(ipc as unknown as IpcMain, () => window)

beforeEach(() => {
  sent = []
  ipc = new EventEmitter()
})

describe('events for the page', () => {
  it('wait until the page listens, and keep their order', () => {
    const { send } = events()
    send('orders.changed', { added: 1, updated: 0 })
    send('orders.changed', { added: 2, updated: 0 })
    expect(sent).toEqual([])
    sayReady()
    send('orders.changed', { added: 3, updated: 0 })
    expect(sent.map(([, payload]) => payload)).toEqual([1, 2, 3].map((added) => ({ added, updated: 0 })))
    expect(sent[0]?.[0]).toBe('event:orders.changed')
  })

  it('wait again while the page loads anew', () => {
    const { send, hold } = events()
    sayReady()
    hold()
    send('orders.changed', { added: 1, updated: 0 })
    expect(sent).toEqual([])
    sayReady()
    expect(sent).toHaveLength(1)
  })

  it('are not released by a foreign frame', () => {
    const { send } = events()
    send('orders.changed', { added: 1, updated: 0 })
    sayReady({ ...frame })
    sayReady(null)
    expect(sent).toEqual([])
  })

  it('that belong to the shell never reach the page', () => {
    const { send } = events()
    sayReady()
    send('browser.open', { url: 'https://openapi.imweb.me/?state=secret', attemptId: 'a' })
    send('notify', { kind: 'connection', title: 't', body: 'b' })
    send('engine.restart', { at: 0 })
    expect(sent).toEqual([])
  })

  it('do not pile up without end while nobody listens', () => {
    const { send } = events()
    for (let added = 0; added < 5_000; added += 1) send('orders.changed', { added, updated: 0 })
    sayReady()
    expect(sent).toHaveLength(500)
  })
})
