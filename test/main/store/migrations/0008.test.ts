import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

it('adds what a reading shows of options, and leaves what is stored alone', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 7)
  db.prepare(`insert into listing (listing_id, market, account, wholesaler, product_id, sku, state, name, search,
      option_count, content_hash, level, created_at, updated_at, content)
    values ('L1', 'coupang', 'A1', 'zentrade', 'P1', 'S1', 'on_sale', '국자', '', 0, 'h', 'green', 0, 0, '{}')`).run()
  const before = db.prepare('select * from listing').get() as Record<string, unknown>

  migrate(db, 8)

  expect(schemaVersion(db)).toBe(8)
  expect(db.prepare('select * from listing').get()).toEqual({ ...before, read_differs: 0 })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})
