import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type EngineLinkOptions, startEngine } from '../../../main/shell/engine-link.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'

const worker = pathToFileURL(join(import.meta.dirname, 'fixtures', 'engine.mjs'))

const setUp = (home = 'fine', change: Partial<EngineLinkOptions> = {}) => {
  const heard: { events: [string, unknown][]; logs: string[]; problems: AppErrorShape[]; ready: number } = {
    events: [],
    logs: [],
    problems: [],
    ready: 0,
  }
  const start = { home, mode: 'real' as 'real' | 'practice', version: '1.2.3' }
  const link = startEngine({
    worker,
    start: () => ({ ...start }),
    onEvent: (name, payload) => void heard.events.push([name, payload]),
    onLog: (_level, text) => void heard.logs.push(text),
    onProblem: (error) => void heard.problems.push(error),
    onReady: () => {
      heard.ready += 1
    },
    ...change,
  })
  onTestFinished(() => link.close())
  return { link, heard, start }
}

describe('the link to the engine thread', () => {
  it('answers each call with its own reply, whatever the order', async () => {
    const { link } = setUp()
    const slow = link.call('buyers.count', { echo: 'slow', wait: 60 })
    const fast = link.call('orders.count', { echo: 'fast', wait: 0 })
    expect(await fast).toEqual({ ok: true, data: { name: 'orders.count', echo: 'fast' } })
    expect(await slow).toEqual({ ok: true, data: { name: 'buyers.count', echo: 'slow' } })
  })

  it('hands on events and log lines', async () => {
    const { link, heard } = setUp()
    await link.call('buyers.count', { say: { name: 'orders.changed', payload: { added: 1, updated: 0 } } })
    expect(heard.events).toEqual([['orders.changed', { added: 1, updated: 0 }]])
    expect(heard.logs).toContain('said')
  })

  it('throws the coded error when the shell itself asks', async () => {
    const { link } = setUp()
    await expect(link.ask('buyers.count', { search: 'fail' })).rejects.toMatchObject({ code: 'SOME_CODE' })
  })

  it('settles open calls with ENGINE_STOPPED when the thread dies, and starts one more', async () => {
    const { link, heard } = setUp()
    await link.call('buyers.count', {})
    const open = link.call('buyers.count', { wait: 60_000 })
    const death = link.call('buyers.count', { die: true })
    expect(await open).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED', retryable: true } })
    expect(await death).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } })
    expect(await link.call('buyers.count', { echo: 'again' })).toMatchObject({ ok: true })
    expect(heard.problems).toEqual([])
  })

  it('gives up with a message when the second thread dies as well', async () => {
    const { link, heard } = setUp()
    await link.call('buyers.count', { die: true })
    await link.call('buyers.count', { die: true })
    expect(heard.problems).toMatchObject([{ code: 'ENGINE_STOPPED' }])
    expect(await link.call('buyers.count', {})).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } })
  })

  it('says why an engine refused to start, and does not try again', async () => {
    const { link, heard } = setUp('held')
    expect(await link.call('buyers.count', {})).toMatchObject({ ok: false, error: { code: 'HOME_HELD' } })
    expect(heard.problems).toMatchObject([{ code: 'HOME_HELD' }])
    expect(heard.ready).toBe(0)
  })

  it('restarts on what the start says now; calls made meanwhile wait for the new engine', async () => {
    const { link, start } = setUp()
    expect(await link.call('app.info', { info: true })).toMatchObject({ data: { mode: 'real', version: '1.2.3' } })
    start.mode = 'practice'
    const restarted = link.restart()
    expect(await link.call('app.info', { info: true })).toMatchObject({ data: { mode: 'practice' } })
    await restarted
  })

  it('closes in order, once, and answers late calls with a coded error', async () => {
    const { link, heard } = setUp()
    await link.call('buyers.count', {})
    await Promise.all([link.close(), link.close()])
    expect(heard.logs).toContain('closing')
    expect(heard.problems).toEqual([])
    expect(await link.call('buyers.count', {})).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } })
  })
})
