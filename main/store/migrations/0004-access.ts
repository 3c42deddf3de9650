import type { Migration } from './migration.ts'

export const migration0004: Migration = {
  version: 4,
  name: "who is let into the operator's app, and what the app was told",
  up: (db) =>
    db.exec(`
-- The operator's table; empty while none was ever saved. Nulls: every product, every option.
create table access_rule (
  position integer primary key,
  product_no text, option_text text,
  kind text not null check (kind in ('unlimited', 'days', 'until', 'never')),
  days integer check (days > 0), until_day text,
  check (option_text is null or product_no is not null)
) strict;

create table access_manual (
  buyer_id text primary key,
  kind text not null check (kind in ('granted', 'blocked')),
  reason text not null, at integer not null, until integer
) strict, without rowid;

create table access_endpoint (
  id integer primary key check (id = 1),
  state text not null check (state in ('none', 'active', 'paused', 'stopped')),
  url text not null, secret_last4 text not null,
  rotating_until integer,
  problem text,
  -- Nothing is sent before; 'asked' came from the app itself and outlasts the operator's impatience.
  held_until integer, held_by text check (held_by in ('asked', 'failing')),
  -- Failures since the last answer that was one.
  streak integer not null default 0,
  readback_base text
) strict;

-- Everybody whom a rule or the operator ever named. Derived from paid lines, rules, decisions and the clock.
create table buyer_access (
  id integer primary key,
  buyer_id text not null unique,
  buyer integer not null,
  state text not null check (state in ('granted', 'revoked')),
  reason text check (reason in ('refunded', 'expired', 'blocked')),
  since integer not null, until integer,
  -- When the answer changes by itself.
  next_at integer,
  order_no text not null,
  products text not null,
  -- 'e:…' or 'p:…', as in buyer_contact: by what an app may know this person though the id changed.
  contact text,
  content_hash text not null,
  -- The last event made about this person and what it said; nulls: the app was told nothing.
  told_state text check (told_state in ('granted', 'revoked')), told_hash text, told_seq integer,
  accepted_seq integer, announced integer,
  check ((state = 'revoked') = (reason is not null))
) strict;
create index buyer_access_by_buyer on buyer_access (buyer);
create index buyer_access_by_time on buyer_access (since desc, id);
create index buyer_access_due on buyer_access (next_at) where next_at is not null;

-- The outbox. The body is kept as sent, so that every try of one event is the same to the byte.
create table access_event (
  seq integer primary key autoincrement,
  event_id text not null unique,
  type text not null check (type in ('buyer.granted', 'buyer.updated', 'buyer.revoked')),
  buyer_id text not null, contact text, reason text,
  cause text not null,
  body text not null,
  state text not null check (state in ('pending', 'accepted', 'rejected', 'failed', 'dropped')),
  created_at integer not null,
  attempts integer not null default 0,
  first_try_at integer, next_attempt_at integer, finished_at integer,
  status integer, error text
) strict;
create index access_event_pending on access_event (seq) where state = 'pending';
create index access_event_refused on access_event (seq) where state in ('rejected', 'failed');
create index access_event_by_buyer on access_event (buyer_id, seq);

create table access_try (
  seq integer not null references access_event (seq) on delete cascade,
  at integer not null, ms integer not null, n integer not null,
  status integer, error_code text, answer text not null,
  primary key (seq, n)
) strict, without rowid;

-- One message an event and channel: the unique pair is what keeps a buyer from hearing the same twice.
create table access_message (
  id integer primary key,
  message_id text not null unique,
  seq integer not null, channel text not null check (channel in ('mail', 'alimtalk')),
  type text not null, buyer_id text not null, recipient text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'skipped', 'unknown')),
  attempts integer not null default 0,
  created_at integer not null, next_attempt_at integer, sent_at integer,
  error text,
  unique (seq, channel)
) strict;
create index access_message_open on access_message (channel, next_attempt_at) where state in ('queued', 'sending');
create index access_message_sent on access_message (channel, sent_at) where sent_at is not null;
create index access_message_by_buyer on access_message (buyer_id);

create table access_setting (key text primary key, value text not null) strict, without rowid;

-- What the last comparison with the app's own list found.
create table access_difference (
  buyer_id text primary key,
  kind text not null check (kind in ('missing', 'extra', 'different')),
  detail text not null
) strict, without rowid;
`),
}
