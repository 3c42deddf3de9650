import { describe, expect, it } from 'vitest'
import { failure, HOLDER, how, ready, setUp } from './support.ts'

describe('look-ups after an interruption', () => {
  const BACK_MS = 20 * 60_000
  const counts = (control: Awaited<ReturnType<typeof setUp>>['control']) => control.seen().requests['GET byTime'] ?? 0

  it('share the answers about the windows in which all of them were sent, without the header for slow calls', async () => {
    const { adapter, control, time } = await setUp({ visibleMs: 3_600_000 })
    const skus = ['JT-1', 'JT-2', 'JT-3', 'JT-4', 'JT-5', 'JT-6', 'JT-7', 'JT-8']
    for (const sku of skus.slice(0, 4)) {
      const { content, ...context } = await ready(adapter, HOLDER, { sku })
      await adapter.create(content, context, how)
    }
    const search = { createdAfter: time.clock.now() - BACK_MS, overBy: time.clock.now() }
    const found = await Promise.all(skus.map((sku) => adapter.findBySku(sku, search, how)))
    expect(found.map((listings) => listings.map(({ ref }) => ref.sku))).toEqual([
      ...skus.slice(0, 4).map((sku) => [sku]),
      ...[[], [], [], []],
    ])
    expect(counts(control)).toBeLessThanOrEqual(4)
    expect(control.misuse()).toEqual([])
  })

  it('never take an answer that was asked for before the create was over, nor an old one', async () => {
    const { adapter, control, time } = await setUp({ visibleMs: 3_600_000 })
    const look = (overBy?: number) =>
      adapter.findBySku(
        'JT-1',
        { createdAfter: time.clock.now() - BACK_MS, ...(overBy === undefined ? {} : { overBy }) },
        how,
      )
    const first = time.clock.now()
    await look(first)
    const each = counts(control)
    time.pass(1000)
    const { content, ...context } = await ready(adapter)
    await adapter.create(content, context, how)
    expect(await look(first)).toEqual([])
    expect(counts(control)).toBe(each)
    expect(await look(time.clock.now())).toHaveLength(1)
    expect(counts(control)).toBe(2 * each)
    // The second look of one listing is 15 seconds later, and sees with its own eyes.
    time.pass(15_000)
    await look(first)
    expect(counts(control)).toBe(3 * each)
    time.pass(1000)
    await look()
    expect(counts(control)).toBe(4 * each)
  })

  it('do not carry over an answer that failed', async () => {
    const { adapter, control, time } = await setUp({ visibleMs: 3_600_000 })
    control.fault({ kind: 'drop', on: 'byTime', times: 3 })
    const search = { createdAfter: time.clock.now() - 60_000, overBy: time.clock.now() }
    await failure(adapter.findBySku('JT-1', search, how))
    expect(await adapter.findBySku('JT-1', search, how)).toEqual([])
  })
})
