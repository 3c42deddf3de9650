import type { EditableField, ProductChange, ProductEdits, ProductKey } from '../../shared/contract/products.ts'
import { editableFields } from '../../shared/contract/products.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { failProducts } from './errors.ts'
import { type ProductPayload, unpackPayload } from './payload.ts'
import { productByKey, type RowFacts } from './repository-rows.ts'
import { gramsOf } from './search-text.ts'

interface StoredChange {
  id: number
  at: number
  field: string
  option: string | null
  before: string | null
  after: string | null
}

interface StoredEdit {
  field: EditableField
  value: string
  at: number
}

const sql = prepared((db) => ({
  payload: db.prepare<[number], { fetched_at: number; body: Buffer }>(
    'select fetched_at, body from product_payload where product = ?',
  ),
  edits: db.prepare<[number], StoredEdit>('select field, value, at from product_edit where product = ? order by field'),
  setEdit: db.prepare<[number, string, string, number]>(`insert into product_edit (product, field, value, at)
    values (?, ?, ?, ?) on conflict (product, field) do update set value = excluded.value, at = excluded.at`),
  removeEdit: db.prepare<[number, string]>('delete from product_edit where product = ? and field = ?'),
  setName: db.prepare<[string | null, number]>('update product set edited_name = ? where id = ?'),
  search: db.prepare<[number, string]>('insert or replace into product_search (rowid, grams) values (?, ?)'),
  changes: db.prepare<[number, number, number], StoredChange>(`select id, at, field, option, before, after
    from product_change where product = ? and id < ? order by id desc limit ?`),
  idOf: db.prepare<[string, string], number>('select id from product where wholesaler = ? and product_id = ?').pluck(),
  watched: db.prepare<[number], number>('select watched from product where id = ?').pluck(),
  writeWatched: db.prepare<[number, number]>('update product set watched = ? where id = ?'),
}))

export const nothing: ProductPayload = {
  ...{ raw: '', descriptionHtml: null, images: [], keywords: [], tiers: [], marketCategories: {} },
  ...{ categoryCode: null, notices: [], certificates: [] },
}

export const payloadOf = (db: Db, id: number): { fetchedAt: number | null; payload: ProductPayload } => {
  const stored = sql(db).payload.get(id)
  return stored === undefined
    ? { fetchedAt: null, payload: nothing }
    : { fetchedAt: stored.fetched_at, payload: unpackPayload(stored.body) }
}

/** Throws PRODUCT_UNKNOWN. */
export const requireProduct = (db: Db, { wholesaler, productId }: ProductKey) => {
  const found = productByKey(db, wholesaler, productId)
  if (found === null) throw failProducts('PRODUCT_UNKNOWN', { values: { product: `${wholesaler}:${productId}` } })
  return found
}

type Value = string | string[] | null
export interface Edit {
  field: EditableField
  original: Value
  edited: Value
  at: number
}

const originalOf = (facts: RowFacts, payload: ProductPayload, field: EditableField): Value => {
  if (field === 'keywords' || field === 'images' || field === 'descriptionHtml') return payload[field]
  return facts[field]
}

/** Edited fields with both values. */
export const editsOf = (db: Db, facts: RowFacts, payload: ProductPayload): Edit[] =>
  sql(db)
    .edits.all(facts.id)
    .filter((edit) => editableFields.includes(edit.field))
    .map(({ field, value, at }) => ({
      field,
      original: originalOf(facts, payload, field),
      edited: JSON.parse(value) as Value,
      at,
    }))

const searchAgain = (db: Db, id: number, key: ProductKey): void => {
  const { facts } = requireProduct(db, key)
  const { payload } = payloadOf(db, id)
  const edits = sql(db)
    .edits.all(id)
    .map(({ value }) => value.slice(0, 300))
  const { name, maker, brand, model } = facts
  sql(db).search.run(id, gramsOf([name, ...edits, maker, brand, model, payload.keywords.join(' ')]))
}

/** Locks fields at the operator's values: collects go on writing the originals beneath. Answers the product's row id. */
export function editProduct(db: Db, key: ProductKey, edits: ProductEdits, at: number): number {
  const { facts } = requireProduct(db, key)
  db.transaction(() => {
    for (const field of editableFields) {
      const value = edits[field]
      if (value !== undefined) sql(db).setEdit.run(facts.id, field, JSON.stringify(value), at)
    }
    if (edits.name !== undefined) sql(db).setName.run(edits.name, facts.id)
    searchAgain(db, facts.id, key)
  }).immediate()
  return facts.id
}

/** Gives fields back to the collects; the original is shown again at once. */
export function unlockProduct(db: Db, key: ProductKey, fields: readonly EditableField[]): number {
  const { facts } = requireProduct(db, key)
  db.transaction(() => {
    for (const field of fields) sql(db).removeEdit.run(facts.id, field)
    if (fields.includes('name')) sql(db).setName.run(null, facts.id)
    searchAgain(db, facts.id, key)
  }).immediate()
  return facts.id
}

const numeric = new Set(['price', 'stock', 'fixedPrice', 'shippingFee', 'option.price', 'option.stock', 'options'])

/** A stored before or after: amounts as numbers. */
export const changeValue = (field: string, value: string | null): string | number | null =>
  value !== null && numeric.has(field) ? Number(value) : value

/** Newest first, before the change `before`. */
export const changesOf = (db: Db, id: number, before: number, limit: number): (ProductChange & { id: number })[] =>
  sql(db)
    .changes.all(id, before, limit)
    .map(({ id: change, at, field, option, before: was, after }) => ({
      ...{ id: change, at, field, option },
      before: changeValue(field, was),
      after: changeValue(field, after),
    }))

export const idOf = (db: Db, key: ProductKey): number | null => sql(db).idOf.get(key.wholesaler, key.productId) ?? null

/** Sets or clears a mark on products; answers those it changed. Inside the caller's transaction. */
export function markWatched(db: Db, ids: Iterable<number>, mark: number, on: boolean): number[] {
  const changed: number[] = []
  const { watched, writeWatched } = sql(db)
  for (const id of ids) {
    const before = watched.get(id)
    if (before === undefined) continue
    const after = on ? before | mark : before & ~mark
    if (after === before) continue
    writeWatched.run(after, id)
    changed.push(id)
  }
  return changed
}
