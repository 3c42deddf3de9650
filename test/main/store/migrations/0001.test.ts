import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'
import { tempFolder } from '../../../support/temp.ts'

const tables = {
  api_call: ['id', 'at', 'service', 'method', 'path', 'status', 'ms', 'attempt', 'trace_id', 'error_code'],
  audit: ['id', 'at', 'action', 'detail'],
  buyer_contact: ['contact', 'known_by', 'buyer'],
  buyer_touched: ['rev', 'buyer'],
  day_product: ['day', 'product', 'quantity', 'revenue'],
  day_sales: ['day', 'orders', 'revenue'],
  meta: ['key', 'value'],
  order_change: ['id', 'order_id', 'at', 'field', 'before', 'after'],
  product_name: ['id', 'product_no', 'name'],
  set_aside: ['service', 'kind', 'ref', 'reason', 'seen_at', 'times'],
  setting: ['key', 'value', 'updated_at'],
  spent_token: ['fingerprint', 'service', 'at'],
}

const at1 = () => {
  const db = new Sqlite(join(tempFolder('migration'), 'a.db'))
  db.pragma('foreign_keys = ON')
  migrate(db, 1)
  return db
}

describe('migration 1', () => {
  it('brings an empty database to version 1, once', () => {
    const db = at1()
    expect(schemaVersion(db)).toBe(1)
    migrate(db, 1)
    expect(schemaVersion(db)).toBe(1)
    db.close()
  })

  it.each(Object.entries(tables))('makes the table %s', (table, columns) => {
    const db = at1()
    expect(db.prepare(`select name from pragma_table_info('${table}')`).pluck().all()).toEqual(columns)
    db.close()
  })

  it('makes every table strict, so that a price is never text', () => {
    const db = at1()
    const loose = db.prepare(`select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0
      and name not like 'sqlite_%'`)
    expect(loose.pluck().all()).toEqual([])
    db.close()
  })

  it('refuses what would break the business keys', () => {
    const db = at1()
    const person = db.prepare(`insert into buyer (buyer_id, person_key) values (?, ?)`)
    person.run('b1', 'm:1')
    expect(() => person.run('b1', 'm:2')).toThrow(/UNIQUE/)
    expect(() => person.run('b2', 'm:1')).toThrow(/UNIQUE/)
    expect(() => db.prepare(`update buyer set state = 'friend'`).run()).toThrow(/CHECK/)
    expect(() =>
      db.prepare(`insert into order_section (order_id, seq, code, section_no) values (7, 0, 'a', 'b')`).run(),
    ).toThrow(/FOREIGN KEY/)
    db.close()
  })
})
