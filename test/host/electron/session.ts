import { EventEmitter } from 'node:events'
import { host, standInOrigin } from '../state.ts'

type Check = (contents: unknown, permission: string, origin: string, details: unknown) => boolean
type BeforeRequest = (
  details: { url: string; resourceType: string },
  answer: (to: { cancel?: boolean }) => void,
) => void

const permissions = ['geolocation', 'notifications', 'audioCapture', 'videoCapture', 'midi', 'clipboardReadWrite']

class Session extends EventEmitter {
  #check: Check | null = null
  #beforeRequest: BeforeRequest | null = null

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener
    },
    onHeadersReceived: () => {},
  }
  setPermissionRequestHandler() {}
  setDevicePermissionHandler() {}
  setPermissionCheckHandler(check: Check) {
    this.#check = check
  }
  setSpellCheckerEnabled() {}
  setProxy() {
    return Promise.resolve()
  }

  allows(url: string, resourceType: string): boolean {
    let cancelled = false
    this.#beforeRequest?.({ url, resourceType }, ({ cancel }) => {
      cancelled = cancel === true
    })
    return !cancelled
  }

  /** Gives Chromium the answers that the app's own check handler gives. Electron without a handler allows everything. */
  async applyPermissions(): Promise<void> {
    for (const name of permissions) {
      const granted = this.#check === null || this.#check(null, name, standInOrigin, {})
      await host.chromium?.cdp
        .send('Browser.setPermission', { permission: { name }, setting: granted ? 'granted' : 'denied' })
        .catch(() => {})
    }
  }
}

export const session = { defaultSession: new Session() }
