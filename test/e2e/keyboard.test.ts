import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImwebOrder } from '../../main/practice/imweb/types.ts'
import { expectedBuyers, parseCsv } from './support/expected.ts'
import { focused, tabTo } from './support/keyboard.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { consent, countShown, expectCount, openedUrl, stepByStep, synced } from './support/operator.ts'
import { practiceDoor, stillShop } from './support/practice.ts'

// From the first window to a saved file without touching the mouse once.
const home = mkdtempSync(join(tmpdir(), 'jangteo-keys-'))
let app: RunningApp
let orders: ImwebOrder[]

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const press = (key: string) => app.page.keyboard.press(key)
const focusIs = (name: RegExp) =>
  until(`the focus is on ${name}`, async () => {
    const now = await focused(app)
    return now !== null && name.test(now.name)
  })
const drawer = () => app.page.getByRole('complementary', { name: '구매자 상세' })
const openRow = () => app.page.locator('[role="row"][data-open]')
const rowIndex = async () => Number(await openRow().getAttribute('aria-rowindex'))
const selected = (text: string) => app.page.getByText(text, { exact: true }).waitFor()

describe('a first day without a mouse', () => {
  stepByStep(() => app)

  it('goes through the door to the filled wizard', async () => {
    await app.page.getByRole('heading', { name: '장터를 시작합니다' }).waitFor()
    await tabTo(app, /연습 상점으로 시작/)
    await press('Enter')
    await app.page.getByRole('textbox', { name: '클라이언트 ID' }).waitFor()
    await focusIs(/클라이언트 ID/)
  })

  it('connects with Enter and ends on the way on', async () => {
    const opened = (await app.openedUrls()).length
    await tabTo(app, /^연결하기$/)
    await press('Enter')
    await consent(app, await openedUrl(app, opened), '동의', 'keyboard')
    await app.page.getByRole('heading', { name: /연결했습니다/ }).waitFor()
    await focusIs(/^구매자 보기$/)
    await press('Enter')
    await app.page.getByRole('heading', { level: 1, name: '주문·구매자' }).waitFor()
    await synced(app)
    orders = await (await practiceDoor(app)).truth()
    await app.open('/buyers')
    await expectCount(app, expectedBuyers(orders).length)
  })

  it('offers first to skip the menu', async () => {
    await press('Tab')
    await focusIs(/본문으로 건너뛰기/)
    expect((await focused(app))?.visible).toBe(true)
    await press('Enter')
    await tabTo(app, /^구매자$/)
  })

  it('searches with /, clears with Esc', async () => {
    await press('/')
    await focusIs(/^검색$/)
    await app.page.keyboard.insertText('하늘')
    await until('fewer are shown', async () => (await countShown(app)) < expectedBuyers(orders).length)
    await press('Escape')
    await expectCount(app, expectedBuyers(orders).length)
  })

  it('moves, opens and closes in the table, and the detail follows the arrows', async () => {
    await tabTo(app, /^구매자 목록$/)
    await press('ArrowDown')
    await press('ArrowDown')
    await press('Enter')
    await drawer().getByRole('heading', { name: '왜 구매자인가' }).waitFor()
    expect(await rowIndex()).toBe(4)
    await press('ArrowDown')
    await until('the next row is open', async () => (await rowIndex()) === 5)
    await press('End')
    await until('the last row is open', async () => (await rowIndex()) === expectedBuyers(orders).length + 1)
    await press('Home')
    await until('the first row is open', async () => (await rowIndex()) === 2)
    await press('Escape')
    await drawer().waitFor({ state: 'detached' })
    await focusIs(/^구매자 목록$/)
  })

  it('selects with Space, extends with Shift, takes all with Ctrl+A, lets go with Esc', async () => {
    await press('Space')
    await selected('1건 선택')
    await press('Shift+ArrowDown')
    await press('Shift+ArrowDown')
    await selected('3건 선택')
    await press('Control+c')
    await until('the rows are in the clipboard', async () => (await app.clipboard()).split('\n').length === 4)
    await press('Control+a')
    await selected(`${expectedBuyers(orders).length.toLocaleString('ko-KR')}건 선택`)
    await press('Escape')
    await until('nothing is selected', async () => (await app.page.getByText(/건 선택$/).count()) === 0)
  })

  it('closes a dialog with Esc and gives the focus back', async () => {
    await tabTo(app, /^개인정보 보기$/, 'Shift+Tab')
    await press('Enter')
    await app.page.getByRole('dialog').waitFor()
    await press('Escape')
    await app.page.getByRole('dialog').waitFor({ state: 'detached' })
    await focusIs(/^개인정보 보기$/)
  })

  it('ignores Enter while a Korean syllable is being composed', async () => {
    await press('/')
    await focusIs(/^검색$/)
    const address = () => app.page.evaluate(() => location.search)
    await app.page.evaluate(() =>
      document.activeElement?.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })),
    )
    await app.page.keyboard.insertText('하늘')
    await app.page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }),
      ),
    )
    expect(await address()).toBe('')
    await app.page.evaluate(() =>
      document.activeElement?.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })),
    )
    await until('the finished syllables are searched', async () => (await address()).startsWith('?search='))
    await press('Escape')
    await expectCount(app, expectedBuyers(orders).length)
  })

  it('saves the file', async () => {
    const path = join(home, 'by-keyboard.csv')
    await app.answerDialog({ filePath: path })
    await tabTo(app, /^CSV 내보내기$/, 'Shift+Tab')
    await press('Enter')
    await app.page.getByRole('dialog', { name: 'CSV 내보내기' }).waitFor()
    await focusIs(/^주문 상품/)
    await press('ArrowDown')
    await focusIs(/^구매자/)
    await tabTo(app, /^저장 위치 고르기$/)
    await press('Enter')
    await app.page
      .getByTestId('tray')
      .getByText(/줄을 저장했습니다/)
      .waitFor()
    const records = parseCsv(readFileSync(path).subarray(3).toString('utf8'))
    expect(records).toHaveLength(expectedBuyers(orders).length + 1)
    await tabTo(app, /^파일 위치 열기$/)
    await press('Enter')
    await until('the file is shown', async () => (await app.revealedFiles()).includes(path))
  })
})
