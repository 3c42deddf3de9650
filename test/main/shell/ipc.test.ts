import type { WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { answerCall, type IpcDeps, registerCalls, type ShellHandlers } from '../../../main/shell/ipc.ts'
import { callChannel } from '../../../shared/channels.ts'
import { type CallName, contract } from '../../../shared/contract.ts'
import { failCommon } from '../../../shared/errors.ts'

interface FakeFrame {
  url: string
  origin: string
  parent: FakeFrame | null
}
const page = (url = 'app://jangteo/buyers', origin = 'app://jangteo', parent: FakeFrame | null = null): FakeFrame => ({
  url,
  origin,
  parent,
})
const contents = (mainFrame: FakeFrame, destroyed = false) =>
  ({ mainFrame, isDestroyed: () => destroyed }) as unknown as WebContents
const eventFrom = (sender: WebContents, senderFrame: unknown) =>
  ({ sender, senderFrame }) as Parameters<typeof answerCall>[2]

const setUp = (change: Partial<IpcDeps> = {}) => {
  const frame = page()
  const window = contents(frame)
  const engine = vi.fn(async (): Promise<{ ok: true; data: unknown }> => ({ ok: true, data: { total: 3 } }))
  const deps: IpcDeps = {
    ipcMain: { handle: () => {} },
    window: () => window,
    shell: {} as ShellHandlers,
    engine,
    report: () => {},
    checkOutputs: true,
    ...change,
  }
  return {
    deps,
    engine,
    window,
    frame,
    ask: (name: CallName, input: unknown, event = eventFrom(window, frame)) => answerCall(deps, name, event, input),
  }
}

describe('who may ask', () => {
  it('lets the main frame of the own window through', async () => {
    const { ask, engine } = setUp()
    expect(await ask('buyers.count', {})).toEqual({ ok: true, data: { total: 3 } })
    expect(engine).toHaveBeenCalledWith('buyers.count', {})
  })

  const gone = {
    get url(): string {
      throw new Error('Render frame was disposed')
    },
    get origin(): string {
      throw new Error('Render frame was disposed')
    },
    parent: null,
  }
  const own = setUp()
  it.each([
    ['a frame inside the page', eventFrom(own.window, page(undefined, undefined, own.frame))],
    ['another frame with the same address', eventFrom(own.window, page())],
    ['another window', eventFrom(contents(page()), own.frame)],
    ['no frame', eventFrom(own.window, null)],
    ['a frame that is gone', eventFrom(own.window, gone)],
  ])('refuses %s', async (_who, event) => {
    const result = await own.ask('buyers.count', {}, event)
    expect(result).toMatchObject({ ok: false, error: { code: 'FORBIDDEN_SENDER' } })
    expect(own.engine).not.toHaveBeenCalled()
  })

  it.each([
    ['https://jangteo/', 'https://jangteo'],
    ['app://jangteo.evil/', 'app://jangteo.evil'],
    ['app://jangteo/', 'null'],
    ['about:blank', 'app://jangteo'],
    ['data:text/html,x', 'null'],
  ])('refuses the main frame while it shows %s of %s', async (url, origin) => {
    const frame = page(url, origin)
    const window = contents(frame)
    const { ask, engine } = setUp({ window: () => window })
    expect(await ask('buyers.count', {}, eventFrom(window, frame))).toMatchObject({
      error: { code: 'FORBIDDEN_SENDER' },
    })
    expect(engine).not.toHaveBeenCalled()
  })

  it('refuses while there is no window, or only a destroyed one', async () => {
    const frame = page()
    const dead = contents(frame, true)
    for (const window of [null, dead]) {
      const { ask } = setUp({ window: () => window })
      expect(await ask('buyers.count', {}, eventFrom(dead, frame))).toMatchObject({
        error: { code: 'FORBIDDEN_SENDER' },
      })
    }
  })
})

describe('what may be asked', () => {
  it.each([
    ['buyers.list', { limit: 100_000 }, 'limit'],
    ['buyers.list', { limit: 'x'.repeat(50) }, 'limit'],
    ['buyers.get', {}, 'buyerId'],
    ['settings.set', { syncEveryMinutes: 0 }, 'syncEveryMinutes'],
    ['shell.openHelp', { topic: 'https://evil.example' }, 'topic'],
    ['buyers.count', 'text', '(입력)'],
    ['buyers.count', [], '(입력)'],
  ] as const)('refuses %s with %j and names the field', async (name, input, field) => {
    const { ask, engine } = setUp()
    const result = await ask(name, input)
    expect(result).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', traceId: expect.stringMatching(/\S/) } })
    expect(result.ok ? '' : result.error.message).toContain(`${field}:`)
    expect(engine).not.toHaveBeenCalled()
  })

  it('does not repeat the refused value: it may be a secret', async () => {
    const { ask } = setUp()
    const result = await ask('connections.connectImweb', { clientSecret: 's3cr3t-value', clientId: 7 })
    expect(JSON.stringify(result)).not.toContain('s3cr3t-value')
  })

  it('drops fields that the contract does not know', async () => {
    const { ask, engine } = setUp()
    await ask('buyers.count', { search: ' 김 ', path: '/etc/passwd' })
    expect(engine).toHaveBeenCalledWith('buyers.count', { search: '김' })
  })

  it('registers one handler for each call of the screen, and none for the inner ones', () => {
    const channels: string[] = []
    const { deps } = setUp({ ipcMain: { handle: (channel: string) => void channels.push(channel) } })
    registerCalls(deps)
    const names = Object.keys(contract) as CallName[]
    expect(channels).toEqual(names.filter((name) => contract[name].screen).map(callChannel))
    expect(channels).not.toContain('call:exports.run')
    expect(channels).not.toContain('call:apiCalls.export')
  })
})

describe('how it answers', () => {
  it('passes on a coded failure whole, with a trace number', async () => {
    const error = failCommon('NOT_FOUND', { values: { what: '구매자' } }).toShape()
    const { ask } = setUp({ engine: async () => ({ ok: false, error }) })
    expect(await ask('buyers.count', {})).toMatchObject({ ok: false, error: { ...error, traceId: expect.any(String) } })
  })

  it('never lets the words of an unknown error out', async () => {
    const report = vi.fn()
    const { ask } = setUp({ report, engine: async () => Promise.reject(new Error('token abc at /home/x')) })
    const result = await ask('buyers.count', {})
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(JSON.stringify(result)).not.toContain('token abc')
    expect(report).toHaveBeenCalledOnce()
  })

  it('notices an answer that breaks the contract', async () => {
    const { ask } = setUp({ engine: async () => ({ ok: true, data: { total: 'many' } }) })
    expect(await ask('buyers.count', {})).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
  })

  it('runs calls of the shell in the shell', async () => {
    const copy = vi.fn(() => ({ done: true as const }))
    const { ask, engine } = setUp({ shell: { 'shell.copyText': copy } as unknown as ShellHandlers })
    expect(await ask('shell.copyText', { text: '주문' })).toEqual({ ok: true, data: { done: true } })
    expect(copy).toHaveBeenCalledWith({ text: '주문' })
    expect(engine).not.toHaveBeenCalled()
  })
})
