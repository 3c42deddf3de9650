import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Closing, handleClose } from '../../../main/shell/closing.ts'
import { wordsFor } from '../../../main/shell/words.ts'
import { host } from '../../host/state.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

beforeEach(() => {
  host.answers.length = 0
  host.records.dialogs.length = 0
})

const setUp = (chosen: Closing, quitting = false) => {
  const window = Object.assign(new EventEmitter(), { hide: vi.fn() })
  const deps = {
    words: () => wordsFor('ko'),
    chosen: () => chosen,
    choose: vi.fn(),
    quitting: () => quitting,
    quit: vi.fn(),
  }
  handleClose(window as unknown as BrowserWindow, deps)
  const close = () => {
    let stopped = false
    window.emit('close', { preventDefault: () => (stopped = true) })
    return stopped
  }
  return { window, deps, close }
}

describe('the close button', () => {
  it('hides the window when the tray was chosen', () => {
    const { window, deps, close } = setUp('tray')
    expect(close()).toBe(true)
    expect(window.hide).toHaveBeenCalledOnce()
    expect(deps.quit).not.toHaveBeenCalled()
  })

  it('quits when that was chosen', () => {
    const { window, deps, close } = setUp('quit')
    expect(close()).toBe(true)
    expect(deps.quit).toHaveBeenCalledOnce()
    expect(window.hide).not.toHaveBeenCalled()
  })

  it('closes at once when the app is quitting', () => {
    expect(setUp('ask', true).close()).toBe(false)
  })

  it.each([
    [0, 'tray'],
    [1, 'quit'],
  ] as const)('asks the first time and keeps the answer %s as %s', async (response, choice) => {
    const { window, deps, close } = setUp('ask')
    host.answers.push({ response })
    expect(close()).toBe(true)
    await vi.waitFor(() => expect(deps.choose).toHaveBeenCalledWith(choice))
    expect(window.hide).toHaveBeenCalledTimes(choice === 'tray' ? 1 : 0)
    expect(deps.quit).toHaveBeenCalledTimes(choice === 'quit' ? 1 : 0)
  })

  it('stays open and forgets the question when it is cancelled', async () => {
    const { window, deps, close } = setUp('ask')
    close()
    close()
    await vi.waitFor(() => expect(host.records.dialogs).toHaveLength(1))
    await new Promise((resolve) => setImmediate(resolve))
    expect(deps.choose).not.toHaveBeenCalled()
    expect(window.hide).not.toHaveBeenCalled()
    close()
    expect(host.records.dialogs).toHaveLength(2)
  })
})
