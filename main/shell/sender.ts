import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { appOrigin, isOurs } from './origin.ts'

type Sent = Pick<IpcMainInvokeEvent | IpcMainEvent, 'sender' | 'senderFrame'>

/**
 * Only the main frame of the app's own window, while it shows the app's own origin, may ask for anything.
 * Reading a frame that was detached meanwhile throws: that is a no as well.
 */
export const isTrustedSender = (event: Sent, window: WebContents | null): boolean => {
  try {
    const frame = event.senderFrame
    return (
      window !== null &&
      !window.isDestroyed() &&
      event.sender === window &&
      frame !== null &&
      frame === window.mainFrame &&
      frame.parent === null &&
      frame.origin === appOrigin &&
      isOurs(frame.url)
    )
  } catch {
    return false
  }
}
