import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as read from '../../../main/net/readers.ts'

const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true })

describe('readers', () => {
  it('never throw, but for a price below nothing', () => {
    fc.assert(
      fc.property(anything, (value) => {
        for (const reader of [
          read.text,
          read.markup,
          read.keyOf,
          read.count,
          read.stock,
          read.pictures,
          read.texts,
          read.raws,
          read.yes,
        ]) {
          reader(value)
        }
        try {
          read.cost(value, 'price')
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(read.Unreadable)
        }
      }),
    )
  })

  it.each([
    ['1,200원', 1200],
    ['1200', 1200],
    [1199.2, 1200],
    ['협의', null],
    ['가격문의', null],
    ['0', null],
    [0, null],
    ['', null],
    [null, null],
    ['12abc', null],
    ['1,20', null],
  ])('reads the price %j as %j', (value, won) => expect(read.cost(value, 'price')).toBe(won))

  it.each([-1, '-500'])('refuses the price %j', (value) => {
    expect(() => read.cost(value, 'price')).toThrow(read.Unreadable)
  })

  it.each([
    [9999, null],
    ['9999', null],
    ['99999', null],
    [999, 999],
    ['310', 310],
    [-3, 0],
    [undefined, null],
    ['충분', null],
  ])('reads the stock %j as %j', (value, pieces) => expect(read.stock(value)).toBe(pieces))

  it('keeps only addresses that can be fetched', () => {
    expect(
      read.pictures([
        'https://a.example/1.jpg',
        'htp:/고장',
        '//b.example/2.jpg',
        'javascript:alert(1)',
        'https://u:p@c.example/3.jpg',
        'https://a.example/1.jpg',
        7,
      ]),
    ).toEqual(['https://a.example/1.jpg', 'https://b.example/2.jpg'])
  })
})
