import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProductSaver } from '../../../main/products/repository-save.ts'
import type { Db } from '../../../main/store/db.ts'
import type { WholesaleProduct } from '../../../shared/product.ts'
import { tempDatabase } from '../../support/database.ts'
import { option, product } from './sample.ts'

const save = (db: Db, given: WholesaleProduct, at = 1, priceUpPercent = 5) =>
  db.transaction(() => new ProductSaver(db, { at, priceUpPercent }).save(given)).immediate()
const history = (db: Db) =>
  db.prepare('select at, field, option, before, after from product_change order by id').raw().all()
const writes = (db: Db) => db.prepare('select total_changes()').pluck().get()

describe('saving a product', () => {
  it('writes nothing where nothing changed', () => {
    const db = tempDatabase()
    expect(save(db, product()).outcome).toBe('added')
    const before = writes(db)
    expect(save(db, product(), 2).outcome).toBe('unchanged')
    expect(writes(db)).toBe(before)
  })

  it('sees through a reply that differs in nothing that is understood', () => {
    const db = tempDatabase()
    save(db, product({ raw: 'sent at 10:00' }))
    expect(save(db, product({ raw: 'sent at 10:05' }), 2).outcome).toBe('unchanged')
    expect(history(db)).toEqual([])
  })

  it('records every change of price, stock, status, options and name with both values', () => {
    const db = tempDatabase()
    const red = option({ key: 'r', name: '색상: 빨강', price: 1000, stock: 5 })
    const blue = option({ key: 'b', name: '색상: 파랑', price: 1100 })
    save(db, product({ options: [red, blue], stock: 5 }), 10)
    const green = option({ key: 'g', name: '색상: 초록', price: 900 })
    const after = product({
      name: '실리콘 주걱 2종',
      price: 900,
      stock: 0,
      status: 'soldout',
      options: [{ ...red, stock: 0, status: 'soldout', price: 1200 }, green],
    })
    expect(save(db, after, 20)).toMatchObject({ outcome: 'updated', turnedSoldOut: true })
    expect(history(db)).toEqual([
      [20, 'name', null, '실리콘 주걱', '실리콘 주걱 2종'],
      [20, 'price', null, '1000', '900'],
      [20, 'stock', null, '5', '0'],
      [20, 'status', null, 'available', 'soldout'],
      [20, 'option.price', '색상: 빨강', '1000', '1200'],
      [20, 'option.stock', '색상: 빨강', '5', '0'],
      [20, 'option.status', '색상: 빨강', 'available', 'soldout'],
      [20, 'option.added', '색상: 초록', null, '900'],
      [20, 'option.removed', '색상: 파랑', '1100', null],
    ])
  })

  it('tells unknown from zero: a price or stock that is no longer stated becomes null, not 0', () => {
    const db = tempDatabase()
    save(db, product({ stock: 5 }))
    save(db, product({ stock: null, price: null, options: [option({ price: null })] }), 2)
    expect(history(db)).toEqual([
      [2, 'price', null, '1000', null],
      [2, 'stock', null, '5', null],
    ])
  })

  it('leaves product and history as they were when its transaction fails', () => {
    const db = tempDatabase()
    save(db, product())
    const failing = () =>
      db.transaction(() => {
        new ProductSaver(db, { at: 2, priceUpPercent: 5 }).save(product({ price: 5000 }))
        throw new Error('power cut')
      })()
    expect(failing).toThrow('power cut')
    expect(history(db)).toEqual([])
    expect(db.prepare('select price from product').pluck().get()).toBe(1000)
  })

  it('brings back what was discontinued as soon as it is seen again', () => {
    const db = tempDatabase()
    const { id } = save(db, product())
    const saver = new ProductSaver(db, { at: 2, priceUpPercent: 5 })
    expect(db.transaction(() => saver.discontinue(id))()).toBe(true)
    expect(db.transaction(() => saver.discontinue(id))()).toBe(false)
    expect(save(db, product(), 3).outcome).toBe('updated')
    expect(history(db)).toEqual([
      [2, 'status', null, 'available', 'discontinued'],
      [3, 'status', null, 'discontinued', 'available'],
    ])
  })

  it('ends at the same rows whatever order states came in before the last', () => {
    const states = fc.array(
      fc.record({
        price: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
        stock: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
        status: fc.constantFrom('available' as const, 'soldout' as const),
        name: fc.constantFrom('가나', '다라마'),
        options: fc
          .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
          .map((keys) => keys.map((key) => option({ key, name: key }))),
        categoryPath: fc.constantFrom<string[]>(['가'], ['가', '나'], []),
      }),
      { minLength: 1, maxLength: 6 },
    )
    const rows = (db: Db) => ({
      product: db
        .prepare(`select product.name, price, stock, status, options.keys, c.path from product
          left join product_category c on c.id = category
          left join (select product, group_concat(key) as keys from product_option group by product) options on options.product = product.id`)
        .all(),
      found: db.prepare(`select rowid from product_search where product_search match '"가나"'`).all().length,
    })
    fc.assert(
      fc.property(states, (given) => {
        const walked = tempDatabase()
        for (const [at, state] of given.entries()) save(walked, product(state), at)
        const straight = tempDatabase()
        save(straight, product(given.at(-1) ?? {}))
        expect(rows(walked)).toEqual(rows(straight))
        // And the history leads from the first price to the last, step by step.
        const prices = walked
          .prepare(`select before, after from product_change where field = 'price' order by id`)
          .raw()
          .all() as [string | null, string | null][]
        let price = given[0]?.price ?? null
        for (const [before, after] of prices) {
          expect(before).toBe(price === null ? null : String(price))
          price = after === null ? null : Number(after)
        }
        expect(price).toBe(given.at(-1)?.price ?? null)
        walked.close()
        straight.close()
      }),
      { numRuns: 25 },
    )
  })
})

describe('the inbox', () => {
  const kinds = (db: Db) =>
    db.prepare('select kind, before, after from product_inbox where done_at is null').raw().all()
  const watch = (db: Db) => db.exec('update product set watched = 1')

  it('hears only of products that matter', () => {
    const db = tempDatabase()
    save(db, product())
    save(db, product({ status: 'soldout' }), 2)
    expect(kinds(db)).toEqual([])
    watch(db)
    save(db, product(), 3)
    expect(kinds(db)).toEqual([['restocked', null, null]])
  })

  it('hears of a price rise beyond the limit, and of none within it', () => {
    const db = tempDatabase()
    save(db, product())
    watch(db)
    save(db, product({ price: 1050 }), 2)
    expect(kinds(db)).toEqual([])
    save(db, product({ price: 1103 }), 3)
    expect(kinds(db)).toEqual([['price_up', '1050', '1103']])
  })

  it('keeps only the last word about being sold out', () => {
    const db = tempDatabase()
    const { id } = save(db, product())
    watch(db)
    save(db, product({ status: 'soldout' }), 2)
    expect(kinds(db)).toEqual([['sold_out', null, null]])
    save(db, product(), 3)
    expect(kinds(db)).toEqual([['restocked', null, null]])
    new ProductSaver(db, { at: 4, priceUpPercent: 5 }).discontinue(id)
    expect(kinds(db)).toEqual([['discontinued', 'available', 'discontinued']])
  })
})
