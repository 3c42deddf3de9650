import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

const opened = () => {
  const db = new Sqlite(':memory:')
  migrate(db, 4)
  db.exec(`insert into product_shipping (id, terms) values (1, '{}')`)
  db.exec(`insert into product (id, wholesaler, product_id, name, price, status, minimum_quantity, tax_free, adult_only,
      bars, shipping, first_seen_at, updated_at, content_hash, raw_hash)
    values (1, 'zentrade', 'P1', '국자', 1000, 'available', 1, 0, 0, 0, 1, 0, 0, x'00', x'00')`)
  const add =
    db.prepare(`insert into listing (id, listing_id, market, account, wholesaler, product_id, sku, state, name,
      search, option_count, content_hash, level, created_at, updated_at, content)
    values (?, ?, ?, 'A1', 'zentrade', 'P1', ?, ?, '국자', '', 0, 'h', 'green', 0, 0, '{}')`)
  add.run(1, 'L1', 'coupang', 'S1', 'draft')
  add.run(2, 'L2', 'naver', 'S2', 'approved')
  add.run(3, 'L3', '11st', 'S3', 'on_sale')
  return db
}
const stale = (db: InstanceType<typeof Sqlite>) =>
  db.prepare('select listing, n from listing_stale order by listing').all()
const markets = (db: InstanceType<typeof Sqlite>) =>
  db.prepare('select market from listing_stale_market order by market').pluck().all()

it('marks what is not on its market when its product changes, and leaves what is stored alone', () => {
  const db = opened()
  const before = db.prepare('select * from listing').all()
  migrate(db, 5)
  expect(schemaVersion(db)).toBe(5)
  expect(stale(db)).toEqual([])
  db.exec(`update product set updated_at = 5, content_hash = x'00' where id = 1`)
  expect(stale(db)).toEqual([])
  db.exec(`update product set content_hash = x'01' where id = 1`)
  db.exec(`update product set status = 'soldout' where id = 1`)
  const twice = [1, 2].map((listing) => ({ listing, n: 2 }))
  expect(stale(db)).toEqual(twice)
  db.exec(`insert into product_edit (product, field, value, at) values (1, 'maker', '"가"', 0)`)
  db.exec(`update product_edit set value = '"나"'`)
  db.exec('delete from product_edit')
  expect(stale(db)).toEqual([1, 2].map((listing) => ({ listing, n: 5 })))
  expect(db.prepare('select * from listing').all()).toEqual(before)
  db.exec('delete from listing where id = 1')
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('says of a market that its rules or its template changed, and of all that the ban list did', () => {
  const db = opened()
  migrate(db, 5)
  db.exec(`insert into price_rule (market, scope, target, rule, updated_at) values ('coupang', 'market', '', '{}', 0)`)
  expect(markets(db)).toEqual(['coupang'])
  db.exec('delete from listing_stale_market')
  db.exec(`update price_rule set updated_at = 1`)
  expect(markets(db)).toEqual([])
  db.exec(`update price_rule set rule = '{"feeRate":0.1}'`)
  db.exec(`insert into meta (key, value) values ('listing-template:naver', '{}'), ('listing-step:11st', '{}')`)
  expect(markets(db)).toEqual(['coupang', 'naver'])
  db.exec('delete from listing_stale_market')
  db.exec('delete from price_rule')
  db.exec(`insert into product_ban (kind, value, form, created_at) values ('word', '가', '가', 0)`)
  expect(markets(db)).toEqual(['', 'coupang'])
})
