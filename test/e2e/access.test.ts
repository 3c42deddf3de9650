import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PreloadApi } from '../../shared/preload-api.ts'
import { launchApp, type RunningApp, until } from './support/launch.ts'
import { look } from './support/look.ts'
import { goTo, startPracticeShop, stepByStep } from './support/operator.ts'
import { data, type PracticeDoor, practiceDoor, stillShop } from './support/practice.ts'

declare const jangteo: PreloadApi

// From a shop alone to an app that knows who has bought: let in, shut out, told again. Each step stands on the one before.
const home = mkdtempSync(join(tmpdir(), 'jangteo-access-'))
const syncMinutes = 1
/** One sync interval and five seconds. */
const inTime = syncMinutes * 60_000 + 5000
const historyMs = 120_000
let app: RunningApp
let door: PracticeDoor
let appUrl: string
let orderNo: number

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
  await startPracticeShop(app)
  door = await practiceDoor(app)
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const newcomer = {
  memberCode: 'm20990101access1',
  ordererName: '오접근',
  ordererEmail: 'access1@example.com',
  ordererCall: '010-0999-0101',
}
const endpoint = async () => data(await app.page.evaluate(() => jangteo.access.endpoint()))
const counts = async (filter: Parameters<PreloadApi['access']['counts']>[0] = {}) =>
  data(await app.page.evaluate((asked) => jangteo.access.counts(asked), filter))
const fault = async (name: string, count: number) =>
  data(
    await app.page.evaluate(
      ({ name: kind, count: times }) => jangteo.practice.fault({ service: 'buyer-app', fault: kind, count: times }),
      { name, count },
    ),
  )
/** The practice app's own page: how many it lets in, and who. */
const appPage = async () => {
  const text = await (await fetch(appUrl)).text()
  return { text, admitted: Number(/구매자 (\d+)명/.exec(text)?.[1] ?? Number.NaN) }
}
const admits = async (email: string) => (await appPage()).text.includes(email)
const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: typeof name === 'string' })
const grid = (name: string) => app.page.getByRole('grid', { name })
const drawer = (name: string) => app.page.getByRole('complementary', { name })
const tab = (name: string) =>
  app.page
    .getByRole('navigation', { name: '앱 접근' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click()
const syncNow = () => button('지금 동기화').click()
const openNewcomer = async () => {
  await app.open('/access')
  await app.page.getByRole('searchbox').fill('access1@example.com')
  await until('one person is found', async () => (await app.page.locator('output').first().innerText()) === '1명')
  await grid('앱 접근 목록').getByRole('row').nth(1).click()
  await drawer('앱 접근 상세').getByRole('heading', { name: '앱에 보낸 소식' }).waitFor()
}

describe('access to the app', () => {
  stepByStep(() => app)

  it('is shown before there is an app: who would be let in, and the one button that goes on', async () => {
    await goTo(app, '앱 접근')
    await until(
      'people are worked out',
      async () => (await counts()).granted > 500 && (await endpoint()).recomputing === 0,
    )
    expect((await endpoint()).state).toBe('none')
    await tab('보낸 소식')
    await app.page.getByText('구매자 앱을 연결하십시오').waitFor()
    await look(app, 'access-empty')
    await button('앱 연결').first().click()
  })

  it('refuses an address that would send personal data in the clear', async () => {
    const form = app.page.getByRole('form', { name: '구매자 앱' })
    await until('the practice values are there', async () =>
      (await form.getByLabel('웹훅 주소').inputValue()).startsWith('http://127.0.0.1'),
    )
    const url = await form.getByLabel('웹훅 주소').inputValue()
    appUrl = new URL('/', url).href
    await form.getByLabel('웹훅 주소').fill('http://app.example.kr/webhooks/jangteo')
    await button('연결하기').click()
    await form
      .getByRole('alert')
      .getByText(/http로 시작하여 거부했습니다/)
      .waitFor()
    await look(app, 'access-connect')
    await form.getByLabel('웹훅 주소').fill(url)
  })

  it('announces the whole history once the app is connected by a click', async () => {
    await button('연결하기').click()
    await app.page.getByRole('region', { name: '구매자 앱' }).getByText('보내는 중').waitFor()
    const { granted } = await counts()
    await until('the app lets all of them in', async () => (await appPage()).admitted === granted, historyMs)
    expect((await appPage()).text).not.toContain('거부한 요청')
    await until('nothing waits any more', async () => (await endpoint()).pending === 0)
  })

  it('reaches the app within one sync interval and five seconds of the payment', async () => {
    data(await app.page.evaluate((syncEveryMinutes) => jangteo.settings.set({ syncEveryMinutes }), syncMinutes))
    expect(await admits(newcomer.ordererEmail)).toBe(false)
    orderNo = (await door.addOrder(newcomer)).orderNo
    await until('the app lets the newcomer in', () => admits(newcomer.ordererEmail), inTime)
  })

  it('tells why, and what the app answered', async () => {
    await openNewcomer()
    const detail = drawer('앱 접근 상세')
    const text = await until('the app’s answer is there', async () => {
      const now = await detail.innerText()
      return now.includes('받음 200') ? now : null
    })
    expect(text).toContain('왜 접근할 수 있는가')
    expect(text).toContain(String(orderNo))
    expect(text).toContain('접근할 수 있습니다.')
    expect(text).not.toContain(newcomer.ordererEmail)
    await look(app, 'access-person')
    await app.open('/access')
    await grid('앱 접근 목록').getByRole('row').nth(3).waitFor()
    await look(app, 'access-people')
  })

  it('is gone again after the refund', async () => {
    await door.changeOrder(orderNo, 'refund')
    await syncNow()
    await until('the app shuts the newcomer out', async () => !(await admits(newcomer.ordererEmail)), inTime)
    await openNewcomer()
    const detail = drawer('앱 접근 상세')
    await detail.getByText('환불', { exact: true }).waitFor()
    expect(await detail.innerText()).toContain('왜 접근할 수 없는가')
  })

  it('shows an app that fails, with its answer and the next step, and mends it by sending again', async () => {
    await fault('status', 1000)
    await door.addOrder(newcomer)
    await syncNow()
    await app.open('/access?tab=sent')
    await grid('보낸 소식 목록')
      .getByText(/대기 500/)
      .first()
      .waitFor()
    await app.page.getByText('기다리는 소식 1건').waitFor()
    await grid('보낸 소식 목록').getByRole('row').nth(1).click()
    const detail = drawer('소식 상세')
    await detail.getByText('구매자 앱이 오류로 답했습니다 (HTTP 500).').first().waitFor()
    await detail.getByText('as told').first().waitFor()
    await look(app, 'access-failing')
    await fault('status', 0)
    await detail.getByRole('button', { name: '다시 보내기' }).click()
    await detail.getByText('받음 200').waitFor()
    expect(await admits(newcomer.ordererEmail)).toBe(true)
  })

  it('stops at an address that is gone, says so on the first page, and starts again', async () => {
    await fault('gone', 1)
    await openNewcomer()
    await drawer('앱 접근 상세').getByRole('button', { name: '다시 보내기' }).click()
    await app.page
      .getByRole('alert')
      .getByText(/더는 쓰지 않는다고 답하여/)
      .waitFor()
    expect((await endpoint()).state).toBe('stopped')
    await look(app, 'access-gone')
    await goTo(app, '오늘')
    const needs = app.page.getByRole('region', { name: '지금 할 일' })
    await needs.getByText(/더는 쓰지 않는다고 답하여/).waitFor()
    await needs.getByRole('link').first().click()
    await until('the need leads to the app', async () => app.path() === '/access?tab=app')
    await app.page.getByRole('alert').getByRole('button', { name: '보내기 시작' }).click()
    await app.page.getByRole('region', { name: '구매자 앱' }).getByText('보내는 중').waitFor()
    await until('nothing waits any more', async () => (await endpoint()).pending === 0)
    await look(app, 'access-app')
  })

  it('keeps somebody out who was blocked by hand, whatever they pay', async () => {
    await openNewcomer()
    await drawer('앱 접근 상세').getByRole('button', { name: '차단' }).click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '차단' }).click()
    await dialog.getByText('사유를 입력하십시오. 감사 기록에 남습니다.').waitFor()
    await dialog.getByRole('textbox', { name: /사유/ }).fill('계정 공유 확인')
    await dialog.getByRole('button', { name: '차단' }).click()
    await dialog.waitFor({ state: 'detached' })
    await until('the app shuts them out', async () => !(await admits(newcomer.ordererEmail)))
    const before = data(await app.page.evaluate(() => jangteo.orders.count({}))).total
    await door.addOrder(newcomer)
    await syncNow()
    await until('the new payment is here', async () => {
      const now = data(await app.page.evaluate(() => jangteo.orders.count({}))).total
      return now === before + 1
    })
    data(await app.page.evaluate(() => jangteo.access.sync()))
    expect(await admits(newcomer.ordererEmail)).toBe(false)
    await drawer('앱 접근 상세').getByText('계정 공유 확인').waitFor()
    await look(app, 'access-blocked')
  })

  it('says before it is saved how many a rule lets out', async () => {
    await app.open('/access?tab=rules')
    await app.page.getByText('저장된 규칙 그대로입니다.').waitFor()
    const { granted } = await counts()
    await app.page.getByRole('combobox', { name: '기간' }).click()
    await app.page.getByRole('option', { name: '결제부터 며칠' }).click()
    await app.page.getByRole('textbox', { name: '일수' }).fill('30')
    const leaving = app.page.getByText(/접근이 끝나는 사람 [\d,]+명/)
    await leaving.waitFor()
    await look(app, 'access-rules')
    const said = Number((await leaving.innerText()).replace(/\D/g, ''))
    expect(said).toBeGreaterThan(0)
    await button('규칙 저장').click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByText(`구매자 ${said.toLocaleString('ko-KR')}명의 앱 접근이 끝납니다.`).waitFor()
    await dialog.getByRole('button', { name: '규칙 저장' }).click()
    await until('the app has as many fewer', async () => (await appPage()).admitted === granted - said, historyMs)
  })

  it('compares both lists and finds them the same', async () => {
    await app.open('/access?tab=app')
    const form = app.page.getByRole('form', { name: '앱의 목록과 비교' })
    await form.getByLabel('목록을 읽을 기준 주소').fill(appUrl.replace(/\/$/, ''))
    await form.getByRole('button', { name: '저장' }).click()
    await form.getByRole('button', { name: '비교하기' }).click()
    await app.page.getByText('두 목록이 같습니다.').waitFor({ timeout: 60_000 })
    await look(app, 'access-compare')
  })

  it('rotates the secret, which is shown this once', async () => {
    const last4 = (await endpoint()).secretLast4
    await button('비밀값 바꾸기').click()
    await app.page.getByRole('dialog').getByRole('button', { name: '비밀값 바꾸기' }).click()
    const dialog = app.page.getByRole('dialog', { name: '비밀값을 앱에 넣으십시오' })
    await dialog.getByText(/^whsec_/).waitFor()
    const secret = await dialog.getByText(/^whsec_/).innerText()
    await dialog.getByRole('button', { name: '앱에 넣었습니다' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await app.page.locator('body').innerText()).not.toContain(secret)
    expect((await endpoint()).secretLast4).not.toBe(last4)
    await app.page.getByText(/두 값 모두로 서명합니다/).waitFor()
    await button('시험 소식 보내기').click()
    await app.page
      .getByRole('dialog')
      .getByText(/앱이 받았습니다 \(HTTP 200/)
      .waitFor()
    await app.page.getByRole('dialog').getByRole('button', { name: '닫기' }).click()
  })

  it('shows what buyers would be told, as mail and as plain text, and is off at first', async () => {
    await app.open('/access?tab=notices')
    const mail = app.page.getByRole('region', { name: '이메일' })
    await mail.getByText('꺼짐').waitFor()
    await mail.getByRole('textbox', { name: '본문' }).fill('{이름}님, {상품} 이용을 시작합니다.')
    await mail.getByText('글자만', { exact: true }).click()
    await mail.getByText('홍길동님, 온라인 강의 1기 이용을 시작합니다.').waitFor()
    await mail.getByText('메일', { exact: true }).first().click()
    await look(app, 'access-notices')
  })
})
