import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchApp, type RunningApp } from './support/launch.ts'
import { consent, firstDoor, goTo, openedUrl, stepByStep, synced } from './support/operator.ts'
import { stillShop } from './support/practice.ts'

// The shop registered its own front page: what this machine cannot receive, the operator brings by hand.
const home = mkdtempSync(join(tmpdir(), 'jangteo-paste-'))
const front = 'https://practice-shop.example/'
let app: RunningApp
let authorizeUrl = ''
let state = ''

beforeAll(async () => {
  app = await launchApp({ home, env: stillShop })
  await firstDoor(app)
})
afterAll(async () => {
  await app?.kill()
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const box = () => app.page.getByRole('textbox', { name: '동의한 뒤의 주소' })
const begin = async () => {
  const opened = (await app.openedUrls()).length
  await app.page.getByRole('textbox', { name: 'Redirect URI' }).fill(front)
  await app.page.getByText('동의한 뒤 브라우저 주소창의 주소를 복사해 붙여 넣습니다.').waitFor()
  await app.page.getByRole('button', { name: '연결하기' }).click()
  authorizeUrl = await openedUrl(app, opened)
  state = new URL(authorizeUrl).searchParams.get('state') ?? ''
  await box().waitFor()
}
const paste = async (text: string) => {
  await box().fill(text)
  await app.page.getByRole('button', { name: '확인', exact: true }).click()
}
const code = 'c'.repeat(64)

describe('pasting the redirected address', () => {
  stepByStep(() => app)

  it('asks for the address where the registered one is not this machine', async () => {
    await begin()
    expect(new URL(authorizeUrl).searchParams.get('redirectUri')).toBe(front)
    expect(state.length).toBeGreaterThanOrEqual(22)
    await app.page.getByText('동의한 뒤 열린 화면의 주소 전체를 복사해 아래에 붙여 넣으십시오.').waitFor()
  })

  it('says what is wrong with each wrong text, and goes on waiting', async () => {
    const wrong: [string, RegExp][] = [
      ['', /주소를 붙여 넣으십시오/],
      ['안녕하세요', /주소가 아닙니다/],
      [`https://other-shop.example/?code=${code}&state=${state}`, /리디렉션 주소와 다릅니다.*practice-shop\.example/],
      [`${front}?code=${code}&state=${'x'.repeat(state.length)}`, /기다리는 연결 시도의 것이 아닙니다/],
      [`${front}?code=${code}`, /state 값이 없습니다/],
      [`${front}?state=${state}`, /동의 결과\(code\)가 들어 있지 않습니다/],
      [authorizeUrl, /동의하기 전의 아임웹 화면 주소입니다/],
    ]
    for (const [text, says] of wrong) {
      await paste(text)
      await app.page.getByText(says).first().waitFor()
    }
    expect(await app.page.locator('body').innerText()).not.toContain(code)
    await app.page.getByRole('heading', { name: '브라우저에서 동의를 기다리고 있습니다' }).waitFor()
  })

  it('ends with Imweb’s own reason when the consent was refused', async () => {
    const { address } = await consent(app, authorizeUrl, '거부')
    const given = new URL(address)
    expect(given.searchParams.get('errorCode')).not.toBeNull()
    await paste(address)
    await app.page.getByRole('heading', { name: '연결하지 못했습니다' }).waitFor()
    const said = await app.page.getByRole('alert').innerText()
    expect(said).toContain(given.searchParams.get('errorCode'))
    await app.page.getByRole('button', { name: '앱 정보 고치기' }).click()
  })

  it('connects with the right one, blanks and brackets around it and all', async () => {
    await begin()
    const { address } = await consent(app, authorizeUrl)
    expect(address.startsWith(front)).toBe(true)
    await paste(`  <${address}> \n`)
    await app.page.getByRole('heading', { name: /연결했습니다/ }).waitFor()
    await synced(app)
    await goTo(app, '연결')
    await app.page.getByText(front).first().waitFor()
  })
})
