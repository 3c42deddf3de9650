import type { Migration } from './migration.ts'

const mark = (market: string) =>
  `insert into listing_stale_market (market) values (${market}) on conflict (market) do update set n = n + 1;`

export const migration0007: Migration = {
  version: 7,
  name: 'fees by market category, words that stop or warn',
  up: (db) =>
    db.exec(`
-- What a market takes in one of its categories and all below it; the longest path wins.
create table category_fee (
  id integer primary key,
  market text not null,
  -- The market's names from the root down, joined by ' > '.
  path text not null,
  -- The market's own code; null where the path was read from a file and names no single category.
  code text,
  rate real not null,
  updated_at integer not null,
  unique (market, path)
) strict;

-- Words that no listing may hold (stop), or that the operator wants to see before approving (warn).
create table listing_word (
  id integer primary key,
  -- '' = every market.
  market text not null default '',
  kind text not null check (kind in ('stop', 'warn')),
  word text not null,
  -- As it is compared: one Unicode form, no case, no spaces.
  form text not null,
  reason text not null default '',
  created_at integer not null,
  unique (market, form)
) strict;

-- They stood in the templates before.
insert or ignore into listing_word (market, kind, word, form, created_at)
  select substr(m.key, length('listing-template:') + 1), 'stop', trim(w.value),
    lower(replace(trim(w.value), ' ', '')), cast(unixepoch() as integer) * 1000
  from meta m, json_each(m.value, '$.forbiddenWords') w
  where m.key like 'listing-template:%' and trim(w.value) <> '';
update meta set value = json_remove(value, '$.forbiddenWords') where key like 'listing-template:%';

create trigger stale_by_fee after insert on category_fee begin ${mark('new.market')} end;
create trigger stale_by_fee_change after update on category_fee when new.rate is not old.rate
  begin ${mark('new.market')} end;
create trigger stale_by_fee_end after delete on category_fee begin ${mark('old.market')} end;
create trigger stale_by_word after insert on listing_word begin ${mark('new.market')} end;
create trigger stale_by_word_change after update on listing_word begin ${mark('new.market')} end;
create trigger stale_by_word_end after delete on listing_word begin ${mark('old.market')} end;
`),
}
