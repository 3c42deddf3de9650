import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../../../../main/practice/catalogue/catalogue.ts'
import { oddPlaces } from '../../../../main/practice/catalogue/odd.ts'

const NOW = Date.UTC(2026, 10, 21)
const HOUR = 3_600_000
const moment = fc.integer({ min: NOW, max: NOW + 60 * 24 * HOUR })
const index = fc.integer({ min: 0, max: 3999 }).filter((at) => at !== oddPlaces['ten-thousand-options'])

describe('the invented goods', () => {
  it('are the same for the same seed, index and time, and others for another seed', () => {
    const [a, b, c] = [createCatalogue({ seed: 7 }), createCatalogue({ seed: 7 }), createCatalogue({ seed: 8 })]
    fc.assert(
      fc.property(index, moment, (at, now) => {
        expect(a.at(at, now)).toEqual(b.at(at, now))
      }),
    )
    const names = (of: typeof a) => Array.from({ length: 50 }, (_, at) => of.facts(at).name)
    expect(names(a)).not.toEqual(names(c))
  })

  it('stay as they are from changedAt on until the next turn', () => {
    const goods = createCatalogue({ seed: 7 })
    fc.assert(
      fc.property(index, moment, fc.integer({ min: 1, max: 100 * HOUR }), (at, now, later) => {
        const [before, after] = [goods.at(at, now), goods.at(at, now + later)]
        expect(before.changedAt).toBeLessThanOrEqual(now)
        if (goods.turns(at, now, now + later).length === 0) expect(after).toEqual(before)
        if (after.changedAt === before.changedAt) expect(after).toEqual(before)
      }),
    )
  })

  it('change while they are watched: prices, stock, sold out and back', () => {
    const goods = createCatalogue({ seed: 7 })
    const differ = (what: (at: number, now: number) => unknown, hours: number) =>
      Array.from({ length: 1000 }, (_, at) => at).filter((at) => what(at, NOW) !== what(at, NOW + hours * HOUR)).length
    expect(differ((at, now) => goods.at(at, now).price, 24 * 7)).toBeGreaterThan(300)
    expect(differ((at, now) => goods.at(at, now).status, 24 * 7)).toBeGreaterThan(10)
    expect(goods.count(NOW + 24 * HOUR)).toBe(goods.count(NOW) + 4)
  })

  it('stand still when nothing drifts', () => {
    const goods = createCatalogue({ seed: 7, driftEveryMs: 0, arrivalEveryMs: 0 })
    expect(goods.count(NOW + 900 * HOUR)).toBe(4000)
    expect(goods.at(5, NOW + 900 * HOUR)).toEqual(goods.at(5, NOW))
  })

  it('hold one of each oddity in a known place', () => {
    const goods = createCatalogue({ seed: 7 })
    const at = (kind: keyof typeof oddPlaces) => goods.at(oddPlaces[kind], NOW)
    expect(goods.description(oddPlaces['huge-description']).length).toBeGreaterThanOrEqual(5 * 1024 * 1024)
    expect(at('ten-thousand-options').options).toHaveLength(10_000)
    expect(at('zero-won').price).toBe(0)
    expect(at('price-on-request').price).toBeNull()
    expect(at('odd-name').name).toContain('똠')
    expect(at('negative-stock').options[0]?.stock).toBeLessThan(0)
    expect(at('no-pictures').images).toEqual([])
    expect(
      createCatalogue({ seed: 7, extremes: false }).at(oddPlaces['ten-thousand-options'], NOW).options.length,
    ).toBeLessThan(100)
  })

  it('can all be written in CP949 where that is asked for', () => {
    const goods = createCatalogue({ seed: 7, charset: 'uhc', extremes: false })
    for (let at = 0; at < 2000; at += 1) {
      const text = JSON.stringify(goods.facts(at)) + goods.description(at)
      expect(iconv.decode(iconv.encode(text, 'cp949'), 'cp949')).toBe(text)
    }
  })
})
