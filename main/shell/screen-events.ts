import type { IpcMain, WebContents } from 'electron'
import { eventChannel, openPageChannel, readyChannel } from '../../shared/channels.ts'
import { type EventName, type EventPayload, events } from '../../shared/contract.ts'
import { isTrustedSender } from './sender.ts'

/** More than this many events before the page listens are not worth keeping: it reads everything anew when it starts. */
const keepAtMost = 500

export interface ScreenEvents {
  /** Sends an event of the contract to the page; those that are not the screen's go nowhere. */
  send<E extends EventName>(name: E, payload: EventPayload<E>): void
  /** Shows another page of the app without loading it anew. */
  openPage(path: string): void
  /** The window's page starts over: hold everything back until it listens again. */
  hold(): void
}

/** Events wait until the page said that it listens, so nothing is lost between loading and subscribing. */
export const screenEvents = (ipcMain: Pick<IpcMain, 'on'>, window: () => WebContents | null): ScreenEvents => {
  let waiting: { channel: string; payload: unknown }[] = []
  let ready = false

  const deliver = (channel: string, payload: unknown) => {
    const target = window()
    if (ready && target !== null && !target.isDestroyed()) target.send(channel, payload)
    else if (waiting.length < keepAtMost) waiting.push({ channel, payload })
  }

  ipcMain.on(readyChannel, (event) => {
    if (!isTrustedSender(event, window())) return
    ready = true
    const held = waiting
    waiting = []
    for (const { channel, payload } of held) deliver(channel, payload)
  })

  return {
    send: (name, payload) => {
      if (events[name].screen) deliver(eventChannel(name), payload)
    },
    openPage: (path) => deliver(openPageChannel, path),
    hold: () => {
      ready = false
    },
  }
}
