import type { Migration } from './migration.ts'

export const migration0002: Migration = {
  version: 2,
  name: 'wholesale products, their history, and how they are collected',
  up: (db) =>
    db.exec(`
-- One node for each category path a wholesaler has named.
create table product_category (
  id integer primary key,
  wholesaler text not null,
  -- Names from the root down, joined by ' > '.
  path text not null,
  name text not null, code text,
  parent integer references product_category (id),
  unique (wholesaler, path)
) strict;

-- Shipping as the wholesaler states it. Thousands of products share one.
create table product_shipping (id integer primary key, terms text not null unique) strict;

create table product (
  id integer primary key,
  wholesaler text not null, product_id text not null,
  -- As collected; what the operator made of it stands beside it.
  name text not null, edited_name text,
  price integer check (price > 0), fixed_price integer, stock integer check (stock >= 0),
  status text not null check (status in ('available', 'soldout', 'discontinued')),
  minimum_quantity integer not null, tax_free integer not null check (tax_free in (0, 1)),
  adult_only integer not null check (adult_only in (0, 1)),
  -- Why it may not be put on an open market, one bit a reason; 0 = it may.
  bars integer not null,
  origin text, maker text, brand text, model text,
  category integer references product_category (id),
  shipping integer not null references product_shipping (id),
  -- For one piece; null = not stated.
  shipping_fee integer,
  image text,
  -- 1 = chosen by the operator, 2 = listed on a market.
  watched integer not null default 0,
  stated_changed_at integer,
  first_seen_at integer not null, updated_at integer not null,
  -- Fingerprints of what was understood and of the reply: equal means there is nothing to write.
  content_hash blob not null, raw_hash blob not null,
  unique (wholesaler, product_id)
) strict;
create index product_by_name on product (coalesce(edited_name, name));

create table product_option (
  product integer not null references product (id) on delete cascade,
  seq integer not null,
  key text not null, name text not null,
  price integer, stock integer,
  soldout integer not null check (soldout in (0, 1)),
  primary key (product, seq)
) strict, without rowid;

-- What only the detail needs, with the reply as received; compressed, away from the rows that lists walk.
create table product_payload (
  product integer primary key references product (id) on delete cascade,
  fetched_at integer not null,
  body blob not null
) strict;

-- A field edited by hand. Collects go on writing the original, which the edit hides.
create table product_edit (
  product integer not null references product (id) on delete cascade,
  field text not null, value text not null, at integer not null,
  primary key (product, field)
) strict, without rowid;

create table product_change (
  id integer primary key,
  product integer not null references product (id) on delete cascade,
  at integer not null, field text not null,
  -- The option's key, where the field is one of an option.
  option text,
  before text, after text
) strict;
create index product_change_by_product on product_change (product, at);

-- Absent from a complete catalogue, and not yet certain to be gone.
create table product_missing (
  product integer primary key references product (id) on delete cascade,
  since integer not null
) strict;

-- What happened to products that matter and waits for the operator.
create table product_inbox (
  id integer primary key,
  product integer not null references product (id) on delete cascade,
  at integer not null,
  kind text not null check (kind in ('sold_out', 'price_up', 'restocked', 'discontinued')),
  before text, after text,
  done_at integer
) strict;
create index product_inbox_open on product_inbox (id) where done_at is null;
create index product_inbox_by_product on product_inbox (product, kind) where done_at is null;

create table product_ban (
  id integer primary key,
  kind text not null check (kind in ('code', 'word', 'brand')),
  -- '' = every wholesaler.
  wholesaler text not null default '',
  value text not null,
  -- The form that is compared.
  form text not null,
  note text not null default '', created_at integer not null,
  unique (kind, wholesaler, form)
) strict;

create table collect_plan (
  plan_id text primary key,
  name text not null, wholesaler text not null, request text not null,
  every_hours integer, enabled integer not null check (enabled in (0, 1)),
  created_at integer not null,
  last_started_at integer, last_job_id text, next_at integer
) strict;

-- A service's daily limit and its pauses outlive the program, so what was used of them does too.
create table call_count (
  service text not null, day integer not null, count integer not null check (count > 0),
  primary key (service, day)
) strict, without rowid;
create table call_pause (service text primary key, until integer not null) strict, without rowid;

-- Overlapping pairs of letters, so that any part of a word is found from two letters on.
create virtual table product_search using fts5 (grams, content = '', contentless_delete = 1, tokenize = 'ascii');
`),
}
