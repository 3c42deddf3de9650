import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { consent, goTo, openedUrl, startPracticeShop, stepByStep, synced } from './support/operator.ts'
import { data, type PracticeDoor, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// Imweb ends a consent now and then. The operator is told at once, nothing runs in vain, and one consent mends it.
const home = mkdtempSync(join(tmpdir(), 'jangteo-reauth-'))
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

const status = async () => data(await app.page.evaluate(() => jangteo.sync.status()))
const jobs = async () => data(await app.page.evaluate(() => jangteo.jobs.list({}))).items
const total = async () => data(await app.page.evaluate(() => jangteo.orders.count({}))).total
const connection = () => app.page.getByRole('region', { name: '아임웹', exact: true })
const syncNow = () => app.page.getByRole('button', { name: '지금 동기화' }).click()

describe('a consent that has ended', () => {
  stepByStep(() => app)

  it('renews an expired access token without a word to the operator', async () => {
    const before = await total()
    await door.addOrder()
    await door.fault('expire', { on: 'orders', times: 1 })
    await syncNow()
    await until('the order came all the same', async () => (await total()) === before + 1)
    expect(await app.notifications()).toEqual([])
  })

  it('says so on screen and by a notification when Imweb refuses the refresh', async () => {
    await door.fault('expire', { on: 'orders', times: 1 })
    await door.fault('revoke', { on: 'token', times: 1 })
    await syncNow()
    await until('the operator is told', async () => (await app.notifications()).length > 0)
    expect(await app.notifications()).toMatchObject([{ title: '아임웹 연결 확인 필요' }])
    await app.page.getByRole('navigation').getByRole('img', { name: '확인 필요' }).waitFor()
    await goTo(app, '오늘')
    await app.page
      .getByRole('region', { name: '지금 할 일' })
      .getByRole('link', { name: /동의가 더는 유효하지 않습니다/ })
      .click()
    await connection().getByText('다시 연결 필요').waitFor()
    expect(await connection().getByRole('alert').innerText()).toContain('30170')
    // The first step of the first day stays done: what is wrong now stands under what is to be done.
    const { checklist } = data(await app.page.evaluate(() => jangteo.dashboard.get()))
    expect(checklist.connected).toBe(true)
  })

  it('stops working in vain, and says why', async () => {
    await until('nothing is planned', async () => (await status()).nextAt === null)
    expect((await status()).pausedReason).toContain('연결되어 있지 않아')
    expect((await status()).lastOutcome).toBe('needs_setup')
    const { requests } = await door.seen()
    const before = await jobs()
    await app.resume()
    // The engine answers in order: it has looked around after waking before it answers this.
    expect(await status()).toMatchObject({ running: null, nextAt: null })
    expect(await jobs()).toEqual(before)
    expect((await door.seen()).requests).toEqual(requests)
    await goTo(app, '활동')
    await app.page.getByRole('grid', { name: '작업 목록' }).getByText('설정 필요').first().waitFor()
  })

  it('leads from the notification to the one button that mends it', async () => {
    await app.clickNotification(0)
    await until('the connections are shown', async () => app.path() === '/connections')
    const opened = (await app.openedUrls()).length
    await connection().getByRole('button', { name: '다시 연결' }).click()
    await consent(app, await openedUrl(app, opened))
    await app.page.getByRole('heading', { name: /연결했습니다/ }).waitFor()
    await synced(app)
  })

  it('goes on as if nothing had been', async () => {
    const before = await total()
    await door.addOrder()
    await syncNow()
    await until('the new order came', async () => (await total()) === before + 1)
    expect((await status()).nextAt).not.toBeNull()
    await goTo(app, '연결')
    await connection().getByText('연결됨').first().waitFor()
    expect(await connection().getByRole('alert').count()).toBe(0)
    const { refreshUses } = await door.seen()
    expect(Object.values(refreshUses).every((uses) => uses === 1)).toBe(true)
  })
})
