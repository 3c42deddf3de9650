import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { startPracticeShop, stepByStep } from './support/operator.ts'
import { data, type PracticeDoor, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// The window is closed and the day goes on: orders are fetched, buyers are announced, one click leads to them.
const home = mkdtempSync(join(tmpdir(), 'jangteo-tray-'))
let app: RunningApp
let door: PracticeDoor

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
  await startPracticeShop(app)
  door = await practiceDoor(app)
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const total = async () => data(await app.page.evaluate(() => jangteo.orders.count({}))).total
const stranger = (n: number) => ({
  memberCode: `m20990101stranger${n}`,
  ordererName: '새손님',
  ordererEmail: `stranger${n}@example.com`,
  ordererCall: `010-0999-000${n}`,
})

describe('behind the closed window', () => {
  stepByStep(() => app)

  it('says nothing of the buyers of the first sync', async () => {
    expect(await app.notifications()).toEqual([])
  })

  it('fetches orders on request and announces a new buyer', async () => {
    await app.answerDialog({ response: 0 })
    await app.closeWindow()
    await until('the window is hidden', async () => (await app.windowState())?.visible === false)
    const before = await total()
    await door.addOrder(stranger(1))
    await app.clickTray('지금 동기화')
    await until('the order came', async () => (await total()) === before + 1)
    await until('the buyer is announced', async () => (await app.notifications()).length === 1)
    expect(await app.notifications()).toMatchObject([{ title: '새 구매자 1명' }])
    expect(JSON.stringify(await app.notifications())).not.toContain('stranger1@example.com')
  })

  it('leads from the announcement to the buyers', async () => {
    await app.clickNotification(0)
    await until('the window is back', async () => (await app.windowState())?.visible)
    await until('the buyers are shown', async () => app.path().startsWith('/buyers'))
  })

  it('keeps silent when the operator wants it so', async () => {
    data(await app.page.evaluate(() => jangteo.settings.set({ notifyNewBuyers: false })))
    const before = await total()
    await door.addOrder(stranger(2))
    await app.clickTray('지금 동기화')
    await until('the order came', async () => (await total()) === before + 1)
    await until('nothing runs', async () => data(await app.page.evaluate(() => jangteo.sync.status())).running === null)
    expect(await app.notifications()).toHaveLength(1)
  })

  it('plans nothing while paused, and plans again when not', async () => {
    await app.clickTray('동기화 일시 중지')
    await until('it is paused', async () => data(await app.page.evaluate(() => jangteo.sync.status())).paused)
    expect(data(await app.page.evaluate(() => jangteo.sync.status())).nextAt).toBeNull()
    await app.clickTray('동기화 다시 시작')
    await until(
      'a run is planned',
      async () => data(await app.page.evaluate(() => jangteo.sync.status())).nextAt !== null,
    )
  })
})
