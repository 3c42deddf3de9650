import { EventEmitter } from 'node:events'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { guardApp, guardContents, guardSession, mayLoad } from '../../../main/shell/guards.ts'
import { isOurs } from '../../../main/shell/origin.ts'

describe('the own origin', () => {
  it.each(['app://jangteo/', 'app://jangteo', 'app://jangteo/buyers?a=1#b'])('is %s', (url) => {
    expect(isOurs(url)).toBe(true)
  })
  it.each([
    'app://jangteo.evil/',
    'app://evil/jangteo',
    'app://user@jangteo/',
    'app://jangteo:81/',
    'apps://jangteo/',
    'https://jangteo/',
    'file:///jangteo',
    'data:text/html,app://jangteo/',
    '//jangteo/',
    '',
  ])('is not %s', (url) => {
    expect(isOurs(url)).toBe(false)
  })
})

describe('what a window may load', () => {
  it.each([
    'https://example.com/a.js',
    'http://127.0.0.1:80/',
    'file:///etc/passwd',
    'ws://x/',
    'data:text/html,x',
    'ftp://x/',
  ])('is not %s', (url) => {
    expect(mayLoad(url, true)).toBe(false)
  })
  it('is a picture through its own scheme, and nothing else of that scheme', () => {
    expect(mayLoad('app-img://remote/?u=https%3A%2F%2Fa.example%2F1.png', false)).toBe(true)
    expect(mayLoad('app-img://elsewhere/?u=x', false)).toBe(false)
  })
  it('is developer tools in development only', () => {
    expect(mayLoad('devtools://devtools/x.html', true)).toBe(true)
    expect(mayLoad('devtools://devtools/x.html', false)).toBe(false)
  })
})

const session = () => {
  const set: Record<string, (...args: never[]) => unknown> = {}
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    set[name] = handler
  }
  const target = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('before') },
  })
  guardSession(target as unknown as Session, false)
  return { target, set: set as Record<string, (...args: unknown[]) => unknown> }
}

describe('the session', () => {
  it.each(['notifications', 'media', 'geolocation', 'clipboard-read', 'openExternal', 'hid', 'anything new'])(
    'denies %s when asked and when checked',
    (permission) => {
      const { set } = session()
      let granted: unknown
      set.request?.({}, permission, (answer: boolean) => {
        granted = answer
      })
      expect(granted).toBe(false)
      expect(set.check?.({}, permission, 'app://jangteo', {})).toBe(false)
      expect(set.device?.({})).toBe(false)
    },
  )

  it('lets requests for its own files through and cancels all others', () => {
    const { set } = session()
    const verdict = (url: string) => {
      let cancel: unknown
      set.before?.({ url }, (answer: { cancel: boolean }) => {
        cancel = answer.cancel
      })
      return cancel
    }
    expect(verdict('app://jangteo/assets/a.js')).toBe(false)
    expect(verdict('https://example.com/')).toBe(true)
  })

  it('prevents downloads', () => {
    const { target } = session()
    expect(prevented(target, 'will-download')).toBe(true)
  })
})

const prevented = (emitter: EventEmitter, name: string, ...rest: unknown[]) => {
  let stopped = false
  emitter.emit(name, { preventDefault: () => (stopped = true) }, ...rest)
  return stopped
}

const contents = () => {
  let open: (details: { url: string }) => unknown = () => ({ action: 'allow' })
  return Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof open) => {
      open = handler
    },
    open: (url: string) => open({ url }),
  })
}

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('may not: %s', (name) => {
    const page = contents()
    guardContents(page as unknown as WebContents)
    expect(prevented(page, name, 'https://example.com/')).toBe(true)
  })

  it('may write a frame’s document itself, and let it go nowhere', () => {
    const page = contents()
    guardContents(page as unknown as WebContents)
    let stopped = 0
    for (const url of ['about:srcdoc', 'about:blank', 'https://example.com/', 'app://jangteo/', 'data:text/html,x'])
      page.emit('will-frame-navigate', { url, preventDefault: () => (stopped += 1) })
    expect(stopped).toBe(4)
  })

  it('may not open windows, not even of its own origin', () => {
    const page = contents()
    guardContents(page as unknown as WebContents)
    for (const url of ['https://example.com/', 'app://jangteo/', 'about:blank']) {
      expect(page.open(url)).toEqual({ action: 'deny' })
    }
  })

  it('is guarded whoever created it', () => {
    const app = new EventEmitter()
    guardApp(app as App)
    const page = contents()
    app.emit('web-contents-created', {}, page)
    expect(prevented(page, 'will-navigate')).toBe(true)
    expect(page.open('https://example.com/')).toEqual({ action: 'deny' })
  })

  it('never gets past a certificate error, a client certificate or a password prompt', () => {
    const app = new EventEmitter()
    guardApp(app as App)
    let trusted: unknown
    const trust = (answer: boolean) => {
      trusted = answer
    }
    expect(prevented(app, 'certificate-error', contents(), 'https://x', 'ERR_CERT_DATE_INVALID', {}, trust)).toBe(true)
    expect(trusted).toBe(false)
    expect(prevented(app, 'select-client-certificate')).toBe(true)
    expect(prevented(app, 'login')).toBe(true)
  })
})
