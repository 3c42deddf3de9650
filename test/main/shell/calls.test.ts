import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { exportCalls } from '../../../main/shell/calls/exports.ts'
import { dayForName } from '../../../main/shell/calls/files.ts'
import { helpCalls } from '../../../main/shell/calls/help.ts'
import { programCalls } from '../../../main/shell/calls/program.ts'
import type { EngineLink } from '../../../main/shell/engine-link.ts'
import { openState } from '../../../main/shell/state.ts'
import { wordsFor } from '../../../main/shell/words.ts'
import { host } from '../../host/state.ts'
import { tempFolder } from '../../support/temp.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

beforeEach(() => {
  host.answers.length = 0
  for (const list of [host.records.openedUrls, host.records.openedPaths, host.records.dialogs, host.records.revealed]) {
    list.length = 0
  }
})

const engineThat = (answers: Record<string, unknown>) => {
  const ask = vi.fn(async (name: string, _input: unknown) => answers[name])
  return { ask, link: { ask } as unknown as EngineLink }
}
const filesOf = (engine: EngineLink) =>
  exportCalls({ engine, window: () => ({}) as BrowserWindow, words: () => wordsFor('ko') })
const spec = { rows: 'lines' as const, filter: { search: '김' }, encoding: 'cp949' as const }

describe('files are named in the OS’s own dialogs', () => {
  it('hands the chosen path and the filter to the engine', async () => {
    const { ask, link } = engineThat({ 'exports.run': { jobId: 'j1' } })
    host.answers.push({ filePath: '/home/a/주문.csv' })
    expect(await filesOf(link)['shell.exportAs'](spec)).toEqual({ jobId: 'j1' })
    expect(ask).toHaveBeenCalledWith('exports.run', { ...spec, path: '/home/a/주문.csv' })
  })

  it('suggests a name with the day and without a person', async () => {
    const { link } = engineThat({ 'exports.run': { jobId: 'j1' } })
    await filesOf(link)['shell.exportAs'](spec)
    expect(host.records.dialogs[0]?.defaultPath).toMatch(/주문내역_\d{4}-\d{2}-\d{2}\.csv$/)
    expect(dayForName(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05')
  })

  it('does nothing when the dialog is cancelled', async () => {
    const { ask, link } = engineThat({})
    const calls = filesOf(link)
    expect(await calls['shell.exportAs'](spec)).toEqual({ jobId: null })
    expect(await calls['shell.exportApiCalls']({})).toEqual({ rows: null })
    expect(await calls['shell.schedulePreset']({ presetId: 'p', everyHours: 24 })).toBeNull()
    expect(ask).not.toHaveBeenCalled()
  })

  it('schedules into the chosen folder, and unschedules without asking', async () => {
    const { ask, link } = engineThat({ 'exports.schedule': { presetId: 'p' } })
    host.answers.push({ filePaths: ['/exports'] })
    await filesOf(link)['shell.schedulePreset']({ presetId: 'p', everyHours: 24 })
    await filesOf(link)['shell.schedulePreset']({ presetId: 'p', everyHours: null })
    expect(ask.mock.calls).toEqual([
      ['exports.schedule', { presetId: 'p', schedule: { folder: '/exports', everyHours: 24 } }],
      ['exports.schedule', { presetId: 'p', schedule: null }],
    ])
    expect(host.records.dialogs).toHaveLength(1)
  })

  it('reveals the file of a job, never a path the page gave', async () => {
    const { link } = engineThat({ 'exports.result': { path: '/exports/a.csv', rows: 1 } })
    await filesOf(link)['shell.revealExport']({ jobId: 'j1' })
    expect(host.records.revealed).toEqual(['/exports/a.csv'])
  })
})

describe('ways out of the window', () => {
  let home: string
  beforeEach(() => {
    home = join(tempFolder('help'), 'home')
  })
  const help = (local: boolean, urls: [string, string][] = [], marketUrl: string | null = null) =>
    helpCalls({
      engine: engineThat({ 'listings.get': { marketUrl } }).link,
      folders: () => ({ home, logs: join(home, 'logs') }),
      localServices: () => local,
      authorizeUrls: new Map(urls),
    })

  it('are help pages by name and folders of the app', async () => {
    await help(false)['shell.openHelp']({ topic: 'imweb-console' })
    await help(false)['shell.openHelp']({ topic: 'logs' })
    expect(host.records.openedUrls).toEqual(['https://developers.imweb.me/'])
    expect(host.records.openedPaths).toEqual([join(home, 'logs')])
    expect(existsSync(join(home, 'logs'))).toBe(true)
  })

  it('open a consent page again that the engine announced, and no other', async () => {
    const url = 'http://127.0.0.1:47900/oauth2/authorize?state=x'
    await help(true, [['a1', url]])['shell.openAuthorize']({ attemptId: 'a1' })
    expect(host.records.openedUrls).toEqual([url])
    await expect(help(true)['shell.openAuthorize']({ attemptId: 'a2' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(help(false, [['a1', url]])['shell.openAuthorize']({ attemptId: 'a1' })).rejects.toMatchObject({
      code: 'BROWSER_ADDRESS_REFUSED',
    })
    expect(host.records.openedUrls).toHaveLength(1)
  })

  it('are the places where the markets give keys', async () => {
    for (const topic of ['coupang-keys', 'naver-keys', '11st-keys'] as const) {
      await help(false)['shell.openHelp']({ topic })
    }
    expect(host.records.openedUrls).toEqual([
      'https://wing.coupang.com/',
      'https://apicenter.commerce.naver.com/',
      'https://openapi.11st.co.kr/',
    ])
  })

  it('show a listing at the address that its market told, and at no other place', async () => {
    const open = (url: string | null) => help(true, [], url)['shell.openListing']({ listingId: 'L1' })
    const page = 'https://www.coupang.com/vp/products/15432100981'
    await open(page)
    expect(host.records.openedUrls).toEqual([page])
    await expect(open(null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const elsewhere of [
      'http://127.0.0.1:47900/p/1',
      'http://www.coupang.com/1',
      'https://coupang.com.evil.example/1',
    ]) {
      await expect(open(elsewhere)).rejects.toMatchObject({ code: 'BROWSER_ADDRESS_REFUSED' })
    }
    expect(host.records.openedUrls).toHaveLength(1)
  })

  it('copy what the page shows', () => {
    help(false)['shell.copyText']({ text: 'http://127.0.0.1:47813/callback' })
    expect(host.records.clipboard).toBe('http://127.0.0.1:47813/callback')
  })
})

describe('practice', () => {
  const setUp = () => {
    const file = join(tempFolder('mode'), 'window.json')
    const state = openState(file)
    const restartEngine = vi.fn(async () => {})
    const relaunch = vi.fn()
    const updater = { check: vi.fn(async () => ({ available: false, version: null })) }
    return { file, state, restartEngine, relaunch, calls: programCalls({ state, restartEngine, relaunch, updater }) }
  }

  it('is remembered before the engine restarts on it', async () => {
    const { file, restartEngine, calls, state } = setUp()
    restartEngine.mockImplementation(async () => expect(state.get().mode).toBe('practice'))
    await calls['shell.startPractice']({})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ mode: 'practice' })
    expect(restartEngine).toHaveBeenCalledOnce()
  })

  it('does not restart an engine that is in that mode already', async () => {
    const { restartEngine, calls } = setUp()
    await calls['shell.stopPractice']({})
    expect(restartEngine).not.toHaveBeenCalled()
  })
})
