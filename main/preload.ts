import { calls, events } from 'virtual:contract'
import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, eventChannel, openPageChannel, readyChannel } from '../shared/channels.ts'
import { type PreloadApi, preloadApi } from '../shared/preload-api.ts'

let said = false
/** The shell holds its events back until the page listens; subscriptions made in the same turn are all in place then. */
const sayReady = () => {
  if (said) return
  said = true
  setTimeout(() => ipcRenderer.send(readyChannel), 0)
}

const api: PreloadApi = preloadApi({
  calls,
  events,
  invoke: (name, input) => ipcRenderer.invoke(callChannel(name), input),
  subscribe: (name, listener) => {
    // The page gets the payload only: the event object would hand it the whole ipcRenderer.
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(eventChannel(name), forward)
    sayReady()
    return () => {
      ipcRenderer.removeListener(eventChannel(name), forward)
    }
  },
})

contextBridge.exposeInMainWorld('jangteo', api)

ipcRenderer.on(openPageChannel, (_event: unknown, path: unknown) => {
  if (typeof path !== 'string' || !/^\/(?!\/)/.test(path)) return
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
})
