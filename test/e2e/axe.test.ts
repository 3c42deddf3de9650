import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { faults, look } from './support/look.ts'
import { connectByWizard, consent, firstDoor, goTo, openedUrl, stepByStep, synced } from './support/operator.ts'
import { data, type PracticeDoor, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// Every page and dialog, light and dark, wide and narrow, empty, full and in trouble: axe finds nothing serious, and
// out/pictures/ holds what it looked like.
const home = mkdtempSync(join(tmpdir(), 'jangteo-look-'))
let app: RunningApp
let door: PracticeDoor

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const click = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true }).first().click()
const closeFront = async () => {
  await app.page.keyboard.press('Escape')
  await until('nothing is in front', async () => (await app.page.locator('[role="dialog"]').count()) === 0)
}
const dialogs = async (steps: [name: string, open: () => Promise<unknown>][]) => {
  for (const [name, open] of steps) {
    await open()
    await app.page.getByRole('dialog').first().waitFor()
    await look(app, name, false)
    await closeFront()
  }
}

describe('what an operator sees', () => {
  stepByStep(() => app)

  it('at the first start', async () => {
    await app.page.getByRole('heading', { name: '장터를 시작합니다' }).waitFor()
    await look(app, 'doors')
  })

  it('under an axe that would notice', async () => {
    await app.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))
    expect(await faults(app)).toEqual([expect.stringContaining('button-name')])
    await app.page.evaluate(() => document.querySelector('main > button')?.remove())
  })

  it('on the way to the own shop', async () => {
    await app.page.getByRole('button', { name: /내 상점 연결/ }).click()
    await app.page.getByRole('button', { name: '준비했습니다' }).waitFor()
    await look(app, 'wizard-1-prepare')
    await click('준비했습니다')
    await click('연결하기')
    await app.page.getByText('값을 입력하십시오.').first().waitFor()
    await look(app, 'wizard-2-empty-fields', false)
    await app.open('/')
  })

  it('in the practice shop before it is connected', async () => {
    await firstDoor(app)
    door = await practiceDoor(app)
    await look(app, 'wizard-2-fields')
    for (const [path, name] of [
      ['/buyers', 'buyers-empty'],
      ['/orders', 'orders-empty'],
      ['/activity', 'activity-empty'],
      ['/activity?tab=audit', 'activity-audit-empty'],
      ['/connections', 'connections-empty'],
    ] as const) {
      await app.open(path)
      await app.page.getByRole('heading', { level: 1 }).waitFor()
      await look(app, name)
    }
  })

  it('while consenting', async () => {
    await app.open('/connections/imweb')
    const before = (await app.openedUrls()).length
    await click('연결하기')
    const url = await openedUrl(app, before)
    await app.page.getByText('브라우저 화면이 저절로 넘어가지 않는 경우').click()
    await app.page.getByRole('textbox', { name: '동의한 뒤의 주소' }).fill('안녕하세요')
    await click('확인')
    await app.page.getByRole('alert').waitFor()
    await look(app, 'wizard-3-waiting', false)
    await consent(app, url, '거부')
    await app.page.getByRole('heading', { name: '연결하지 못했습니다' }).waitFor()
    await look(app, 'wizard-3-refused', false)
    await click('앱 정보 고치기')
  })

  it('while the first orders arrive', async () => {
    await door.fault('slow', { on: 'orders', ms: 500 })
    await connectByWizard(app)
    await app.page.getByTestId('tray').getByText(/\d건/).waitFor()
    await look(app, 'wizard-4-done')
    await door.clearFaults()
    await synced(app)
  })

  it('in the tables, their filters and details', async () => {
    await app.open('/buyers')
    await app.page.getByRole('grid').getByRole('row').nth(5).waitFor()
    await look(app, 'buyers')
    await app.page.getByRole('grid').getByRole('row').nth(2).click()
    await app.page.getByRole('heading', { name: '왜 구매자인가' }).waitFor()
    await look(app, 'buyer-detail')
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('grid').focus()
    for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await app.page.keyboard.press(key)
    await app.page.getByText('3건 선택').waitFor()
    await look(app, 'buyers-selected', false)
    await app.open(`/buyers?search=${encodeURIComponent('없는사람')}`)
    await app.page.getByText('조건에 맞는 구매자가 없습니다').waitFor()
    await look(app, 'buyers-no-match', false)
    await app.open('/orders')
    await app.page.getByRole('grid').getByRole('row').nth(5).waitFor()
    await look(app, 'orders')
    await app.page.getByRole('grid').getByRole('row').nth(3).click()
    await app.page.getByRole('complementary', { name: '주문 상세' }).getByText('진행 기록').waitFor()
    await look(app, 'order-detail')
    await app.open('/buyers')
    await app.page.getByRole('combobox', { name: '상품' }).click()
    await app.page.getByRole('option').first().waitFor()
    await look(app, 'buyers-product-filter', false)
    await app.page.keyboard.press('Escape')
  })

  it('in dialogs', async () => {
    await app.open('/buyers')
    await app.page.getByRole('grid').getByRole('row').nth(5).waitFor()
    await dialogs([
      ['export', () => click('CSV 내보내기')],
      ['unmask', () => click('개인정보 보기')],
      ['period', () => app.page.getByRole('button', { name: /^기간/ }).click()],
      ['columns', () => click('표시할 열')],
      ['leave-practice', () => click('연습 마치기')],
    ])
    await goTo(app, '설정')
    await click('지금 백업')
    await app.page.getByRole('button', { name: '복원' }).first().waitFor()
    await dialogs([
      ['restore', () => click('복원')],
      ['full-sync', () => click('다시 읽기')],
    ])
    await goTo(app, '연결')
    await dialogs([['disconnect', () => click('연결 해제')]])
  })

  it('on the other pages, with something on them', async () => {
    await app.open('/buyers')
    await app.answerDialog({ filePath: join(home, 'buyers.csv') })
    await click('CSV 내보내기')
    await click('저장 위치 고르기')
    await app.page
      .getByTestId('tray')
      .getByText(/줄을 저장했습니다/)
      .waitFor()
    await look(app, 'export-done', false)
    data(await app.page.evaluate(() => jangteo.buyers.unmask({ reason: '배송 문의 확인' })))
    await door.addOrder()
    await door.fault('bad-row', { times: 1 })
    await app.page.getByRole('button', { name: '지금 동기화' }).click()
    await until(
      'an order was set aside',
      async () => data(await app.page.evaluate(() => jangteo.sync.status())).setAside > 0,
    )
    for (const [path, name] of [
      ['/', 'today'],
      ['/activity', 'activity'],
      ['/activity?tab=calls', 'activity-calls'],
      ['/activity?tab=setAside', 'activity-set-aside'],
      ['/activity?tab=audit', 'activity-audit'],
      ['/connections', 'connections'],
      ['/settings', 'settings'],
    ] as const) {
      await app.open(path)
      await app.page.getByRole('heading', { level: 1 }).waitFor()
      await look(app, name)
    }
    await app.open('/')
    await app.page.getByRole('region', { name: '최근 30일' }).getByRole('button', { name: '표' }).click()
    await look(app, 'today-as-table', false)
  })

  it('in trouble', async () => {
    await door.fault('expire', { on: 'orders', times: 1 })
    await door.fault('revoke', { on: 'token', times: 1 })
    await app.page.getByRole('button', { name: '지금 동기화' }).click()
    await until('the operator is told', async () => (await app.notifications()).length > 0)
    await app.open('/')
    await app.page.getByRole('region', { name: '지금 할 일' }).waitFor()
    await look(app, 'today-trouble')
    await app.open('/connections')
    await app.page.getByRole('alert').waitFor()
    await look(app, 'connections-reauth')
    await app.open('/activity')
    await app.page.getByRole('grid').getByRole('row').nth(1).click()
    await app.page.getByRole('complementary', { name: '작업 상세' }).waitFor()
    await look(app, 'job-failed', false)
  })

  it('in English, where nothing Korean is left on the frame', async () => {
    data(await app.page.evaluate(() => jangteo.settings.set({ language: 'en' })))
    await app.open('/settings')
    await app.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await look(app, 'settings-english', false)
    expect((await app.page.getByRole('navigation').allInnerTexts()).join('\n')).not.toMatch(/[가-힣]/)
    await app.open('/buyers')
    await app.page.getByRole('grid').getByRole('row').nth(5).waitFor()
    await look(app, 'buyers-english', false)
  })
})
