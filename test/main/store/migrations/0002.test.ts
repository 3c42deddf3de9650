import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

const tables = (db: InstanceType<typeof Sqlite>) =>
  (db.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all() as string[]).filter(
    (name) => !name.startsWith('sqlite_'),
  )

it('adds the product tables to a database of version 1 and leaves what it holds alone', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 1)
  const before = tables(db)
  db.prepare(`insert into setting (key, value, updated_at) values ('theme', '"dark"', 5)`).run()
  db.prepare(`insert into product_name (product_no, name) values ('12', '머그')`).run()

  migrate(db, 2)

  expect(schemaVersion(db)).toBe(2)
  expect(tables(db).filter((name) => !before.includes(name) && !name.startsWith('product_search_'))).toEqual([
    'call_count',
    'call_pause',
    'collect_plan',
    'product',
    'product_ban',
    'product_category',
    'product_change',
    'product_edit',
    'product_inbox',
    'product_missing',
    'product_option',
    'product_payload',
    'product_search',
    'product_shipping',
  ])
  expect(db.prepare('select * from setting').all()).toEqual([{ key: 'theme', value: '"dark"', updated_at: 5 }])
  expect(db.prepare('select * from product_name').all()).toEqual([{ id: 1, product_no: '12', name: '머그' }])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('refuses a product that costs nothing, a stock below zero, and the same product twice', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 2)
  db.exec(`insert into product_shipping (terms) values ('{}')`)
  const insert = (productId: string, price: number | null, stock: number | null) =>
    db
      .prepare(`insert into product (wholesaler, product_id, name, price, stock, status, minimum_quantity, tax_free,
        adult_only, bars, shipping, first_seen_at, updated_at, content_hash, raw_hash)
        values ('zentrade', ?, '이름', ?, ?, 'available', 1, 0, 0, 0, 1, 0, 0, x'', x'')`)
      .run(productId, price, stock)
  insert('001', 100, null)
  expect(() => insert('002', 0, null)).toThrow(/CHECK/)
  expect(() => insert('002', 100, -1)).toThrow(/CHECK/)
  expect(() => insert('001', 200, 3)).toThrow(/UNIQUE/)
})
