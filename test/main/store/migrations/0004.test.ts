import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

const tables = (db: InstanceType<typeof Sqlite>) =>
  (db.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all() as string[]).filter(
    (name) => !name.startsWith('sqlite_'),
  )

it('adds the tables of access to a database of version 3 and leaves what it holds alone', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 3)
  const before = tables(db)
  db.prepare(`insert into buyer (buyer_id, person_key, name) values ('b1', 'e:a@example.kr', '홍길동')`).run()
  const buyers = db.prepare('select * from buyer').all()

  migrate(db, 4)

  expect(schemaVersion(db)).toBe(4)
  expect(tables(db).filter((name) => !before.includes(name))).toEqual([
    'access_difference',
    'access_endpoint',
    'access_event',
    'access_manual',
    'access_message',
    'access_rule',
    'access_setting',
    'access_try',
    'buyer_access',
  ])
  expect(db.prepare('select * from buyer').all()).toEqual(buyers)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('refuses a second endpoint, an event id twice, two mails for one event, and a revocation without a reason', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 4)
  const endpoint = (id: number) =>
    db.prepare(`insert into access_endpoint (id, state, url, secret_last4) values (?, 'active', 'u', 'abcd')`).run(id)
  endpoint(1)
  expect(() => endpoint(2)).toThrow(/CHECK/)
  const event = () =>
    db
      .prepare(`insert into access_event (event_id, type, buyer_id, cause, body, state, created_at)
        values ('m1', 'buyer.granted', 'b1', 'change', '{}', 'pending', 0)`)
      .run()
  event()
  expect(event).toThrow(/UNIQUE/)
  const mail = (id: string) =>
    db
      .prepare(`insert into access_message (message_id, seq, channel, type, buyer_id, recipient, state, created_at)
        values (?, 1, 'mail', 'buyer.granted', 'b1', 'a@example.kr', 'queued', 0)`)
      .run(id)
  mail('1')
  expect(() => mail('2')).toThrow(/UNIQUE/)
  expect(() =>
    db
      .prepare(`insert into buyer_access (buyer_id, buyer, state, since, order_no, products, content_hash)
        values ('b1', 1, 'revoked', 0, '', '[]', '')`)
      .run(),
  ).toThrow(/CHECK/)
})
