import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { said } from '../../../renderer/pages/approvals/delivery.ts'
import { shownBins } from '../../../renderer/pages/settings/rules/histogram.ts'
import { fractionOf, percentOf } from '../../../renderer/pages/settings/rules/percent.ts'
import {
  emptyForm,
  firstForm,
  formOf,
  isWhole,
  targetParts,
  valuesOf,
} from '../../../renderer/pages/settings/rules/ruleForm.ts'
import { textOfFile } from '../../../renderer/pages/settings/rules/textOfFile.ts'
import { textOf, wordsOf } from '../../../renderer/pages/settings/rules/words.ts'

describe('a rate', () => {
  it('is typed in percent and stored as exactly that fraction', () => {
    expect(fractionOf('10.8')).toBe(0.108)
    expect(fractionOf('5.85')).toBe(0.0585)
    expect(fractionOf('')).toBeNull()
    expect(fractionOf('열')).toBeNull()
  })

  it('comes back as it was typed, for every percentage of four decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (n) => {
        const typed = String(n / 10_000)
        expect(String(percentOf(fractionOf(typed) ?? -1))).toBe(typed)
      }),
    )
  })
})

describe('the form of a rule', () => {
  it('says only what was given: an exception inherits the rest', () => {
    expect(valuesOf({ ...emptyForm, targetMarginRate: '24' })).toEqual({ targetMarginRate: 0.24 })
    expect(valuesOf(emptyForm)).toEqual({})
  })

  it('shows a stored rule as it was entered', () => {
    const rule = {
      feeRate: 0.108,
      targetMarginRate: 0.2,
      minMarginRate: 0.1,
      shipping: 0,
      roundTo: 100,
      roundDirection: 'up',
      minPrice: 9900,
    } as const
    expect(valuesOf(formOf(rule))).toEqual(rule)
  })

  it('keeps a shipping of 0 apart from none', () => {
    expect(formOf({ shipping: 0 }).shipping).toBe('0')
    expect(formOf({}).shipping).toBe('')
  })

  it('is whole for a market only with its fee, which nobody may guess', () => {
    expect(isWhole(firstForm)).toBe(false)
    expect(isWhole({ ...firstForm, feeRate: '10.8' })).toBe(true)
  })

  it('reads the target of a category whose names hold colons', () => {
    expect(targetParts('ownerclan:컵: 머그 > 도자기')).toEqual({ wholesaler: 'ownerclan', rest: '컵: 머그 > 도자기' })
    expect(targetParts('zentrade')).toEqual({ wholesaler: 'zentrade', rest: '' })
  })
})

describe('words of the lists', () => {
  const words = (text: string) => wordsOf(text).map(({ word, reason }) => (reason === '' ? word : `${word}=${reason}`))
  it('are one per line, each once, without blanks around them', () => {
    expect(words(' 나이키 \n\n정품\r\n나이키\n')).toEqual(['나이키', '정품'])
  })

  it('come with their reason from a box, a sheet or a file with a header, and stand in the box as they were read', () => {
    expect(words('낱말,이유\n나이키,상표, 쓰지 않음\n"캐논, 정품","말 ""그대로"""\n정품\t확인')).toEqual([
      ...['나이키=상표, 쓰지 않음', '캐논, 정품=말 "그대로"', '정품=확인'],
    ])
    expect(words('낱말')).toEqual(['낱말'])
    const read = wordsOf('나이키,상표\n"캐논, 정품",확인\n정품')
    expect(wordsOf(textOf(read))).toEqual(read)
  })

  it('are read from what Korean Excel saves as well as from UTF-8', async () => {
    expect(await textOfFile(new Blob(['나이키']))).toBe('나이키')
    expect(await textOfFile(new Blob([new Uint8Array([0xb3, 0xaa, 0xc0, 0xcc, 0xc5, 0xb0])]))).toBe('나이키')
  })
})

describe('the margins as bars', () => {
  const bins = (counts: number[]) => counts.map((count, i) => ({ from: i / 20, to: (i + 1) / 20, count }))
  it('begin and end where there is something, with neighbours for a lonely bar', () => {
    expect(shownBins(bins([0, 0, 3, 0, 5, 2, 0])).map(({ count }) => count)).toEqual([3, 0, 5, 2])
    expect(shownBins(bins([0, 0, 0, 7, 0, 0, 0]))).toHaveLength(4)
    expect(shownBins(bins([0, 0]))).toEqual([])
  })
})

describe('a delivery of a template', () => {
  it('loses what was taken out, so that it is derived again', () => {
    expect(said({ returnFee: undefined, courier: 'cj', outboundPlace: null })).toEqual({
      courier: 'cj',
      outboundPlace: null,
    })
  })
})
