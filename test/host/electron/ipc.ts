import { EventEmitter } from 'node:events'
import type { Frame } from './frames.ts'
import type { WebContents } from './web-contents.ts'

interface IpcEvent {
  sender: WebContents
  senderFrame: Frame | null
  frameId: number
  processId: number
}
type Handler = (event: IpcEvent, ...args: unknown[]) => unknown

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }
  removeHandler(channel: string) {
    this.#handlers.delete(channel)
  }
  channels(): string[] {
    return [...this.#handlers.keys()]
  }

  /** What Electron does with a message from a page, in its own words where it refuses. */
  async invoke(event: IpcEvent, channel: string, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    const refuse = (text: string) => new Error(`Error invoking remote method '${channel}': Error: ${text}`)
    if (handler === undefined) throw refuse(`No handler registered for '${channel}'`)
    try {
      return await handler(event, ...args)
    } catch (error) {
      throw refuse((error as Error).message)
    }
  }
}

export const ipcMain = new IpcMain()
