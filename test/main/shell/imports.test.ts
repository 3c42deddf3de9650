import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { importCalls } from '../../../main/shell/calls/imports.ts'
import type { EngineLink } from '../../../main/shell/engine-link.ts'
import { wordsFor } from '../../../main/shell/words.ts'
import { host } from '../../host/state.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

beforeEach(() => {
  host.answers.length = 0
  host.records.dialogs.length = 0
})

const setUp = () => {
  const ask = vi.fn(async (name: string, _input: unknown) => ({ answer: name }))
  const calls = importCalls({
    engine: { ask } as unknown as EngineLink,
    window: () => ({}) as BrowserWindow,
    words: () => wordsFor('ko'),
  })
  return { ask, calls }
}

describe('files of old collectors', () => {
  it('are known to the screen by a token, and to the engine by the path the operator picked', async () => {
    const { ask, calls } = setUp()
    host.answers.push({ filePaths: ['/home/a/옛 상품.csv'] })
    const picked = await calls['shell.previewImport']({ wholesaler: 'zentrade' })
    expect(picked).toMatchObject({ name: '옛 상품.csv' })
    expect(JSON.stringify(picked)).not.toContain('/home/a')
    await calls['shell.startImport']({ token: picked?.token ?? '', wholesaler: 'zentrade' })
    expect(ask.mock.calls).toEqual([
      ['imports.preview', { path: '/home/a/옛 상품.csv', wholesaler: 'zentrade' }],
      ['imports.start', { path: '/home/a/옛 상품.csv', wholesaler: 'zentrade' }],
    ])
  })

  it('cannot be named by the screen: an unknown or used token starts nothing', async () => {
    const { ask, calls } = setUp()
    for (const token of ['/etc/passwd', '', 'a'.repeat(36)])
      await expect(calls['shell.startImport']({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    host.answers.push({ filePaths: ['/a.csv'] })
    const picked = await calls['shell.previewImport']({})
    await calls['shell.startImport']({ token: picked?.token ?? '' })
    await expect(calls['shell.startImport']({ token: picked?.token ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('may be picked again when the start was refused', async () => {
    const { ask, calls } = setUp()
    host.answers.push({ filePaths: ['/a.csv'] })
    const picked = await calls['shell.previewImport']({})
    ask.mockRejectedValueOnce(new Error('busy'))
    const start = () => calls['shell.startImport']({ token: picked?.token ?? '' })
    await expect(start()).rejects.toThrow('busy')
    expect(await start()).toEqual({ answer: 'imports.start' })
  })
})

describe('files of bans', () => {
  it('go to the engine as picked; a cancelled dialog asks nothing', async () => {
    const { ask, calls } = setUp()
    expect(await calls['shell.importBans']({})).toBeNull()
    expect(await calls['shell.previewImport']({})).toBeNull()
    expect(ask).not.toHaveBeenCalled()
    host.answers.push({ filePaths: ['/bans.csv'] })
    await calls['shell.importBans']({})
    expect(ask).toHaveBeenCalledWith('bans.import', { path: '/bans.csv' })
    expect(host.records.dialogs).toHaveLength(3)
  })
})
