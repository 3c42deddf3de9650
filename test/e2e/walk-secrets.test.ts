import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeImweb, startPracticeImweb } from '../../main/practice/imweb/index.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { connectByWizard, countShown, goTo, stepByStep, synced } from './support/operator.ts'
import { data } from './support/practice.ts'
import { type Recorder, recordSecrets } from './support/recorder.ts'

declare const jangteo: PreloadApi

// A real connection, its tokens in a real keychain: afterwards no file of the app and no line it wrote holds a secret.
const folder = mkdtempSync(join(tmpdir(), 'jangteo-secrets-'))
const home = join(folder, 'home')
const wrongSecret = 'f'.repeat(64)
const noKeychain = process.platform === 'linux' && process.env.JANGTEO_TEST_KEYRING !== '1'
let app: RunningApp
let shop: PracticeImweb
let recorder: Recorder
let secrets: string[] = []

beforeAll(async () => {
  if (noKeychain) return
  shop = await startPracticeImweb({ orders: 150, arrivalEveryMs: 0 })
  recorder = await recordSecrets(shop.url)
  const endpoints = join(folder, 'endpoints.json')
  writeFileSync(endpoints, JSON.stringify({ imweb: recorder.url }))
  app = await launchApp({ home, env: { JANGTEO_ENDPOINTS: endpoints } })
})
afterAll(async () => {
  await app?.kill()
  await recorder?.close()
  await shop?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const fill = async (clientSecret: string) => {
  const { clientId, siteCode, redirectUri } = shop.credentials
  for (const [label, value] of [
    ['클라이언트 ID', clientId],
    ['클라이언트 시크릿', clientSecret],
    ['사이트 코드', siteCode],
    ['Redirect URI', redirectUri],
  ] as const)
    await app.page.getByRole('textbox', { name: label, exact: true }).fill(value)
}
const button = (name: string) => app.page.getByRole('button', { name, exact: true })
const total = async () => data(await app.page.evaluate(() => jangteo.orders.count({}))).total

/** Every file below, with the bytes it holds now. */
function* filesBelow(path: string): Generator<[string, Buffer]> {
  for (const name of readdirSync(path)) {
    const below = join(path, name)
    const found = statSync(below, { throwIfNoEntry: false })
    if (found?.isDirectory()) yield* filesBelow(below)
    else if (found?.isFile()) yield [below, readFileSync(below)]
  }
}
const formsOf = (secret: string) => [
  Buffer.from(secret),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(encodeURIComponent(secret)),
  Buffer.from(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2)),
]
const holding = (text: string): string[] =>
  [...filesBelow(home)].filter(([, bytes]) => formsOf(text).some((form) => bytes.includes(form))).map(([path]) => path)

describe.skipIf(noKeychain)('secrets of a real connection', () => {
  stepByStep(() => app)

  it('pass through the wizard, wrong ones too', async () => {
    await app.page.getByRole('button', { name: /내 상점 연결/ }).click()
    await button('준비했습니다').click()
    await fill(wrongSecret)
    const before = (await app.openedUrls()).length
    await button('연결하기').click()
    await until('the browser was opened', async () => (await app.openedUrls()).length > before)
    await button('취소').click()
    await fill(`  ${shop.credentials.clientSecret}\n`)
    await connectByWizard(app)
    await synced(app)
    await until('all orders came', async () => (await total()) === [...shop.truth()].length)
  })

  it('are renewed, refused and shown nowhere on the way', async () => {
    shop.control.fault({ kind: 'expire', on: 'orders', times: 1 })
    const added = shop.control.addOrder()
    await app.page.getByRole('button', { name: '지금 동기화' }).click()
    await until('the renewed token served', async () => (await total()) === [...shop.truth()].length)
    shop.control.fault({ kind: 'html', on: 'orders', times: 1 })
    shop.control.fault({ kind: 'truncated', on: 'site-info', times: 1 })
    await goTo(app, '연결')
    await button('지금 확인').click()
    await app.page.getByRole('button', { name: '지금 동기화' }).click()
    await synced(app)
    expect(await app.page.locator('body').innerHTML()).not.toContain(shop.credentials.clientSecret)
    await goTo(app, '주문·구매자')
    await app.page.getByRole('searchbox').fill(String(added.orderNo))
    await until('the order is found', async () => (await countShown(app)) === 1)
  })

  it('are in no file the operator takes along', async () => {
    await app.answerDialog({ filePath: join(home, 'taken.csv') })
    await button('CSV 내보내기').first().click()
    await button('저장 위치 고르기').click()
    await app.page
      .getByTestId('tray')
      .getByText(/줄을 저장했습니다/)
      .waitFor()
    await app.open('/activity?tab=calls')
    await app.answerDialog({ filePath: join(home, 'calls.csv') })
    await button('목록 내보내기').click()
    await app.page
      .getByText(/API 호출 \d+건을 저장했습니다/)
      .first()
      .waitFor()
    data(await app.page.evaluate(() => jangteo.backups.create()))
  })

  it('are in no file of the app and in nothing it wrote', async () => {
    expect(await app.close()).toBe(0)
    secrets = [shop.credentials.clientSecret, wrongSecret, ...recorder.secrets()]
    // Two pairs of tokens at least, one code, one state.
    expect(recorder.kinds()).toMatchObject({ accessToken: 2, refreshToken: 2, code: 1 })
    // What is looked for can be found where it may be.
    expect(holding(shop.credentials.siteCode).length).toBeGreaterThan(0)
    expect(readdirSync(home)).toContain('jangteo.db')
    for (const secret of secrets) {
      expect(holding(secret)).toEqual([])
      expect(app.output()).not.toContain(secret)
    }
  })
})
