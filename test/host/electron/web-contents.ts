import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Cdp, Params } from '../cdp.ts'
import { fromStandIn, host, toStandIn } from '../state.ts'
import { mainWorldScript, preloadScript, receiveFunction, sendBinding, worldName } from '../worlds.ts'
import { app } from './app.ts'
import { preventable } from './events.ts'
import { Frame } from './frames.ts'
import { ipcMain } from './ipc.ts'
import { answerScheme } from './protocol.ts'
import { session } from './session.ts'

interface Paused {
  requestId: string
  request: { url: string; method: string }
  frameId: string
  resourceType: string
}
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

let nextContentsId = 1

/** One page: a DevTools target whose every request is answered here. */
export class WebContents extends EventEmitter {
  readonly id = nextContentsId++
  readonly session = session.defaultSession
  readonly ready: Promise<void>
  readonly #frames = new Map<string, Frame>()
  readonly #contexts = new Map<number, Frame>()
  readonly #token = randomBytes(12).toString('hex')
  readonly #preload: string | null
  #main = new Frame('', null)
  #targetId = ''
  #sessionId = ''
  #openHandler: OpenHandler | null = null
  #destroyed = false
  #isolated: number | null = null
  /** The address that the app itself asked for: anything else in the main frame is the page's own doing. */
  #asked: string | null = null

  constructor(preload: string | undefined) {
    super()
    this.#preload = preload === undefined ? null : readFileSync(preload, 'utf8')
    this.ready = app.whenReady().then(() => this.#attach())
    this.ready.catch(() => {})
    app.emit('web-contents-created', {}, this)
  }

  get mainFrame() {
    return this.#main
  }
  get targetId() {
    return this.#targetId
  }
  #cdp(): Cdp {
    if (host.chromium === null) throw new Error('Chromium has not started')
    return host.chromium.cdp
  }
  command(method: string, params: Params = {}): Promise<Params> {
    return this.#cdp().send(method, params, this.#sessionId)
  }
  #on(method: string, listener: (params: never) => void) {
    this.#cdp().on(method, listener as (params: Params) => void, this.#sessionId)
  }

  async #attach(): Promise<void> {
    const cdp = this.#cdp()
    await this.session.applyPermissions()
    const { targetInfos } = (await cdp.send('Target.getTargets')) as {
      targetInfos: { targetId: string; type: string; url: string }[]
    }
    const free = targetInfos.find(
      (target) => target.type === 'page' && target.url === 'about:blank' && !taken.has(target.targetId),
    )
    this.#targetId =
      free?.targetId ??
      String((await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true })).targetId)
    taken.add(this.#targetId)
    this.#sessionId = String(
      (await cdp.send('Target.attachToTarget', { targetId: this.#targetId, flatten: true })).sessionId,
    )
    this.#listen()
    await cdp.send('Target.setDiscoverTargets', { discover: true })
    await Promise.all([
      this.command('Page.enable'),
      this.command('Runtime.enable'),
      this.command('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ])
    if (this.#preload !== null) await this.#injectPreload(this.#preload)
    const { frameTree } = (await this.command('Page.getFrameTree')) as { frameTree: { frame: { id: string } } }
    this.#main = this.#frame(frameTree.frame.id)
  }

  async #injectPreload(preload: string): Promise<void> {
    await this.command('Runtime.addBinding', { name: sendBinding, executionContextName: worldName })
    await this.command('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(this.#token) })
    await this.command('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadScript(this.#token, preload),
      worldName,
    })
  }

  #frame(id: string, parentId?: string): Frame {
    const known = this.#frames.get(id)
    if (known !== undefined) return known
    const frame = new Frame(id, parentId === undefined ? null : this.#frame(parentId))
    this.#frames.set(id, frame)
    return frame
  }

  #listen() {
    this.#on('Fetch.requestPaused', (paused: Paused) => void this.#answerRequest(paused).catch(() => {}))
    this.#on('Page.frameAttached', (at: { frameId: string; parentFrameId: string }) => {
      this.#frame(at.frameId, at.parentFrameId)
    })
    this.#on('Page.frameNavigated', ({ frame }: { frame: { id: string; parentId?: string; url: string } }) => {
      this.#frame(frame.id, frame.parentId).navigated(frame.url)
    })
    this.#on('Page.navigatedWithinDocument', (at: { frameId: string; url: string }) => {
      this.#frame(at.frameId).navigated(at.url)
    })
    this.#on('Page.frameDetached', ({ frameId, reason }: { frameId: string; reason: string }) => {
      if (reason !== 'remove') return
      this.#frames.get(frameId)?.detach()
      this.#frames.delete(frameId)
    })
    this.#on('Page.domContentEventFired', () => this.emit('dom-ready', {}))
    this.#on('Page.loadEventFired', () => {
      this.emit('did-finish-load', {})
      this.emit('host-painted')
    })
    this.#on(
      'Runtime.executionContextCreated',
      ({ context }: { context: { id: number; name: string; auxData: { frameId: string } } }) => {
        const frame = this.#frame(context.auxData.frameId)
        this.#contexts.set(context.id, frame)
        if (context.name === worldName && frame === this.#main) this.#isolated = context.id
      },
    )
    this.#on('Runtime.executionContextsCleared', () => {
      this.#contexts.clear()
      this.#isolated = null
    })
    this.#on('Runtime.bindingCalled', (call: { name: string; payload: string; executionContextId: number }) => {
      if (call.name === sendBinding) void this.#receive(call.executionContextId, call.payload)
    })
    this.#on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    this.#cdp().on('Target.targetCreated', (params) => {
      const { targetInfo } = params as {
        targetInfo: { targetId: string; type: string; url: string; openerId?: string }
      }
      if (targetInfo.type !== 'page' || targetInfo.openerId !== this.#targetId) return
      const decision = this.#openHandler?.({ url: fromStandIn(targetInfo.url) }) ?? { action: 'allow' }
      if (decision.action === 'allow') return
      host.records.deniedWindows.push(targetInfo.url)
      void this.#cdp()
        .send('Target.closeTarget', { targetId: targetInfo.targetId })
        .catch(() => {})
    })
  }

  /** Navigations first (the page's own may be prevented), then the session's veto, then the app's protocol handler. */
  async #answerRequest({ requestId, request, frameId, resourceType }: Paused): Promise<void> {
    const url = fromStandIn(request.url)
    const fail = (errorReason: string) => this.command('Fetch.failRequest', { requestId, errorReason })
    if (resourceType === 'Document' && !this.#mayNavigate(url, frameId)) return void (await fail('Aborted'))
    if (!this.session.allows(url, resourceType)) return void (await fail('BlockedByClient'))
    // Only schemes that the app registered have an answer; the network has none.
    const response = /^https?:/.test(url) ? null : await answerScheme(url, request.method)
    if (response === null) return void (await fail('NameNotResolved'))
    await this.command('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  #mayNavigate(url: string, frameId: string): boolean {
    const frame = this.#frame(frameId)
    if (frame !== this.#main) return !preventable(this, 'will-frame-navigate', { url, isMainFrame: false })
    const wanted = this.#asked === url || frame.url === url
    this.#asked = null
    if (!wanted && preventable(this, 'will-navigate', { url, isMainFrame: true })) return false
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false })
    return true
  }

  async #receive(contextId: number, payload: string): Promise<void> {
    const message = JSON.parse(payload) as { kind: string; id: number; channel: string; args: unknown[] }
    const event = { sender: this, senderFrame: this.#contexts.get(contextId) ?? null, frameId: 1, processId: 1 }
    if (message.kind === 'send') {
      ipcMain.emit(message.channel, event, ...message.args)
      return
    }
    const answer = await ipcMain.invoke(event, message.channel, message.args).then(
      (value) => ({ id: message.id, value }),
      (error: Error) => ({ id: message.id, error: error.message }),
    )
    await this.#deliver(contextId, answer)
  }

  #deliver(contextId: number, message: unknown): Promise<unknown> {
    const expression = `${receiveFunction}(${JSON.stringify(message)})`
    return this.command('Runtime.evaluate', { expression, contextId }).catch(() => {})
  }

  send(channel: string, ...args: unknown[]) {
    if (this.#isolated !== null) void this.#deliver(this.#isolated, { channel, args })
  }
  async loadURL(url: string): Promise<void> {
    await this.ready
    this.#asked = url
    await this.command('Page.navigate', { url: toStandIn(url) })
  }
  reload() {
    this.#asked = this.#main.url
    void this.command('Page.reload').catch(() => {})
  }
  getURL() {
    return this.#main.detached ? '' : this.#main.url
  }
  async executeJavaScript(expression: string): Promise<unknown> {
    const { result } = (await this.command('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: unknown } }
    return result.value
  }
  setWindowOpenHandler(handler: OpenHandler) {
    this.#openHandler = handler
  }
  isDestroyed() {
    return this.#destroyed
  }
  destroy() {
    this.#destroyed = true
    this.#main.detach()
    this.emit('destroyed', {})
    void this.#cdp()
      .send('Target.closeTarget', { targetId: this.#targetId })
      .catch(() => {})
  }
  openDevTools() {}
  setZoomLevel() {}
}

const taken = new Set<string>()
