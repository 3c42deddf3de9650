import type { Migration } from './migration.ts'

export const migration0003: Migration = {
  version: 3,
  name: 'price rules, listings on markets, and what keeps them in step',
  up: (db) =>
    db.exec(`
-- How a price is made. The narrowest scope that names a value wins: product, category, wholesaler, market.
create table price_rule (
  id integer primary key,
  market text not null,
  scope text not null check (scope in ('market', 'wholesaler', 'category', 'product')),
  -- '' for the market; a wholesaler; 'wholesaler:category path'; 'wholesaler:product id'.
  target text not null default '',
  rule text not null,
  updated_at integer not null,
  unique (market, scope, target)
) strict;

-- What a market was last asked about itself: categories, forms, places. Large and slow to change.
create table market_cache (
  market text not null, kind text not null, key text not null default '',
  body blob not null, fetched_at integer not null,
  primary key (market, kind, key)
) strict, without rowid;

-- Which category of a market a wholesaler's category goes to: who said so, and when. Rows are closed, never changed, so that each choice can be undone.
create table category_choice (
  id integer primary key,
  market text not null, wholesaler text not null, path text not null,
  category text not null, category_path text not null,
  source text not null check (source in ('operator', 'wholesaler', 'market')),
  at integer not null,
  ended_at integer,
  -- The choice that stood before, to come back when this one is undone.
  replaced integer references category_choice (id)
) strict;
create unique index category_choice_open on category_choice (market, wholesaler, path) where ended_at is null;

-- A product on a market account. Never deleted by anything automatic; a draft that was never sent may be discarded by hand.
create table listing (
  id integer primary key,
  listing_id text not null unique,
  market text not null,
  -- The market's own id of the seller's account.
  account text not null,
  wholesaler text not null, product_id text not null,
  -- '' = the whole product; else the keys of the options it sells, sorted and joined by a line break.
  option_set text not null default '',
  -- Our code on the market. Its form is versioned: it is looked up years later.
  sku text not null,
  state text not null check (state in
    ('draft', 'approved', 'uploading', 'unresolved', 'in_review', 'on_sale', 'sold_out', 'stopped', 'rejected')),
  outcome text check (outcome in ('ok', 'rejected', 'needs_setup')),
  -- Values the operator set by hand, as JSON; they hide what is derived and survive every collect.
  overrides text not null default '{}',
  -- What lists show and search of the content.
  name text not null, search text not null, image text,
  category text, category_path text,
  stock integer, option_count integer not null,
  cost integer, margin integer,
  content_hash text not null,
  level text not null check (level in ('red', 'yellow', 'green')),
  findings text not null default '[]',
  -- Whether its pictures could be fetched from here; null = not tried yet.
  images_checked_at integer, images_fault text,
  -- What those pictures are that not every market takes, as JSON by their addresses; and the market's number of what
  -- it has already under our code.
  image_types text, sku_found text,
  price integer, margin_ppm integer,
  created_at integer not null, updated_at integer not null,
  -- What exactly was approved: a change of either hash asks again.
  approved_at integer, approved_hash text,
  -- Written before the create is sent, and kept until its result is known.
  intent_at integer, intent_id text,
  -- When a look-up first found nothing although the market should have shown it by then; a second one decides.
  missed_at integer,
  attempts integer not null default 0, next_attempt_at integer,
  market_product_id text, market_ref text,
  last_error text,
  -- What the market was last told, and what it last said itself.
  pushed_price integer, pushed_stock integer, pushed_at integer,
  -- The same for each thing sold, as JSON: our code of it to {price, stock}.
  pushed_values text,
  read_state text, read_state_text text, read_price integer, read_stock integer, read_options text, read_reason text,
  read_url text, read_at integer,
  -- When the market last confirmed stock 0 or a stop.
  zero_confirmed_at integer,
  -- Stopped by the operator: nothing automatic brings it back.
  held integer not null default 0 check (held in (0, 1)),
  -- Long, and therefore last: lists never read that far. ListingContent as it would be sent, the way to its price, and
  -- the content that was approved; all JSON.
  price_made text, content text not null, approved_content text,
  unique (market, account, wholesaler, product_id, option_set),
  unique (market, account, sku)
) strict;
create index listing_by_state on listing (market, state, id);
create index listing_by_product on listing (wholesaler, product_id);
-- Lists and counts walk this instead of the rows, which are long.
create index listing_lists on listing (market, state, level, wholesaler, outcome, margin_ppm, updated_at, price, name);
create index listing_by_name on listing (market, account, name);
create index listing_intent on listing (market, intent_at) where intent_at is not null;

-- What happened to a listing, for its page and for the questions of later days.
create table listing_event (
  id integer primary key,
  listing integer not null references listing (id) on delete cascade,
  at integer not null,
  -- drafted, edited, approved, withdrawn, sent, accepted, rejected, unresolved, resolved, pushed, read, differs, held …
  kind text not null,
  -- Korean sentence, and the market's own code and words as JSON.
  text text not null, detail text
) strict;
create index listing_event_by_listing on listing_event (listing, id);

-- Each approval with exactly the values approved; kept for ever.
create table listing_approval (
  id integer primary key,
  listing_id text not null, market text not null, account text not null,
  wholesaler text not null, product_id text not null,
  at integer not null,
  price integer not null, cost integer, margin integer, name text not null, category text not null,
  -- Warnings that stood there when it was approved.
  findings text not null, content text not null, content_hash text not null
) strict;
create index listing_approval_by_listing on listing_approval (listing_id, id);

-- What a listing must be told, in the order of its urgency; one open row a listing and kind.
create table listing_update (
  id integer primary key,
  listing integer not null references listing (id) on delete cascade,
  market text not null,
  kind text not null check (kind in ('stop', 'stock', 'price', 'resume')),
  -- 0 = sold out, before anything else; 1 = less stock or back on sale; 2 = prices; 3 = the rest.
  urgency integer not null,
  -- What to send, as JSON: option values by sku, and why.
  value text not null, why text not null,
  status text not null check (status in ('waiting', 'queued', 'sending', 'done', 'failed', 'superseded', 'dismissed')),
  queued_at integer not null, sent_at integer, done_at integer,
  attempts integer not null default 0, next_attempt_at integer,
  last_error text
) strict;
create unique index listing_update_open on listing_update (listing, kind) where status in ('waiting', 'queued', 'sending');
create index listing_update_queue on listing_update (market, status, urgency, id);
`),
}
