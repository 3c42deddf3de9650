import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '../../../main/net/log.ts'
import type { EngineLink } from '../../../main/shell/engine-link.ts'
import { createUpdater } from '../../../main/shell/updater.ts'
import { wordsFor } from '../../../main/shell/words.ts'
import { host } from '../../host/state.ts'
import { tempFolder } from '../../support/temp.ts'

const fake = vi.hoisted(() => ({
  autoDownload: true,
  autoInstallOnAppQuit: false,
  allowDowngrade: true,
  logger: {},
  checkForUpdates: vi.fn(),
  downloadUpdate: vi.fn(async () => []),
  quitAndInstall: vi.fn(),
}))
vi.mock('electron', () => import('../../host/electron/index.ts'))
vi.mock('electron-updater', () => ({ default: { autoUpdater: fake } }))

beforeEach(() => {
  vi.clearAllMocks()
  fake.autoDownload = true
  host.answers.length = 0
  host.records.dialogs.length = 0
  fake.checkForUpdates.mockResolvedValue({ isUpdateAvailable: true, updateInfo: { version: '2.0.0' } })
})

const setUp = (change: { packaged?: boolean; running?: number; source?: string } = {}) => {
  const source = join(tempFolder('update'), 'app-update.yml')
  writeFileSync(source, '')
  const order: string[] = []
  const ask = vi.fn(async (name: string) => {
    order.push(name)
    return name === 'jobs.list' ? { items: Array.from({ length: change.running ?? 0 }) } : {}
  })
  fake.quitAndInstall.mockImplementation(() => void order.push('install'))
  const updater = createUpdater({
    packaged: change.packaged ?? true,
    source: change.source ?? source,
    engine: () => ({ ask }) as unknown as EngineLink,
    window: () => ({}) as BrowserWindow,
    words: () => wordsFor('ko'),
    log: createLogger(() => {}),
    beforeRestart: async () => void order.push('close'),
  })
  return { updater, order }
}
const dialogs = (count: number) => vi.waitFor(() => expect(host.records.dialogs).toHaveLength(count))

describe('updates', () => {
  it('are off in development and where no update server is configured', async () => {
    for (const change of [{ packaged: false }, { source: '/no/such/file' }]) {
      expect(await setUp(change).updater.check()).toEqual({ available: false, version: null })
    }
    expect(fake.checkForUpdates).not.toHaveBeenCalled()
  })

  it('are never downloaded unasked', async () => {
    const { updater } = setUp()
    expect(await updater.check()).toEqual({ available: true, version: '2.0.0' })
    await dialogs(1)
    expect(fake.autoDownload).toBe(false)
    expect(fake.allowDowngrade).toBe(false)
    expect(fake.downloadUpdate).not.toHaveBeenCalled()
  })

  it('are installed after a backup and a clean end, when the operator says so twice', async () => {
    const { updater, order } = setUp()
    host.answers.push({ response: 0 }, { response: 0 })
    await updater.check()
    await vi.waitFor(() => expect(fake.quitAndInstall).toHaveBeenCalledOnce())
    expect(order).toEqual(['jobs.list', 'jobs.list', 'backups.create', 'close', 'install'])
  })

  it('never restart while a job runs, and say so', async () => {
    const { updater } = setUp({ running: 1 })
    host.answers.push({ response: 0 }, { response: 0 })
    await updater.check()
    await dialogs(2)
    expect(host.records.dialogs[1]?.buttons).toEqual(['확인'])
    await new Promise((resolve) => setImmediate(resolve))
    expect(fake.quitAndInstall).not.toHaveBeenCalled()
  })

  it('say nothing when there is none', async () => {
    fake.checkForUpdates.mockResolvedValue({ isUpdateAvailable: false, updateInfo: { version: '0.1.0' } })
    expect(await setUp().updater.check()).toEqual({ available: false, version: null })
    expect(host.records.dialogs).toEqual([])
  })
})
