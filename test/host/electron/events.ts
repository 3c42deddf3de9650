import type { EventEmitter } from 'node:events'

/** Emits an event that listeners may prevent, and says whether one did. */
export const preventable = (emitter: EventEmitter, name: string, ...args: unknown[]): boolean => {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
    ...(typeof args[0] === 'object' && args[0] !== null ? args[0] : {}),
  }
  emitter.emit(name, event, ...args.slice(1))
  return event.defaultPrevented
}
