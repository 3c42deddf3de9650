import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { startApp, tempHome } from './support/home.ts'
import { launchApp, until } from './support/launch.ts'

declare const jangteo: PreloadApi

const data = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.data
}

describe('the app', () => {
  it('starts, shows its first page, and answers across both doors', async () => {
    const app = await startApp()
    await app.page.waitForSelector('#root > *')
    expect(await app.page.title()).toContain('장터')
    const info = data(await app.page.evaluate(() => jangteo.app.info()))
    const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
    expect(info).toMatchObject({ version, mode: 'real', problem: null })
    await until('the window is visible', async () => (await app.windowState())?.visible)
  })

  it('loads little before it can show anything, and none of it made for developers', async () => {
    const { firstLoad } = (await import('../../scripts/size.mjs' as string)) as {
      firstLoad: () => { scripts: number; files: string[] }
    }
    const { scripts, files } = firstLoad()
    expect(scripts).toBeLessThanOrEqual(350)
    for (const file of files) expect(readFileSync(join('out', 'renderer', file), 'utf8')).not.toMatch(/jsxDEV|ZodError/)
  })

  it('quits cleanly and keeps what was set', async () => {
    const home = tempHome()
    const first = await startApp(home)
    data(await first.page.evaluate(() => jangteo.settings.set({ syncEveryMinutes: 17 })))
    expect(await first.close()).toBe(0)
    const second = await startApp(home)
    expect(data(await second.page.evaluate(() => jangteo.settings.get())).syncEveryMinutes).toBe(17)
  })

  it('opens where it was', async () => {
    const home = tempHome()
    const first = await startApp(home)
    const bounds = { x: 120, y: 90, width: 1010, height: 680 }
    await first.setBounds(bounds)
    await first.close()
    const second = await startApp(home)
    expect((await second.windowState())?.bounds).toEqual(bounds)
  })

  it('asks once what closing means, goes on in the tray, and comes back from it', async () => {
    const home = tempHome()
    const app = await startApp(home)
    await until('the tray is there', async () => (await app.trayLabels()).length > 0)
    await app.answerDialog({ response: 0 })
    await app.closeWindow()
    await until('the window is hidden', async () => (await app.windowState())?.visible === false)
    await until('the answer is a setting', async () =>
      app.page.evaluate(() => jangteo.settings.get()).then((result) => data(result).closeToTray === 'tray'),
    )
    await app.clickTray('열기')
    await until('the window is back', async () => (await app.windowState())?.visible)
    await app.closeWindow()
    await until('the window is hidden again', async () => (await app.windowState())?.visible === false)
    expect(await app.dialogs()).toHaveLength(1)
    await app.clickTray('종료')
    expect(await app.ended).toBe(0)
  })

  it('pauses and resumes from the tray', async () => {
    const app = await startApp()
    await until('the tray is there', async () => (await app.trayLabels()).includes('동기화 일시 중지'))
    await app.clickTray('동기화 일시 중지')
    await until('the tray says so', async () => (await app.trayLabels()).includes('동기화 다시 시작'))
    expect(data(await app.page.evaluate(() => jangteo.sync.status())).paused).toBe(true)
  })

  it('shows another page from the menu without loading anew', async () => {
    const app = await startApp()
    await app.page.waitForSelector('#root > *')
    await app.page.evaluate(() => Object.assign(globalThis, { stillHere: true }))
    await app.clickMenu('보기', '연결')
    await until('the page changed', async () => app.path() === '/connections')
    expect(await app.page.evaluate(() => 'stillHere' in globalThis)).toBe(true)
  })

  it('opens any page by its address', async () => {
    const app = await startApp()
    await app.page.waitForSelector('#root > *')
    await app.open('/settings')
    await app.page.waitForSelector('#root > *')
    expect(app.path()).toBe('/settings')
  })

  it('is one instance for one data folder', async () => {
    const home = tempHome()
    const first = await startApp(home)
    await first.page.waitForSelector('#root > *')
    await expect(launchApp({ home })).rejects.toThrow()
    expect((await first.windowState())?.url).toContain('app://jangteo/')
  })

  it('switches to the practice shop and back, each with a folder of its own', async () => {
    const home = tempHome()
    const app = await startApp(home)
    await app.page.waitForSelector('#root > *')
    data(await app.page.evaluate(() => jangteo.settings.set({ practiceOrders: 50 })))
    data(await app.page.evaluate(() => jangteo.shell.startPractice()))
    expect(data(await app.page.evaluate(() => jangteo.app.info())).mode).toBe('practice')
    expect(existsSync(join(home, 'practice'))).toBe(true)
    data(await app.page.evaluate(() => jangteo.shell.stopPractice()))
    expect(data(await app.page.evaluate(() => jangteo.app.info())).mode).toBe('real')
  })

  it('goes on after the machine woke up', async () => {
    const app = await startApp()
    await app.page.waitForSelector('#root > *')
    await app.resume()
    expect(data(await app.page.evaluate(() => jangteo.app.info())).problem).toBeNull()
  })
})
