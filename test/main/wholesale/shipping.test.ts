import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf, quantityTable, stepsOf } from '../../../main/wholesale/shipping.ts'

const entry = fc.record({ quantity: fc.integer({ min: 1, max: 9999 }), won: fc.integer({ min: 0, max: 1_000_000 }) })
const written = (entries: { quantity: number; won: number }[]) =>
  entries.map(({ quantity, won }) => `${quantity}+${won}`).join('|')
const rising = fc
  .uniqueArray(entry, { selector: ({ quantity }) => quantity, minLength: 1, maxLength: 10 })
  .map((entries) => entries.sort((a, b) => a.quantity - b.quantity))

describe('tables of quantities', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(rising, (entries) => {
        expect(quantityTable(written(entries), { rising: true })).toEqual(entries)
      }),
    )
  })

  it('never throw and never give half a table, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^[\d+|., -]*$/)), (value) => {
        const table = quantityTable(value, { rising: true })
        if (table !== null) {
          expect(table.length).toBe(
            String(value)
              .split('|')
              .filter((part) => part.trim() !== '').length,
          )
        }
        expect(['bands', 'unknown']).toContain(bandsOf(value).kind)
        expect(['steps', 'unknown']).toContain(stepsOf(value).kind)
      }),
    )
  })

  it.each(['20+2350|1+2500', '1+2500|1+2600', '0+2500', '1+-5', '1+2500+3', '1+협의', '', '1'])(
    'say nothing where %j cannot be read',
    (value) => {
      expect(quantityTable(value, { rising: true })).toBeNull()
      expect(bandsOf(value)).toEqual({ kind: 'unknown' })
    },
  )

  it('repeat a single entry as its own step, and know no third one', () => {
    expect(stepsOf('5+3000')).toEqual({ kind: 'steps', first: { upTo: 5, fee: 3000 }, step: { size: 5, fee: 3000 } })
    expect(stepsOf('5+3000|5+2000|5+1000')).toEqual({ kind: 'unknown' })
  })
})
