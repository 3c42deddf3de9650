import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { expectedBuyers } from './support/expected.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { connectByWizard, expectCount, firstDoor, goTo, stepByStep, synced } from './support/operator.ts'
import { data, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// One data folder through everything that can end a program in the middle.
const home = mkdtempSync(join(tmpdir(), 'jangteo-crash-'))
const database = join(home, 'practice', 'jangteo.db')
let app: RunningApp
let wanted: string[] = []

afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const status = async () => data(await app.page.evaluate(() => jangteo.sync.status()))
const stored = (): string[] => {
  const db = new Database(database, { readonly: true })
  try {
    return db.prepare<[], string>('select order_no from orders').pluck().all()
  } finally {
    db.close()
  }
}

describe('a program that ends in the middle', () => {
  stepByStep(() => app)

  it('is killed during its first sync', async () => {
    app = await launchApp({ home, env: stillShop })
    await firstDoor(app)
    const door = await practiceDoor(app)
    wanted = (await door.truth()).map((order) => String(order.orderNo))
    await door.fault('slow', { on: 'orders', ms: 300 })
    await connectByWizard(app)
    await until('some of the orders are there', async () => ((await status()).running?.progress.seen ?? 0) >= 400)
    await app.kill()
    const left = stored()
    expect(left.length).toBeGreaterThanOrEqual(400)
    expect(left.length).toBeLessThan(wanted.length)
  })

  it('goes on where it was, loses no order and doubles none', async () => {
    app = await launchApp({ home, env: stillShop })
    await synced(app)
    const found = stored()
    expect(found).toHaveLength(wanted.length)
    expect([...found].sort()).toEqual([...wanted].sort())
    const door = await practiceDoor(app)
    const { items } = data(await app.page.evaluate(() => jangteo.jobs.list({ kind: 'order-sync' })))
    const first = items.at(-1)
    expect(first).toMatchObject({ status: 'succeeded', outcome: 'ok' })
    const pages = Number(first?.progress?.pages)
    expect((await door.seen()).requests['GET /orders'] ?? 0).toBeLessThan(pages)
    await app.open('/buyers')
    await expectCount(app, expectedBuyers(await door.truth()).length)
  })

  it('comes back to the front when it is started a second time', async () => {
    await app.answerDialog({ response: 0 })
    await app.closeWindow()
    await until('the window is hidden', async () => (await app.windowState())?.visible === false)
    await expect(launchApp({ home, env: stillShop })).rejects.toThrow()
    await until('the first one shows itself', async () => (await app.windowState())?.visible)
  })

  it('keeps a backup that is made by hand', async () => {
    await goTo(app, '설정')
    await app.page.getByRole('button', { name: '지금 백업' }).click()
    await app.page.getByText('백업을 만들었습니다.').first().waitFor()
    await app.close()
  })

  it('sets a damaged database aside, says so, and gets everything back from the backup', async () => {
    const file = openSync(database, 'r+')
    writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, 0)
    closeSync(file)
    app = await launchApp({ home, env: stillShop })
    const banner = app.page.getByRole('alert').filter({ hasText: '데이터 파일이 손상되어' })
    await banner.waitFor()
    const said = await banner.innerText()
    const aside = /jangteo[\w.-]*\.db[\w.-]*/.exec(said)?.[0] ?? ''
    expect(readdirSync(join(home, 'practice')).some((name) => name === aside)).toBe(true)
    expect(said).toContain('STORE_CORRUPT')

    await goTo(app, '설정')
    const row = app.page.getByRole('row').filter({ hasText: '직접' })
    await row.getByRole('button', { name: '복원' }).click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByText('지금 데이터를 먼저 백업한 뒤').waitFor()
    await dialog.getByRole('button', { name: '복원' }).click()
    await until('the orders are back', async () => {
      const result = await app.page.evaluate(() => jangteo.orders.count({})).catch(() => null)
      return result?.ok === true && result.data.total === wanted.length
    })
    await goTo(app, '주문·구매자')
    await app.page.getByRole('link', { name: '주문', exact: true }).click()
    await expectCount(app, wanted.length)
    expect(await app.page.getByRole('alert').count()).toBe(0)
  })
})
