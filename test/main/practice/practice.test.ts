import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticeStart, startPractice, workerFile } from '../../../main/practice/index.ts'
import { rememberedPorts, rememberPorts } from '../../../main/practice/ports.ts'
import { tempFolder } from '../../support/temp.ts'

const start = async (options: PracticeStart = {}) => {
  const practice = await startPractice({ imweb: { orders: 50, limits: null, arrivalEveryMs: 0 }, ...options })
  onTestFinished(() => practice.close())
  return practice
}

describe.each(['worker', 'this thread'] as const)('the practice services in %s', (runIn) => {
  it('tell where they are and what opens them, and obey their control', async () => {
    const practice = await start({ runIn })
    expect(practice.runsIn).toBe(runIn)
    expect(practice.endpoints.imweb).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(practice.credentials.imweb.clientSecret).toMatch(/^[0-9a-f]{64}$/)
    const { accessToken } = await practice.control.imweb.issueTokens()
    const ask = () =>
      fetch(`${practice.endpoints.imweb}/site-info`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect((await ask()).status).toBe(200)
    await practice.control.imweb.fault({ kind: '500', times: 1 })
    expect((await ask()).status).toBe(500)
    const added = await practice.control.imweb.addOrder({ ordererName: '손님' })
    expect(await practice.control.imweb.orders({ offset: 0, limit: 1 })).toEqual([added])
    await expect(practice.control.imweb.changeOrder(1, 'ship')).rejects.toThrow()
    await expect(practice.control.imweb.faultByName('storm', 1)).rejects.toThrow()
    expect((await practice.control.imweb.seen()).requests).toEqual({ 'GET /site-info': 2 })
  })

  it('stop when closed, and say that it was wanted', async () => {
    const practice = await start({ runIn })
    await practice.close()
    expect(await practice.ended).toEqual({ unexpected: false })
    await expect(fetch(`${practice.endpoints.imweb}/site-info`)).rejects.toThrow()
  })

  it('come back on the same port with the same tokens', async () => {
    const folder = tempFolder('practice')
    const first = await start({ runIn, folder })
    const { accessToken } = await first.control.imweb.issueTokens()
    await first.close()
    const second = await start({ runIn, folder })
    expect(second.endpoints).toEqual(first.endpoints)
    expect(second.credentials).toEqual(first.credentials)
    const answer = await fetch(`${second.endpoints.imweb}/orders?page=1&limit=1`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(answer.status).toBe(200)
  })

  it('take another port when theirs is busy, and remember that one', async () => {
    const folder = tempFolder('practice')
    const first = await start({ runIn, folder })
    const second = await start({ runIn, folder })
    expect(second.endpoints.imweb).not.toBe(first.endpoints.imweb)
    expect(rememberedPorts(folder).imweb).toBe(Number(new URL(second.endpoints.imweb).port))
  })
})

describe('where the services run', () => {
  it('is the built worker beside the bundle or above its chunks, before the source, else nowhere', () => {
    const folder = tempFolder('practice')
    const chunks = join(folder, 'chunks')
    mkdirSync(chunks)
    expect(workerFile(folder)).toBeNull()
    writeFileSync(join(folder, 'worker.ts'), '')
    expect(workerFile(folder)).toBe(join(folder, 'worker.ts'))
    expect(workerFile(chunks)).toBeNull()
    writeFileSync(join(folder, 'practice-worker.js'), '')
    expect(workerFile(folder)).toBe(join(folder, 'practice-worker.js'))
    expect(workerFile(chunks)).toBe(join(folder, 'practice-worker.js'))
    expect(workerFile()).toMatch(/main[/\\]practice[/\\]worker\.ts$/)
  })
})

describe('remembered ports', () => {
  it('survive, and nothing else is believed', () => {
    const folder = tempFolder('practice')
    expect(rememberedPorts(folder)).toEqual({})
    rememberPorts(folder, { imweb: 45_000 })
    expect(rememberedPorts(folder)).toEqual({ imweb: 45_000 })
    for (const text of ['', '[', 'null', '7']) {
      writeFileSync(join(folder, 'ports.json'), text)
      expect(rememberedPorts(folder)).toEqual({})
    }
    writeFileSync(join(folder, 'ports.json'), '{"imweb":80,"naver":"45000","zentrade":45001}')
    expect(rememberedPorts(folder)).toEqual({ zentrade: 45_001 })
  })
})
