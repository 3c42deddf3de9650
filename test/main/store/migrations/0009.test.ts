import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

it('lets an update be a deletion, and keeps every update that is stored', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 8)
  db.exec(`insert into listing (id, listing_id, market, account, wholesaler, product_id, sku, state, name, search,
      option_count, content_hash, level, created_at, updated_at, content)
    values (1, 'L1', 'coupang', 'A1', 'zentrade', 'P1', 'S1', 'on_sale', '국자', '', 0, 'h', 'green', 0, 0, '{}')`)
  const add = (kind: string, status: string) =>
    db
      .prepare(`insert into listing_update (listing, market, kind, urgency, value, why, status, queued_at, last_error)
        values (1, 'coupang', ?, 2, '{"values":[]}', '이유', ?, 5, null)`)
      .run(kind, status)
  add('price', 'done')
  add('price', 'waiting')
  add('stop', 'queued')
  expect(() => add('delete', 'queued')).toThrow(/CHECK/)
  const before = db.prepare('select * from listing_update order by id').all()
  const indexes = () =>
    db
      .prepare(`select name from sqlite_master where type = 'index' and tbl_name = 'listing_update' order by name`)
      .all()
  const indexed = indexes()

  migrate(db, 9)

  expect(schemaVersion(db)).toBe(9)
  expect(db.prepare('select * from listing_update order by id').all()).toEqual(before)
  expect(indexes()).toEqual(indexed)
  add('delete', 'queued')
  expect(() => add('delete', 'queued')).toThrow(/UNIQUE/)
  expect(() => add('sell', 'queued')).toThrow(/CHECK/)
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.exec('pragma foreign_keys = on; delete from listing')
  expect(db.prepare('select count(*) from listing_update').pluck().get()).toBe(0)
})
