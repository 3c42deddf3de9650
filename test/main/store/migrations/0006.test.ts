import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

it('adds when products were last read to a database of version 5 and leaves what it holds alone', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 5)
  db.exec(`insert into product_shipping (id, terms) values (1, '{}');
    insert into product (wholesaler, product_id, name, status, minimum_quantity, tax_free, adult_only, bars, shipping,
      watched, first_seen_at, updated_at, content_hash, raw_hash)
      values ('domeggook', '30000001', '우산', 'available', 1, 0, 0, 0, 1, 2, 0, 0, x'', x'')`)
  const products = db.prepare('select * from product').all()
  migrate(db, 6)
  expect(schemaVersion(db)).toBe(6)
  expect(db.prepare('select * from product').all()).toEqual(products)
  expect(db.prepare('select * from product_read').all()).toEqual([])
  const plan = db.prepare(`explain query plan select 1 from product where wholesaler = 'x' and watched <> 0`).all()
  expect(JSON.stringify(plan)).toContain('product_watched')
  db.exec('insert into product_read (product, read_at, asked_at) values (1, null, 5); delete from product')
  expect(db.prepare('select * from product_read').all()).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})
