import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Practice, startPractice } from '../../main/practice/index.ts'
import { DAY_MS, kstDayStart } from '../../shared/time.ts'
import { type CliPlace, cli } from '../support/cli.ts'

const hasKeyring = process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING !== undefined
const rule = { feeRate: 0.108, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 10 }
const ordinary = { naver: '50003404', '11st': '1001004' } as const
const COUNT = 4

/** Each command is a process of its own, as a schedule starts them: what one has met the next has to know. */
describe.runIf(hasKeyring)('a market that has refused everything is left alone by every command', () => {
  let practice: Practice
  let place: CliPlace
  let folder = ''
  let products: string[] = []
  const run = async (args: string[], input?: unknown) => {
    const result = await cli(place, args, input)
    if (result.code !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`)
    return result.json
  }
  const approved = async (market: keyof typeof ordinary) => {
    await run(['connect', market], practice.credentials[market])
    await run(['rules', 'set'], { ...rule, market })
    for (const [n, product] of products.entries()) {
      const values = { category: ordinary[market], name: `연습 상품 ${n + 1}` }
      const { items } = (await run(['listings', 'draft', '--market', market, '--product', product], values)) as {
        items: { listingId: string }[]
      }
      const listingId = items[0]?.listingId ?? ''
      expect(await run(['listings', 'approve', listingId])).toMatchObject({ approved: [listingId] })
    }
  }

  beforeAll(async () => {
    practice = await startPractice({
      runIn: 'this thread',
      ownerclan: { catalogue: { driftEveryMs: 0, arrivalEveryMs: 0, extremes: false } },
    })
    folder = mkdtempSync(join(tmpdir(), 'jangteo-cli-silence-'))
    const endpoints = join(folder, 'endpoints.json')
    writeFileSync(endpoints, JSON.stringify(practice.endpoints))
    place = { home: join(folder, 'home'), endpoints }
    await run(['connect', 'ownerclan'], practice.credentials.ownerclan)
    await run(['collect', 'ownerclan', '--limit', '80'])
    const { items } = (await run(['products', 'list', '--limit', '80', '--status', 'available'])) as {
      items: { productId: string; listable: boolean; name: string }[]
    }
    const plain = items.filter(({ listable, name }) => listable && name.length < 40)
    products = plain.slice(0, COUNT).map(({ productId }) => `ownerclan:${productId}`)
  }, 60_000)
  afterAll(async () => {
    await practice?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  it('Naver’s penalty: one call for all that wait, none from the next command, and how far it got beside the error', async () => {
    await approved('naver')
    const calls = async () => Object.values(await practice.control.naver.calls()).reduce((sum, n) => sum + n, 0)
    await practice.control.naver.penalise(true)
    const before = await calls()
    const first = await cli(place, ['listings', 'upload', '--market', 'naver'])
    expect(first).toMatchObject({ code: 1, json: { error: { code: 'NAVER_QUOTA' }, uploaded: 0, waiting: COUNT } })
    expect(await calls()).toBe(before + 1)
    for (const command of ['upload', 'sync']) {
      await cli(place, ['listings', command, '--market', 'naver'])
      expect(await calls()).toBe(before + 1)
    }
  }, 120_000)

  it('11st’s day: one create for all that wait, and nothing that leads to one until midnight in Korea', async () => {
    await approved('11st')
    const { control } = practice
    await control['11st'].fault({ kind: 'day-limit', on: 'create' })
    const asked = async (what: string) => (await control['11st'].seen()).requests[what] ?? 0
    const before = await asked('POST create')
    const first = await cli(place, ['listings', 'upload', '--market', '11st'])
    expect(first).toMatchObject({ code: 1, json: { error: { code: 'ELEVENST_DAY_LIMIT' }, waiting: COUNT } })
    expect(await asked('POST create')).toBe(before + 1)
    const looked = await asked('GET find')
    expect(looked).toBeGreaterThan(0)
    await cli(place, ['listings', 'upload', '--market', '11st'])
    expect([await asked('POST create'), await asked('GET find')]).toEqual([before + 1, looked])
    const { items } = (await run(['listings', 'list', '--market', '11st'])) as { items: { nextAttemptAt: string }[] }
    const midnight = kstDayStart(Date.now()) + DAY_MS
    for (const { nextAttemptAt } of items) {
      expect(Math.abs(Date.parse(nextAttemptAt) - midnight)).toBeLessThan(60_000)
    }
  }, 120_000)
})
