import { expect, it } from 'vitest'
import { Sqlite } from '../../../../main/store/db.ts'
import { migrate, schemaVersion } from '../../../../main/store/migrate.ts'

const tables = (db: InstanceType<typeof Sqlite>) =>
  (db.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all() as string[]).filter(
    (name) => !name.startsWith('sqlite_'),
  )

it('adds fees and words to a database of version 6, and moves the words out of the templates', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 6)
  const before = tables(db)
  const rules = () => db.prepare('select * from price_rule').all()
  db.prepare(`insert into price_rule (market, scope, rule, updated_at) values ('coupang', 'market', '{}', 1)`).run()
  const meta = db.prepare('insert into meta (key, value) values (?, ?)')
  meta.run('listing-template:naver', JSON.stringify({ namePattern: '{name}', forbiddenWords: ['Nike', ' 정 품 ', ''] }))
  meta.run('other', '{"forbiddenWords": ["남음"]}')
  const kept = rules()

  migrate(db, 7)

  expect(schemaVersion(db)).toBe(7)
  expect(tables(db).filter((name) => !before.includes(name))).toEqual(['category_fee', 'listing_word'])
  expect(rules()).toEqual(kept)
  expect(db.prepare('select market, kind, word, form, reason from listing_word order by id').all()).toEqual([
    { market: 'naver', kind: 'stop', word: 'Nike', form: 'nike', reason: '' },
    { market: 'naver', kind: 'stop', word: '정 품', form: '정품', reason: '' },
  ])
  const values = db.prepare('select key, value from meta where key in (?, ?) order by key')
  expect(values.all('listing-template:naver', 'other')).toEqual([
    { key: 'listing-template:naver', value: '{"namePattern":"{name}"}' },
    { key: 'other', value: '{"forbiddenWords": ["남음"]}' },
  ])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('refuses a fee or a word twice, and a kind of word that nobody knows', () => {
  const db = new Sqlite(':memory:')
  migrate(db, 7)
  const fee = () =>
    db.prepare(`insert into category_fee (market, path, rate, updated_at) values ('coupang', '가', 0.1, 1)`).run()
  fee()
  expect(fee).toThrow(/UNIQUE/)
  const word = (kind: string) =>
    db.prepare(`insert into listing_word (kind, word, form, created_at) values (?, '가', '가', 1)`).run(kind)
  word('stop')
  expect(() => word('warn')).toThrow(/UNIQUE/)
  expect(() => word('perhaps')).toThrow(/CHECK/)
})
