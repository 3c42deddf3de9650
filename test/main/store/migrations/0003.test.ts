import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

const tables = (db: InstanceType<typeof Sqlite>) =>
  (db.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all() as string[]).filter(
    (name) => !name.startsWith('sqlite_'),
  )

it('adds the tables of listings to a database of version 2 and leaves what it holds alone', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 2)
  const before = tables(db)
  db.exec(`insert into product_shipping (terms) values ('{}')`)
  db.prepare(`insert into product_ban (kind, value, form, created_at) values ('word', '모조', '모조', 3)`).run()
  migrate(db, 3)
  expect(schemaVersion(db)).toBe(3)
  expect(tables(db).filter((name) => !before.includes(name))).toEqual([
    'category_choice',
    'listing',
    'listing_approval',
    'listing_event',
    'listing_update',
    'market_cache',
    'price_rule',
  ])
  expect(db.prepare('select * from product_shipping').all()).toEqual([{ id: 1, terms: '{}' }])
  expect(db.prepare('select value from product_ban').pluck().all()).toEqual(['모조'])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

const listing = (db: InstanceType<typeof Sqlite>, over: Record<string, string | number | null> = {}) => {
  const row = {
    ...{ listing_id: 'L1', market: 'naver', account: 'A', wholesaler: 'zentrade', product_id: '1', sku: 'S1' },
    ...{ state: 'draft', name: '', search: '', option_count: 0, content_hash: '', level: 'green', content: '{}' },
    ...{ created_at: 1, updated_at: 1, ...over },
  }
  const names = Object.keys(row)
  db.prepare(`insert into listing (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  )
}

it('refuses a product twice on an account, a code twice, a state nobody knows, and two standing choices', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 3)
  listing(db)
  expect(() => listing(db, { listing_id: 'L2', sku: 'S2' })).toThrow(/UNIQUE/)
  expect(() => listing(db, { listing_id: 'L2', product_id: '2' })).toThrow(/UNIQUE/)
  expect(() => listing(db, { listing_id: 'L2', product_id: '2', sku: 'S2', state: 'sent' })).toThrow(/CHECK/)
  listing(db, { listing_id: 'L2', account: 'B' })
  const choose = (ended: number | null) =>
    db
      .prepare(`insert into category_choice (market, wholesaler, path, category, category_path, source, at, ended_at)
        values ('naver', 'zentrade', '주방', '1', '', 'operator', 1, ?)`)
      .run(ended)
  choose(5)
  choose(null)
  expect(() => choose(null)).toThrow(/UNIQUE/)
})
