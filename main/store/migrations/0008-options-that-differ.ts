import type { Migration } from './migration.ts'

export const migration0008: Migration = {
  version: 8,
  name: 'options that a market shows otherwise than it was told',
  up: (db) =>
    db.exec(`
-- Of the last reading: 1 = an option at another price, 2 = an option with more pieces than told. The lowest price and the
-- sum of the pieces hide both.
alter table listing add column read_differs integer not null default 0;
`),
}
