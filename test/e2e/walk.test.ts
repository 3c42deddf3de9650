import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImwebOrder } from '../../main/practice/imweb/types.ts'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { isPaid } from '../support/truth.ts'
import {
  boughtBetween,
  buyerColumns,
  buyerRecord,
  type ExpectedBuyer,
  expectedBuyers,
  expectedFormer,
  expectedLines,
  kst,
  kstToday,
  lineColumns,
  parseCsv,
} from './support/expected.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { connectByWizard, countShown, expectCount, firstDoor, goTo, stepByStep, synced } from './support/operator.ts'
import { data, type PracticeDoor, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// A first day from its first window to a saved file, each step standing on the one before.
const home = mkdtempSync(join(tmpdir(), 'jangteo-walk-'))
let app: RunningApp
let door: PracticeDoor
let orders: ImwebOrder[]
let buyers: ExpectedBuyer[]

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const clearFilters = async () => {
  await app.open('/buyers')
  await expectCount(app, buyers.length)
}
const search = async (text: string) => app.page.getByRole('searchbox').fill(text)
const grid = () => app.page.getByRole('grid', { name: '구매자 목록' })

describe('a first day', () => {
  stepByStep(() => app)
  it('begins with two doors', async () => {
    await app.page.getByRole('heading', { name: '장터를 시작합니다' }).waitFor()
    await app.page.getByRole('button', { name: /내 상점 연결/ }).waitFor()
    await app.page.getByRole('button', { name: /연습 상점으로 시작/ }).waitFor()
    expect(await app.page.getByRole('navigation').count()).toBe(0)
  })

  it('leads to a wizard that is filled in, under a banner that says what this is', async () => {
    await firstDoor(app)
    await app.page.getByText('연습 상점을 쓰고 있습니다.').waitFor()
    const { credentials } = data(await app.page.evaluate(() => jangteo.practice.credentials()))
    expect(credentials).not.toBeNull()
    for (const [label, value] of [
      ['클라이언트 ID', credentials?.clientId],
      ['사이트 코드', credentials?.siteCode],
      ['Redirect URI', credentials?.redirectUri],
    ] as const)
      expect(await app.page.getByRole('textbox', { name: label, exact: true }).inputValue()).toBe(value)
  })

  it('connects by a consent in the browser, which shows no code', async () => {
    const shown = await connectByWizard(app)
    expect(shown.address).toContain('/imweb/callback')
    expect(shown.text).toContain('아임웹의 동의를 받았습니다')
    const code = new URL(shown.address).searchParams.get('code') ?? ''
    expect(code).toMatch(/^[0-9a-f]{20,}$/)
    expect(shown.text).not.toContain(code)
  })

  it('shows orders arriving at once', async () => {
    await app.page.getByRole('button', { name: '구매자 보기' }).click()
    await app.page.getByRole('heading', { level: 1, name: '주문·구매자' }).waitFor()
    await app.page.getByTestId('tray').getByText('아임웹 주문 동기화').waitFor()
    await grid().getByRole('row').nth(1).waitFor()
    await synced(app)
    door = await practiceDoor(app)
    orders = await door.truth()
    buyers = expectedBuyers(orders)
    expect(orders.length).toBeGreaterThan(1900)
  })

  it('has every order once and counts buyers as the rule says', async () => {
    await clearFilters()
    expect(await countShown(app)).toBe(buyers.length)
    await app.page.getByRole('link', { name: '주문', exact: true }).click()
    await expectCount(app, orders.length)
    expect((await door.seen()).tooMany).toBe(0)
  })

  it('finds people by a part of their name and by an order number', async () => {
    await clearFilters()
    const products = new Set(
      orders.flatMap((order) =>
        order.sections.flatMap((s) => s.sectionItems.map((i) => i.productInfo?.prodName ?? '')),
      ),
    )
    const inProducts = (part: string) => [...products].some((name) => name.includes(part))
    const given =
      buyers
        .map((buyer) => [...buyer.name].slice(-2).join(''))
        .find((part) => /^[가-힣]{2}$/.test(part) && !inProducts(part)) ?? ''
    expect(given).toHaveLength(2)
    await search(given)
    await expectCount(app, buyers.filter((buyer) => buyer.names.some((name) => name.includes(given))).length)
    expect(app.path()).toContain(`search=${encodeURIComponent(given)}`)
    const order = orders.filter(isPaid)[7]
    await search(String(order?.orderNo))
    await expectCount(app, 1)
  })

  it('filters by product, period and state, in any combination, kept in the address', async () => {
    await clearFilters()
    const productNo = [...(buyers[3]?.productNos ?? [])][0] ?? 0
    const name =
      orders.flatMap((o) => o.sections.flatMap((s) => s.sectionItems)).find((i) => i.productInfo?.prodNo === productNo)
        ?.productInfo?.prodName ?? ''
    await app.page.getByRole('combobox', { name: '상품' }).fill(name)
    await app.page
      .getByRole('option', { name: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(`) })
      .first()
      .click()
    await expectCount(app, buyers.filter((buyer) => buyer.productNos.has(productNo)).length)

    await app.page.getByRole('button', { name: /^기간/ }).click()
    await app.page.getByRole('button', { name: '최근 30일' }).click()
    const since = kstToday(29)
    await expectCount(app, boughtBetween(buyers, since, kstToday(), productNo).length)
    expect(app.path()).toContain(`product=${productNo}`)
    expect(app.path()).toContain(`since=${since}`)
    await app.page.getByRole('button', { name: '상품을 조건에서 빼기' }).click()
    await expectCount(app, boughtBetween(buyers, since, kstToday()).length)

    await clearFilters()
    await app.page.getByRole('combobox', { name: '상태' }).click()
    await app.page.getByRole('option', { name: '이전 구매자' }).click()
    await expectCount(app, expectedFormer(orders))
    await app.page.getByRole('combobox', { name: '상태' }).click()
    await app.page.getByRole('option', { name: '전체' }).click()
    await expectCount(app, expectedFormer(orders) + buyers.length)
  })

  it('explains in the detail why somebody is a buyer, with personal data masked until asked for', async () => {
    await clearFilters()
    const buyer = buyers.find((one) => one.orders.length > 2 && /^[가-힣]{3}$/.test(one.name) && one.email !== '')
    if (buyer === undefined) throw new Error('no such buyer')
    await search(String(buyer.orders[0]?.orderNo))
    await expectCount(app, 1)
    await grid().getByRole('row').nth(1).click()
    const drawer = app.page.getByRole('complementary', { name: '구매자 상세' })
    await drawer.getByRole('heading', { name: '왜 구매자인가' }).waitFor()
    const masked = await drawer.innerText()
    expect(masked).toContain(`결제하고 전액 환불되지 않은 주문이 ${buyer.orders.length}건 있어 구매자입니다.`)
    expect(masked).toContain(String(buyer.orders[0]?.orderNo))
    expect(masked).not.toContain(buyer.email)
    expect(masked).not.toContain(buyer.name)

    await app.page.getByRole('button', { name: '개인정보 보기' }).click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /사유/ }).fill('배송 문의 확인')
    await dialog.getByRole('button', { name: '10분 동안 보기' }).click()
    await until('the name is there', async () => (await drawer.innerText()).includes(buyer.name))
    expect(await drawer.innerText()).toContain(buyer.email)
    expect(await grid().innerText()).toContain(buyer.name)
    await app.page.getByRole('button', { name: /개인정보 가리기/ }).click()
    await until('it is masked again', async () => !(await grid().innerText()).includes(buyer.name))
    await app.page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  const exportFile = async (
    name: string,
    choose: (dialog: ReturnType<RunningApp['page']['getByRole']>) => Promise<void>,
  ) => {
    const path = join(home, name)
    await app.answerDialog({ filePath: path })
    await app.page.getByRole('button', { name: 'CSV 내보내기' }).first().click()
    const dialog = app.page.getByRole('dialog', { name: 'CSV 내보내기' })
    await choose(dialog)
    await dialog.getByRole('button', { name: '저장 위치 고르기' }).click()
    const tray = app.page.getByTestId('tray')
    await tray.getByText(/줄을 저장했습니다/).waitFor()
    const said = await tray.innerText()
    await app.page.getByRole('button', { name: '파일 위치 열기' }).click()
    await until('the file is shown', async () => (await app.revealedFiles()).includes(path))
    await app.page.getByRole('button', { name: 'CSV 내보내기 알림 닫기' }).click()
    return { bytes: readFileSync(path), said }
  }

  it('exports the lines in UTF-8 as Excel wants them, equal to the shop’s own truth', async () => {
    await clearFilters()
    const { bytes, said } = await exportFile('lines.csv', async (dialog) => {
      await dialog.getByText(`조건에 맞는 구매자 ${buyers.length.toLocaleString('ko-KR')}명`).waitFor()
    })
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    const [head, ...records] = parseCsv(bytes.subarray(3).toString('utf8'))
    const wanted = expectedLines(orders)
    expect(head?.join(',')).toBe(lineColumns)
    expect(records).toEqual(wanted)
    expect(said).toContain(`${wanted.length.toLocaleString('ko-KR')}줄을 저장했습니다.`)
  })

  it('exports what the screen filters', async () => {
    await clearFilters()
    const productNo = [...(buyers[5]?.productNos ?? [])][0] ?? 0
    await app.open(`/buyers?product=${productNo}`)
    await expectCount(app, buyers.filter((buyer) => buyer.productNos.has(productNo)).length)
    const { bytes } = await exportFile('product.csv', async () => {})
    expect(parseCsv(bytes.subarray(3).toString('utf8')).slice(1)).toEqual(expectedLines(orders, productNo))
  })

  it('exports the buyers in CP949 and says what it could not carry', async () => {
    await clearFilters()
    const { bytes, said } = await exportFile('buyers.csv', async (dialog) => {
      await dialog.getByRole('radio', { name: '구매자' }).check()
      await dialog.getByRole('radio', { name: 'CP949' }).check()
    })
    const [head, ...records] = parseCsv(iconv.decode(bytes, 'cp949'))
    expect(head?.join(',')).toBe(buyerColumns)
    const carried = (cell: string) => iconv.decode(iconv.encode(cell, 'cp949'), 'cp949')
    const whole = buyers.map(buyerRecord)
    const bySelf = (a: string[], b: string[]) => (a.join() < b.join() ? -1 : 1)
    expect([...records].sort(bySelf)).toEqual(whole.map((record) => record.map(carried)).sort(bySelf))
    const times = records.map((record) => record[6] ?? '')
    expect(times).toEqual([...times].sort().reverse())
    const lost = whole.flat().reduce((sum, cell) => sum + [...cell].filter((sign) => carried(sign) !== sign).length, 0)
    if (lost > 0) expect(said).toContain(`CP949에 없는 글자 ${lost.toLocaleString('ko-KR')}개`)
    else expect(said).not.toContain('CP949에 없는 글자')
  })

  it('sums up the day', async () => {
    await goTo(app, '오늘')
    const table = app.page.getByRole('region', { name: '요약' })
    const won = (n: number) => `${n.toLocaleString('ko-KR')}원`
    const paid = orders.filter(isPaid)
    const since = (days: number) => paid.filter((order) => kst(order.wtime).slice(0, 10) >= kstToday(days - 1))
    const row = async (name: string) =>
      (
        await table
          .getByRole('row', { name: new RegExp(`^${name}`) })
          .getByRole('cell')
          .allInnerTexts()
      ).map((t) => t.trim())
    const sum = (list: ImwebOrder[]) => list.reduce((total, order) => total + order.totalPaymentPrice, 0)
    await table.waitFor()
    expect(await row('매출')).toEqual([since(1), since(7), since(30), paid].map((list) => won(sum(list))))
    expect(await row('주문')).toEqual(
      [since(1), since(7), since(30), paid].map((list) => `${list.length.toLocaleString('ko-KR')}건`),
    )
    expect(await row('구매자')).toEqual([
      ...[1, 7, 30].map(
        (days) => `${boughtBetween(buyers, kstToday(days - 1), kstToday()).length.toLocaleString('ko-KR')}명`,
      ),
      `${buyers.length.toLocaleString('ko-KR')}명`,
    ])
    expect(await app.page.getByText('지금 할 일이 없습니다.').count()).toBe(1)
  })

  it('keeps a new order behind a button instead of moving the rows', async () => {
    await app.open('/orders')
    await expectCount(app, orders.length)
    const first = app.page.getByRole('grid').getByRole('row').nth(1)
    const before = await first.innerText()
    const added = await door.addOrder()
    await app.page.getByRole('button', { name: '지금 동기화' }).click()
    const arrived = app.page.getByRole('button', { name: '새 주문 1건 보기' })
    await arrived.waitFor()
    expect(await first.innerText()).toBe(before)
    const [button, row] = [await arrived.boundingBox(), await first.boundingBox()]
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(row?.y ?? 0)
    await arrived.click()
    await expectCount(app, orders.length + 1)
    expect(await first.innerText()).toContain(String(added.orderNo))
  })

  it('tells in the activity what ran and what was called', async () => {
    await goTo(app, '활동')
    const jobs = app.page.getByRole('grid', { name: '작업 목록' })
    await jobs.getByText('CSV 내보내기').first().waitFor()
    expect(await jobs.getByText('아임웹 주문 동기화').count()).toBeGreaterThan(1)
    await app.page.getByRole('link', { name: 'API 호출' }).click()
    const calls = app.page.getByRole('grid', { name: 'API 호출 목록' })
    await calls.getByText('/orders').first().waitFor()
    await app.page.getByRole('link', { name: '감사 기록' }).click()
    const audit = app.page.getByRole('grid', { name: '감사 기록 목록' })
    await audit.getByText(/배송 문의 확인/).waitFor()
    expect(await audit.getByText('CSV 내보내기').count()).toBeGreaterThanOrEqual(3)
  })

  it('offers the export from the menu wherever the operator is', async () => {
    await app.clickMenu('파일', 'CSV 내보내기…')
    const dialog = app.page.getByRole('dialog', { name: 'CSV 내보내기' })
    await dialog.waitFor()
    await until('the address is the list’s', async () => app.path() === '/buyers')
    await app.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await app.clickMenu('파일', 'CSV 내보내기…')
    await dialog.waitFor()
    await dialog.getByRole('button', { name: '취소' }).click()
  })
})
