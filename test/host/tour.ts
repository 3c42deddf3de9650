import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { approveByHttp } from '../../main/practice/imweb/consent-walk.ts'
import type { Result } from '../../shared/errors.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, root, until } from '../e2e/support/launch.ts'
import { chromiumPath } from './chromium.ts'

/** The way of a first day on the practice shop, without a display: connect → sync → export → collect → price → approve → upload. Leaves pictures and the CSV. */

declare const jangteo: PreloadApi

const folder = join(root, 'out', 'tour')
const started = performance.now()
const say = (text: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${text}`)

const data = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} — ${result.error.nextStep}`)
  return result.data
}

let shots = 0
/** A picture once nothing on the page says that it is still loading. */
const picture = async (app: RunningApp, name: string) => {
  await app.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null).catch(() => {})
  await app.page.evaluate(() => document.fonts.ready.then(() => undefined))
  shots += 1
  const file = join(folder, `${String(shots).padStart(2, '0')}-${name}.png`)
  await app.page.screenshot({ path: file, animations: 'disabled' })
}

const enterPractice = async (app: RunningApp) => {
  await app.page.waitForSelector('#root > *')
  await picture(app, 'first-start')
  await app.page.getByRole('button', { name: /연습 상점/ }).click()
  await until('the wizard is there', async () => app.path().startsWith('/connections/imweb'))
  await picture(app, 'wizard')
  say('연습 상점을 켰습니다')
}

const connect = async (app: RunningApp) => {
  const { credentials } = data(await app.page.evaluate(() => jangteo.practice.credentials()))
  if (credentials === null) throw new Error('the practice shop gave no credentials')
  const attempt = data(await app.page.evaluate((given) => jangteo.connections.connectImweb(given), credentials))
  const opened = await until('the consent page was opened', async () => (await app.openedUrls()).at(-1))
  const redirected = await approveByHttp(opened)
  if (attempt.mode === 'loopback') await (await fetch(redirected)).text()
  else
    await app.page.evaluate((given) => jangteo.connections.paste(given), {
      attemptId: attempt.attemptId,
      redirectedTo: redirected,
    })
  await until('the shop is connected', async () => {
    const { items } = data(await app.page.evaluate(() => jangteo.connections.list()))
    return items.some((item) => item.service === 'imweb' && item.state === 'connected')
  })
  say('연습 상점을 연결했습니다')
}

const sync = async (app: RunningApp) => {
  await app.page.evaluate(() => jangteo.sync.start({ mode: 'incremental' }))
  const seen = await until(
    'the first sync ended',
    async () => {
      const status = data(await app.page.evaluate(() => jangteo.sync.status()))
      if (status.running !== null || status.lastFinishedAt === null) return null
      return data(await app.page.evaluate(() => jangteo.orders.count({})))
    },
    300_000,
  )
  const buyers = data(await app.page.evaluate(() => jangteo.buyers.count({})))
  say(`주문 ${seen.total}건, 구매자 ${buyers.total}명을 가져왔습니다`)
}

const finished = (app: RunningApp, jobId: string, what: string) =>
  until(
    `${what} ended`,
    async () => {
      const job = data(await app.page.evaluate((id) => jangteo.jobs.get({ jobId: id }), jobId))
      if (job.status === 'dead' || job.outcome === 'needs_setup')
        throw new Error(`${what} failed: ${job.lastError?.code}`)
      return job.status === 'succeeded' ? job : null
    },
    300_000,
  )

/** What the tour collects: enough that some of it may be sold and some may not. */
const GOODS = 60
const rule = { feeRate: 0.108, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 10 }

const collect = async (app: RunningApp) => {
  const { services } = data(await app.page.evaluate(() => jangteo.practice.credentials()))
  for (const service of ['ownerclan', 'coupang', 'naver', '11st'] as const) {
    const secrets = services[service]
    if (secrets === undefined) throw new Error(`the practice shop gave no keys of ${service}`)
    data(await app.page.evaluate((given) => jangteo.connections.connect(given), { service, secrets }))
  }
  const { jobId } = data(
    await app.page.evaluate((limit) => jangteo.collect.start({ wholesaler: 'ownerclan', request: { limit } }), GOODS),
  )
  await finished(app, jobId, 'the collect')
  const { total } = data(await app.page.evaluate(() => jangteo.products.count({})))
  say(`도매 상품 ${total}개를 수집했습니다`)
}

const priceAndDraft = async (app: RunningApp) => {
  for (const market of ['coupang', 'naver', '11st'] as const)
    data(await app.page.evaluate((given) => jangteo.rules.set(given), { market, rule }))
  const { jobId } = data(
    await app.page.evaluate(() =>
      jangteo.listings.draft({
        markets: ['coupang', 'naver', '11st'],
        filter: { listable: true, status: 'available' },
      }),
    ),
  )
  await finished(app, jobId, 'drafting')
  const { level } = data(await app.page.evaluate(() => jangteo.listings.facets({})))
  const count = (wanted: string) => level.find(({ value }) => value === wanted)?.count ?? 0
  say(`등록 준비: 준비됨 ${count('green')}개, 확인 필요 ${count('yellow')}개, 보낼 수 없음 ${count('red')}개`)
}

const approveAndUpload = async (app: RunningApp) => {
  const { items } = data(await app.page.evaluate(() => jangteo.listings.list({ market: 'coupang', limit: 200 })))
  const ready = items.filter(({ level }) => level !== 'red').slice(0, 5)
  if (ready.length === 0) throw new Error('nothing could be approved')
  const ids = ready.map(({ listingId }) => listingId)
  const { approved } = data(
    await app.page.evaluate((listingIds) => jangteo.listings.approve({ listingIds, expected: listingIds.length }), ids),
  )
  const { jobIds } = data(await app.page.evaluate(() => jangteo.listings.upload({ market: 'coupang' })))
  for (const jobId of jobIds) await finished(app, jobId, 'the upload')
  const { state } = data(await app.page.evaluate(() => jangteo.listings.facets({ market: 'coupang' })))
  const sent = state
    .filter(({ value }) => ['in_review', 'on_sale'].includes(value))
    .reduce((sum, one) => sum + one.count, 0)
  say(`쿠팡에 승인한 ${approved.length}개 가운데 ${sent}개가 올라갔습니다`)
  if (sent !== approved.length) throw new Error('not everything that was approved arrived')
}

const seePages = async (app: RunningApp) => {
  const pages: [string, string][] = [
    ['today', '/'],
    ['buyers', '/buyers'],
    ['orders', '/orders'],
    ['access', '/access'],
    ['products', '/products'],
    ['approvals', '/approvals'],
    ['listings', '/listings'],
    ['activity', '/activity'],
    ['connections', '/connections'],
    ['settings', '/settings'],
  ]
  for (const theme of ['light', 'dark'] as const) {
    data(await app.page.evaluate((chosen) => jangteo.settings.set({ theme: chosen }), theme))
    for (const [name, path] of pages) {
      await app.open(path)
      await app.page.waitForSelector('#root > *')
      await app.page.waitForLoadState('networkidle')
      await picture(app, `${name}-${theme}`)
    }
  }
  data(await app.page.evaluate(() => jangteo.settings.set({ theme: 'system' })))
  say(`화면 그림 ${shots}장을 남겼습니다`)
}

const exportCsv = async (app: RunningApp) => {
  const path = join(folder, 'orders.csv')
  await app.answerDialog({ filePath: path })
  const { jobId } = data(await app.page.evaluate(() => jangteo.shell.exportAs({ rows: 'lines' })))
  if (jobId === null) throw new Error('the export was cancelled')
  await until('the export ended', async () => {
    const job = data(await app.page.evaluate((id) => jangteo.jobs.get({ jobId: id }), jobId))
    if (job.status === 'dead') throw new Error(`export failed: ${job.lastError?.code}`)
    return job.status === 'succeeded'
  })
  const { rows } = data(await app.page.evaluate((id) => jangteo.exports.result({ jobId: id }), jobId))
  if (readFileSync(path).subarray(0, 3).toString('hex') !== 'efbbbf') throw new Error('the CSV has no BOM')
  say(`CSV ${rows}줄을 저장했습니다 (${Math.round(statSync(path).size / 1024)} KB)`)
}

const tour = async () => {
  if (chromiumPath() === null && process.env.JANGTEO_HOST === 'stand-in') {
    console.error('Chromium이 없어 둘러볼 수 없습니다. chromium을 설치하거나 JANGTEO_CHROMIUM에 경로를 지정하십시오.')
    return 1
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const home = mkdtempSync(join(tmpdir(), 'jangteo-tour-'))
  const app = await launchApp({ home })
  say(`앱을 시작했습니다 (${app.host === 'electron' ? 'Electron' : 'Node와 Chromium'})`)
  try {
    await enterPractice(app)
    await connect(app)
    await sync(app)
    await exportCsv(app)
    await collect(app)
    await priceAndDraft(app)
    await approveAndUpload(app)
    await seePages(app)
    const code = await app.close()
    if (code !== 0) throw new Error(`the app ended with ${code}`)
    say(`끝났습니다: ${folder}`)
    return 0
  } finally {
    await app.kill()
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

process.exit(await tour())
