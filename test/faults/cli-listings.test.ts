import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Practice, startPractice } from '../../main/practice/index.ts'
import { type CliPlace, cli } from '../support/cli.ts'

const markets = ['coupang', 'naver', '11st'] as const
type Market = (typeof markets)[number]

interface Item {
  listingId: string
  state: string
  outcome: string | null
  marketProductId: string | null
  price: number
  stock: number
  lastError?: { code: string; message: string }
  readiness: { level: string; reasons: { code: string; field: string; message: string }[] }
}

const hasKeyring = process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING !== undefined

/** Categories of the practice markets into which an ordinary product fits. */
const ordinary: Record<Market, string> = { coupang: '70024', naver: '50003404', '11st': '1001004' }
/** What a market demands that no product states: Coupang's purchase options. */
const demanded: Partial<Record<Market, { fields: Record<string, string> }>> = { coupang: { fields: { 색상: '블랙' } } }
const rule = { feeRate: 0.108, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 10 }

describe.runIf(hasKeyring)('a product from the wholesaler to the markets by the command line', () => {
  let practice: Practice
  let place: CliPlace
  let product: string
  let folder = ''
  const run = async (args: string[], input?: unknown) => {
    const result = await cli(place, args, input)
    if (result.code !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`)
    return result.json
  }
  const items = (json: Record<string, unknown>) => json.items as Item[]
  const of = async (market: Market, listingId: string) => {
    const found = items(await run(['listings', 'list', '--market', market])).find((one) => one.listingId === listingId)
    if (found === undefined) throw new Error(`no listing ${listingId}`)
    return found
  }
  const onMarket = async (market: Market) => (await practice.control[market].products()).length

  beforeAll(async () => {
    practice = await startPractice({
      runIn: 'this thread',
      ownerclan: { catalogue: { driftEveryMs: 0, arrivalEveryMs: 0, extremes: false } },
      coupang: { reviewMs: 3_600_000 },
    })
    folder = mkdtempSync(join(tmpdir(), 'jangteo-cli-listings-'))
    const endpoints = join(folder, 'endpoints.json')
    writeFileSync(endpoints, JSON.stringify(practice.endpoints))
    place = { home: join(folder, 'home'), endpoints }
    await run(['connect', 'ownerclan'], practice.credentials.ownerclan)
    await run(['collect', 'ownerclan', '--limit', '80'])
    const { items: products } = (await run(['products', 'list', '--limit', '80'])) as {
      items: { productId: string; status: string; listable: boolean; name: string; price: number; options: unknown[] }[]
    }
    const plain = products.filter(
      ({ status, listable, name }) => status === 'available' && listable && name.length < 40,
    )
    product = `ownerclan:${plain[0]?.productId}`
  }, 60_000)
  afterAll(async () => {
    await practice?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  it('refuses a draft before the market is connected, and before its rule is set the price says why', async () => {
    const early = await cli(place, ['listings', 'draft', '--market', 'coupang', '--product', product])
    expect(early.code).toBe(1)
    expect(early.json.error).toMatchObject({ code: 'MARKET_NOT_CONNECTED' })

    for (const market of markets) {
      expect(await run(['connect', market], practice.credentials[market])).toEqual({
        service: market,
        state: 'connected',
      })
    }
    const [unpriced] = items(await run(['listings', 'draft', '--market', 'coupang', '--product', product]))
    expect(unpriced?.readiness.level).toBe('red')
    expect(unpriced?.readiness.reasons.map(({ code, field }) => `${code} ${field}`)).toContain('PRICE_NO_RULE price')
    expect(await run(['listings', 'approve', unpriced?.listingId ?? ''])).toMatchObject({
      approved: [],
      refused: [{ listingId: unpriced?.listingId }],
    })
    const bad = await cli(place, ['rules', 'set'], { ...rule, market: 'coupang', feeRate: 0.9 })
    expect(bad.code).toBe(1)
  })

  it.each(markets)(
    'walks on %s: draft, a red one mended, approved, sent once although the answer is lost, sold out, restocked',
    async (market) => {
      const control = practice.control[market]
      await run(['rules', 'set'], { ...rule, market })
      const key = product.split(':')[1] ?? ''

      const named = { category: ordinary[market], name: '가'.repeat(120) }
      const [red] = items(await run(['listings', 'draft', '--market', market, '--product', product], named))
      if (red === undefined) throw new Error('no draft')
      expect(red.readiness.level).toBe('red')
      expect(red.readiness.reasons.map(({ code, field }) => `${code} ${field}`)).toContain('NAME_TOO_LONG name')
      const mended = { category: ordinary[market], name: '연습 상품', ...demanded[market] }
      const [draft] = items(await run(['listings', 'draft', '--market', market, '--product', product], mended))
      expect(draft?.listingId).toBe(red.listingId)
      expect(draft?.readiness.level).not.toBe('red')

      // Nothing is on its way before it was approved.
      expect(await run(['listings', 'upload', '--market', market])).toMatchObject({ uploaded: 0 })
      expect(await onMarket(market)).toBe(0)

      expect(await run(['listings', 'approve', red.listingId])).toEqual({ approved: [red.listingId], refused: [] })
      await control.faultByName('create:lost', 1)
      const sent = await run(['listings', 'upload', '--market', market])
      expect(Number(sent.uploaded) + Number(sent.unresolved)).toBe(1)
      await control.advance(120_000)
      const again = await run(['listings', 'upload', '--market', market])
      expect(again).toMatchObject({ rejected: 0 })
      expect(await onMarket(market)).toBe(1)

      let listing = await of(market, red.listingId)
      if (listing.state === 'unresolved') {
        await run(['listings', 'sync', '--market', market])
        listing = await of(market, red.listingId)
      }
      expect(['in_review', 'on_sale']).toContain(listing.state)
      expect(listing).toMatchObject({ outcome: 'ok' })
      expect(await onMarket(market)).toBe(1)
      if (listing.state === 'in_review') await practice.control.coupang.approve(listing.marketProductId ?? '')
      await run(['listings', 'sync', '--market', market])
      expect((await of(market, red.listingId)).state).toBe('on_sale')

      await practice.control.ownerclan.setProduct(key, { soldOut: true })
      await run(['collect', 'ownerclan', '--key', key])
      expect(await run(['listings', 'sync', '--market', market])).toMatchObject({ rejected: 0 })
      expect(['sold_out', 'stopped']).toContain((await of(market, red.listingId)).state)
      expect((await of(market, red.listingId)).stock).toBe(0)

      await practice.control.ownerclan.setProduct(key, { soldOut: false })
      await run(['collect', 'ownerclan', '--key', key])
      await run(['listings', 'sync', '--market', market])
      const back = await of(market, red.listingId)
      expect(back.state).toBe('on_sale')
      expect(back.stock).toBeGreaterThan(0)

      // Drafting it again never makes a second one.
      await cli(place, ['listings', 'draft', '--market', market, '--product', product], mended)
      await run(['listings', 'upload', '--market', market])
      expect(await onMarket(market)).toBe(1)
      const report = (await run(['report'])) as { listings: Record<string, Record<string, number>> }
      expect(report.listings[market]).toMatchObject({ on_sale: 1 })
    },
    120_000,
  )

  it('tells a refused review with the market’s words, and a removed key ends with what to do', async () => {
    const { items: products } = (await run(['products', 'list', '--limit', '80'])) as {
      items: { productId: string; status: string; listable: boolean; name: string }[]
    }
    const other = products.filter(
      ({ status, listable, name }) => status === 'available' && listable && name.length < 40,
    )[1]
    const draft = items(
      await run(['listings', 'draft', '--market', 'coupang', '--product', `ownerclan:${other?.productId}`], {
        category: ordinary.coupang,
        name: '두 번째 연습 상품',
        ...demanded.coupang,
      }),
    )[0]
    await run(['listings', 'approve', draft?.listingId ?? ''])
    await run(['listings', 'upload', '--market', 'coupang'])
    const sent = await of('coupang', draft?.listingId ?? '')
    await practice.control.coupang.refuse(sent.marketProductId ?? '', '상표권을 확인할 수 없습니다')
    await run(['listings', 'sync', '--market', 'coupang'])
    const refused = await of('coupang', draft?.listingId ?? '')
    expect(refused).toMatchObject({ state: 'rejected', outcome: 'rejected' })
    expect(refused.lastError?.message).toContain('상표권을 확인할 수 없습니다')

    await practice.control.coupang.denyIp(true)
    const shut = await cli(place, ['listings', 'sync', '--market', 'coupang'])
    expect(shut.code).toBe(1)
    expect(shut.stderr).toMatch(/error COUPANG_IP: .+ — .+/)
    const { connections } = (await run(['status'])) as { connections: { service: string; state: string }[] }
    expect(connections.find(({ service }) => service === 'coupang')).toMatchObject({ state: 'needs_setup' })
    await practice.control.coupang.denyIp(false)
    await run(['listings', 'sync', '--market', 'coupang'])
  }, 60_000)
})
