import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { ShellActions } from '../../../main/shell/actions.ts'
import { menuTemplate } from '../../../main/shell/menu.ts'
import { trayTemplate } from '../../../main/shell/tray.ts'
import { wordsFor } from '../../../main/shell/words.ts'

vi.mock('electron', () => import('../../host/electron/index.ts'))

const actions = () =>
  ({
    open: vi.fn(),
    openPage: vi.fn(),
    syncNow: vi.fn(),
    setSyncPaused: vi.fn(),
    openGuide: vi.fn(),
    openDataFolder: vi.fn(),
    checkForUpdate: vi.fn(),
    quit: vi.fn(),
  }) satisfies ShellActions

const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
const click = (items: MenuItemConstructorOptions[], label: string) => {
  const item = flat(items).find((candidate) => candidate.label === label)
  const run = item?.click as (() => void) | undefined
  run?.()
}
const menu = (mac: boolean, language: 'ko' | 'en' = 'ko', development = false, given: ShellActions = actions()) =>
  menuTemplate({ words: wordsFor(language), actions: given, mac, development })

describe('the menu', () => {
  it.each([true, false])('has a Korean label of ours on every item, also on macOS (%s)', (mac) => {
    for (const item of flat(menu(mac))) {
      if (item.type !== 'separator') expect(item.label).toMatch(/[가-힣]/)
    }
  })

  it('is English when the operator chose English', () => {
    expect(flat(menu(true, 'en')).some((item) => /[가-힣]/.test(item.label ?? ''))).toBe(false)
  })

  it('gives no shortcut twice', () => {
    for (const mac of [true, false]) {
      const keys = flat(menu(mac)).flatMap((item) => (item.accelerator === undefined ? [] : [String(item.accelerator)]))
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('offers developer tools in development only', () => {
    const roles = (development: boolean) => flat(menu(false, 'ko', development)).map((item) => item.role)
    expect(roles(true)).toContain('toggleDevTools')
    expect(roles(false)).not.toContain('toggleDevTools')
  })

  it('leads to the pages and to a sync', () => {
    const given = actions()
    const items = menu(false, 'ko', false, given)
    click(items, '주문·구매자')
    click(items, '지금 동기화')
    expect(given.openPage).toHaveBeenCalledWith('/buyers')
    expect(given.syncNow).toHaveBeenCalledOnce()
  })
})

describe('the tray', () => {
  it('opens, syncs, pauses and quits', () => {
    const given = actions()
    const items = trayTemplate(wordsFor('ko'), given, false)
    expect(items.flatMap((item) => item.label ?? [])).toEqual(['열기', '지금 동기화', '동기화 일시 중지', '종료'])
    for (const label of ['열기', '동기화 일시 중지', '종료']) click(items, label)
    expect(given.open).toHaveBeenCalledOnce()
    expect(given.setSyncPaused).toHaveBeenCalledWith(true)
    expect(given.quit).toHaveBeenCalledOnce()
  })

  it('offers to go on while paused', () => {
    const given = actions()
    click(trayTemplate(wordsFor('ko'), given, true), '동기화 다시 시작')
    expect(given.setSyncPaused).toHaveBeenCalledWith(false)
  })
})
