import type { Migration } from './migration.ts'

/** What is not on its market yet: what is there already is told prices and stock by its own queue. */
const WAITING = `state not in ('in_review', 'on_sale', 'sold_out', 'stopped')`
const mark = (
  where: string,
) => `insert into listing_stale (listing) select id from listing where ${where} and ${WAITING}
    on conflict (listing) do update set n = n + 1;`
const markMarket = (market: string) =>
  `insert into listing_stale_market (market) values (${market}) on conflict (market) do update set n = n + 1;`
const ofProduct = (id: string) =>
  mark(`(wholesaler, product_id) = (select p.wholesaler, p.product_id from product p where p.id = ${id})`)

/** Marks are made by the database itself, so that no way of changing a product or a rule can forget them. */
export const migration0005: Migration = {
  version: 5,
  name: 'drafts that have to be derived anew',
  up: (db) =>
    db.exec(`
-- Listings whose product, rules, template or ban list changed since they were derived. n tells a change that came while
-- one was being derived from the change that it was derived for.
create table listing_stale (
  listing integer primary key references listing (id) on delete cascade,
  n integer not null default 1
) strict;

create trigger stale_by_product after update of content_hash, shipping_fee, status, edited_name on product
  when new.content_hash is not old.content_hash or new.shipping_fee is not old.shipping_fee
    or new.status is not old.status or new.edited_name is not old.edited_name
  begin ${mark('wholesaler = new.wholesaler and product_id = new.product_id')} end;
create trigger stale_by_edit after insert on product_edit begin ${ofProduct('new.product')} end;
create trigger stale_by_edit_change after update on product_edit begin ${ofProduct('new.product')} end;
create trigger stale_by_edit_end after delete on product_edit begin ${ofProduct('old.product')} end;

-- The same for all of a market ('' = every market), spread over its listings when these are next looked at: an import of
-- thousands of bans must not walk all listings for each of them.
create table listing_stale_market (market text primary key, n integer not null default 1) strict, without rowid;

create trigger stale_by_rule after insert on price_rule begin ${markMarket('new.market')} end;
create trigger stale_by_rule_change after update on price_rule when new.rule is not old.rule
  begin ${markMarket('new.market')} end;
create trigger stale_by_rule_end after delete on price_rule begin ${markMarket('old.market')} end;

create trigger stale_by_template after insert on meta when new.key like 'listing-template:%'
  begin ${markMarket(`substr(new.key, length('listing-template:') + 1)`)} end;
create trigger stale_by_template_change after update on meta
  when new.key like 'listing-template:%' and new.value is not old.value
  begin ${markMarket(`substr(new.key, length('listing-template:') + 1)`)} end;

create trigger stale_by_ban after insert on product_ban begin ${markMarket(`''`)} end;
create trigger stale_by_ban_end after delete on product_ban begin ${markMarket(`''`)} end;
`),
}
