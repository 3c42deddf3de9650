import { expect, it, onTestFinished } from 'vitest'
import { createEleventhStreetAdapter, createEleventhStreetHttp } from '../../../../main/market/eleventh-street/index.ts'
import { MarketError } from '../../../../main/market/errors.ts'
import type { EleventhStreetFault } from '../../../../main/practice/eleventh-street/faults.ts'
import { startPracticeEleventhStreet } from '../../../../main/practice/eleventh-street/index.ts'
import { dayCountInMemory } from '../../../../main/store/day-count.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { calm, content, filled, silent } from './harness.ts'

const faults: readonly (EleventhStreetFault | null)[] = [
  null,
  'lost',
  'drop',
  '500',
  'cut',
  'truncated',
  '504',
  'too-many',
  'maintenance',
  null,
]

it('makes each of 300 products once, whatever is lost on the way, when unknown results are looked up first', async () => {
  const time = jumpingTime()
  const practice = await startPracticeEleventhStreet({ clock: time.clock, limits: null, visibleAfterMs: 5000 })
  onTestFinished(() => practice.close())
  const adapter = createEleventhStreetAdapter({
    http: createEleventhStreetHttp({ baseUrl: practice.url, clock: time.clock, sleep: time.sleep, unlimited: true }),
    credentials: () => Promise.resolve(practice.credentials),
    clock: time.clock,
    log: silent,
    // A flood knows no days.
    dailyCounter: { ...dayCountInMemory(), today: () => 0 },
    sleep: time.sleep,
    random: () => 0.5,
  })
  const category = practice.control.categories().find(({ leaf, name }) => leaf && name === '장우산')?.code ?? ''
  const form = await adapter.form(category, calm())
  const places = await adapter.places(calm())
  const links = new Map<string, string>()
  for (let number = 0; number < 300; number += 1) {
    const sku = `FLOOD-${number}`
    const draft = filled(content({ sku, category }), form)
    for (let turn = 0; !links.has(sku); turn += 1) {
      const kind = faults[(number * 7 + turn * 3) % faults.length] ?? null
      if (kind !== null) practice.control.fault({ kind, on: 'create', times: 1 })
      try {
        links.set(sku, (await adapter.create(draft, { form, places }, calm())).ref.marketProductId)
      } catch (thrown) {
        if (!(thrown instanceof MarketError)) throw thrown
        time.pass(adapter.capabilities.findableAfterMs)
        const [found] = thrown.kind === 'unknown' ? await adapter.findBySku(sku, { createdAfter: null }, calm()) : []
        if (found !== undefined) links.set(sku, found.ref.marketProductId)
      }
      practice.control.clearFaults()
    }
  }
  const made = practice.control.products()
  expect(made).toHaveLength(300)
  expect(new Map(made.map(({ sellerPrdCd, prdNo }) => [sellerPrdCd, prdNo]))).toEqual(links)
})
