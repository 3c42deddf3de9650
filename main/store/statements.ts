import type { Db } from './db.ts'

/** A set of statements prepared once for each open database: `const sql = prepared((db) => ({ byNo: db.prepare(…) }))`. */
export const prepared = <T extends object>(make: (db: Db) => T): ((db: Db) => T) => {
  const made = new WeakMap<Db, T>()
  return (db) => {
    let statements = made.get(db)
    if (statements === undefined) {
      statements = make(db)
      made.set(db, statements)
    }
    return statements
  }
}
