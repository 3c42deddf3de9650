import type { Migration } from './migration.ts'

const columns = `id, listing, market, kind, urgency, value, why, status, queued_at, sent_at, done_at, attempts, next_attempt_at,
  last_error`

export const migration0009: Migration = {
  version: 9,
  name: 'listings that the operator deletes from a market',
  up: (db) =>
    db.exec(`
-- SQLite cannot change a check in place.
create table listing_update_9 (
  id integer primary key,
  listing integer not null references listing (id) on delete cascade,
  market text not null,
  kind text not null check (kind in ('stop', 'stock', 'price', 'resume', 'delete')),
  -- 0 = sold out, before anything else; 1 = less stock or back on sale; 2 = prices; 3 = the rest.
  urgency integer not null,
  -- What to send, as JSON: option values by sku, and why.
  value text not null, why text not null,
  status text not null check (status in ('waiting', 'queued', 'sending', 'done', 'failed', 'superseded', 'dismissed')),
  queued_at integer not null, sent_at integer, done_at integer,
  attempts integer not null default 0, next_attempt_at integer,
  last_error text
) strict;
insert into listing_update_9 (${columns}) select ${columns} from listing_update;
drop table listing_update;
alter table listing_update_9 rename to listing_update;
create unique index listing_update_open on listing_update (listing, kind) where status in ('waiting', 'queued', 'sending');
create index listing_update_queue on listing_update (market, status, urgency, id);
`),
}
