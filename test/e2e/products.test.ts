import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, root, until } from './support/launch.ts'
import { look } from './support/look.ts'
import { firstDoor, goTo, stepByStep } from './support/operator.ts'
import { data, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// From no wholesaler at all to a change that was told, each step standing on the one before.
const home = mkdtempSync(join(tmpdir(), 'jangteo-products-'))
const pictures = join(root, 'out', 'pictures')
const collectMs = 80_000
let app: RunningApp

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  app = await launchApp({ home, env: { ...stillShop, JANGTEO_PRACTICE_DRIFT_MS: '200' } })
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const picture = (name: string) => app.page.screenshot({ path: join(pictures, `${name}.png`) })
const grid = () => app.page.getByRole('grid', { name: '상품 목록' })
const drawer = () => app.page.getByRole('complementary', { name: '상품 상세' })
const count = async () => {
  const text = await until('the count is there', async () => {
    const now = await app.page.locator('output').first().innerText()
    return /^[\d,]+개$/.test(now) ? now : null
  })
  return Number(text.replace(/\D/g, ''))
}
const total = async (filter: Parameters<PreloadApi['products']['count']>[0]) =>
  data(await app.page.evaluate((asked) => jangteo.products.count(asked), filter)).total
const collected = () =>
  until(
    'no collect is under way',
    async () => {
      const jobs = data(await app.page.evaluate(() => jangteo.jobs.list({ kind: 'collect' })))
      return jobs.items.length > 0 && jobs.items.every((job) => job.finishedAt !== null) ? jobs.items : null
    },
    collectMs,
  )

describe('wholesale products', () => {
  stepByStep(() => app)

  it.each(['오너클랜', '젠트레이드', '도매꾹'])(
    'connect %s with the practice values, proved by a call',
    async (name) => {
      if (name === '오너클랜') await firstDoor(app)
      await app.open('/connections')
      const part = app.page.getByRole('region', { name, exact: true })
      await part.getByRole('button', { name: `${name} 연결`, exact: true }).click()
      const form = app.page.getByRole('form', { name: `${name} 연결` })
      await until('the fields are filled', async () => (await form.getByRole('textbox').last().inputValue()) !== '')
      await form.getByRole('button', { name: '연결하기' }).click()
      await part.getByText('연결됨', { exact: true }).waitFor()
      await picture(`wholesale-1-connections-${name}`)
    },
  )

  it('refuse a wrong key with the next step, and keep the working one', async () => {
    const part = app.page.getByRole('region', { name: '도매꾹', exact: true })
    await part.getByRole('button', { name: '도매꾹 연결 정보 바꾸기' }).click()
    const form = app.page.getByRole('form', { name: '도매꾹 연결' })
    await form.getByLabel('API Key (aid)').fill('0123456789abcdef')
    await form.getByRole('button', { name: '연결하기' }).click()
    await form.getByRole('alert').waitFor()
    expect(await form.getByRole('alert').innerText()).toMatch(/키|key/i)
    await form.getByRole('button', { name: '취소' }).click()
    await part.getByText('연결됨', { exact: true }).waitFor()
  })

  it('are planned with a preview of how many and how long', async () => {
    await goTo(app, '도매 상품')
    await app.page.getByRole('heading', { name: '아직 수집한 상품이 없습니다' }).waitFor()
    const prepare = app.page.getByRole('button', { name: '등록 준비' })
    expect(await prepare.isDisabled()).toBe(true)
    expect(await prepare.getAttribute('aria-describedby')).not.toBeNull()
    await app.page.getByRole('button', { name: '수집 계획 만들기' }).first().click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByLabel('계획 이름').fill('젠트레이드 전체')
    await dialog.getByRole('combobox', { name: '도매처' }).click()
    await app.page.getByRole('option', { name: '젠트레이드' }).click()
    await dialog.getByRole('combobox', { name: '수집할 것' }).click()
    await app.page.getByRole('option', { name: '전체 상품' }).click()
    await dialog.getByText(/호출 \d+회/).waitFor()
    await picture('wholesale-2-plan')
    await dialog.getByRole('button', { name: '저장하고 지금 실행' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('are collected in the background, and shown with their pictures', async () => {
    await app.page
      .getByTestId('tray')
      .getByText(/상품 수집/)
      .waitFor()
    const [job] = await collected()
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'ok' })
    await picture('wholesale-3-plans')
    await app.open('/products')
    await until('every product is counted', async () => (await count()) === (await total({})))
    expect(await count()).toBeGreaterThan(500)
    await until('a picture came through the guarded scheme', () =>
      grid()
        .locator('img')
        .evaluateAll((all) =>
          all.some((node) => {
            const image = node as unknown as { src: string; naturalWidth: number }
            // The placeholder of a picture that cannot be had is 96 wide.
            return image.src.startsWith('app-img://') && image.naturalWidth > 0 && image.naturalWidth !== 96
          }),
        ),
    )
    await look(app, 'products')
  })

  it('are found by a part of a word and by filters, which stay in the address', async () => {
    const word = (await grid().getByRole('row').nth(3).getByRole('gridcell').nth(1).innerText()).slice(0, 2)
    await app.page.getByRole('searchbox').fill(word)
    await until('the search is counted', async () => (await count()) === (await total({ search: word })))
    expect(await count()).toBeGreaterThan(0)
    await app.page.getByRole('combobox', { name: '상태' }).click()
    await app.page.getByRole('option', { name: '판매 중' }).click()
    const filter = { search: word, status: 'available' as const }
    await until('the filter is counted', async () => (await count()) === (await total(filter)))
    expect(app.path()).toContain('status=available')
    await picture('wholesale-5-filtered')
    // With none selected all that match are meant, and how many is said before anything starts.
    await app.page.getByRole('button', { name: '등록 준비' }).click()
    const question = app.page.getByRole('dialog')
    await question.getByText(`상품 ${(await total(filter)).toLocaleString('ko')}개를 등록할 준비를 합니다.`).waitFor()
    await question.getByText('고른 상품이 없어 조건에 맞는 상품 모두를 준비합니다.').waitFor()
    await question.getByRole('button', { name: '취소' }).click()
    const { search } = new URL(app.path(), 'app://jangteo')
    await app.page.getByRole('button', { name: '저장한 보기' }).click()
    await app.page.getByRole('textbox', { name: '보기 이름' }).fill('판매 중인 것')
    await app.page.getByRole('button', { name: '지금 조건 저장' }).click()
    await app.page.getByRole('button', { name: '판매 중인 것', exact: true }).waitFor()
    await app.page.keyboard.press('Escape')
    const { items } = data(await app.page.evaluate(() => jangteo.views.list()))
    expect(items).toEqual([{ name: '판매 중인 것', query: search.slice(1) }])
    await app.page.getByRole('button', { name: '모두 지우기' }).click()
    await until('everything is back', async () => (await count()) === (await total({})))
    await app.page.getByRole('button', { name: '저장한 보기' }).click()
    await app.page.getByRole('button', { name: '판매 중인 것', exact: true }).click()
    await until('the view is back', async () => (await count()) === (await total(filter)))
    await app.open('/products?listedOn=none&margin=coupang.0.1')
    await app.page.getByRole('button', { name: '모두 지우기' }).click()
    await until('nothing is filtered', async () => app.path() === '/products')
    await until('everything is back', async () => (await count()) === (await total({})))
  })

  it('say that Zentrade does not count stock, instead of 0', async () => {
    expect(await grid().getByRole('row').nth(1).innerText()).toContain('재고 미집계')
  })

  it('are watched in one go, and a rise of any size is asked for', async () => {
    await app.page.getByRole('button', { name: '조건에 맞는 행 모두 선택' }).click()
    await app.page.getByRole('button', { name: '관심 지정' }).click()
    const all = await total({})
    await until('all are watched', async () => (await total({ watched: 'chosen' })) === all)
    data(await app.page.evaluate(() => jangteo.products.setSettings({ priceUpPercent: 0 })))
  })

  it('keep what was edited, with the wholesaler’s own value beside it', async () => {
    await grid().getByRole('row').nth(1).click()
    await drawer().getByRole('button', { name: '상품명 고치기' }).click()
    await drawer().getByRole('textbox', { name: '상품명' }).fill('고친 이름')
    await drawer().getByRole('button', { name: '저장', exact: true }).click()
    await drawer().getByRole('button', { name: '상품명 잠금 풀기' }).waitFor()
    expect(await drawer().getByRole('region', { name: '상품 정보' }).innerText()).toMatch(
      /고친 값[\s\S]*고친 이름[\s\S]*도매처/,
    )
    await look(app, 'product-detail')
  })

  it('show a description that can neither run nor fetch', async () => {
    await drawer().getByRole('button', { name: '상세 설명 보기' }).click()
    const frame = drawer().locator('iframe')
    expect(await frame.getAttribute('sandbox')).toBe('')
    const html = (await frame.getAttribute('srcdoc')) ?? ''
    expect(html).not.toMatch(/<script|onerror=|onload=|javascript:|src="https?:/i)
    await picture('wholesale-7-description')
    await app.page.keyboard.press('Escape')
  })

  it('are collected again: the edit stays, changes reach the inbox', async () => {
    await app.open('/products?tab=plans')
    await app.page.getByRole('button', { name: '젠트레이드 전체 지금 실행' }).click()
    await until('a second collect was made', async () => {
      const jobs = data(await app.page.evaluate(() => jangteo.jobs.list({ kind: 'collect' })))
      return jobs.items.length >= 2
    })
    await collected()
    expect(await total({ edited: true })).toBe(1)
    await app.open('/products?edited=1')
    await grid().getByText('고친 이름').waitFor()
    await app.open('/products?tab=inbox')
    const rows = app.page.getByRole('grid', { name: '변경 알림 목록' })
    await rows
      .getByText(/→ [\d,]+원 \(\+[\d.]+ %\)/)
      .first()
      .waitFor()
    await look(app, 'products-inbox')
    await app.page
      .getByRole('button', { name: / 확인$/ })
      .first()
      .click()
    await app.page.getByRole('button', { name: '되돌리기' }).waitFor()
  })

  it('are kept out by the ban list', async () => {
    // The address of before leads there too.
    await app.open('/products?tab=bans')
    await until('the list is in the settings', async () => app.path() === '/settings?tab=bans')
    const form = app.page.getByRole('form', { name: '금지 항목 추가' })
    await form.getByLabel('값').fill('산리오')
    await form.getByRole('button', { name: '추가' }).click()
    await app.page.getByRole('grid', { name: '금지 목록' }).getByText('산리오').waitFor()
    await look(app, 'settings-bans')
    await app.page.getByRole('button', { name: '산리오 금지 해제' }).click()
    await app.page.getByRole('button', { name: '되돌리기' }).click()
    await app.page.getByRole('grid', { name: '금지 목록' }).getByText('산리오').waitFor()
  })
})
