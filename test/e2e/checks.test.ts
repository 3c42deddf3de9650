import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { type Wholesaler, wholesalerNames, wholesalers } from '../../shared/product.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { servicesControl } from './support/markets.ts'
import { firstDoor, stepByStep } from './support/operator.ts'
import { data, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// Every wholesaler connected and collected by a plan, and asked again about what matters although no plan runs again.
const home = mkdtempSync(join(tmpdir(), 'jangteo-checks-'))
let app: RunningApp

beforeAll(async () => {
  app = await launchApp({ home, env: { ...stillShop, JANGTEO_PRACTICE_DRIFT_MS: '100000000000' } })
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

/** Products of a wholesaler on sale, newest first. */
const onSale = async (wholesaler: Wholesaler) =>
  data(
    await app.page.evaluate(
      (of) => jangteo.products.list({ wholesaler: of, status: 'available', limit: 50 }),
      wholesaler,
    ),
  ).items
const jobs = async (kind: string) => data(await app.page.evaluate((of) => jangteo.jobs.list({ kind: of }), kind)).items

describe('all three wholesalers', () => {
  stepByStep(() => app)

  it.each(wholesalers.map((wholesaler) => [wholesalerNames[wholesaler]]))('connect %s', async (name) => {
    if (name === wholesalerNames[wholesalers[0]]) await firstDoor(app)
    await app.open('/connections')
    const part = app.page.getByRole('region', { name, exact: true })
    await part.getByRole('button', { name: `${name} 연결`, exact: true }).click()
    const form = app.page.getByRole('form', { name: `${name} 연결` })
    await until('the fields are filled', async () => (await form.getByRole('textbox').last().inputValue()) !== '')
    await form.getByRole('button', { name: '연결하기' }).click()
    await part.getByText('연결됨', { exact: true }).waitFor()
  })

  it.each([...wholesalers])('%s is given a plan', async (wholesaler) => {
    const name = wholesalerNames[wholesaler]
    await app.open('/products?tab=plans')
    await app.page
      .getByRole('button', { name: /계획 만들기/ })
      .first()
      .click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByLabel('계획 이름').fill(`${name} 우산`)
    await dialog.getByRole('combobox', { name: '도매처' }).click()
    await app.page.getByRole('option', { name }).click()
    await dialog.getByRole('combobox', { name: '수집할 것' }).click()
    await app.page.getByRole('option', { name: '조건에 맞는 상품' }).click()
    await dialog.getByRole('textbox', { name: '검색어' }).fill('우산')
    await dialog.getByText(/호출 \d+회/).waitFor()
    await dialog.getByRole('button', { name: '저장하고 지금 실행' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it.each([...wholesalers])('%s is collected by it, with prices', async (wholesaler) => {
    const job = await until('it is collected', async () =>
      (await jobs('collect')).find((one) => one.progress?.wholesaler === wholesaler && one.finishedAt !== null),
    )
    expect(job).toMatchObject({ status: 'succeeded', outcome: 'ok' })
    const products = await onSale(wholesaler)
    expect(products.length).toBeGreaterThan(3)
    // A few are sold at a price on request.
    const priced = products.filter(
      ({ price, options }) => (price ?? 0) > 0 && options.some((one) => (one.price ?? 0) > 0),
    )
    expect(priced.length).toBeGreaterThan(products.length / 2)
  })

  it('are asked again about watched products by themselves, and what sold out meanwhile is seen', async () => {
    const control = await servicesControl(app)
    const watched: { wholesaler: Wholesaler; productId: string }[] = []
    for (const wholesaler of wholesalers) {
      const [product] = await onSale(wholesaler)
      if (product === undefined) throw new Error(`nothing on sale at ${wholesaler}`)
      watched.push({ wholesaler, productId: product.productId })
    }
    const of = (wholesaler: Wholesaler) => watched.find((one) => one.wholesaler === wholesaler)?.productId ?? ''
    await control.ownerclan.setProduct(of('ownerclan'), { soldOut: true })
    await control.zentrade.set(of('zentrade'), { runout: true })
    await control.domeggook.setProduct(of('domeggook'), { soldOut: true })
    const collects = (await jobs('collect')).length
    data(await app.page.evaluate((products) => jangteo.products.choose({ products, chosen: true }), watched))
    for (const { wholesaler, productId } of watched) {
      await until(
        `${wholesaler} was asked`,
        async () =>
          data(await app.page.evaluate((key) => jangteo.products.get(key), { wholesaler, productId })).status ===
          'soldout',
        40_000,
      )
    }
    expect((await jobs('collect')).length).toBe(collects)
    await app.open('/activity')
    for (const wholesaler of wholesalers) {
      await app.page.getByText(`등록한 상품 확인 · ${wholesalerNames[wholesaler]}`).first().waitFor()
    }
    await app.open('/settings?tab=schedule')
    await app.page.getByText('등록한 상품 확인: 도매꾹').waitFor()
    await app.page
      .getByText(/그 밖의 관심 1개 · 하루 호출 약 \d+회/)
      .first()
      .waitFor()
  })

  it('of Domeggook the market can be chosen', async () => {
    await app.open('/connections')
    const part = app.page.getByRole('region', { name: '도매꾹', exact: true })
    await part.getByRole('radio', { name: '묶음 도매(도매꾹)' }).click()
    await until('it is kept', async () => {
      const settings = data(await app.page.evaluate(() => jangteo.products.settings()))
      return settings.domeggookMarket === 'dome'
    })
  })
})
