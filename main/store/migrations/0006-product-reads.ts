import type { Migration } from './migration.ts'

export const migration0006: Migration = {
  version: 6,
  name: 'when a wholesaler was last asked about the products that matter',
  up: (db) =>
    db.exec(`
create table product_read (
  product integer primary key references product (id) on delete cascade,
  -- When the wholesaler last sent the product itself; null = not since it matters.
  read_at integer,
  -- When something certain was last heard of it, also that nothing changed.
  asked_at integer not null
) strict;
create index product_watched on product (wholesaler) where watched <> 0;
`),
}
