import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { beforeEach, expect, onTestFailed } from 'vitest'
import type { PreloadApi } from '../../../shared/preload-api.ts'
import { chromiumPath } from '../../host/chromium.ts'
import { type RunningApp, root, until } from './launch.ts'
import { data } from './practice.ts'

declare const jangteo: PreloadApi

/** What an operator does again and again, by the words on the screen. */

/** The operator's own browser: another context of the host's Chromium, or a browser of its own beside real Electron. */
const withBrowser = async <T>(app: RunningApp, use: (page: Page) => Promise<T>): Promise<T> => {
  const own = app.host === 'electron' ? await ownBrowser() : null
  const browser = own ?? app.page.context().browser()
  if (browser === null) throw new Error('no browser')
  const context = await browser.newContext({ locale: 'ko-KR' })
  try {
    return await use(await context.newPage())
  } finally {
    await context.close()
    await own?.close()
  }
}

const ownBrowser = (): Promise<Browser> => {
  const path = chromiumPath()
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch(path === null ? { channel: 'chrome', args } : { executablePath: path, args })
}

/** The address that the app handed to the system's browser last, once there are `more` than before. */
export const openedUrl = (app: RunningApp, before: number): Promise<string> =>
  until('the browser was opened', async () => {
    const urls = await app.openedUrls()
    return urls.length > before ? urls.at(-1) : null
  })

/** Reads the consent page, answers it, and tells what the browser shows afterwards. */
export const consent = (
  app: RunningApp,
  url: string,
  answer: '동의' | '거부' = '동의',
  by: 'mouse' | 'keyboard' = 'mouse',
) =>
  withBrowser(app, async (page) => {
    await page.goto(url)
    await page.getByRole('heading', { name: /연습 상점을 연결합니다/ }).waitFor()
    const leaving = page.waitForRequest(
      (request) => request.isNavigationRequest() && !request.url().startsWith(new URL(url).origin),
    )
    const button = page.getByRole('button', { name: answer, exact: true })
    await (by === 'mouse' ? button.click() : button.press('Enter'))
    // A shop's front page that nobody here can open is fine: its address is what counts.
    const landed = (await leaving).url()
    await page.waitForLoadState().catch(() => {})
    return { address: landed, text: await page.locator('body').innerText() }
  })

export const firstDoor = async (app: RunningApp): Promise<void> => {
  await app.page.getByRole('button', { name: /연습 상점으로 시작/ }).click()
  await app.page.getByRole('textbox', { name: '클라이언트 ID' }).waitFor()
}

/** Presses 연결하기 in the filled wizard and consents in the browser. Ends on the wizard's last step. */
export const connectByWizard = async (app: RunningApp) => {
  const before = (await app.openedUrls()).length
  await app.page.getByRole('button', { name: '연결하기' }).click()
  const shown = await consent(app, await openedUrl(app, before))
  await app.page.getByRole('heading', { name: /연결했습니다/ }).waitFor()
  return shown
}

/** Waits until no synchronisation is under way and the last one ended well. */
export const synced = (app: RunningApp, ms = 60_000): Promise<boolean> =>
  until(
    'the synchronisation ended',
    async () => {
      const status = data(await app.page.evaluate(() => jangteo.sync.status()))
      return status.running === null && status.lastFinishedAt !== null && status.lastOutcome === 'ok'
    },
    ms,
  )

/** First start to a synchronised practice shop. */
export const startPracticeShop = async (app: RunningApp): Promise<void> => {
  await firstDoor(app)
  await connectByWizard(app)
  await synced(app)
}

export const goTo = async (app: RunningApp, name: string): Promise<void> => {
  await app.page.getByRole('navigation', { name: '주 메뉴' }).getByRole('link', { name }).click()
  await app.page.getByRole('heading', { level: 1, name }).waitFor()
}

/** The line above a table once it says `text`. */
export const sees = async (app: RunningApp, text: string): Promise<void> => {
  await app.page.locator('output').filter({ hasText: text }).first().waitFor()
}

/** How many match, as the line above the table says once it has counted what is asked for. */
export const countShown = async (app: RunningApp): Promise<number> => {
  const text = await until('the count is there', async () => {
    const now = await app.page.locator('output').first().innerText()
    return /^[\d,]+(명|건)$/.test(now) ? now : null
  })
  return Number(text.replace(/\D/g, ''))
}

export const expectCount = async (app: RunningApp, wanted: number): Promise<void> => {
  let last = -1
  await until(`the table counts ${wanted}`, async () => {
    last = await countShown(app)
    return last === wanted
  }).catch(() => expect(last).toBe(wanted))
}

/**
 * Steps of one walk stand on each other: after the first that failed, the others say nothing new. What was on screen
 * then is left in out/e2e/.
 */
export const stepByStep = (app: () => RunningApp | undefined): void => {
  let failed = false
  beforeEach(({ skip, task }) => {
    skip(failed, 'an earlier step failed')
    onTestFailed(async () => {
      failed = true
      const name = task.name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60)
      await app()
        ?.page.screenshot({ path: join(root, 'out', 'e2e', `${name}.png`) })
        .catch(() => {})
    })
  })
}
