import type { Migration } from './migration.ts'

export const migration0001: Migration = {
  version: 1,
  name: 'orders, buyers, jobs and what keeps them honest',
  up: (db) =>
    db.exec(`
create table meta (key text primary key, value text not null) strict;
create table setting (key text primary key, value text not null, updated_at integer not null) strict;

create table connection (
  service text primary key,
  state text not null,
  problem text,
  site_code text, site_name text, unit_code text, units text not null default '[]',
  client_id_last4 text, redirect_uri text, scopes text not null default '[]',
  consented_at integer, access_expires_at integer, refresh_expires_at integer,
  checked_at integer, updated_at integer not null
) strict;

-- Written before a refresh token is sent: a token found here was used and is never sent again.
create table spent_token (fingerprint text primary key, service text not null, at integer not null) strict;

-- Everybody an order names. 'none' has never paid; lists show buyers and former buyers only. Derived from orders.
create table buyer (
  id integer primary key,
  buyer_id text not null unique,
  person_key text not null unique,
  member_code text,
  name text not null default '', phone text not null default '', email text not null default '',
  orders integer not null default 0 check (orders >= 0),
  paid integer not null default 0,
  first_paid_at integer not null default 0,
  last_paid_at integer not null default 0,
  state text not null default 'none' check (state in ('buyer', 'former', 'none')),
  first_seen_at integer not null default 0,
  -- Every name, phone number and e-mail of this person's orders, in the form that searches compare.
  search text not null default '',
  -- Pairs of 32-bit numbers, newest first: day in Asia/Seoul and product, of paid orders.
  items blob not null default x''
) strict;
create index buyer_by_state on buyer (state);

-- Who uses which e-mail ('e:…') and phone ('p:…'), and by what the orders that say so are recognised.
create table buyer_contact (
  contact text not null,
  known_by text not null check (known_by in ('m', 'e', 'p')),
  buyer integer not null references buyer (id),
  primary key (contact, known_by, buyer)
) strict, without rowid;

-- People in the order in which saves touched them: what was read before can be brought up to date from here.
create table buyer_touched (rev integer primary key, buyer integer not null) strict;

-- One row for each name under which a product was sold; product_no is '' where Imweb sent none.
create table product_name (
  id integer primary key,
  product_no text not null, name text not null,
  unique (product_no, name)
) strict;

create table orders (
  id integer primary key,
  order_no text not null unique,
  channel text not null, channel_order_no text,
  ordered_at integer not null,
  member_code text, orderer_name text, orderer_email text, orderer_phone text,
  email_key text, phone_key text,
  -- By what the orderer is recognised: member code, e-mail, phone, or only by this order.
  known_by text not null check (known_by in ('m', 'e', 'p', 'o')),
  order_status text, order_type text, currency text not null, device text,
  item_price integer not null, delivery_price integer not null, total_price integer not null,
  payment_price integer not null, refunded_price integer not null, refund_pending_price integer not null,
  state text not null check (state in ('paid', 'partially_refunded', 'refunded', 'unpaid', 'cancelled')),
  paid_at integer,
  -- Numbers of its product names in the order of its lines, each once.
  products text not null default '',
  buyer integer references buyer (id),
  content_hash text not null,
  first_seen_at integer not null, updated_at integer not null
) strict;
-- State and buyer too, so that the first page counts a month's buyers without reading its orders.
create index orders_by_time on orders (ordered_at desc, state, buyer);
create index orders_by_state on orders (state, ordered_at desc);
create index orders_by_buyer on orders (buyer, ordered_at);
create index orders_by_ending on orders (substr(order_no, -5));
create index orders_by_channel_no on orders (channel_order_no) where channel_order_no is not null;

create table order_line (
  order_id integer not null references orders (id) on delete cascade,
  line_no integer not null,
  -- The section's seq in order_section; null where Imweb named none.
  section integer, section_status text,
  item_no text not null,
  product integer not null references product_name (id),
  -- The order's time again, so that one product's orders can be walked newest first.
  ordered_at integer not null,
  option_text text not null,
  quantity integer not null,
  unit_price integer,
  is_gift integer not null check (is_gift in (0, 1)),
  primary key (order_id, line_no)
) strict, without rowid;
create index order_line_by_product on order_line (product, ordered_at desc, order_id);

create table order_section (
  order_id integer not null references orders (id) on delete cascade,
  seq integer not null,
  code text not null, section_no text not null, status text,
  sent_at integer, delivered_at integer,
  claim_kind text, claim_reason text, claim_at integer, refund_amount integer,
  primary key (order_id, seq)
) strict, without rowid;

create table order_payment (
  order_id integer not null references orders (id) on delete cascade,
  seq integer not null,
  payment_no text not null, method text, pg_name text, status text,
  paid_price integer not null, is_cancel integer not null check (is_cancel in (0, 1)),
  completed_at integer,
  primary key (order_id, seq)
) strict, without rowid;

-- What changed on an order since it was first seen: the timeline of the buyer's detail.
create table order_change (
  id integer primary key,
  order_id integer not null references orders (id) on delete cascade,
  at integer not null, field text not null, before text, after text
) strict;
create index order_change_by_order on order_change (order_id, at);

-- Paid orders of one day in Asia/Seoul, kept in step with every save.
create table day_sales (day integer primary key, orders integer not null, revenue integer not null) strict;
create table day_product (
  day integer not null, product integer not null,
  quantity integer not null, revenue integer not null,
  primary key (day, product)
) strict, without rowid;

create table set_aside (
  service text not null, kind text not null, ref text not null,
  reason text not null, seen_at integer not null, times integer not null default 1,
  primary key (service, kind, ref)
) strict, without rowid;

create table job (
  id integer primary key,
  job_id text not null unique,
  kind text not null,
  dedup_key text,
  status text not null check (status in ('queued', 'running', 'succeeded', 'dead')),
  outcome text check (outcome in ('ok', 'rejected', 'needs_setup', 'cancelled')),
  payload text not null,
  progress text,
  last_error text,
  attempts integer not null default 0,
  next_attempt_at integer not null,
  cancel_requested integer not null default 0,
  created_at integer not null, started_at integer, finished_at integer
) strict;
create unique index job_open_key on job (kind, dedup_key) where dedup_key is not null and status in ('queued', 'running');
create index job_open on job (status, next_attempt_at) where status in ('queued', 'running');

create table api_call (
  id integer primary key,
  at integer not null, service text not null, method text not null, path text not null,
  status integer, ms integer not null, attempt integer not null, trace_id text not null, error_code text
) strict;
create index api_call_by_time on api_call (at);

create table audit (id integer primary key, at integer not null, action text not null, detail text not null) strict;

create table export_preset (
  preset_id text primary key, name text not null, spec text not null,
  schedule text, last_run_at integer, created_at integer not null
) strict;
`),
}
