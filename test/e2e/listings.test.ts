import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PracticeControl } from '../../main/practice/messages.ts'
import type { ListingRow } from '../../shared/contract/listing-shapes.ts'
import { type Market, marketNames, markets } from '../../shared/market.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { listingPages } from './support/listing-pages.ts'
import { look } from './support/look.ts'
import { marketTruth, type OnMarket, servicesControl } from './support/markets.ts'
import { firstDoor, stepByStep } from './support/operator.ts'
import { data, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// From no market at all to listings that follow the wholesaler, each step standing on the one before and measured by
// what the practice markets themselves have.
const home = mkdtempSync(join(tmpdir(), 'jangteo-listings-'))
const complaints: string[] = []
/** Words of the buttons that send something new to a market. */
const sends = /승인하고|등록 시작|바로 등록|마켓에 등록|업로드/
let app: RunningApp
let control: PracticeControl
let truth: Record<Market, () => Promise<OnMarket[]>>
/** What is walked to all three markets, what Coupang refuses, and what is approved without being sent. */
let walked: ListingRow
let refused: ListingRow
let held: ListingRow

beforeAll(async () => {
  app = await launchApp({ home, env: { ...stillShop, JANGTEO_PRACTICE_REVIEW_MS: '3600000' } })
  app.page.on('console', (message) => {
    const { url } = message.location()
    // The stand-in's browser asks for an icon of the page, which real Electron never wants.
    if (url.endsWith('/favicon.ico')) return
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${url}`)
  })
  app.page.on('pageerror', (error) => complaints.push(String(error)))
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const pages = listingPages(() => app)
const { button, collected, dialog, draft, drafts, grid, listed, listing, openDraft, openListed, picture } = pages
const { becomes, read, rowsOf, save, search, synchronise } = pages
const plan = '오너클랜 우산'
const dearer = () => Math.round((walked.cost ?? 0) * 1.6)
const onMarket = async (market: Market, product: ListingRow) => {
  const row = (await rowsOf(product)).find((one) => one.market === market)
  return (await truth[market]()).filter(({ id }) => id === row?.marketProductId)
}
/** What buyers find of the walked product on each market: on each exactly one. */
const offers = async (among: readonly Market[] = markets) => {
  const found = await Promise.all(among.map((market) => onMarket(market, walked)))
  return found.map((same) => {
    expect(same).toHaveLength(1)
    return same[0] as OnMarket
  })
}

describe('listings', () => {
  stepByStep(() => app)

  it.each(['오너클랜', ...markets.map((market) => marketNames[market])])(
    'connect %s with the practice values, proved by a call',
    async (name) => {
      if (name === '오너클랜') await firstDoor(app)
      await app.open('/connections')
      const part = app.page.getByRole('region', { name, exact: true })
      await part.getByRole('button', { name: `${name} 연결`, exact: true }).click()
      const form = app.page.getByRole('form', { name: `${name} 연결` })
      await until('the fields are filled', async () => (await form.locator('input').last().inputValue()) !== '')
      if (name === marketNames.naver) await look(app, 'market-connect', false)
      await form.getByRole('button', { name: '연결하기' }).click()
      await part.getByText('연결됨', { exact: true }).waitFor()
    },
  )

  it('show each market with its key, and what each can do', async () => {
    control = await servicesControl(app)
    truth = marketTruth(control)
    await app.page.getByRole('region', { name: '쿠팡', exact: true }).scrollIntoViewIfNeeded()
    await look(app, 'connections-markets')
    await app.page.getByRole('columnheader', { name: '기능' }).scrollIntoViewIfNeeded()
    await app.page.getByRole('rowheader', { name: '상품명 길이' }).waitFor()
    await look(app, 'connections-capabilities')
  })

  it('begin with products of a wholesaler', async () => {
    await app.open('/products?tab=plans')
    await button(/계획 만들기/)
      .first()
      .click()
    await dialog().getByLabel('계획 이름').fill(plan)
    await dialog().getByRole('textbox', { name: '검색어' }).fill('우산')
    await dialog().getByLabel('최대 상품 수').fill('16')
    await dialog().getByRole('button', { name: '저장하고 지금 실행' }).click()
    await dialog().waitFor({ state: 'detached' })
    await collected(1)
  })

  it.each(markets)('get their price on %s from a rule', async (market) => {
    await app.open(`/settings?tab=rules&market=${market}`)
    await app.page.getByText('아직 저장하지 않았습니다.').waitFor()
    for (const [label, value] of [
      ['마켓 수수료율', '10.8'],
      ['목표 마진율', '20'],
      ['최소 마진율', '10'],
      ['기본 배송비', '3000'],
      ['가격 단위', '10'],
    ] as const)
      await app.page.getByRole('textbox', { name: label }).fill(value)
    await button('저장').click()
    await app.page.getByText('저장된 규칙입니다.').waitFor()
  })

  it('are prepared for all markets in one go', async () => {
    await app.open('/products')
    await grid('상품 목록').getByRole('row').nth(1).waitFor()
    await button('조건에 맞는 행 모두 선택').click()
    await button('등록 준비').click()
    await dialog().getByText('가격 규칙 있음').nth(2).waitFor()
    await look(app, 'prepare', false)
    await dialog()
      .getByRole('button', { name: /초안 \d+개 만들기/ })
      .click()
    await dialog()
      .getByText(/초안 \d+개를 만들었습니다/)
      .waitFor()
    await dialog().getByRole('button', { name: '등록 승인으로' }).click()
    await drafts().getByRole('row').nth(3).waitFor()
    const made = await read({ states: ['draft'], market: 'coupang' })
    const plain: ListingRow[] = []
    for (const row of made.filter(({ level }) => level !== 'red')) {
      const { wholesaler, productId } = row
      const product = data(await app.page.evaluate((key) => jangteo.products.get(key), { wholesaler, productId }))
      const isCounted = !row.findings.some(({ code }) => code === 'STOCK_NOT_COUNTED')
      if (isCounted && product.fixedPrice === null && product.options.length < 9) plain.push(row)
    }
    const [first, second, third] = plain
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few plain products')
    ;[walked, refused, held] = [first, second, third]
    await look(app, 'approvals')
  })

  it('are not on any market before they were approved, whatever is asked', async () => {
    data(await app.page.evaluate(() => jangteo.listings.upload({})))
    await synchronise()
    for (const market of markets) expect(await truth[market]()).toEqual([])
  })

  it('say of a red one what is wrong, and cannot be approved until it is mended', async () => {
    await openDraft(walked, 'naver')
    await draft()
      .getByText(/보내기 전에 고칠 것이 \d+건/)
      .waitFor()
    expect(await draft().getByRole('button', { name: '승인', exact: true }).isDisabled()).toBe(true)
    await look(app, 'approval-red')
    await draft()
      .getByRole('button', { name: /^카테고리: / })
      .click()
    await app.page.getByRole('dialog', { name: '카테고리' }).getByRole('button', { name: /우산/ }).first().click()
    const unmapped = async () => (await read({ market: 'naver', finding: 'CATEGORY_UNMAPPED' })).length
    const before = await unmapped()
    await save('보낼 수 있음')
    await draft().getByRole('button', { name: '승인', exact: true, disabled: false }).waitFor()
    await until('others of its category are mended with it', async () => (await unmapped()) < before - 1)
  })

  it('measure a name as the market does, and name the signs that it cannot carry', async () => {
    await openDraft(walked, '11st')
    await draft()
      .getByRole('button', { name: /^카테고리: / })
      .click()
    const picker = app.page.getByRole('dialog', { name: '카테고리' })
    await picker.getByRole('textbox').fill('장우산')
    await picker
      .getByRole('button', { name: /장우산/ })
      .first()
      .click()
    await draft()
      .getByRole('textbox', { name: '상품명', exact: true })
      .fill(`${walked.name} ☂😀 ${'가'.repeat(60)}`)
    await draft()
      .getByText(/마켓의 한도를 넘습니다/)
      .waitFor()
    await save('보낼 수 없음')
    await draft().getByRole('region', { name: '상품명' }).getByText('NAME_TOO_LONG').waitFor()
    await draft().getByRole('region', { name: '상품명' }).scrollIntoViewIfNeeded()
    await picture('approval-name')
    await draft().getByRole('textbox', { name: '상품명', exact: true }).fill(`${walked.name} 장우산`)
    await save('보낼 수 있음')
  })

  it('are approved with a question that names how many and where, and are sent once although an answer is lost', async () => {
    await control.naver.faultByName('create:lost', 1)
    await control['11st'].fault({ on: 'create', kind: 'slow', ms: 2500, times: 1 })
    await app.open('/approvals')
    await search(walked.productId, 3)
    await button('조건에 맞는 행 모두 선택').click()
    await button('승인').click()
    await dialog().getByText('상품 3개를 마켓 3곳에 등록합니다.').waitFor()
    await look(app, 'approve-confirm', false)
    const asked = await rowsOf(walked)
    await dialog().getByRole('button', { name: '3개 승인하고 등록' }).click()
    await app.page.getByTestId('tray').getByText('마켓 등록 · 11번가').waitFor()
    await picture('approvals-sending')
    await until('every market has it', async () =>
      (await Promise.all(markets.map((market) => truth[market]()))).every((all) => all.length === 1),
    )
    await until('nothing is left unanswered', async () =>
      (await rowsOf(walked)).every(({ state: now }) => ['in_review', 'on_sale', 'unresolved'].includes(now)),
    )
    const sent = await rowsOf(walked)
    expect(sent.map(({ market }) => market).sort()).toEqual([...markets].sort())
    const audit = data(await app.page.evaluate(() => jangteo.audit.list())).items
    const approvals = audit.filter(({ action }) => action === 'listings.approved')
    expect(approvals).toHaveLength(markets.length)
    for (const { market, price, approvedAt } of sent) {
      expect(price, market).toBe(asked.find((row) => row.market === market)?.price)
      expect(approvedAt, market).not.toBeNull()
      const row = approvals.find(({ detail }) => detail.startsWith(marketNames[market]))
      expect(row?.detail, market).toContain('상품 1개')
      expect(row?.detail, market).toContain(`${price?.toLocaleString('ko-KR')}원`)
    }
  })

  it('are looked up before anything is sent again: a lost answer ends as one listing', async () => {
    await becomes(walked, 'naver', 'on_sale')
    await becomes(walked, '11st', 'on_sale')
    expect((await control.naver.calls())['POST /v2/products']).toBe(1)
    await openListed(walked, 'naver')
    await listing()
      .getByText(/다시 등록하지 않았습니다/)
      .first()
      .waitFor()
    for (const market of markets) expect(await truth[market]()).toHaveLength(1)
    const rows = await rowsOf(walked)
    for (const { price, market } of rows) expect((await offers([market]))[0]?.price).toBe(price)
  })

  it('are in review until the market has decided, then on sale', async () => {
    await becomes(walked, 'coupang', 'in_review')
    await app.open('/listings')
    await listed().getByText('심사 중').waitFor()
    const [offer] = await offers(['coupang'])
    expect(offer).toMatchObject({ state: 'IN_REVIEW', sells: false })
    await control.coupang.approve(offer?.id ?? '')
    await synchronise()
    await becomes(walked, 'coupang', 'on_sale')
    expect((await offers()).every(({ sells }) => sells)).toBe(true)
  })

  it('show why the market refused, in its own words', async () => {
    await openDraft(refused, 'coupang')
    await draft().getByRole('button', { name: '승인', exact: true }).click()
    await dialog().getByText('상품 1개를 쿠팡에 등록합니다.').waitFor()
    await dialog().getByRole('button', { name: '1개 승인하고 등록' }).click()
    await becomes(refused, 'coupang', 'in_review')
    const [sent] = await onMarket('coupang', refused)
    await control.coupang.refuse(sent?.id ?? '', '상표권을 확인할 수 없습니다')
    await synchronise()
    await becomes(refused, 'coupang', 'rejected')
    await openListed(refused, 'coupang')
    await listing()
      .getByText(/상표권을 확인할 수 없습니다/)
      .first()
      .waitFor()
    await look(app, 'listing-refused', false)
    await app.open('/approvals?stage=rejected')
    await drafts()
      .getByText(/상표권을 확인할 수 없습니다/)
      .waitFor()
    await picture('approvals-refused')
  })

  it('can be sent from no other page', async () => {
    await openDraft(held, 'coupang')
    await draft().getByRole('button', { name: '승인', exact: true }).click()
    await dialog().getByRole('checkbox', { name: '승인하고 바로 등록 시작' }).uncheck()
    await dialog().getByRole('button', { name: '1개 승인', exact: true }).click()
    await becomes(held, 'coupang', 'approved')
    for (const path of [
      '/',
      `/products?open=${held.wholesaler}:${held.productId}`,
      '/listings',
      '/listings?tab=updates',
      '/connections',
      '/activity',
    ]) {
      await app.open(path)
      await app.page.getByRole('heading', { level: 1 }).waitFor()
      await app.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
      expect(await button(sends).allInnerTexts(), path).toEqual([])
    }
    await synchronise()
    expect(await truth.coupang()).toHaveLength(2)
    expect((await rowsOf(held)).find(({ market }) => market === 'coupang')?.state).toBe('approved')
    await app.open('/approvals?stage=approved')
    await picture('approvals-approved')
    await button('승인된 1개 등록 시작').click()
    await dialog().getByText('상품 1개를 쿠팡에 등록합니다.').waitFor()
    await dialog().getByRole('button', { name: '등록 시작', exact: true }).click()
    await becomes(held, 'coupang', 'in_review')
    expect(await truth.coupang()).toHaveLength(3)
    await app.open('/listings')
    await listed().getByRole('row').nth(5).waitFor()
    await look(app, 'listings')
  })

  it('stop selling when the wholesaler is sold out, and sell again when it is not', async () => {
    await control.ownerclan.setProduct(walked.productId, { soldOut: true })
    await pages.collectAgain(plan)
    await until('nobody can buy it anywhere', async () => (await offers()).every(({ sells }) => !sells))
    await app.open('/listings')
    await search(walked.productId, 3)
    await until(
      'the screen says so',
      async () =>
        (await listed()
          .getByText(/^(품절|판매 중지)$/)
          .count()) === 3,
    )
    await picture('listings-sold-out')
    await control.ownerclan.setProduct(walked.productId, { soldOut: false })
    await pages.collectAgain(plan)
    await until('everybody can buy it again', async () => (await offers()).every(({ sells }) => sells))
    for (const market of markets) await becomes(walked, market, 'on_sale')
  })

  it('wait with a price beyond the daily limit until it is approved', async () => {
    const before = (await offers()).map(({ price }) => price)
    await control.ownerclan.setProduct(walked.productId, { soldOut: false, price: dearer() })
    await pages.collectAgain(plan)
    await app.open('/listings?tab=updates&show=waiting')
    await app.page.locator('output').filter({ hasText: /^3건$/ }).waitFor()
    // At what it costs now the old price is a loss: nobody can buy until the operator has answered.
    await until('nobody buys below the margin', async () => (await offers()).every(({ sells }) => !sells))
    expect((await offers()).map(({ price }) => price)).toEqual(before)
    await look(app, 'updates-waiting')
    await button('기다리는 3건 모두 승인').click()
    await dialog().getByText('변경 3건을 마켓 3곳에 보냅니다.').waitFor()
    await picture('updates-approve')
    await dialog().getByRole('button', { name: '승인', exact: true }).click()
    await until('every market has the new price', async () =>
      (await offers()).every(({ price, sells }, n) => price > (before[n] ?? 0) * 1.3 && sells),
    )
    const after = await rowsOf(walked)
    for (const { market, price } of after) expect((await offers([market]))[0]?.price).toBe(price)
  })

  it('wait on a market that is paused, and are told as soon as it is not', async () => {
    await app.open('/listings')
    await app.page.getByRole('switch', { name: '11번가 자동 맞춤' }).press('Space')
    await dialog().getByText('11번가의 자동 맞춤을 멈춥니다').waitFor()
    await dialog().getByRole('button', { name: '멈추기' }).click()
    await dialog().waitFor({ state: 'detached' })
    await control.ownerclan.setProduct(walked.productId, { soldOut: true, price: dearer() })
    await pages.collectAgain(plan)
    await until('the other two stopped', async () => (await offers(['coupang', 'naver'])).every(({ sells }) => !sells))
    expect((await offers(['11st']))[0]?.sells).toBe(true)
    await app.open('/listings?tab=updates')
    await grid('맞춤 대기 목록').getByText('11번가').waitFor()
    await picture('updates-paused')
    await app.page.getByRole('switch', { name: '11번가 자동 맞춤' }).press('Space')
    await until('the third stopped too', async () => (await offers(['11st'])).every(({ sells }) => !sells))
  })

  it('show everything of one on its page', async () => {
    await openListed(walked, 'coupang')
    await look(app, 'listing')
  })

  it.each(['rules', 'templates', 'categories', 'words', 'step', 'schedule'])('show the settings of %s', async (tab) => {
    await app.open(`/settings?tab=${tab}`)
    await look(app, `settings-${tab}`)
  })

  it('left no complaint: not on the console, not of the markets about how they were called', async () => {
    expect(complaints).toEqual([])
    expect(await control.coupang.misuse()).toEqual([])
    expect(await control.naver.badTokenCalls()).toBe(0)
  })
})
