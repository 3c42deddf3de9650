import type { ListingWord } from '../../shared/contract/listing-shapes.ts'
import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { wordForm } from './words.ts'

interface Stored {
  market: Market | ''
  kind: ListingWord['kind']
  word: string
  reason: string
}

const sql = prepared((db) => ({
  of: db.prepare<[string], Stored>('select market, kind, word, reason from listing_word where market = ? order by id'),
  remove: db.prepare<[string, string]>('delete from listing_word where market = ? and form = ?'),
  put: db.prepare<[string, string, string, string, string, number]>(`insert into listing_word
    (market, kind, word, form, reason, created_at) values (?, ?, ?, ?, ?, ?)
    on conflict (market, form) do update set kind = excluded.kind, word = excluded.word, reason = excluded.reason
    where kind is not excluded.kind or word is not excluded.word or reason is not excluded.reason`),
}))

const toWord = ({ market, kind, word, reason }: Stored): ListingWord => ({
  ...{ market: market === '' ? null : market, kind, word, reason },
})

/** The words of one list's market; null = those that hold everywhere. */
export const storedWords = (db: Db, market: Market | null): ListingWord[] =>
  sql(db)
    .of.all(market ?? '')
    .map(toWord)

/** Everything that a listing on the market is held to. */
export const wordsFor = (db: Db, market: Market): ListingWord[] => [
  ...storedWords(db, market),
  ...storedWords(db, null),
]

/** Makes the words of a kind exactly these; a word of the other kind changes over. Inside the caller's transaction. */
export function replaceWords(
  db: Db,
  market: Market | null,
  kind: ListingWord['kind'],
  words: readonly Pick<ListingWord, 'word' | 'reason'>[],
  at: number,
): void {
  const kept = new Set(words.map(({ word }) => wordForm(word)))
  for (const before of storedWords(db, market)) {
    const form = wordForm(before.word)
    if (before.kind === kind && !kept.has(form)) sql(db).remove.run(market ?? '', form)
  }
  for (const { word, reason } of words) {
    const form = wordForm(word)
    if (form !== '') sql(db).put.run(market ?? '', kind, word, form, reason, at)
  }
}
